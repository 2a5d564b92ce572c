use domain::{
    Limit, Money, PartnerId, PlanId, Timestamp, Version,
    inclusions::{Feature, Section},
    limit::LimitDraft,
    plans::{AfterTrial, Interval, PlanDetails, PlanDraft, PlanSummary, PlanValues, Quotas, Usage},
    policy::Staff,
    text::fold,
};

use crate::{
    Error, Result, args,
    db::{Tx, Value, violates},
    statements,
};

/// The clients of a partner that are not closed, by plan: from the counters.
macro_rules! all {
    () => {
        "SELECT plan_id, CAST(sum(clients) AS bigint) AS clients FROM client_counts
         WHERE partner_id = $1 AND status <> 'closed' GROUP BY plan_id"
    };
}

/// Those of them that are listed for a member: the list is short, somebody ticked it.
macro_rules! listed {
    () => {
        "SELECT c.plan_id, count(*) AS clients FROM membership_clients l
         JOIN clients c ON c.partner_id = l.partner_id AND c.id = l.client_id
         WHERE l.partner_id = $1 AND l.membership_id = $2 AND c.status <> 'closed'
         GROUP BY c.plan_id"
    };
}

/// Plans with the number of clients on them.
macro_rules! plans {
    ($clients:ident, $which:literal) => {
        concat!(
            "SELECT p.id, p.name, p.description, p.price_minor, p.currency, p.charged, p.workspaces,
                p.seats_unlimited, p.seats_number, p.contacts_unlimited, p.contacts_number,
                p.trial_days, p.after_trial, p.sections, p.features, p.archived_at, p.version,
                coalesce(n.clients, 0) AS clients
             FROM plans p LEFT JOIN (",
            $clients!(),
            ") n ON n.plan_id = p.id WHERE p.partner_id = $1 AND ",
            $which
        )
    };
}

statements! {
    OFFERED = plans!(all, "p.archived_at IS NULL ORDER BY p.name_key, p.id");
    OFFERED_LISTED = plans!(listed, "p.archived_at IS NULL ORDER BY p.name_key, p.id");
    ARCHIVED = plans!(all, "p.archived_at IS NOT NULL ORDER BY p.name_key, p.id");
    ARCHIVED_LISTED = plans!(listed, "p.archived_at IS NOT NULL ORDER BY p.name_key, p.id");
    PLAN = plans!(all, "p.id = $2");
    PLAN_LISTED = plans!(listed, "p.id = $3");
    PEAK = "SELECT max(workspaces_used) AS workspaces, max(seats_used) AS seats,
            max(contacts_used) AS contacts
        FROM clients WHERE partner_id = $1 AND plan_id = $2 AND status <> 'closed'";
    PEAK_LISTED = "SELECT max(c.workspaces_used) AS workspaces, max(c.seats_used) AS seats,
            max(c.contacts_used) AS contacts
        FROM membership_clients l
        JOIN clients c ON c.partner_id = l.partner_id AND c.id = l.client_id
        WHERE l.partner_id = $1 AND l.membership_id = $2 AND c.plan_id = $3
            AND c.status <> 'closed'";
    ADD = "INSERT INTO plans (partner_id, id, name, name_key, description, price_minor, currency,
            charged, workspaces, seats_unlimited, seats_number, contacts_unlimited, contacts_number,
            trial_days, sections, features, after_trial, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)
        ON CONFLICT (partner_id, name_key) WHERE archived_at IS NULL DO NOTHING";
    EDIT = "UPDATE plans SET name = $3, name_key = $4, description = $5, price_minor = $6,
            currency = $7, charged = $8, workspaces = $9, seats_unlimited = $10, seats_number = $11,
            contacts_unlimited = $12, contacts_number = $13, trial_days = $14, sections = $15,
            features = $16, after_trial = $17, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $18";
    SET_ARCHIVED = "UPDATE plans SET archived_at = $3 WHERE partner_id = $1 AND id = $2";
}

/// A plan as the database keeps it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct PlanRow {
    id: uuid::Uuid,
    name: String,
    description: String,
    price_minor: i64,
    currency: String,
    charged: String,
    workspaces: i64,
    seats_unlimited: bool,
    seats_number: i64,
    contacts_unlimited: bool,
    contacts_number: i64,
    trial_days: i64,
    after_trial: String,
    sections: String,
    features: String,
    archived_at: Option<i64>,
    version: i64,
    clients: i64,
}

impl PlanRow {
    pub(super) const fn is_archived(&self) -> bool {
        self.archived_at.is_some()
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn version(&self) -> Version {
        Version(self.version)
    }

    /// Its values, ready to be edited.
    pub(super) fn draft(&self) -> Result<PlanDraft> {
        let limit = |unlimited: bool, number: i64| LimitDraft {
            unlimited,
            number: number.to_string(),
        };
        Ok(PlanDraft {
            name: self.name.clone(),
            description: self.description.clone(),
            price: self.price()?.to_input(),
            currency: self.price()?.currency,
            interval: self.interval()?,
            workspaces: self.workspaces.to_string(),
            seats: limit(self.seats_unlimited, self.seats_number),
            contacts: limit(self.contacts_unlimited, self.contacts_number),
            trial_days: self.trial_days.to_string(),
            after_trial: self.after_trial()?,
            sections: keys(&self.sections, Section::keyed)?,
            features: keys(&self.features, Feature::keyed)?,
        })
    }

    pub(super) fn details(&self, peak: Usage) -> Result<PlanDetails> {
        Ok(PlanDetails {
            id: PlanId::from_uuid(self.id),
            draft: self.draft()?,
            is_archived: self.is_archived(),
            clients: count(self.clients)?,
            peak,
            version: self.version(),
        })
    }

    pub(super) fn summary(&self) -> Result<PlanSummary> {
        Ok(PlanSummary {
            id: PlanId::from_uuid(self.id),
            name: self.name.clone(),
            price: self.price()?,
            interval: self.interval()?,
            quotas: Quotas {
                workspaces: small(self.workspaces)?,
                seats: limit(self.seats_unlimited, self.seats_number)?,
                contacts: limit(self.contacts_unlimited, self.contacts_number)?,
            },
            trial_days: small(self.trial_days)?,
            after_trial: self.after_trial()?,
            is_archived: self.is_archived(),
            clients: count(self.clients)?,
        })
    }

    fn price(&self) -> Result<Money> {
        let currency = self.currency.parse();
        Ok(Money {
            minor: self.price_minor,
            currency: currency.map_err(|_| Error::corrupt("plans.currency"))?,
        })
    }

    fn after_trial(&self) -> Result<AfterTrial> {
        AfterTrial::named(&self.after_trial).ok_or_else(|| Error::corrupt("plans.after_trial"))
    }

    fn interval(&self) -> Result<Interval> {
        [Interval::Month, Interval::Year]
            .into_iter()
            .find(|interval| interval.name() == self.charged)
            .ok_or_else(|| Error::corrupt("plans.charged"))
    }
}

fn limit(unlimited: bool, number: i64) -> Result<Limit> {
    if unlimited {
        Ok(Limit::Unlimited)
    } else {
        small(number).map(Limit::AtMost)
    }
}

fn small(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::corrupt("a number of plans"))
}

fn count(clients: i64) -> Result<u64> {
    u64::try_from(clients).map_err(|_| Error::corrupt("client_counts.clients"))
}

fn keys<T>(json: &str, keyed: impl Fn(&str) -> Option<T>) -> Result<Vec<T>> {
    let names: Vec<String> = serde_json::from_str(json)?;
    names
        .iter()
        .map(|name| keyed(name).ok_or_else(|| Error::corrupt("plans.sections or features")))
        .collect()
}

/// The plans on offer, with the clients that a member sees on them.
pub(super) async fn offered(tx: &mut Tx, staff: &Staff) -> Result<Vec<PlanSummary>> {
    let rows: Vec<PlanRow> = if staff.sees_all {
        tx.all(OFFERED, args![staff.partner]).await?
    } else {
        let args = args![staff.partner, staff.membership];
        tx.all(OFFERED_LISTED, args).await?
    };
    rows.iter().map(PlanRow::summary).collect()
}

/// The archived plans, with the clients that a member sees on them.
pub(super) async fn archived(tx: &mut Tx, staff: &Staff) -> Result<Vec<PlanSummary>> {
    let rows: Vec<PlanRow> = if staff.sees_all {
        tx.all(ARCHIVED, args![staff.partner]).await?
    } else {
        let args = args![staff.partner, staff.membership];
        tx.all(ARCHIVED_LISTED, args).await?
    };
    rows.iter().map(PlanRow::summary).collect()
}

/// A plan, with all its clients.
pub(super) async fn plan(tx: &mut Tx, partner: PartnerId, id: PlanId) -> Result<Option<PlanRow>> {
    tx.one(PLAN, args![partner, id]).await
}

/// A plan, with the clients that a member sees on it.
pub(super) async fn plan_seen(tx: &mut Tx, staff: &Staff, id: PlanId) -> Result<Option<PlanRow>> {
    if staff.sees_all {
        return plan(tx, staff.partner, id).await;
    }
    let args = args![staff.partner, staff.membership, id];
    tx.one(PLAN_LISTED, args).await
}

#[derive(Debug, sqlx::FromRow)]
struct PeakRow {
    workspaces: Option<i64>,
    seats: Option<i64>,
    contacts: Option<i64>,
}

/// How the heaviest client that a member sees on a plan uses it, limit by limit.
pub(super) async fn peak(tx: &mut Tx, staff: &Staff, id: PlanId) -> Result<Usage> {
    let row: Option<PeakRow> = if staff.sees_all {
        tx.one(PEAK, args![staff.partner, id]).await?
    } else {
        let args = args![staff.partner, staff.membership, id];
        tx.one(PEAK_LISTED, args).await?
    };
    let Some(peak) = row else {
        return Ok(Usage::default());
    };
    Ok(Usage {
        workspaces: small(peak.workspaces.unwrap_or_default())?,
        seats: small(peak.seats.unwrap_or_default())?,
        contacts: small(peak.contacts.unwrap_or_default())?,
    })
}

/// Adds a plan, or says that its name is taken among those on offer.
pub(super) async fn add(
    tx: &mut Tx,
    partner: PartnerId,
    id: PlanId,
    values: &PlanValues,
    now: Timestamp,
) -> Result<bool> {
    let mut row = columns(partner, id, values)?;
    row.push(now.into());
    Ok(tx.run(ADD, &row).await? == 1)
}

/// How a save of a plan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saved {
    Yes,
    Stale,
    NameTaken,
}

pub(super) async fn edit(
    tx: &mut Tx,
    partner: PartnerId,
    id: PlanId,
    values: &PlanValues,
    seen: Version,
) -> Result<Saved> {
    let mut row = columns(partner, id, values)?;
    row.push(seen.into());
    match tx.run(EDIT, &row).await {
        Ok(0) => Ok(Saved::Stale),
        Ok(_) => Ok(Saved::Yes),
        Err(error) if is_name_taken(&error) => Ok(Saved::NameTaken),
        Err(error) => Err(error),
    }
}

/// Archives a plan at a time, or offers it again; says whether its name was free for that.
pub(super) async fn set_archived(
    tx: &mut Tx,
    partner: PartnerId,
    id: PlanId,
    at: Option<Timestamp>,
) -> Result<bool> {
    match tx.run(SET_ARCHIVED, args![partner, id, at]).await {
        Ok(_) => Ok(true),
        Err(error) if is_name_taken(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn is_name_taken(error: &Error) -> bool {
    violates(error, "one_offered_plan_per_name", "plans.name_key")
}

fn columns(partner: PartnerId, id: PlanId, values: &PlanValues) -> Result<Vec<Value>> {
    let sections: Vec<&str> = values
        .sections
        .iter()
        .map(|section| section.key())
        .collect();
    let features: Vec<&str> = values
        .features
        .iter()
        .map(|feature| feature.key())
        .collect();
    let is_unlimited = |limit: Limit| limit == Limit::Unlimited;
    Ok(args![
        partner,
        id,
        &values.name,
        fold(&values.name),
        &values.description,
        values.price.minor,
        values.price.currency.code(),
        values.interval.name(),
        values.quotas.workspaces,
        is_unlimited(values.quotas.seats),
        values.seats_number,
        is_unlimited(values.quotas.contacts),
        values.contacts_number,
        values.trial_days,
        serde_json::to_string(&sections)?,
        serde_json::to_string(&features)?,
        values.after_trial.name(),
    ]
    .to_vec())
}
