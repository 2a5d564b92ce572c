use std::time::Duration;

use domain::{
    ClientId, PartnerId,
    policy::Actor,
    refusal::{Refusal, Rejection},
};

use super::bill::bill;
use uuid::Uuid;

use crate::{
    Context, Error, Portal, Result,
    charges::{self, Debtor},
    dunning, services, subscriptions,
};

/// How long the portal waits before it looks again.
const PAUSE: Duration = Duration::from_mins(10);
/// Clients looked at in one go.
const BATCH: i64 = 1_000;

/// Renews what is due, invoices what is owed and reminds of what is not paid, for as long as the portal runs.
pub async fn run_billing(portal: Portal) {
    loop {
        if let Err(error) = services::renew_due(&portal).await {
            tracing::error!(%error, "services could not be renewed; trying again soon");
        }
        if let Err(error) = subscriptions::renew_due(&portal).await {
            tracing::error!(%error, "subscriptions could not be renewed; trying again soon");
        }
        if let Err(error) = bill_due(&portal).await {
            tracing::error!(%error, "invoices could not be made; trying again soon");
        }
        if let Err(error) = dunning::remind_due(&portal).await {
            tracing::error!(%error, "reminders could not be sent; trying again soon");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Invoices whatever clients owe, and on the first of a month what partners owe of the months
/// before; says how many invoices were made. Each is made in a transaction of its own: of several
/// replicas, one finds the charges open, and one that is killed leaves them so.
pub async fn bill_due(portal: &Portal) -> Result<u64> {
    let cx = portal.context(Actor::Anonymous);
    let mut made = 0;
    let first = cx.now().date().first_of_month();
    let mut tx = cx.read().await?;
    let partners = charges::owing_partners(&mut tx, first).await?;
    drop(tx);
    for partner in partners {
        made += bill_one(&cx, partner, Debtor::PartnerBefore(first)).await?;
    }
    let mut after = (
        PartnerId::from_uuid(Uuid::nil()),
        ClientId::from_uuid(Uuid::nil()),
    );
    loop {
        let mut tx = cx.read().await?;
        let clients = charges::owing_clients(&mut tx, after, BATCH).await?;
        drop(tx);
        let Some(last) = clients.last() else {
            return Ok(made);
        };
        after = *last;
        for (partner, client) in clients {
            made += bill_one(&cx, partner, Debtor::Client(client)).await?;
        }
    }
}

async fn bill_one(cx: &Context, partner: PartnerId, debtor: Debtor) -> Result<u64> {
    let mut tx = cx.begin().await?;
    match bill(&mut tx, cx, partner, debtor).await {
        Ok(invoices) => {
            tx.commit().await?;
            Ok(u64::try_from(invoices.len()).unwrap_or(u64::MAX))
        }
        // The page of billing says so; what is owed waits.
        Err(Error::Refused(Refusal::Rejected(Rejection::SellerUnknown { .. }))) => Ok(0),
        Err(error) => Err(error),
    }
}
