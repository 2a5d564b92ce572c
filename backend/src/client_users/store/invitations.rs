use domain::{
    ClientId, InvitationId, Lang, PartnerId, Timestamp, UserId,
    client_users::{Access, PendingClientUser},
    clients::ClientStatus,
    partners::PartnerStatus,
};
use uuid::Uuid;

use crate::{Error, Result, args, client_users::ClientInvitation, db::Tx, statements};

statements! {
    INVITATIONS = "SELECT id, email, access, sent_at, expires_at FROM client_invitations
        WHERE partner_id = $1 AND client_id = $2 AND accepted_at IS NULL AND revoked_at IS NULL
        ORDER BY sent_at DESC, id DESC";
    ADD_INVITATION = "INSERT INTO client_invitations (partner_id, id, client_id, token_hash, email,
            email_key, access, lang, invited_by, sent_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    RENEW = "UPDATE client_invitations SET token_hash = $4, sent_at = $5, expires_at = $6
        WHERE partner_id = $1 AND client_id = $2 AND id = $3
            AND accepted_at IS NULL AND revoked_at IS NULL
        RETURNING email, lang";
    REVOKE = "UPDATE client_invitations SET revoked_at = $4
        WHERE partner_id = $1 AND client_id = $2 AND id = $3
            AND accepted_at IS NULL AND revoked_at IS NULL
        RETURNING email, lang";
    USE = "UPDATE client_invitations SET accepted_at = $4
        WHERE partner_id = $1 AND id = $2 AND token_hash = $3
            AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $4";
    OF_TOKEN = "SELECT i.id, i.client_id, i.email, i.access, i.lang, c.company, c.status,
            p.name, p.status AS partner_status
        FROM client_invitations i
        JOIN clients c ON c.partner_id = i.partner_id AND c.id = i.client_id
        JOIN partners p ON p.partner_id = i.partner_id
        WHERE i.partner_id = $1 AND i.token_hash = $2
            AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $3";
}

/// An invitation about to be added.
pub(in crate::client_users) struct NewInvitation<'a> {
    pub(in crate::client_users) id: InvitationId,
    pub(in crate::client_users) token_hash: Vec<u8>,
    pub(in crate::client_users) email: &'a str,
    pub(in crate::client_users) email_key: String,
    pub(in crate::client_users) access: &'a Access,
    pub(in crate::client_users) lang: Lang,
    pub(in crate::client_users) invited_by: UserId,
    pub(in crate::client_users) now: Timestamp,
    pub(in crate::client_users) expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct PendingRow {
    id: Uuid,
    email: String,
    access: String,
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
    id: Uuid,
    client_id: Uuid,
    email: String,
    access: String,
    lang: String,
    company: String,
    status: String,
    name: String,
    partner_status: String,
}

fn lang(tag: &str) -> Result<Lang> {
    tag.parse()
        .map_err(|_| Error::corrupt("client_invitations.lang"))
}

/// Those that wait for an answer, the last sent first, without their seats.
pub(in crate::client_users) async fn invitations(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    now: Timestamp,
) -> Result<Vec<PendingClientUser>> {
    let rows: Vec<PendingRow> = tx.all(INVITATIONS, args![partner, client]).await?;
    let pending = |row: PendingRow| {
        Ok(PendingClientUser {
            id: InvitationId::from_uuid(row.id),
            email: row.email,
            access: serde_json::from_str(&row.access)?,
            sent_at: Timestamp(row.sent_at),
            expires_at: Timestamp(row.expires_at),
            is_expired: row.expires_at <= now.0,
        })
    };
    rows.into_iter().map(pending).collect()
}

pub(in crate::client_users) async fn add_invitation(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    new: NewInvitation<'_>,
) -> Result<()> {
    let values = args![
        partner,
        new.id,
        client,
        new.token_hash,
        new.email,
        new.email_key,
        serde_json::to_string(new.access)?,
        new.lang.tag(),
        new.invited_by,
        new.now,
        new.expires_at
    ];
    tx.run(ADD_INVITATION, values).await?;
    Ok(())
}

/// Gives a pending invitation a new link and new days; says to whom and in which language it goes.
pub(in crate::client_users) async fn renew(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: InvitationId,
    token_hash: Vec<u8>,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<Option<(String, Lang)>> {
    let values = args![partner, client, id, token_hash, now, expires_at];
    let row: Option<Addressee> = tx.one(RENEW, values).await?;
    row.map(|row| Ok((row.email, lang(&row.lang)?))).transpose()
}

/// Revokes a pending invitation; says whose it was.
pub(in crate::client_users) async fn revoke(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: InvitationId,
    now: Timestamp,
) -> Result<Option<String>> {
    let row: Option<Addressee> = tx.one(REVOKE, args![partner, client, id, now]).await?;
    Ok(row.map(|row| row.email))
}

/// Uses an invitation up; false when somebody was faster.
pub(in crate::client_users) async fn use_invitation(
    tx: &mut Tx,
    invitation: &ClientInvitation,
    now: Timestamp,
) -> Result<bool> {
    let token_hash = invitation.token_hash.clone();
    let values = args![invitation.partner, invitation.id, token_hash, now];
    Ok(tx.run(USE, values).await? == 1)
}

/// The pending invitation of a link to the pages of a partner.
pub(in crate::client_users) async fn of_token(
    tx: &mut Tx,
    partner: PartnerId,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<ClientInvitation>> {
    let values = args![partner, token_hash.clone(), now];
    let Some(row) = tx.one::<OfferRow>(OF_TOKEN, values).await? else {
        return Ok(None);
    };
    let (status, partner_status) = (
        ClientStatus::named(&row.status),
        PartnerStatus::named(&row.partner_status),
    );
    Ok(Some(ClientInvitation {
        partner,
        client: ClientId::from_uuid(row.client_id),
        id: InvitationId::from_uuid(row.id),
        token_hash,
        email: row.email,
        access: serde_json::from_str(&row.access)?,
        lang: lang(&row.lang)?,
        company: row.company,
        status: status.ok_or_else(|| Error::corrupt("clients.status"))?,
        partner_name: row.name,
        partner_status: partner_status.ok_or_else(|| Error::corrupt("partners.status"))?,
    }))
}
