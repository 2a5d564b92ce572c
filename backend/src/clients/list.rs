use domain::{
    ClientId, Page, PartnerId, Total,
    clients::{ClientQuery, ClientSummary, SELECTION_MAX, Selection},
    policy::Action,
};

use super::{
    bulk::selected,
    select,
    store::{self, Client, listing},
};
use crate::{Context, Result, db::Tx};

/// Clients on a page.
const PAGE: i64 = 50;

/// A page of the clients (B1), within the scope of the asking member. Without a search the total
/// is exact; with one it stops where the first page ends.
pub async fn list(cx: &Context, query: ClientQuery) -> Result<Page<ClientSummary>> {
    cx.allow(Action::SeeClients)?;
    let mut tx = cx.read().await?;
    let sort = query.sort;
    let (listing, matching) = select::listing(&mut tx, cx.staff()?, query).await?;

    let mut rows = Vec::new();
    if matching > 0 {
        rows = listing::rows(&mut tx, &listing, PAGE + 1).await?;
    }
    let page = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > page;
    rows.truncate(page);
    let next = rows.last().filter(|_| has_more);
    let next = next.map(|last| last.place(sort).cursor());

    let is_first = listing.after.is_none();
    let total = if listing.needle.is_empty() {
        exactly(u64::try_from(matching).unwrap_or_default())
    } else if is_first && !has_more {
        exactly(u64::try_from(rows.len()).unwrap_or_default())
    } else {
        Total {
            rows: u64::try_from(PAGE).unwrap_or_default(),
            exact: false,
        }
    };
    let rows = rows.into_iter().map(|row| row.client).collect();
    Ok(Page { rows, next, total })
}

/// How many clients a list has, a search counted to its end: for somebody who chooses all of them,
/// and so not beyond what one bulk action takes.
pub async fn count(cx: &Context, query: ClientQuery) -> Result<u64> {
    cx.allow(Action::SeeClients)?;
    let mut tx = cx.read().await?;
    let ids = selected(&mut tx, cx, Selection::Matching(query), SELECTION_MAX).await?;
    Ok(u64::try_from(ids.len()).unwrap_or(u64::MAX))
}

/// Those of `ids` that are clients of this partner, as lists show them, in this order.
pub(crate) async fn summaries(
    tx: &mut Tx,
    partner: PartnerId,
    ids: &[ClientId],
) -> Result<Vec<ClientSummary>> {
    let mut clients = store::clients(tx, partner, ids).await?;
    clients.sort_by_key(|client| ids.iter().position(|id| *id == client.id));
    Ok(clients.into_iter().map(Client::summary).collect())
}

const fn exactly(rows: u64) -> Total {
    Total { rows, exact: true }
}
