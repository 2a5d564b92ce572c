use domain::{
    ClientId, ContactId, Page, Refusal, Total,
    contacts::{ContactDetails, ContactList, ContactQuery},
    plans::Limited,
    policy::Action,
};

use super::{found, store};
use crate::{Context, Result, clients::entitled::allowance};

/// Contacts of a page.
const PAGE: usize = 50;

/// The contacts of one's client, by name.
pub async fn list(cx: &Context, client: ClientId, query: ContactQuery) -> Result<ContactList> {
    let partner = cx.allow_at_own(Action::SeeContacts, client)?;
    let mut tx = cx.read().await?;
    let allowance = allowance(&mut tx, partner, client).await?;
    let allowance = allowance.ok_or(Refusal::NotFound)?;
    let used = allowance.usage.contacts;
    let place = match &query.after {
        Some(cursor) => Some(store::place(cursor).ok_or(Refusal::NotFound)?),
        None => None,
    };
    let pattern = store::pattern(&query.search);
    let (rows, next) = store::page(
        &mut tx,
        (partner, client),
        pattern.as_deref(),
        place.as_ref(),
        PAGE,
    )
    .await?;
    // All are counted as they come and go; nobody counts the rest of what a search would find.
    let total = match &pattern {
        None => Total {
            rows: u64::from(used),
            exact: true,
        },
        Some(_) => Total {
            rows: u64::try_from(rows.len()).unwrap_or(u64::MAX),
            exact: next.is_none() && place.is_none(),
        },
    };
    Ok(ContactList {
        page: Page { rows, next, total },
        used,
        limit: allowance.limit(Limited::Contacts),
    })
}

/// A contact with all that is known of them.
pub async fn details(cx: &Context, client: ClientId, id: ContactId) -> Result<ContactDetails> {
    let partner = cx.allow_at_own(Action::SeeContacts, client)?;
    let mut tx = cx.read().await?;
    found(&mut tx, partner, client, id).await
}
