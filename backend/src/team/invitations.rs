use domain::{
    FieldErrors, InvitationId, Lang, PartnerId, Problem, Refusal, Timestamp,
    audit::Event,
    auth::INVITATION_DAYS,
    policy::{Action, Role},
    team::{InvitationDraft, PendingInvitation, Scope},
};

use super::store::{self, NewInvitation};
use crate::{
    Context, Result,
    audit::entry,
    auth::{Rule, address_key, limit},
    db::{Tx, violates},
    outbox::{self, Mail, Voice},
    portal::{new_token, token_hash},
};

/// Invitations that one partner can send: its team is not a way to write to strangers.
const SENT: Rule = Rule {
    what: "invitations of",
    most: 100,
    seconds: 3_600,
};

/// Whom a partner invites, and as what.
pub(crate) struct Invite {
    pub(crate) partner: PartnerId,
    /// The field of the form that a problem with the address is reported at.
    pub(crate) field: &'static str,
    pub(crate) email: String,
    pub(crate) role: Role,
    pub(crate) scope: Scope,
    pub(crate) lang: Lang,
}

/// Invites somebody to the team (G2, G4).
pub async fn invite(cx: &Context, draft: InvitationDraft) -> Result<()> {
    let partner = cx.allow(Action::ManageTeam)?;
    let draft = draft.validate()?;
    let mut tx = cx.begin().await?;
    let invite = Invite {
        partner,
        field: "email",
        email: draft.email,
        role: draft.role,
        scope: draft.scope,
        lang: draft.lang,
    };
    invite_at(&mut tx, cx, invite).await?;
    tx.commit().await
}

/// Invites somebody to the team of a partner, whoever acts: one pending invitation per address, and
/// none for somebody who is in (G4).
pub(crate) async fn invite_at(tx: &mut Tx, cx: &Context, invite: Invite) -> Result<()> {
    let partner = invite.partner;
    let email_key = address_key(&invite.email);
    let refused = || FieldErrors::one(invite.field, Problem::Taken);
    if store::is_member(tx, partner, &email_key).await? {
        return Err(refused().into());
    }
    check_scope(tx, partner, &invite.scope).await?;
    limit(tx, SENT, &partner.to_string(), cx.now()).await?;

    let token = new_token();
    let new = NewInvitation {
        partner,
        id: InvitationId::from_uuid(cx.new_id()),
        token_hash: token_hash(&token),
        email: &invite.email,
        email_key,
        role: invite.role,
        scope: &invite.scope,
        lang: invite.lang,
        invited_by: cx.actor().user(),
        now: cx.now(),
        expires_at: expiry(cx.now()),
    };
    match store::add_invitation(tx, new).await {
        Err(error) if violates(&error, "one_pending_invitation", "invitations.email_key") => {
            return Err(refused().into());
        }
        added => added?,
    }
    entry(Event::MemberInvited)
        .about(&invite.email)
        .change("role", "", invite.role.name())
        .record_at(tx, cx, partner)
        .await?;
    send(tx, cx, partner, &invite.email, invite.lang, token).await
}

/// Sends an invitation again, with a new link: the old one is dead.
pub async fn resend(cx: &Context, id: InvitationId) -> Result<()> {
    let partner = cx.allow(Action::ManageTeam)?;
    let mut tx = cx.begin().await?;
    limit(&mut tx, SENT, &partner.to_string(), cx.now()).await?;
    let token = new_token();
    let (now, until) = (cx.now(), expiry(cx.now()));
    let (email, lang) =
        store::renew_invitation(&mut tx, partner, id, &token_hash(&token), now, until)
            .await?
            .ok_or(Refusal::NotFound)?;
    entry(Event::InvitationResent)
        .about(&email)
        .record(&mut tx, cx)
        .await?;
    send(&mut tx, cx, partner, &email, lang, token).await?;
    tx.commit().await
}

/// Revokes an invitation.
pub async fn revoke(cx: &Context, id: InvitationId) -> Result<()> {
    let partner = cx.allow(Action::ManageTeam)?;
    let mut tx = cx.begin().await?;
    revoke_at(&mut tx, cx, partner, id).await?;
    tx.commit().await
}

/// Revokes an invitation of a partner, whoever acts.
pub(crate) async fn revoke_at(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: InvitationId,
) -> Result<()> {
    let email = store::revoke_invitation(tx, partner, id, cx.now())
        .await?
        .ok_or(Refusal::NotFound)?;
    entry(Event::InvitationRevoked)
        .about(email)
        .record_at(tx, cx, partner)
        .await
}

/// The pending invitations of a partner's administrators.
pub(crate) async fn pending_administrators(
    tx: &mut Tx,
    partner: PartnerId,
    now: Timestamp,
) -> Result<Vec<PendingInvitation>> {
    let mut pending = store::invitations(tx, partner, now).await?;
    pending.retain(|invitation| invitation.role == Role::Administrator);
    Ok(pending)
}

/// Every listed client must be the partner's: another partner's does not exist.
pub(super) async fn check_scope(tx: &mut Tx, partner: PartnerId, scope: &Scope) -> Result<()> {
    if let Scope::Listed(clients) = scope
        && !store::are_clients(tx, partner, clients).await?
    {
        return Err(FieldErrors::one("scope", Problem::Unknown).into());
    }
    Ok(())
}

async fn send(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    email: &str,
    lang: Lang,
    token: String,
) -> Result<()> {
    let voice = Voice::of_team(partner);
    let partner = store::partner_name(tx, partner).await?;
    let mail = Mail::Invitation { partner, token };
    outbox::enqueue(tx, cx, &voice, email, lang, &mail).await
}

fn expiry(now: Timestamp) -> Timestamp {
    now.plus_days(INVITATION_DAYS)
}
