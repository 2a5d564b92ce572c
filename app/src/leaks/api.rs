//! Server functions of the leak meter.

use domain::leaks::Meter;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// What the meter saw last.
#[server(name = LeaksMeter, prefix = "/fn", endpoint = "leaks/meter", input = Json)]
pub async fn meter(at: String) -> Result<Meter, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::leaks::meter(&cx).await)
}

/// Looks at everything that clients see, and searches it for other names.
#[server(name = LeaksMeasure, prefix = "/fn", endpoint = "leaks/measure", input = Json)]
pub async fn measure(at: String) -> Result<Meter, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::leaks::measure(&cx).await)
}
