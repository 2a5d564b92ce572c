use domain::{
    MembershipId, PartnerId, SessionId, Timestamp, UserId, VisitId, auth::SessionSummary,
    policy::Staff,
};
use uuid::Uuid;

use super::people::{self, lang};
use crate::{
    Result, args,
    auth::{SignedIn, session::Team},
    db::Tx,
    statements,
};

statements! {
    ADD_SESSION = "INSERT INTO sessions
            (id, token_hash, user_id, host, device, created_at, seen_at, expires_at, partner_id,
             stays, visit_id)
        VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)";
    SESSION = "SELECT s.id, s.seen_at, s.visit_id, u.id AS user_id, u.name, u.email, u.lang, u.is_operator,
            p.slug, p.partner_id, p.status, m.id AS membership_id, m.role, m.sees_all
        FROM sessions s JOIN users u ON u.id = s.user_id
        LEFT JOIN partners p ON p.slug = $5
        LEFT JOIN memberships m ON m.partner_id = p.partner_id AND m.user_id = u.id
        WHERE s.token_hash = $1 AND s.host = $2 AND s.expires_at > $3
            AND (s.seen_at > $4 OR s.stays)";
    TOUCH_SESSION = "UPDATE sessions SET seen_at = $3 WHERE id = $1 AND seen_at = $2";
    // Whoever is on a visit is not idle at home.
    TOUCH_HOME = "UPDATE sessions SET seen_at = $2 WHERE seen_at < $2 AND id = (
            SELECT v.actor_session FROM visits v WHERE v.partner_id = $1 AND v.id = $3)";
    IS_ALIVE = "SELECT id FROM sessions WHERE id = $1 AND user_id = $2 AND expires_at > $3
        AND visit_id IS NULL";
    END_VISIT = "DELETE FROM sessions WHERE visit_id = $1";
    RENEW_SESSION = "UPDATE sessions SET token_hash = $3 WHERE user_id = $1 AND id = $2";
    SESSIONS = "SELECT id, device, created_at, seen_at FROM sessions
        WHERE user_id = $1 AND expires_at > $2 AND (seen_at > $3 OR stays)
            AND (partner_id = $4 OR $4 IS NULL) ORDER BY seen_at DESC, id DESC";
    END_SESSION = "DELETE FROM sessions WHERE user_id = $1 AND id = $2";
    END_SESSIONS = "DELETE FROM sessions WHERE user_id = $1 AND (id <> $2 OR $2 IS NULL)";
    END_SESSIONS_AT = "DELETE FROM sessions WHERE user_id = $1 AND partner_id = $2";
    SWEEP_SESSIONS = "DELETE FROM sessions
        WHERE expires_at <= $1 OR (seen_at <= $2 AND NOT stays)";
    END_SESSIONS_OF_HOST = "DELETE FROM sessions WHERE host = $1";
}

/// A session about to be added.
pub(in crate::auth) struct NewSession<'a> {
    pub(in crate::auth) id: SessionId,
    pub(in crate::auth) token_hash: Vec<u8>,
    pub(in crate::auth) user: UserId,
    pub(in crate::auth) host: &'a str,
    pub(in crate::auth) partner: Option<PartnerId>,
    pub(in crate::auth) device: String,
    pub(in crate::auth) stays: bool,
    pub(in crate::auth) now: Timestamp,
    pub(in crate::auth) expires_at: Timestamp,
    pub(in crate::auth) visit: Option<VisitId>,
}

#[derive(sqlx::FromRow)]
struct SignedInRow {
    id: Uuid,
    seen_at: i64,
    visit_id: Option<Uuid>,
    user_id: Uuid,
    name: String,
    email: String,
    lang: String,
    is_operator: bool,
    slug: Option<String>,
    partner_id: Option<Uuid>,
    status: Option<String>,
    membership_id: Option<Uuid>,
    role: Option<String>,
    sees_all: Option<bool>,
}

/// What makes a session live: where it is used, and that it is neither over nor idle.
pub(in crate::auth) struct Live<'a> {
    pub(in crate::auth) host: &'a str,
    pub(in crate::auth) now: Timestamp,
    pub(in crate::auth) used_after: Timestamp,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    device: String,
    created_at: i64,
    seen_at: i64,
}

pub(in crate::auth) async fn add_session(tx: &mut Tx, new: NewSession<'_>) -> Result<()> {
    let values = args![
        new.id,
        new.token_hash,
        new.user,
        new.host,
        new.device,
        new.now,
        new.expires_at,
        new.partner,
        new.stays,
        new.visit
    ];
    tx.run(ADD_SESSION, values).await?;
    Ok(())
}

/// A live session, with its person's place in the team of the partner `at`, when its use was noted
/// last, and the visit that it is for.
pub(in crate::auth) async fn session(
    tx: &mut Tx,
    token_hash: &[u8],
    live: Live<'_>,
    at: Option<&str>,
) -> Result<Option<(SignedIn, Timestamp, Option<VisitId>)>> {
    let at = at.map(str::to_owned);
    let values = args![
        token_hash.to_vec(),
        live.host,
        live.now,
        live.used_after,
        at
    ];
    let Some(row) = tx.one::<SignedInRow>(SESSION, values).await? else {
        return Ok(None);
    };
    let team = team(&row)?;
    let signed_in = SignedIn {
        session: SessionId::from_uuid(row.id),
        user: UserId::from_uuid(row.user_id),
        name: row.name,
        email: row.email,
        lang: lang(&row.lang)?,
        is_operator: row.is_operator,
        team,
        front: None,
        visit: None,
    };
    let visit = row.visit_id.map(VisitId::from_uuid);
    Ok(Some((signed_in, Timestamp(row.seen_at), visit)))
}

fn team(row: &SignedInRow) -> Result<Option<Team>> {
    let SignedInRow {
        slug: Some(slug),
        partner_id: Some(partner),
        status: Some(status),
        membership_id: Some(membership),
        role: Some(role),
        sees_all: Some(sees_all),
        ..
    } = row
    else {
        return Ok(None);
    };
    let staff = Staff {
        user: UserId::from_uuid(row.user_id),
        membership: MembershipId::from_uuid(*membership),
        partner: PartnerId::from_uuid(*partner),
        status: people::status(status)?,
        role: people::role(role)?,
        sees_all: *sees_all,
    };
    let slug = slug.clone();
    Ok(Some(Team { slug, staff }))
}

/// Notes the use of a session, unless another request just did.
pub(in crate::auth) async fn touch_session(
    tx: &mut Tx,
    id: SessionId,
    seen: Timestamp,
    now: Timestamp,
) -> Result<()> {
    tx.run(TOUCH_SESSION, args![id, seen, now]).await?;
    Ok(())
}

/// Notes the use of the session that a visit stands on.
pub(in crate::auth) async fn touch_home(
    tx: &mut Tx,
    partner: PartnerId,
    visit: VisitId,
    now: Timestamp,
) -> Result<()> {
    tx.run(TOUCH_HOME, args![partner, now, visit]).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
#[expect(dead_code, reason = "whether there is one is all that is asked")]
struct IdRow {
    id: Uuid,
}

/// Whether a person has this session, not on a visit, and it is not over.
pub(in crate::auth) async fn is_alive(
    tx: &mut Tx,
    id: SessionId,
    user: UserId,
    now: Timestamp,
) -> Result<bool> {
    let row: Option<IdRow> = tx.one(IS_ALIVE, args![id, user, now]).await?;
    Ok(row.is_some())
}

/// Ends the session of a visit.
pub(in crate::auth) async fn end_visit(tx: &mut Tx, visit: VisitId) -> Result<()> {
    tx.run(END_VISIT, args![visit]).await?;
    Ok(())
}

pub(in crate::auth) async fn renew_session(
    tx: &mut Tx,
    user: UserId,
    id: SessionId,
    token_hash: &[u8],
) -> Result<()> {
    tx.run(RENEW_SESSION, args![user, id, token_hash.to_vec()])
        .await?;
    Ok(())
}

/// A person's live sessions, the last used one first; on a brand's host those there only.
pub(in crate::auth) async fn sessions(
    tx: &mut Tx,
    user: UserId,
    at: Option<PartnerId>,
    now: Timestamp,
    used_after: Timestamp,
) -> Result<Vec<SessionSummary>> {
    let rows: Vec<SessionRow> = tx.all(SESSIONS, args![user, now, used_after, at]).await?;
    let summary = |row: SessionRow| SessionSummary {
        id: SessionId::from_uuid(row.id),
        device: row.device,
        created_at: Timestamp(row.created_at),
        seen_at: Timestamp(row.seen_at),
        is_current: false,
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Ends a session of a person; false when they have no such session.
pub(in crate::auth) async fn end_session(tx: &mut Tx, user: UserId, id: SessionId) -> Result<bool> {
    Ok(tx.run(END_SESSION, args![user, id]).await? == 1)
}

/// Ends a person's sessions, all or all but one, and says how many.
pub(in crate::auth) async fn end_sessions(
    tx: &mut Tx,
    user: UserId,
    but: Option<SessionId>,
) -> Result<u64> {
    tx.run(END_SESSIONS, args![user, but]).await
}

/// Ends a person's sessions on the hosts of a partner.
pub(in crate::auth) async fn end_sessions_at(
    tx: &mut Tx,
    user: UserId,
    partner: PartnerId,
) -> Result<()> {
    tx.run(END_SESSIONS_AT, args![user, partner]).await?;
    Ok(())
}

/// Ends every session at a host.
pub(in crate::auth) async fn end_sessions_of_host(tx: &mut Tx, host: &str) -> Result<()> {
    tx.run(END_SESSIONS_OF_HOST, args![host]).await?;
    Ok(())
}

pub(in crate::auth) async fn sweep_sessions(
    tx: &mut Tx,
    now: Timestamp,
    used_after: Timestamp,
) -> Result<()> {
    tx.run(SWEEP_SESSIONS, args![now, used_after]).await?;
    Ok(())
}
