//! Server functions of reminders.

use domain::{
    InvoiceId, Version,
    dunning::{Dunning, DunningDraft},
    invoices::InvoiceDetails,
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// How the partner sends invoices and reminds of them.
#[server(name = OwnDunning, prefix = "/fn", endpoint = "dunning/dunning", input = Json)]
pub async fn dunning(at: String) -> Result<Dunning, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::dunning::dunning(&cx).await)
}

/// Changes how the partner sends invoices and reminds of them.
#[server(name = EditDunning, prefix = "/fn", endpoint = "dunning/edit", input = Json)]
pub async fn edit(at: String, draft: DunningDraft, seen: Version) -> Result<Dunning, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::dunning::edit(&cx, draft, seen).await)
}

/// Mails an invoice to its client anew.
#[server(prefix = "/fn", endpoint = "dunning/send_again", input = Json)]
pub async fn send_again(at: String, id: InvoiceId) -> Result<InvoiceDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::dunning::send_again(&cx, id).await)
}
