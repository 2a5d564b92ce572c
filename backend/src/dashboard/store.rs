use domain::{
    ClientId, PartnerId, Timestamp, clients::ClientStatus, dashboard::FirstSteps,
    partners::CompanyDraft, policy::Staff,
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    // A client without a plan is counted under the nil UUID.
    COUNTS = "SELECT status, plan_id <> $2 AS is_on_plan, CAST(sum(clients) AS bigint) AS clients
        FROM client_counts WHERE partner_id = $1 GROUP BY status, plan_id <> $2";
    COUNTS_LISTED = "SELECT c.status, c.plan_id IS NOT NULL AS is_on_plan, count(*) AS clients
        FROM membership_clients l
        JOIN clients c ON c.partner_id = l.partner_id AND c.id = l.client_id
        WHERE l.partner_id = $1 AND l.membership_id = $2
        GROUP BY c.status, c.plan_id IS NOT NULL";
    DAYS = "SELECT day, added FROM client_days WHERE partner_id = $1 AND day > $2";
    DAYS_LISTED = "SELECT c.created_at / 86400000000 AS day, count(*) AS added
        FROM membership_clients l
        JOIN clients c ON c.partner_id = l.partner_id AND c.id = l.client_id
        WHERE l.partner_id = $1 AND l.membership_id = $3
            AND c.created_at / 86400000000 > $2
        GROUP BY c.created_at / 86400000000";
    TRIALS = "SELECT c.id FROM clients c
        WHERE c.partner_id = $1 AND c.status = 'trial'
            AND c.trial_ends_at > $2 AND c.trial_ends_at <= $3
            AND ($4 OR EXISTS (SELECT 1 FROM membership_clients l
                WHERE l.partner_id = c.partner_id AND l.membership_id = $5
                    AND l.client_id = c.id))
        ORDER BY c.trial_ends_at, c.id LIMIT $6";
    SIZES = "SELECT
            (SELECT count(*) FROM memberships WHERE partner_id = $1) AS users,
            (SELECT count(*) FROM plans WHERE partner_id = $1 AND archived_at IS NULL) AS plans,
            (SELECT count(*) FROM invitations
                WHERE partner_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL) AS invited,
            (SELECT company FROM partners WHERE partner_id = $1) AS company,
            EXISTS (SELECT 1 FROM client_counts
                WHERE partner_id = $1 AND clients > 0) AS has_client,
            EXISTS (SELECT 1 FROM client_counts
                WHERE partner_id = $1 AND clients > 0 AND plan_id <> $2) AS has_assigned";
}

/// Clients of a member's scope, by what the dashboard tells apart.
#[derive(Debug, sqlx::FromRow)]
struct CountRow {
    status: String,
    is_on_plan: bool,
    clients: i64,
}

/// How many clients of a member's scope there are.
#[derive(Debug, Default)]
pub(super) struct Counts {
    by_status: [u64; 4],
    /// Those on a plan that are on trial or active.
    pub(super) subscriptions: u64,
}

impl Counts {
    /// In the order of [`ClientStatus::ALL`].
    pub(super) fn by_status(&self) -> Vec<u64> {
        self.by_status.to_vec()
    }

    /// Those that are not closed.
    pub(super) fn open(&self) -> u64 {
        let statuses = ClientStatus::ALL.into_iter().zip(self.by_status);
        statuses
            .filter(|(status, _)| *status != ClientStatus::Closed)
            .map(|(_, clients)| clients)
            .sum()
    }

    fn add(&mut self, row: &CountRow) -> Result<()> {
        let clients = count(row.clients)?;
        let status = ClientStatus::named(&row.status);
        let status = status.ok_or_else(|| Error::corrupt("client_counts.status"))?;
        for (known, sum) in ClientStatus::ALL.into_iter().zip(&mut self.by_status) {
            *sum += if known == status { clients } else { 0 };
        }
        let is_active = matches!(status, ClientStatus::Active | ClientStatus::Trial);
        if row.is_on_plan && is_active {
            self.subscriptions += clients;
        }
        Ok(())
    }
}

pub(super) async fn counts(tx: &mut Tx, staff: &Staff) -> Result<Counts> {
    let rows: Vec<CountRow> = if staff.sees_all {
        tx.all(COUNTS, args![staff.partner, Uuid::nil()]).await?
    } else {
        let args = args![staff.partner, staff.membership];
        tx.all(COUNTS_LISTED, args).await?
    };
    let mut counts = Counts::default();
    for row in &rows {
        counts.add(row)?;
    }
    Ok(counts)
}

#[derive(Debug, sqlx::FromRow)]
struct DayRow {
    day: i64,
    added: i64,
}

/// New clients of a member's scope on each of the last `days` days, ending today, oldest first.
pub(super) async fn added_by_day(
    tx: &mut Tx,
    staff: &Staff,
    today: i64,
    days: u32,
) -> Result<Vec<u32>> {
    let before = today - i64::from(days);
    let rows: Vec<DayRow> = if staff.sees_all {
        tx.all(DAYS, args![staff.partner, before]).await?
    } else {
        let args = args![staff.partner, before, staff.membership];
        tx.all(DAYS_LISTED, args).await?
    };
    let added = |day: i64| {
        let row = rows.iter().find(|row| row.day == day);
        row.map_or(Ok(0), |row| u32::try_from(row.added))
    };
    let days: std::result::Result<Vec<u32>, _> = (before + 1..=today).map(added).collect();
    days.map_err(|_| Error::corrupt("client_days.added"))
}

#[derive(Debug, sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

/// The clients of a member's scope whose trial ends between two times, soonest first.
pub(super) async fn trials_ending(
    tx: &mut Tx,
    staff: &Staff,
    (from, to): (Timestamp, Timestamp),
    most: u32,
) -> Result<Vec<ClientId>> {
    let args = args![
        staff.partner,
        from,
        to,
        staff.sees_all,
        staff.membership,
        most
    ];
    let rows: Vec<IdRow> = tx.all(TRIALS, args).await?;
    let ids = rows.into_iter().map(|row| ClientId::from_uuid(row.id));
    Ok(ids.collect())
}

#[derive(Debug, sqlx::FromRow)]
struct SizesRow {
    users: i64,
    plans: i64,
    invited: i64,
    company: String,
    has_client: bool,
    has_assigned: bool,
}

/// What does not depend on anybody's scope.
#[derive(Debug)]
pub(super) struct Sizes {
    pub(super) users: u64,
    pub(super) plans: u64,
    pub(super) first_steps: FirstSteps,
}

pub(super) async fn sizes(tx: &mut Tx, partner: PartnerId) -> Result<Sizes> {
    let row: Option<SizesRow> = tx.one(SIZES, args![partner, Uuid::nil()]).await?;
    let row = row.ok_or_else(|| Error::corrupt("partners"))?;
    let company: CompanyDraft = serde_json::from_str(&row.company)?;
    Ok(Sizes {
        users: count(row.users)?,
        plans: count(row.plans)?,
        first_steps: FirstSteps {
            company: !company.support_email.is_empty() || !company.street.is_empty(),
            plan: row.plans > 0,
            client: row.has_client,
            assigned: row.has_assigned,
            team: row.users > 1 || row.invited > 0,
        },
    })
}

fn count(stored: i64) -> Result<u64> {
    u64::try_from(stored).map_err(|_| Error::corrupt("a count"))
}
