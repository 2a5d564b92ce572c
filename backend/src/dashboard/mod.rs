//! The first page of the panel, and the palette that jumps from it (P4, P5). Everything comes from
//! counters and indexes: its cost does not grow with the number of clients.

mod jump;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    Timestamp,
    clients::{ClientQuery, ClientSummary},
    dashboard::Dashboard,
    policy::Action,
};

use crate::{Context, Result, audit, clients};

pub use jump::jump;
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Days of new clients.
const DAYS: u32 = 30;
/// Days ahead in which ending trials are shown.
const AHEAD: u32 = 7;
/// Most ending trials, newest clients, events.
const TRIALS: u32 = 10;
const NEWEST: usize = 8;
const EVENTS: u32 = 12;

/// What the first page shows (P4, P5), within the scope of the asking member.
pub async fn dashboard(cx: &Context) -> Result<Dashboard> {
    let partner = cx.allow(Action::SeeDashboard)?;
    let staff = cx.staff()?;
    let newest = newest(cx).await?;

    let mut tx = cx.read().await?;
    let counts = store::counts(&mut tx, staff).await?;
    let sizes = store::sizes(&mut tx, partner).await?;
    let soon = (cx.now(), cx.now().plus_days(AHEAD));
    let ending = store::trials_ending(&mut tx, staff, soon, TRIALS).await?;
    Ok(Dashboard {
        clients: counts.open(),
        users: sizes.users,
        plans: sizes.plans,
        subscriptions: counts.subscriptions,
        by_status: counts.by_status(),
        added_by_day: store::added_by_day(&mut tx, staff, day(cx.now()), DAYS).await?,
        trials_ending: clients::summaries(&mut tx, partner, &ending).await?,
        newest,
        activity: audit::recent(&mut tx, cx, EVENTS).await?,
        first_steps: sizes.first_steps,
    })
}

/// The newest clients, as the list shows them first.
async fn newest(cx: &Context) -> Result<Vec<ClientSummary>> {
    let page = clients::list(cx, ClientQuery::default()).await?;
    Ok(page.rows.into_iter().take(NEWEST).collect())
}

/// The day of an instant, in days since 1970 (UTC).
fn day(at: Timestamp) -> i64 {
    at.date().days()
}
