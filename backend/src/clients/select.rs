//! From a query to the list that answers it at the least cost.

use domain::{
    clients::{ClientQuery, Sort},
    policy::Staff,
    text::fold,
};

use super::store::listing::{self, Counts, Listing, Place, Walk, phrase};
use crate::{
    Result,
    db::{Engine, Tx},
};

/// Up to so many clients are searched one by one: cheaper than a full-text table that all partners
/// share (docs/performance.md).
const FEW: i64 = 5_000;
/// Up to so many clients that were found are sorted by name; more are met by walking in order.
const SORTABLE: i64 = 1_000;
/// The longest text that is searched for, in characters.
const NEEDLE_MAX: usize = 100;
/// The shortest text that the full-text table can find, in characters.
const TRIGRAM: usize = 3;

/// The list that answers `query` for a member, and how many clients match it, its search left
/// aside.
pub(super) async fn listing(
    tx: &mut Tx,
    staff: &Staff,
    query: ClientQuery,
) -> Result<(Listing, i64)> {
    let needle = needle(&query.search);
    let (walk, matching) = if staff.sees_all {
        let counts = listing::counts(tx, staff.partner, &query).await?;
        let walk = walk(tx, staff, &query, &needle, counts).await?;
        (walk, counts.matching)
    } else {
        let (partner, member) = (staff.partner, staff.membership);
        let matching = listing::count_listed(tx, partner, member, &query).await?;
        (Walk::Listed(member), matching)
    };
    let listing = Listing {
        partner: staff.partner,
        needle,
        after: query.after.as_ref().and_then(Place::of),
        walk,
        query,
    };
    Ok((listing, matching))
}

/// The text to be found, folded as the stored texts are.
fn needle(search: &str) -> String {
    let typed: String = search.chars().take(NEEDLE_MAX).collect();
    fold(&typed).chars().filter(|c| !c.is_control()).collect()
}

async fn walk(
    tx: &mut Tx,
    staff: &Staff,
    query: &ClientQuery,
    needle: &str,
    counts: Counts,
) -> Result<Walk> {
    let (walk, rows) = shortest(query, counts);
    let has_text_table = tx.engine() == Engine::Sqlite;
    if !has_text_table || rows <= FEW || needle.chars().count() < TRIGRAM {
        return Ok(walk);
    }
    Ok(match query.sort {
        Sort::Newest | Sort::Oldest => Walk::Text,
        Sort::Name | Sort::NameDown => {
            let most = SORTABLE + 1;
            let hits = listing::hits(tx, staff.partner, &phrase(needle), most).await?;
            if hits <= SORTABLE { Walk::Text } else { walk }
        }
    })
}

/// The walk that meets the fewest clients, and how many.
fn shortest(query: &ClientQuery, counts: Counts) -> (Walk, i64) {
    [
        query.status.map(|_| (Walk::Status, counts.of_status)),
        query.plan.map(|_| (Walk::Plan, counts.of_plan)),
        query.manager.map(|_| (Walk::Manager, counts.of_manager)),
    ]
    .into_iter()
    .flatten()
    .min_by_key(|(_, rows)| *rows)
    .unwrap_or((Walk::All, counts.size))
}
