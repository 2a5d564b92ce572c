//! Partners as the operator runs them, and the company behind each one (P2, P11).

mod company;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    Cursor, FieldErrors, InvitationId, Lang, Page, PartnerId, Problem, Refusal, Total,
    audit::Event,
    fields,
    partners::{
        CompanyDraft, NewPartner, PartnerDetails, PartnerDraft, PartnerStatus, PartnerSummary,
    },
    policy::{Action, Actor, Role},
    team::Scope,
    text::fold,
};

use crate::{
    Context, Portal, Result,
    audit::entry,
    db::{Tx, violates},
    team::{self, Invite},
    visits,
};

pub(crate) use company::company_of;
pub use company::{company, edit_company};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Partners on a page of the list.
const PAGE: usize = 50;
/// Characters of a search that count.
const SEARCH_MAX: usize = 100;

/// The partners of the portal, by name.
pub async fn list(
    cx: &Context,
    search: String,
    after: Option<Cursor>,
) -> Result<Page<PartnerSummary>> {
    cx.allow_on_portal(Action::SeePartners)?;
    let search: String = fold(&search).chars().take(SEARCH_MAX).collect();
    let after = after.map(|cursor| store::place(&cursor)).transpose()?;

    let mut tx = cx.read().await?;
    let (rows, next) = store::page(&mut tx, &search, after, PAGE).await?;
    let rows_in_all = store::count(&mut tx, &search).await?;
    Ok(Page {
        rows,
        next,
        total: Total {
            rows: rows_in_all,
            exact: true,
        },
    })
}

/// A partner with its administrators.
pub async fn details(cx: &Context, id: PartnerId) -> Result<PartnerDetails> {
    cx.allow_on_portal(Action::SeePartners)?;
    let mut tx = cx.read().await?;
    let summary = found(&mut tx, id).await?;
    Ok(PartnerDetails {
        summary,
        administrators: store::administrators(&mut tx, id).await?,
        invitations: team::pending_administrators(&mut tx, id, cx.now()).await?,
    })
}

/// Creates a partner and invites its first administrator (P2).
pub async fn create(cx: &Context, draft: PartnerDraft) -> Result<PartnerSummary> {
    cx.allow_on_portal(Action::ManagePartners)?;
    found_partner(cx, draft.validate()?).await
}

/// Creates a partner from the console of the machine, whose holder needs nobody's permission.
pub async fn create_from_console(portal: &Portal, draft: PartnerDraft) -> Result<PartnerSummary> {
    let cx = portal.context(Actor::Anonymous);
    found_partner(&cx, draft.validate()?).await
}

async fn found_partner(cx: &Context, new: NewPartner) -> Result<PartnerSummary> {
    let id = PartnerId::from_uuid(cx.new_id());
    let company = CompanyDraft {
        name: new.name.clone(),
        ..CompanyDraft::default()
    };
    let mut tx = cx.begin().await?;
    match store::add(&mut tx, id, &new.slug, &company, cx.now()).await {
        Err(error) if violates(&error, "partners_by_slug", "partners.slug") => {
            return Err(FieldErrors::one("slug", Problem::Taken).into());
        }
        added => added?,
    }
    entry(Event::PartnerCreated)
        .about(&new.name)
        .record_at(&mut tx, cx, id)
        .await?;
    let first = administrator(id, "administrator", new.administrator, new.lang);
    team::invite_at(&mut tx, cx, first).await?;
    let summary = found(&mut tx, id).await?;
    tx.commit().await?;
    Ok(summary)
}

/// Suspends a partner: its people can do nothing until it is resumed.
pub async fn suspend(cx: &Context, id: PartnerId) -> Result<()> {
    set_status(cx, id, PartnerStatus::Suspended, Event::PartnerSuspended).await
}

/// Lets a suspended partner work again.
pub async fn resume(cx: &Context, id: PartnerId) -> Result<()> {
    set_status(cx, id, PartnerStatus::Active, Event::PartnerResumed).await
}

async fn set_status(
    cx: &Context,
    id: PartnerId,
    status: PartnerStatus,
    event: Event,
) -> Result<()> {
    cx.allow_on_portal(Action::ManagePartners)?;
    let mut tx = cx.begin().await?;
    let partner = found(&mut tx, id).await?;
    if store::set_status(&mut tx, id, status).await? {
        if status == PartnerStatus::Suspended {
            visits::end_of_partner(&mut tx, cx, id).await?;
        }
        entry(event)
            .about(partner.name)
            .record_at(&mut tx, cx, id)
            .await?;
    }
    tx.commit().await
}

/// Invites a further administrator.
pub async fn invite_administrator(
    cx: &Context,
    id: PartnerId,
    email: String,
    lang: Lang,
) -> Result<()> {
    cx.allow_on_portal(Action::ManagePartners)?;
    let mut errors = FieldErrors::default();
    let email = errors.take("email", fields::email(&email));
    errors.or(())?;
    let mut tx = cx.begin().await?;
    found(&mut tx, id).await?;
    team::invite_at(&mut tx, cx, administrator(id, "email", email, lang)).await?;
    tx.commit().await
}

/// Revokes an invitation of an administrator.
pub async fn revoke_invitation(
    cx: &Context,
    id: PartnerId,
    invitation: InvitationId,
) -> Result<()> {
    cx.allow_on_portal(Action::ManagePartners)?;
    let mut tx = cx.begin().await?;
    let pending = team::pending_administrators(&mut tx, id, cx.now()).await?;
    if !pending.iter().any(|one| one.id == invitation) {
        return Err(Refusal::NotFound.into());
    }
    team::revoke_at(&mut tx, cx, id, invitation).await?;
    tx.commit().await
}

const fn administrator(
    partner: PartnerId,
    field: &'static str,
    email: String,
    lang: Lang,
) -> Invite {
    Invite {
        partner,
        field,
        email,
        role: Role::Administrator,
        scope: Scope::All,
        lang,
    }
}

async fn found(tx: &mut Tx, id: PartnerId) -> Result<PartnerSummary> {
    Ok(store::partner(tx, id).await?.ok_or(Refusal::NotFound)?)
}
