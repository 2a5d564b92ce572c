//! Contacts: the people a client writes to, up to the number of its plan (P16).

mod changes;
mod columns;
mod export;
mod files;
mod import;
mod list;
mod rows;
mod store;
#[cfg(test)]
mod tests;

use domain::{ClientId, ContactId, PartnerId, Refusal, contacts::ContactDetails, plans::Usage};

pub use changes::{add, edit, remove};
pub use export::export;
pub use files::{Place, discard, place, read};
pub use import::{import, rehearse};
pub use list::{details, list};
pub(crate) use store::add_many;

use crate::{
    Result,
    clients::entitled::{Entitled, begin_at_own},
    db::Tx,
};

/// Every statement of this feature.
#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 2] = [store::STATEMENTS, store::files::STATEMENTS];

async fn found(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    id: ContactId,
) -> Result<ContactDetails> {
    let contact = store::one(tx, partner, client, id).await?;
    Ok(contact.ok_or(Refusal::NotFound)?)
}

/// Writes down how many contacts there are from now on.
async fn count(tx: &mut Tx, entitled: &mut Entitled, contacts: u32) -> Result<()> {
    let usage = Usage {
        contacts,
        ..entitled.usage
    };
    entitled.set_usage(tx, usage).await
}
