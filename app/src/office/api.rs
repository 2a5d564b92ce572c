//! Server functions of a client's own pages.

use domain::{
    ClientId,
    office::{Home, SectionWish},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// What stands on the first page of one's client.
#[server(name = HomeCall, prefix = "/fn", endpoint = "office/home", input = Json)]
pub async fn home(client: ClientId) -> Result<Home, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::office::home(&cx, client).await)
}

/// Asks the partner for a section that is locked (G13).
#[server(prefix = "/fn", endpoint = "office/ask", input = Json)]
pub async fn ask(client: ClientId, wish: SectionWish) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::office::ask(&cx, client, wish).await)
}
