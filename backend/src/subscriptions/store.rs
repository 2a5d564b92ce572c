use domain::{
    ClientId, Currency, Date, Money, PartnerId, PlanId, Version,
    billing::Payer,
    plans::Interval,
    subscriptions::{OwnPrice, Period, Stage},
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

macro_rules! subscriptions {
    ($rest:literal) => {
        concat!(
            "SELECT s.client_id, s.run_id, s.plan_id, s.stage, s.anchor, s.from_day, s.renews_on,
                s.charged, s.payer, s.currency, s.price_minor, s.next_plan_id, s.own_currency,
                s.own_minor, s.own_reason, s.own_until, s.version
            FROM subscriptions s
            JOIN clients c ON c.partner_id = s.partner_id AND c.id = s.client_id
            WHERE s.partner_id = $1 AND ",
            $rest
        )
    };
}

statements! {
    ONE = subscriptions!("s.client_id = $2");
    // Several replicas renew at once: each takes what no other holds. The client is held as well,
    // before anything else of it, as by whoever changes its plan.
    DUE_SQLITE = subscriptions!(
        "s.stage = 'active' AND s.renews_on <= $2 ORDER BY s.client_id LIMIT $3"
    );
    DUE_PG = subscriptions!(
        "s.stage = 'active' AND s.renews_on <= $2 ORDER BY s.client_id LIMIT $3
        FOR UPDATE OF s, c SKIP LOCKED"
    );
    LET_IN_SQLITE = subscriptions!(
        "s.stage = 'trialing' AND c.status = 'active' ORDER BY s.client_id LIMIT $2"
    );
    LET_IN_PG = subscriptions!(
        "s.stage = 'trialing' AND c.status = 'active' ORDER BY s.client_id LIMIT $2
        FOR UPDATE OF s, c SKIP LOCKED"
    );
    PARTNERS_WITH_DUE = "SELECT DISTINCT partner_id AS id FROM subscriptions
        WHERE stage = 'active' AND renews_on <= $1
        UNION
        SELECT s.partner_id AS id FROM subscriptions s
        JOIN clients c ON c.partner_id = s.partner_id AND c.id = s.client_id
        WHERE s.stage = 'trialing' AND c.status = 'active'";
    ADD = "INSERT INTO subscriptions (partner_id, client_id, run_id, plan_id, stage, anchor,
            from_day, renews_on, charged, payer, currency, price_minor, next_plan_id, own_currency,
            own_minor, own_reason, own_until, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)
        ON CONFLICT (partner_id, client_id) DO NOTHING";
    SET = "UPDATE subscriptions SET run_id = $3, plan_id = $4, stage = $5, anchor = $6,
            from_day = $7, renews_on = $8, charged = $9, payer = $10, currency = $11,
            price_minor = $12, next_plan_id = $13, own_currency = $14, own_minor = $15,
            own_reason = $16, own_until = $17, version = version + 1
        WHERE partner_id = $1 AND client_id = $2 AND version = $18";
    LICENCES = "SELECT l.currency, l.minor FROM licence_prices l
        WHERE l.since <= $1 AND NOT EXISTS (SELECT 1 FROM licence_prices y
            WHERE y.currency = l.currency AND y.since <= $1 AND y.since > l.since)
        ORDER BY l.currency";
    SET_LICENCE = "INSERT INTO licence_prices (currency, since, minor) VALUES ($1, $2, $3)
        ON CONFLICT (currency, since) DO UPDATE SET minor = excluded.minor";
}

/// A subscription as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) client: ClientId,
    /// Another one each time it begins anew: part of what its charges are for.
    pub(super) run: Uuid,
    pub(super) plan: PlanId,
    pub(super) stage: Stage,
    pub(super) charged: Option<Charged>,
    pub(super) next_plan: Option<PlanId>,
    pub(super) own: Option<OwnPrice>,
    /// 0 while it is not in the database.
    pub(super) version: Version,
}

/// The period that is charged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Charged {
    pub(super) period: Period,
    /// The day of the month on which its periods begin.
    pub(super) anchor: i64,
    pub(super) payer: Payer,
}

#[derive(sqlx::FromRow)]
struct Row {
    client_id: Uuid,
    run_id: Uuid,
    plan_id: Uuid,
    stage: String,
    anchor: Option<i64>,
    from_day: Option<i64>,
    renews_on: Option<i64>,
    charged: Option<String>,
    payer: Option<String>,
    currency: Option<String>,
    price_minor: Option<i64>,
    next_plan_id: Option<Uuid>,
    own_currency: Option<String>,
    own_minor: Option<i64>,
    own_reason: Option<String>,
    own_until: Option<i64>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct Id {
    id: Uuid,
}

#[derive(sqlx::FromRow)]
struct LicenceRow {
    currency: String,
    minor: i64,
}

fn corrupt() -> Error {
    Error::corrupt("subscriptions")
}

fn money(currency: &str, minor: i64) -> Result<Money> {
    let currency = currency.parse().map_err(|_| corrupt())?;
    Ok(Money { minor, currency })
}

impl Row {
    fn charged(&self) -> Result<Option<Charged>> {
        let Some((from, next)) = self.from_day.zip(self.renews_on) else {
            return Ok(None);
        };
        let (currency, minor) = (self.currency.as_deref())
            .zip(self.price_minor)
            .ok_or_else(corrupt)?;
        let interval = [Interval::Month, Interval::Year]
            .into_iter()
            .find(|interval| self.charged.as_deref() == Some(interval.name()));
        let payer = self.payer.as_deref().and_then(Payer::named);
        Ok(Some(Charged {
            period: Period {
                from: Date::from_days(from),
                next: Date::from_days(next),
                interval: interval.ok_or_else(corrupt)?,
                price: money(currency, minor)?,
            },
            anchor: self.anchor.ok_or_else(corrupt)?,
            payer: payer.ok_or_else(corrupt)?,
        }))
    }

    fn own(&self) -> Result<Option<OwnPrice>> {
        let Some((currency, minor)) = self.own_currency.as_deref().zip(self.own_minor) else {
            return Ok(None);
        };
        Ok(Some(OwnPrice {
            price: money(currency, minor)?,
            reason: self.own_reason.clone().unwrap_or_default(),
            until: self.own_until.map(Date::from_days),
        }))
    }
}

impl TryFrom<Row> for Kept {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            client: ClientId::from_uuid(row.client_id),
            run: row.run_id,
            plan: PlanId::from_uuid(row.plan_id),
            stage: Stage::named(&row.stage).ok_or_else(corrupt)?,
            charged: row.charged()?,
            next_plan: row.next_plan_id.map(PlanId::from_uuid),
            own: row.own()?,
            version: Version(row.version),
        })
    }
}

fn all(rows: Vec<Row>) -> Result<Vec<Kept>> {
    rows.into_iter().map(Kept::try_from).collect()
}

/// The subscription of a client, over or not.
pub(super) async fn one(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<Option<Kept>> {
    let row: Option<Row> = tx.one(ONE, args![partner, client]).await?;
    row.map(Kept::try_from).transpose()
}

/// What is to be renewed by a day and nobody else is at.
pub(super) async fn due(
    tx: &mut Tx,
    partner: PartnerId,
    today: Date,
    most: i64,
) -> Result<Vec<Kept>> {
    let sql = tx.pick(DUE_SQLITE, DUE_PG);
    all(tx.all(sql, args![partner, today, most]).await?)
}

/// What was on trial, of clients that are at work by now, and nobody else is at: they were blocked
/// when the trial was over, and let in again.
pub(super) async fn let_in(tx: &mut Tx, partner: PartnerId, most: i64) -> Result<Vec<Kept>> {
    let sql = tx.pick(LET_IN_SQLITE, LET_IN_PG);
    all(tx.all(sql, args![partner, most]).await?)
}

/// Partners with something to charge by a day.
pub(super) async fn partners_with_due(tx: &mut Tx, today: Date) -> Result<Vec<PartnerId>> {
    let rows: Vec<Id> = tx.all(PARTNERS_WITH_DUE, args![today]).await?;
    Ok(rows
        .into_iter()
        .map(|row| PartnerId::from_uuid(row.id))
        .collect())
}

/// Writes a subscription down, unless somebody else was faster.
pub(super) async fn save(tx: &mut Tx, partner: PartnerId, kept: &Kept) -> Result<bool> {
    let charged = kept.charged.as_ref();
    let period = charged.map(|charged| charged.period);
    let own = kept.own.as_ref();
    let mut values = args![
        partner,
        kept.client,
        kept.run,
        kept.plan,
        kept.stage.name(),
        charged.map(|charged| charged.anchor),
        period.map(|period| period.from),
        period.map(|period| period.next),
        period.map(|period| period.interval.name()),
        charged.map(|charged| charged.payer.name()),
        period.map(|period| period.price.currency.code()),
        period.map(|period| period.price.minor),
        kept.next_plan,
        own.map(|own| own.price.currency.code()),
        own.map(|own| own.price.minor),
        own.map(|own| own.reason.as_str()),
        own.and_then(|own| own.until)
    ]
    .to_vec();
    let rows = if kept.version == Version(0) {
        tx.run(ADD, &values).await?
    } else {
        values.push(kept.version.into());
        tx.run(SET, &values).await?
    };
    Ok(rows == 1)
}

/// The operator's prices of a client and month on a day, by currency; those at nothing as well.
pub(super) async fn licences(tx: &mut Tx, on: Date) -> Result<Vec<Money>> {
    let rows: Vec<LicenceRow> = tx.all(LICENCES, args![on]).await?;
    rows.iter()
        .map(|row| money(&row.currency, row.minor))
        .collect()
}

pub(super) async fn set_licence(
    tx: &mut Tx,
    currency: Currency,
    since: Date,
    minor: i64,
) -> Result<()> {
    tx.run(SET_LICENCE, args![currency.code(), since, minor])
        .await?;
    Ok(())
}
