use domain::{
    ClientId, ContactFileId, ContactId, PartnerId, Refusal,
    audit::Event,
    contacts::{ContactFate, ContactRehearsal, ContactsImported, RehearsedContact},
    plans::Limited,
    policy::Action,
};

use super::{
    begin_at_own, count,
    rows::{Row, Rows},
    store::{self, files},
};
use crate::{Context, Result, audit::entry, clients::entitled::allowance, db::Tx};

/// Most rows that a rehearsal shows.
const SHOWN: usize = 200;
/// Most additions among them.
const ADDS_SHOWN: usize = 10;

/// Says what would become of every row of a file, and writes nothing.
pub async fn rehearse(
    cx: &Context,
    client: ClientId,
    id: ContactFileId,
) -> Result<ContactRehearsal> {
    let partner = cx.allow_at_own(Action::EditContacts, client)?;
    let (file, mut rows) = understood(cx, partner, client, id).await?;
    let mut tx = cx.read().await?;
    decide(&mut tx, (partner, client), &mut rows).await?;
    let allowance = allowance(&mut tx, partner, client).await?;
    let allowance = allowance.ok_or(Refusal::NotFound)?;
    let adds = rows.count(|fate| *fate == ContactFate::Add);
    let more = u32::try_from(adds).unwrap_or(u32::MAX);
    let room = allowance.room(Limited::Contacts, allowance.usage.contacts, more);
    Ok(ContactRehearsal {
        id,
        file,
        adds,
        duplicates: rows.count(|fate| *fate == ContactFate::Duplicate),
        faulty: rows.count(is_faulty),
        rows: worth_looking_at(&rows.rows),
        columns: rows.columns,
        refused: room.err(),
    })
}

/// Brings the contacts of a file in, in one transaction: all the rows that can be added, or, when
/// the plan has no room for them, none (P16).
pub async fn import(cx: &Context, client: ClientId, id: ContactFileId) -> Result<ContactsImported> {
    let partner = cx.allow_at_own(Action::EditContacts, client)?;
    let (_, mut rows) = understood(cx, partner, client, id).await?;
    let person = cx.client_user()?.user;
    let (mut tx, _, mut entitled) = begin_at_own(cx, Action::EditContacts, client).await?;
    // Of two who press at once, one goes on.
    if !files::forget(&mut tx, (partner, client), id, person).await? {
        return Err(Refusal::NotFound.into());
    }
    decide(&mut tx, (partner, client), &mut rows).await?;
    let all = rows.rows.len();
    let contacts = rows
        .rows
        .into_iter()
        .filter(|row| row.fate == ContactFate::Add);
    let contacts: Vec<_> = contacts
        .map(|row| (ContactId::from_uuid(cx.new_id()), row.draft))
        .collect();
    let more = u32::try_from(contacts.len()).unwrap_or(u32::MAX);
    let used = entitled.usage.contacts;
    entitled.room(Limited::Contacts, used, more)?;
    store::add_many(&mut tx, (partner, client), &contacts, cx.now()).await?;
    count(&mut tx, &mut entitled, used.saturating_add(more)).await?;
    entry(Event::ContactsImported)
        .client(client)
        .about(more.to_string())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    let left_out = all.saturating_sub(contacts.len());
    Ok(ContactsImported {
        added: u64::from(more),
        left_out: u64::try_from(left_out).unwrap_or(u64::MAX),
    })
}

/// The name of a file that the asking person brought, and its rows.
async fn understood(
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
    id: ContactFileId,
) -> Result<(String, Rows)> {
    let user = cx.client_user()?.user;
    let mut tx = cx.read().await?;
    let file = files::file(&mut tx, (partner, client), id, user).await?;
    drop(tx);
    let file = file.ok_or(Refusal::NotFound)?;
    let name = file.name.clone();
    let rows = cx.portal().reading().run(move || Rows::of(&file)).await?;
    Ok((name, rows))
}

/// Leaves out what the client has already.
async fn decide(tx: &mut Tx, at: (PartnerId, ClientId), rows: &mut Rows) -> Result<()> {
    let known = store::known(tx, at, &rows.addresses()).await?;
    rows.leave_out(known);
    Ok(())
}

fn is_faulty(fate: &ContactFate) -> bool {
    matches!(fate, ContactFate::Faulty(_))
}

fn worth_looking_at(rows: &[Row]) -> Vec<RehearsedContact> {
    let faulty = rows.iter().filter(|row| is_faulty(&row.fate));
    let duplicates = rows.iter().filter(|row| row.fate == ContactFate::Duplicate);
    let adds = rows.iter().filter(|row| row.fate == ContactFate::Add);
    let rows = faulty.chain(duplicates).chain(adds.take(ADDS_SHOWN));
    rows.take(SHOWN)
        .map(|row| RehearsedContact {
            line: row.line,
            // A faulty row may hold anything, of any length.
            called: row.draft.called().chars().take(100).collect(),
            fate: row.fate.clone(),
        })
        .collect()
}
