pub(super) mod files;

use std::collections::BTreeSet;

use domain::{
    ClientId, ContactId, Cursor, PartnerId, Timestamp, Version,
    contacts::{ContactDetails, ContactDraft, ContactSummary},
    text::fold,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{Result, args, db::Tx, statements};

statements! {
    PAGE = "SELECT id, name, email, phone, organisation, notes, name_key, created_at, updated_at,
            version
        FROM contacts WHERE partner_id = $1 AND client_id = $2 AND (name_key, id) > ($3, $4)
        ORDER BY name_key, id LIMIT $5";
    SEARCH = "SELECT id, name, email, phone, organisation, notes, name_key, created_at, updated_at,
            version
        FROM contacts WHERE partner_id = $1 AND client_id = $2 AND (name_key, id) > ($3, $4)
            AND search_text LIKE $6 ESCAPE '\\'
        ORDER BY name_key, id LIMIT $5";
    ONE = "SELECT id, name, email, phone, organisation, notes, name_key, created_at, updated_at,
            version
        FROM contacts WHERE partner_id = $1 AND client_id = $2 AND id = $3";
    ADD = "INSERT INTO contacts (partner_id, id, client_id, name, email, phone, organisation,
            notes, name_key, email_key, search_text, created_at, updated_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 1)";
    EDIT = "UPDATE contacts SET name = $5, email = $6, phone = $7, organisation = $8, notes = $9,
            name_key = $10, email_key = $11, search_text = $12, updated_at = $13,
            version = version + 1
        WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND version = $4";
    REMOVE = "DELETE FROM contacts WHERE partner_id = $1 AND client_id = $2 AND id = $3";
    // Many in one statement; the values are a JSON list.
    ADD_MANY_SQLITE = "INSERT INTO contacts (partner_id, id, client_id, name, email, phone,
            organisation, notes, name_key, email_key, search_text, created_at, updated_at, version)
        SELECT $1, unhex(value ->> 'id'), $2, value ->> 'name', value ->> 'email',
            value ->> 'phone', value ->> 'organisation', value ->> 'notes', value ->> 'name_key',
            value ->> 'email_key', value ->> 'search_text', $3, $3, 1
        FROM json_each($4)";
    ADD_MANY_PG = "INSERT INTO contacts (partner_id, id, client_id, name, email, phone,
            organisation, notes, name_key, email_key, search_text, created_at, updated_at, version)
        SELECT $1, c.id, $2, c.name, c.email, c.phone, c.organisation, c.notes, c.name_key,
            c.email_key, c.search_text, $3, $3, 1
        FROM json_to_recordset(CAST($4 AS json)) AS c (id uuid, name text, email text, phone text,
            organisation text, notes text, name_key text, email_key text, search_text text)";
    KNOWN_SQLITE = "SELECT email_key FROM contacts
        WHERE partner_id = $1 AND client_id = $2 AND email_key <> ''
            AND email_key IN (SELECT value FROM json_each($3))";
    KNOWN_PG = "SELECT email_key FROM contacts
        WHERE partner_id = $1 AND client_id = $2 AND email_key <> ''
            AND email_key IN (SELECT json_array_elements_text(CAST($3 AS json)))";
}

/// Contacts written in one statement.
const CHUNK: usize = 1_000;
/// Longest search, in characters.
const NEEDLE_MAX: usize = 100;

#[derive(Debug, sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    name: String,
    email: String,
    phone: String,
    organisation: String,
    notes: String,
    name_key: String,
    created_at: i64,
    updated_at: i64,
    version: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct KnownRow {
    email_key: String,
}

impl From<ContactRow> for ContactSummary {
    fn from(row: ContactRow) -> Self {
        Self {
            id: ContactId::from_uuid(row.id),
            name: row.name,
            email: row.email,
            phone: row.phone,
            organisation: row.organisation,
            version: Version(row.version),
        }
    }
}

impl From<ContactRow> for ContactDraft {
    fn from(row: ContactRow) -> Self {
        Self {
            name: row.name,
            email: row.email,
            phone: row.phone,
            organisation: row.organisation,
            notes: row.notes,
        }
    }
}

impl From<ContactRow> for ContactDetails {
    fn from(row: ContactRow) -> Self {
        Self {
            id: ContactId::from_uuid(row.id),
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
            version: Version(row.version),
            draft: row.into(),
        }
    }
}

/// The place of a contact in the list; the next page starts after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    id: Uuid,
    name_key: String,
}

/// The place a cursor means, or nothing when it cannot be read.
pub(super) fn place(cursor: &Cursor) -> Option<Place> {
    let (id, name_key) = cursor.0.split_at_checked(32)?;
    Some(Place {
        id: Uuid::try_parse(id).ok()?,
        name_key: name_key.to_owned(),
    })
}

fn cursor(place: &Place) -> Cursor {
    Cursor(format!("{}{}", place.id.simple(), place.name_key))
}

/// What a search looks for, for `LIKE … ESCAPE '\'`: its words in their order. Nothing when none
/// was typed.
pub(super) fn pattern(search: &str) -> Option<String> {
    let typed: String = search.chars().take(NEEDLE_MAX).collect();
    let needle = fold(&typed);
    let mut pattern = String::with_capacity(needle.len() + 2);
    for word in needle.split(' ').filter(|word| !word.is_empty()) {
        pattern.push('%');
        for c in word.chars().filter(|c| !c.is_control()) {
            if matches!(c, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
    }
    (!pattern.is_empty()).then(|| pattern + "%")
}

/// At most `most` contacts by name, after `after`, and where the next page starts.
pub(super) async fn page(
    tx: &mut Tx,
    at: (PartnerId, ClientId),
    pattern: Option<&str>,
    after: Option<&Place>,
    most: usize,
) -> Result<(Vec<ContactSummary>, Option<Cursor>)> {
    let (rows, next) = walk(tx, at, pattern, after, most).await?;
    let next = next.as_ref().map(cursor);
    Ok((rows.into_iter().map(ContactSummary::from).collect(), next))
}

/// Like [`page`], with all that is known of each.
pub(super) async fn drafts(
    tx: &mut Tx,
    at: (PartnerId, ClientId),
    pattern: Option<&str>,
    after: Option<&Place>,
    most: usize,
) -> Result<(Vec<ContactDraft>, Option<Place>)> {
    let (rows, next) = walk(tx, at, pattern, after, most).await?;
    Ok((rows.into_iter().map(ContactDraft::from).collect(), next))
}

async fn walk(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    pattern: Option<&str>,
    after: Option<&Place>,
    most: usize,
) -> Result<(Vec<ContactRow>, Option<Place>)> {
    let (name_key, id) = after.map_or(("", Uuid::nil()), |place| {
        (place.name_key.as_str(), place.id)
    });
    // One more than wanted tells whether there is a next page.
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows: Vec<ContactRow> = match pattern {
        None => {
            tx.all(PAGE, args![partner, client, name_key, id, limit])
                .await?
        }
        Some(pattern) => {
            let values = args![partner, client, name_key, id, limit, pattern];
            tx.all(SEARCH, values).await?
        }
    };
    let has_more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| has_more).map(|last| Place {
        id: last.id,
        name_key: last.name_key.clone(),
    });
    Ok((rows, next))
}

pub(super) async fn one(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    id: ContactId,
) -> Result<Option<ContactDetails>> {
    let row: Option<ContactRow> = tx.one(ONE, args![partner, client, id]).await?;
    Ok(row.map(ContactDetails::from))
}

/// The texts by which a contact is ordered, kept apart from others and found.
struct Keys {
    name: String,
    email: String,
    search: String,
}

impl Keys {
    fn of(draft: &ContactDraft) -> Self {
        // A number is found however its digits are grouped.
        let digits: String = draft.phone.chars().filter(char::is_ascii_digit).collect();
        let ContactDraft {
            name,
            email,
            phone,
            organisation,
            ..
        } = draft;
        Self {
            name: fold(draft.called()),
            email: fold(email),
            search: fold(&format!("{name} {email} {phone} {digits} {organisation}")),
        }
    }
}

pub(super) async fn add(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ContactId,
    draft: &ContactDraft,
    now: Timestamp,
) -> Result<()> {
    let keys = Keys::of(draft);
    let values = args![
        partner,
        id,
        client,
        &draft.name,
        &draft.email,
        &draft.phone,
        &draft.organisation,
        &draft.notes,
        keys.name,
        keys.email,
        keys.search,
        now
    ];
    tx.run(ADD, values).await?;
    Ok(())
}

/// Changes the contact that has the version `seen`; false when it has another by now.
pub(super) async fn edit(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    (id, seen): (ContactId, Version),
    draft: &ContactDraft,
    now: Timestamp,
) -> Result<bool> {
    let keys = Keys::of(draft);
    let values = args![
        partner,
        client,
        id,
        seen,
        &draft.name,
        &draft.email,
        &draft.phone,
        &draft.organisation,
        &draft.notes,
        keys.name,
        keys.email,
        keys.search,
        now
    ];
    Ok(tx.run(EDIT, values).await? == 1)
}

/// Removes a contact; false when there is none.
pub(super) async fn remove(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ContactId,
) -> Result<bool> {
    Ok(tx.run(REMOVE, args![partner, client, id]).await? == 1)
}

/// A contact as the statement takes it that adds many.
#[derive(Serialize)]
struct NewRow<'a> {
    id: String,
    #[serde(flatten)]
    draft: &'a ContactDraft,
    name_key: String,
    email_key: String,
    search_text: String,
}

/// Adds contacts in their stored form, no two of them with the same address.
pub(crate) async fn add_many(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    contacts: &[(ContactId, ContactDraft)],
    now: Timestamp,
) -> Result<()> {
    let sql = tx.pick(ADD_MANY_SQLITE, ADD_MANY_PG);
    for contacts in contacts.chunks(CHUNK) {
        let rows = contacts.iter().map(|(id, draft)| {
            let keys = Keys::of(draft);
            NewRow {
                id: id.uuid().simple().to_string(),
                draft,
                name_key: keys.name,
                email_key: keys.email,
                search_text: keys.search,
            }
        });
        let rows: Vec<NewRow<'_>> = rows.collect();
        let rows = serde_json::to_string(&rows)?;
        tx.run(sql, args![partner, client, now, rows]).await?;
    }
    Ok(())
}

/// Those of some folded addresses that contacts of the client have.
pub(super) async fn known(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    addresses: &[String],
) -> Result<BTreeSet<String>> {
    let sql = tx.pick(KNOWN_SQLITE, KNOWN_PG);
    let addresses = serde_json::to_string(addresses)?;
    let rows: Vec<KnownRow> = tx.all(sql, args![partner, client, addresses]).await?;
    Ok(rows.into_iter().map(|row| row.email_key).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_its_words_and_nothing_else() {
        assert_eq!(pattern("  "), None);
        assert_eq!(
            pattern(" Ána  Bäckerei "),
            Some("%ana%backerei%".to_owned())
        );
        assert_eq!(pattern("50%_\\"), Some("%50\\%\\_\\\\%".to_owned()));
    }

    #[test]
    fn a_place_survives_its_cursor() {
        let here = Place {
            id: Uuid::from_u128(7),
            name_key: "ана".to_owned(),
        };
        assert_eq!(place(&cursor(&here)), Some(here));
        assert_eq!(place(&Cursor("щ".repeat(40))), None);
    }
}
