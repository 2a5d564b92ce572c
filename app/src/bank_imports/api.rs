//! Server functions of bank statements.

use domain::bank_imports::{Choice, Recorded, Statement, StatementDraft};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// Reads a statement and proposes an invoice for each row (S6).
#[server(prefix = "/fn", endpoint = "bank_imports/read", input = Json)]
pub async fn read(at: String, draft: StatementDraft) -> Result<Statement, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::bank_imports::read(&cx, draft).await)
}

/// Records the chosen rows of a statement.
#[server(prefix = "/fn", endpoint = "bank_imports/record", input = Json)]
pub async fn record(
    at: String,
    draft: StatementDraft,
    choices: Vec<Choice>,
) -> Result<Recorded, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::bank_imports::record(&cx, draft, choices).await)
}
