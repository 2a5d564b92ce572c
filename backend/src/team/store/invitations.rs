use domain::{
    ClientId, InvitationId, Lang, PartnerId, Timestamp, UserId,
    partners::PartnerStatus,
    policy::Role,
    team::{PendingInvitation, Scope},
};
use uuid::Uuid;

use super::members::role;
use crate::{Error, Result, args, db::Tx, statements, team::Invitation};

statements! {
    INVITATIONS = "SELECT id, email, role, sees_all, sent_at, expires_at FROM invitations
        WHERE partner_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL
        ORDER BY sent_at DESC, id DESC";
    ADD_INVITATION = "INSERT INTO invitations
            (partner_id, id, token_hash, email, email_key, role, sees_all, listed, lang, invited_by,
             sent_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    RENEW_INVITATION = "UPDATE invitations SET token_hash = $3, sent_at = $4, expires_at = $5
        WHERE partner_id = $1 AND id = $2 AND accepted_at IS NULL AND revoked_at IS NULL
        RETURNING email, lang";
    REVOKE_INVITATION = "UPDATE invitations SET revoked_at = $3
        WHERE partner_id = $1 AND id = $2 AND accepted_at IS NULL AND revoked_at IS NULL
        RETURNING email, lang";
    USE_INVITATION = "UPDATE invitations SET accepted_at = $4
        WHERE partner_id = $1 AND id = $2 AND token_hash = $3
            AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $4";
    INVITATION_OF = "SELECT i.partner_id, i.id, i.email, i.role, i.sees_all, i.listed, i.lang,
            p.name, p.slug, p.status
        FROM invitations i JOIN partners p ON p.partner_id = i.partner_id
        WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL
            AND i.expires_at > $2";
    PARTNER_NAME = "SELECT name FROM partners WHERE partner_id = $1";
}

/// An invitation about to be added.
pub(in crate::team) struct NewInvitation<'a> {
    pub(in crate::team) partner: PartnerId,
    pub(in crate::team) id: InvitationId,
    pub(in crate::team) token_hash: Vec<u8>,
    pub(in crate::team) email: &'a str,
    pub(in crate::team) email_key: String,
    pub(in crate::team) role: Role,
    pub(in crate::team) scope: &'a Scope,
    pub(in crate::team) lang: Lang,
    pub(in crate::team) invited_by: Option<UserId>,
    pub(in crate::team) now: Timestamp,
    pub(in crate::team) expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct PendingRow {
    id: Uuid,
    email: String,
    role: String,
    sees_all: bool,
    sent_at: i64,
    expires_at: i64,
}

#[derive(sqlx::FromRow)]
struct Addressee {
    email: String,
    lang: String,
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    partner_id: Uuid,
    id: Uuid,
    email: String,
    role: String,
    sees_all: bool,
    listed: String,
    lang: String,
    name: String,
    slug: String,
    status: String,
}

#[derive(sqlx::FromRow)]
struct NameRow {
    name: String,
}

fn lang(tag: &str) -> Result<Lang> {
    tag.parse().map_err(|_| Error::corrupt("invitations.lang"))
}

/// Those that wait for an answer, the last sent first.
pub(in crate::team) async fn invitations(
    tx: &mut Tx,
    partner: PartnerId,
    now: Timestamp,
) -> Result<Vec<PendingInvitation>> {
    let rows: Vec<PendingRow> = tx.all(INVITATIONS, args![partner]).await?;
    let pending = |row: PendingRow| {
        Ok(PendingInvitation {
            id: InvitationId::from_uuid(row.id),
            email: row.email,
            role: role(&row.role)?,
            sees_all: row.sees_all,
            sent_at: Timestamp(row.sent_at),
            expires_at: Timestamp(row.expires_at),
            is_expired: row.expires_at <= now.0,
        })
    };
    rows.into_iter().map(pending).collect()
}

pub(in crate::team) async fn add_invitation(tx: &mut Tx, new: NewInvitation<'_>) -> Result<()> {
    let (sees_all, listed) = match new.scope {
        Scope::All => (true, "[]".to_owned()),
        Scope::Listed(clients) => (false, serde_json::to_string(clients)?),
    };
    let values = args![
        new.partner,
        new.id,
        new.token_hash,
        new.email,
        new.email_key,
        new.role.name(),
        sees_all,
        listed,
        new.lang.tag(),
        new.invited_by,
        new.now,
        new.expires_at
    ];
    tx.run(ADD_INVITATION, values).await?;
    Ok(())
}

/// Gives a pending invitation a new link and new days; says to whom and in which language it goes.
pub(in crate::team) async fn renew_invitation(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvitationId,
    token_hash: &[u8],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<Option<(String, Lang)>> {
    let values = args![partner, id, token_hash.to_vec(), now, expires_at];
    let row: Option<Addressee> = tx.one(RENEW_INVITATION, values).await?;
    row.map(|row| Ok((row.email, lang(&row.lang)?))).transpose()
}

/// Revokes a pending invitation; says whose it was.
pub(in crate::team) async fn revoke_invitation(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvitationId,
    now: Timestamp,
) -> Result<Option<String>> {
    let row: Option<Addressee> = tx.one(REVOKE_INVITATION, args![partner, id, now]).await?;
    Ok(row.map(|row| row.email))
}

/// Uses an invitation up; false when somebody was faster.
pub(in crate::team) async fn use_invitation(
    tx: &mut Tx,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<bool> {
    let token_hash = invitation.token_hash.clone();
    let values = args![invitation.partner, invitation.id, token_hash, now];
    Ok(tx.run(USE_INVITATION, values).await? == 1)
}

pub(in crate::team) async fn invitation_of(
    tx: &mut Tx,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<Invitation>> {
    let values = args![token_hash.clone(), now];
    let Some(row) = tx.one::<OfferRow>(INVITATION_OF, values).await? else {
        return Ok(None);
    };
    let listed: Vec<ClientId> = serde_json::from_str(&row.listed)?;
    let status = PartnerStatus::named(&row.status);
    Ok(Some(Invitation {
        partner: PartnerId::from_uuid(row.partner_id),
        id: InvitationId::from_uuid(row.id),
        token_hash,
        email: row.email,
        role: role(&row.role)?,
        sees_all: row.sees_all,
        listed,
        lang: lang(&row.lang)?,
        partner_name: row.name,
        slug: row.slug,
        partner_status: status.ok_or_else(|| Error::corrupt("partners.status"))?,
    }))
}

/// In whose name an invitation is sent.
pub(in crate::team) async fn partner_name(tx: &mut Tx, partner: PartnerId) -> Result<String> {
    let row: Option<NameRow> = tx.one(PARTNER_NAME, args![partner]).await?;
    Ok(row.ok_or_else(|| Error::corrupt("partners.name"))?.name)
}
