//! Server functions of partners.

use domain::{
    Cursor, InvitationId, Lang, Page, PartnerId, Version,
    partners::{Company, CompanyDraft, PartnerDetails, PartnerDraft, PartnerSummary},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The partners of the portal, by name.
#[server(prefix = "/fn", endpoint = "partners/list", input = Json)]
pub async fn list(search: String, after: Option<Cursor>) -> Result<Page<PartnerSummary>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::partners::list(&cx, search, after).await)
}

/// A partner with its administrators.
#[server(prefix = "/fn", endpoint = "partners/details", input = Json)]
pub async fn details(id: PartnerId) -> Result<PartnerDetails, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::partners::details(&cx, id).await)
}

/// Creates a partner and invites its first administrator (P2).
#[server(prefix = "/fn", endpoint = "partners/create", input = Json)]
pub async fn create(draft: PartnerDraft) -> Result<PartnerSummary, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::partners::create(&cx, draft).await)
}

/// Suspends a partner: its people can do nothing until it is resumed.
#[server(prefix = "/fn", endpoint = "partners/suspend", input = Json)]
pub async fn suspend(id: PartnerId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::partners::suspend(&cx, id).await)
}

/// Lets a suspended partner work again.
#[server(prefix = "/fn", endpoint = "partners/resume", input = Json)]
pub async fn resume(id: PartnerId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::partners::resume(&cx, id).await)
}

/// Invites a further administrator.
#[server(prefix = "/fn", endpoint = "partners/invite_administrator", input = Json)]
pub async fn invite_administrator(
    id: PartnerId,
    email: String,
    lang: Lang,
) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::partners::invite_administrator(&cx, id, email, lang).await)
}

/// Revokes an invitation of an administrator.
#[server(prefix = "/fn", endpoint = "partners/revoke_invitation", input = Json)]
pub async fn revoke_invitation(id: PartnerId, invitation: InvitationId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::partners::revoke_invitation(&cx, id, invitation).await)
}

/// Company information (P11).
#[server(name = CompanyCall, prefix = "/fn", endpoint = "partners/company", input = Json)]
pub async fn company(at: String) -> Result<Company, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::partners::company(&cx).await)
}

/// Changes company information (P11).
#[server(prefix = "/fn", endpoint = "partners/edit_company", input = Json)]
pub async fn edit_company(
    at: String,
    draft: CompanyDraft,
    seen: Version,
) -> Result<Company, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::partners::edit_company(&cx, draft, seen).await)
}
