use domain::{
    ClientId, Refusal,
    audit::Event,
    contacts::{ContactDraft, ContactQuery},
    policy::Action,
};

use super::store;
use crate::{Context, Error, Result, audit::entry, clients::entitled::entitled, formulas::guarded};

/// Contacts read in one go.
const CHUNK: usize = 500;

/// The contacts that a list shows as a CSV file (RFC 4180), in its order: the fields of the form by
/// their names, none of the cells a formula.
pub async fn export(cx: &Context, client: ClientId, query: ContactQuery) -> Result<String> {
    let partner = cx.allow_at_own(Action::SeeContacts, client)?;
    // A whole list at once: a few at a time.
    let _turn = cx.portal().files().next().await?;
    let pattern = store::pattern(&query.search);
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(ContactDraft::FIELDS)?;
    let mut rows = 0_u64;
    let mut place = None;
    let mut tx = cx.read().await?;
    loop {
        let (contacts, next) = store::drafts(
            &mut tx,
            (partner, client),
            pattern.as_deref(),
            place.as_ref(),
            CHUNK,
        )
        .await?;
        for contact in &contacts {
            for (_, value) in contact.fields() {
                csv.write_field(&*guarded(value))?;
            }
            csv.write_record(None::<&[u8]>)?;
            rows += 1;
        }
        if next.is_none() {
            break;
        }
        place = next;
    }
    drop(tx);

    let mut tx = cx.begin().await?;
    let entitled = entitled(&mut tx, partner, client).await?;
    entitled.ok_or(Refusal::NotFound)?.at_work()?;
    entry(Event::ContactsExported)
        .client(client)
        .about(rows.to_string())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    let bytes = csv.into_inner();
    let bytes = bytes.map_err(|error| Error::Broken(Box::new(error.into_error())))?;
    String::from_utf8(bytes).map_err(|_| Error::corrupt("a text that is not UTF-8"))
}
