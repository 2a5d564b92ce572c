//! Server functions of sections, for the operator.

use domain::{
    Version,
    inclusions::Section,
    sections::{Connected, SectionLink, SectionLinkDraft},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// Every section, and where it leads.
#[server(name = SectionsList, prefix = "/fn", endpoint = "sections/list", input = Json)]
pub async fn list() -> Result<Vec<SectionLink>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::sections::list(&cx).await)
}

/// Connects a section with a product, or leads it elsewhere.
#[server(name = SectionConnect, prefix = "/fn", endpoint = "sections/connect", input = Json)]
pub async fn connect(
    section: Section,
    draft: SectionLinkDraft,
    seen: Version,
) -> Result<Connected, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::sections::connect(&cx, section, draft, seen).await)
}

/// Makes a new key for a section's hand-overs.
#[server(name = SectionRenewKey, prefix = "/fn", endpoint = "sections/renew_key", input = Json)]
pub async fn renew_key(section: Section) -> Result<Connected, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::sections::renew_key(&cx, section).await)
}

/// Disconnects a section.
#[server(name = SectionDisconnect, prefix = "/fn", endpoint = "sections/disconnect", input = Json)]
pub async fn disconnect(section: Section) -> Result<Vec<SectionLink>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::sections::disconnect(&cx, section).await)
}
