//! A client's own pages: its plan and what it uses, and asking for what is locked (G13).

mod ask;
mod store;
#[cfg(test)]
mod tests;

use domain::{ClientId, Refusal, office::Home, policy::Action};

use crate::{Context, Result, plans};

pub use ask::ask;
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// What stands on the first page of one's client.
pub async fn home(cx: &Context, client: ClientId) -> Result<Home> {
    let partner = cx.allow_at_own(Action::SeeOffice, client)?;
    let mut tx = cx.read().await?;
    let row = store::client(&mut tx, partner, client).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    let plan = match row.plan {
        Some(plan) => plans::grant(&mut tx, partner, plan).await?,
        None => None,
    };
    let user = cx.client_user()?.user;
    Ok(Home {
        plan: plan.map(|(name, quotas, _)| (name, quotas)),
        usage: row.usage,
        trial_ends_at: row.trial_ends_at,
        asked: store::asked(&mut tx, partner, client, user).await?,
    })
}
