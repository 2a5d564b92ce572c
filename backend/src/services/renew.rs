use std::collections::BTreeSet;

use domain::{ClientId, PartnerId, policy::Actor, services::period};

use super::{
    life::{charge, end_one},
    store::{self, Service},
};
use crate::{Context, Portal, Result, commission, db::Tx};

/// Services renewed in one transaction.
const BATCH: i64 = 200;

/// Charges for everything whose next time has begun, and ends what was to end; says how often
/// something was charged. Several replicas may do it at once, or one again after it was killed:
/// the charge of a service for a time exists once, and is written together with the service's next
/// day.
pub async fn renew_due(portal: &Portal) -> Result<u64> {
    let cx = portal.context(Actor::Anonymous);
    let mut tx = cx.read().await?;
    let partners = store::partners_with_due(&mut tx, cx.now().date()).await?;
    drop(tx);
    let mut charged = 0;
    for partner in partners {
        loop {
            let (seen, batch) = renew_some(&cx, partner).await?;
            charged += batch;
            if seen == 0 {
                break;
            }
        }
    }
    Ok(charged)
}

async fn renew_some(cx: &Context, partner: PartnerId) -> Result<(usize, u64)> {
    let mut tx = cx.begin().await?;
    let due = store::due(&mut tx, partner, cx.now().date(), BATCH).await?;
    let seen = due.len();
    let ending = due.iter().filter(|service| service.told.ends_on.is_some());
    let ending: BTreeSet<ClientId> = ending.map(|service| service.told.client).collect();
    let mut charged = 0;
    for service in due {
        charged += renew(&mut tx, cx, partner, service).await?;
    }
    for client in ending {
        commission::client_changed(&mut tx, cx, partner, client).await?;
    }
    tx.commit().await?;
    Ok((seen, charged))
}

/// Charges for every time that has begun since: several, when the portal stood still.
async fn renew(tx: &mut Tx, cx: &Context, partner: PartnerId, mut service: Service) -> Result<u64> {
    let today = cx.now().date();
    let seen = service.told.version;
    let mut charged = 0;
    while let Some(from) = service.told.renews_on.filter(|from| *from <= today) {
        if service.told.ends_on.is_some_and(|end| end <= from) {
            service.told.version = seen;
            end_one(tx, cx, partner, service, from).await?;
            return Ok(charged);
        }
        let Some((from, to, next)) = period(from, service.told.term, service.anchor) else {
            service.told.renews_on = None;
            break;
        };
        let source = format!("{}:{from}", service.told.id);
        charged +=
            u64::from(charge(tx, cx, partner, &service, (source, Some((from, to)), from)).await?);
        service.told.renews_on = Some(next);
    }
    store::set_life(tx, partner, &service, seen).await?;
    Ok(charged)
}
