use domain::{
    ClientId, Lang, MembershipId, PartnerId, SessionId, Timestamp, UserId, VisitId,
    clients::ClientStatus,
    visits::{Receipt, VisitRule, VisitState, VisitWish, Whereabouts},
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    CLIENT = "SELECT company, status FROM clients WHERE partner_id = $1 AND id = $2";
    RULE = "SELECT rule FROM visit_rules WHERE partner_id = $1 AND client_id = $2";
    SET_RULE = "INSERT INTO visit_rules (partner_id, client_id, rule) VALUES ($1, $2, $3)
        ON CONFLICT (partner_id, client_id) DO UPDATE SET rule = excluded.rule";
    ADD = "INSERT INTO visits (partner_id, id, client_id, actor_id, actor_session, state, reason,
            minutes, at, until, ticket_hash, ticket_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)";
    ONE = "SELECT id, client_id, actor_id, actor_session, state, reason, minutes, until
        FROM visits WHERE partner_id = $1 AND id = $2";
    BY_TICKET = "SELECT id, client_id, actor_id, actor_session, state, reason, minutes, until
        FROM visits WHERE partner_id = $1 AND ticket_hash = $2 AND ticket_until > $3
            AND state IN ('allowed', 'ticketed')";
    // A member's latest request at a client that still says something.
    REQUEST = "SELECT id, client_id, actor_id, actor_session, state, reason, minutes, until
        FROM visits WHERE partner_id = $1 AND client_id = $2 AND actor_id = $3 AND until > $4
            AND state IN ('asked', 'allowed', 'declined')
        ORDER BY CASE state WHEN 'allowed' THEN 0 ELSE 1 END, id DESC LIMIT 1";
    WHEREABOUTS = "SELECT v.client_id, c.company, v.until FROM visits v
        JOIN clients c ON c.partner_id = v.partner_id AND c.id = v.client_id
        WHERE v.partner_id = $1 AND v.actor_id = $2 AND v.state = 'under_way' AND v.until > $3";
    TICKET = "UPDATE visits SET ticket_until = $3, ticket_hash = $4, actor_session = $5
        WHERE partner_id = $1 AND id = $2 AND state = 'allowed' AND until > $6";
    BEGIN = "UPDATE visits SET state = 'under_way', at = $3, until = $4, ticket_hash = NULL
        WHERE partner_id = $1 AND id = $2 AND state IN ('allowed', 'ticketed')
            AND ticket_hash = $5";
    ANSWER = "UPDATE visits SET state = $4, until = $5
        WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND until > $6
            AND (state = 'asked' OR (state = 'allowed' AND $4 = 'declined'))";
    // A visit that has run out was over when it had.
    END = "UPDATE visits SET state = 'over', ended_at = CASE WHEN until < $3 THEN until ELSE $3 END
        WHERE partner_id = $1 AND id = $2 AND state = 'under_way'";
    OF_ACTOR = "SELECT partner_id, id, client_id FROM visits
        WHERE partner_id = $1 AND actor_id = $2 AND state = 'under_way'";
    OF_MEMBER = "SELECT v.partner_id, v.id, v.client_id FROM visits v
        JOIN memberships m ON m.partner_id = v.partner_id AND m.user_id = v.actor_id
        WHERE v.partner_id = $1 AND m.id = $2 AND v.state = 'under_way'";
    RUN_OUT_OF_ACTOR = "SELECT partner_id, id, client_id FROM visits
        WHERE partner_id = $1 AND actor_id = $2 AND state = 'under_way' AND until <= $3";
    OF_CLIENT = "SELECT partner_id, id, client_id FROM visits
        WHERE partner_id = $1 AND client_id = $2 AND state = 'under_way'";
    OF_PARTNER = "SELECT partner_id, id, client_id FROM visits
        WHERE partner_id = $1 AND state = 'under_way'";
    // Without the session it was begun from, or its own, a visit is over.
    ORPHANS = "SELECT v.partner_id, v.id, v.client_id FROM visits v
        WHERE v.actor_id = $1 AND v.state = 'under_way'
            AND (NOT EXISTS (SELECT 1 FROM sessions h WHERE h.id = v.actor_session)
                OR NOT EXISTS (SELECT 1 FROM sessions s WHERE s.visit_id = v.id))";
    RUN_OUT = "SELECT v.partner_id, v.id, v.client_id FROM visits v
        WHERE v.state = 'under_way' AND (v.until <= $1
            OR NOT EXISTS (SELECT 1 FROM sessions h WHERE h.id = v.actor_session)
            OR NOT EXISTS (SELECT 1 FROM sessions s WHERE s.visit_id = v.id)) LIMIT 200";
    WITHDRAW = "UPDATE visits SET state = 'declined'
        WHERE partner_id = $1 AND client_id = $2 AND state IN ('asked', 'allowed', 'ticketed')";
    WITHDRAW_TICKETS = "UPDATE visits SET state = 'declined'
        WHERE partner_id = $1 AND client_id = $2 AND state = 'ticketed'";
    RECEIPTS = "SELECT v.id, u.name AS visitor, v.reason, v.minutes, v.state, v.at, v.until,
            v.ended_at
        FROM visits v JOIN users u ON u.id = v.actor_id
        WHERE v.partner_id = $1 AND v.client_id = $2 AND (v.state IN ('under_way', 'over')
            OR (v.state IN ('asked', 'allowed') AND v.until > $3))
        ORDER BY v.id DESC LIMIT 100";
    OWNERS = "SELECT u.email, u.lang FROM client_users cu JOIN users u ON u.id = cu.user_id
        WHERE cu.partner_id = $1 AND cu.client_id = $2 AND cu.role = 'owner'
        ORDER BY u.email LIMIT 20";
}

/// A visit as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub(super) id: VisitId,
    pub(super) client: ClientId,
    pub(super) actor: UserId,
    /// The session at the portal's own host that it stands on.
    pub(super) session: SessionId,
    pub(super) state: VisitState,
    pub(super) reason: String,
    pub(super) minutes: u32,
    pub(super) until: Timestamp,
}

/// Whose visit to whom is under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Running {
    pub(super) partner: PartnerId,
    pub(super) id: VisitId,
    pub(super) client: ClientId,
}

#[derive(sqlx::FromRow)]
struct VisitRow {
    id: Uuid,
    client_id: Uuid,
    actor_id: Uuid,
    actor_session: Uuid,
    state: String,
    reason: String,
    minutes: i64,
    until: i64,
}

#[derive(sqlx::FromRow)]
struct RunningRow {
    partner_id: Uuid,
    id: Uuid,
    client_id: Uuid,
}

#[derive(sqlx::FromRow)]
struct ClientRow {
    company: String,
    status: String,
}

#[derive(sqlx::FromRow)]
struct RuleRow {
    rule: String,
}

#[derive(sqlx::FromRow)]
struct WhereRow {
    client_id: Uuid,
    company: String,
    until: i64,
}

#[derive(sqlx::FromRow)]
struct ReceiptRow {
    id: Uuid,
    visitor: String,
    reason: String,
    minutes: i64,
    state: String,
    at: i64,
    until: i64,
    ended_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct OwnerRow {
    email: String,
    lang: String,
}

fn state(name: &str) -> Result<VisitState> {
    VisitState::named(name).ok_or_else(|| Error::corrupt("visits.state"))
}

fn minutes(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::corrupt("visits.minutes"))
}

impl TryFrom<VisitRow> for Visit {
    type Error = Error;

    fn try_from(row: VisitRow) -> Result<Self> {
        Ok(Self {
            id: VisitId::from_uuid(row.id),
            client: ClientId::from_uuid(row.client_id),
            actor: UserId::from_uuid(row.actor_id),
            session: SessionId::from_uuid(row.actor_session),
            state: state(&row.state)?,
            reason: row.reason,
            minutes: minutes(row.minutes)?,
            until: Timestamp(row.until),
        })
    }
}

impl From<RunningRow> for Running {
    fn from(row: RunningRow) -> Self {
        Self {
            partner: PartnerId::from_uuid(row.partner_id),
            id: VisitId::from_uuid(row.id),
            client: ClientId::from_uuid(row.client_id),
        }
    }
}

/// A client's name and state.
pub(super) async fn client(
    tx: &mut Tx,
    partner: PartnerId,
    id: ClientId,
) -> Result<Option<(String, ClientStatus)>> {
    let row: Option<ClientRow> = tx.one(CLIENT, args![partner, id]).await?;
    let client = |row: ClientRow| {
        let status = ClientStatus::named(&row.status);
        let status = status.ok_or_else(|| Error::corrupt("clients.status"))?;
        Ok((row.company, status))
    };
    row.map(client).transpose()
}

/// What a client wants of visits.
pub(super) async fn rule(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<VisitRule> {
    let row: Option<RuleRow> = tx.one(RULE, args![partner, client]).await?;
    match row {
        Some(row) => VisitRule::named(&row.rule).ok_or_else(|| Error::corrupt("visit_rules.rule")),
        None => Ok(VisitRule::default()),
    }
}

pub(super) async fn set_rule(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    rule: VisitRule,
) -> Result<()> {
    tx.run(SET_RULE, args![partner, client, rule.name()])
        .await?;
    Ok(())
}

/// A visit about to be: asked for, or with a ticket already.
pub(super) struct New<'a> {
    pub(super) id: VisitId,
    pub(super) actor: UserId,
    pub(super) session: SessionId,
    pub(super) state: VisitState,
    pub(super) wish: &'a VisitWish,
    pub(super) at: Timestamp,
    pub(super) until: Timestamp,
    pub(super) ticket: Option<Vec<u8>>,
}

pub(super) async fn add(tx: &mut Tx, partner: PartnerId, new: New<'_>) -> Result<()> {
    let values = args![
        partner,
        new.id,
        new.wish.client,
        new.actor,
        new.session,
        new.state.name(),
        &new.wish.reason,
        new.wish.minutes,
        new.at,
        new.until,
        new.ticket
    ];
    tx.run(ADD, values).await?;
    Ok(())
}

pub(super) async fn one(tx: &mut Tx, partner: PartnerId, id: VisitId) -> Result<Option<Visit>> {
    let row: Option<VisitRow> = tx.one(ONE, args![partner, id]).await?;
    row.map(Visit::try_from).transpose()
}

pub(super) async fn by_ticket(
    tx: &mut Tx,
    partner: PartnerId,
    ticket: Vec<u8>,
    now: Timestamp,
) -> Result<Option<Visit>> {
    let row: Option<VisitRow> = tx.one(BY_TICKET, args![partner, ticket, now]).await?;
    row.map(Visit::try_from).transpose()
}

pub(super) async fn request(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    actor: UserId,
    now: Timestamp,
) -> Result<Option<Visit>> {
    let row: Option<VisitRow> = tx.one(REQUEST, args![partner, client, actor, now]).await?;
    row.map(Visit::try_from).transpose()
}

/// Where a member of the team is on a visit.
pub(super) async fn whereabouts(
    tx: &mut Tx,
    partner: PartnerId,
    actor: UserId,
    now: Timestamp,
) -> Result<Option<Whereabouts>> {
    let row: Option<WhereRow> = tx.one(WHEREABOUTS, args![partner, actor, now]).await?;
    Ok(row.map(|row| Whereabouts {
        client: ClientId::from_uuid(row.client_id),
        company: row.company,
        ends_at: Timestamp(row.until),
    }))
}

/// Gives an allowed request its ticket; false when it is not allowed any more.
pub(super) async fn give_ticket(
    tx: &mut Tx,
    (partner, id): (PartnerId, VisitId),
    until: Timestamp,
    ticket: Vec<u8>,
    session: SessionId,
    now: Timestamp,
) -> Result<bool> {
    let values = args![partner, id, until, ticket, session, now];
    Ok(tx.run(TICKET, values).await? == 1)
}

/// Uses the ticket up; false when somebody was faster.
pub(super) async fn begin(
    tx: &mut Tx,
    (partner, id): (PartnerId, VisitId),
    now: Timestamp,
    ends_at: Timestamp,
    ticket: Vec<u8>,
) -> Result<bool> {
    let values = args![partner, id, now, ends_at, ticket];
    Ok(tx.run(BEGIN, values).await? == 1)
}

/// Answers a request that still waits; false when it does not.
pub(super) async fn answer(
    tx: &mut Tx,
    (partner, client, id): (PartnerId, ClientId, VisitId),
    state: VisitState,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let values = args![partner, client, id, state.name(), until, now];
    Ok(tx.run(ANSWER, values).await? == 1)
}

/// Ends a visit that is under way; false when it is not.
pub(super) async fn end(
    tx: &mut Tx,
    (partner, id): (PartnerId, VisitId),
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.run(END, args![partner, id, now]).await? == 1)
}

/// The visits of a member that are under way, also those that have run out.
pub(super) async fn of_actor(
    tx: &mut Tx,
    partner: PartnerId,
    actor: UserId,
) -> Result<Vec<Running>> {
    Ok(running(tx.all(OF_ACTOR, args![partner, actor]).await?))
}

/// The visits to a client that are under way.
pub(super) async fn of_client(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<Running>> {
    Ok(running(tx.all(OF_CLIENT, args![partner, client]).await?))
}

/// The visits of a member, by their place in the team.
pub(super) async fn of_member(
    tx: &mut Tx,
    partner: PartnerId,
    member: MembershipId,
) -> Result<Vec<Running>> {
    Ok(running(tx.all(OF_MEMBER, args![partner, member]).await?))
}

/// The visits of a member that have run out.
pub(super) async fn run_out_of_actor(
    tx: &mut Tx,
    partner: PartnerId,
    actor: UserId,
    now: Timestamp,
) -> Result<Vec<Running>> {
    Ok(running(
        tx.all(RUN_OUT_OF_ACTOR, args![partner, actor, now]).await?,
    ))
}

/// The visits of a person, at whichever partner, that have lost a session they stand on.
pub(super) async fn orphans(tx: &mut Tx, actor: UserId) -> Result<Vec<Running>> {
    Ok(running(tx.all(ORPHANS, args![actor]).await?))
}

/// The visits of a partner's team that are under way.
pub(super) async fn of_partner(tx: &mut Tx, partner: PartnerId) -> Result<Vec<Running>> {
    Ok(running(tx.all(OF_PARTNER, args![partner]).await?))
}

fn running(rows: Vec<RunningRow>) -> Vec<Running> {
    rows.into_iter().map(Running::from).collect()
}

/// Visits of whichever partner that have run out, or have lost a session they stand on.
pub(super) async fn run_out(tx: &mut Tx, now: Timestamp) -> Result<Vec<Running>> {
    Ok(running(tx.all(RUN_OUT, args![now]).await?))
}

/// Makes tickets worthless that were given without asking.
pub(super) async fn withdraw_tickets(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<()> {
    tx.run(WITHDRAW_TICKETS, args![partner, client]).await?;
    Ok(())
}

/// Declines everything that has not begun.
pub(super) async fn withdraw(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<()> {
    tx.run(WITHDRAW, args![partner, client]).await?;
    Ok(())
}

/// The requests that wait and the visits of a client, the last first, without what was changed.
pub(super) async fn receipts(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    now: Timestamp,
) -> Result<Vec<Receipt>> {
    let rows: Vec<ReceiptRow> = tx.all(RECEIPTS, args![partner, client, now]).await?;
    let receipt = |row: ReceiptRow| {
        let stored = state(&row.state)?;
        let has_run_out = stored == VisitState::UnderWay && Timestamp(row.until) <= now;
        Ok(Receipt {
            id: VisitId::from_uuid(row.id),
            visitor: row.visitor,
            reason: row.reason,
            minutes: minutes(row.minutes)?,
            state: if has_run_out {
                VisitState::Over
            } else {
                stored
            },
            at: Timestamp(row.at),
            ends_at: Some(Timestamp(row.ended_at.unwrap_or(row.until))),
            changes: Vec::new(),
            has_more: false,
        })
    };
    rows.into_iter().map(receipt).collect()
}

/// The addresses of a client's owners, each with their language.
pub(super) async fn owners(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<(String, Lang)>> {
    let rows: Vec<OwnerRow> = tx.all(OWNERS, args![partner, client]).await?;
    let owner = |row: OwnerRow| {
        let lang = row.lang.parse();
        Ok((row.email, lang.map_err(|_| Error::corrupt("users.lang"))?))
    };
    rows.into_iter().map(owner).collect()
}
