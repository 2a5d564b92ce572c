//! (feature partners)

use domain::{
    Cursor, InvitationId, Lang, Page, PartnerId, Version,
    partners::{Company, CompanyDraft, PartnerDetails, PartnerDraft, PartnerSummary},
};

use crate::{Context, Error, Result};

/// The partners of the portal, by name.
pub async fn list(
    cx: &Context,
    search: String,
    after: Option<Cursor>,
) -> Result<Page<PartnerSummary>> {
    let _ = (cx, search, after);
    Err(Error::corrupt("not written yet"))
}

/// A partner with its administrators.
pub async fn details(cx: &Context, id: PartnerId) -> Result<PartnerDetails> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Creates a partner and invites its first administrator (P2).
pub async fn create(cx: &Context, draft: PartnerDraft) -> Result<PartnerSummary> {
    let _ = (cx, draft);
    Err(Error::corrupt("not written yet"))
}

/// Suspends a partner: its people can do nothing until it is resumed.
pub async fn suspend(cx: &Context, id: PartnerId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Lets a suspended partner work again.
pub async fn resume(cx: &Context, id: PartnerId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Invites a further administrator.
pub async fn invite_administrator(
    cx: &Context,
    id: PartnerId,
    email: String,
    lang: Lang,
) -> Result<()> {
    let _ = (cx, id, email, lang);
    Err(Error::corrupt("not written yet"))
}

/// Revokes an invitation of an administrator.
pub async fn revoke_invitation(
    cx: &Context,
    id: PartnerId,
    invitation: InvitationId,
) -> Result<()> {
    let _ = (cx, id, invitation);
    Err(Error::corrupt("not written yet"))
}

/// Company information (P11).
pub async fn company(cx: &Context) -> Result<Company> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// Changes company information (P11).
pub async fn edit_company(cx: &Context, draft: CompanyDraft, seen: Version) -> Result<Company> {
    let _ = (cx, draft, seen);
    Err(Error::corrupt("not written yet"))
}
