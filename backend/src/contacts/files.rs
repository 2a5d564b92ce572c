use domain::{
    ClientId, ContactFileId, Refusal, Timestamp,
    contacts::{FILE_MAX, ROWS_MAX},
    policy::Action,
    refusal::Rejection,
};

use super::{begin_at_own, store::files};
use crate::{
    Context, Result,
    auth::{Rule, limit},
    imports::{
        reading::{Table, decode},
        shown,
    },
    turns::Turn,
};

/// Seconds for which a file waits before it is forgotten.
const WAITS: i64 = 24 * 60 * 60;

/// A place at taking a file in, held from before its first byte arrives until it is stored.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "held, not looked at")] Turn);

/// Files that one person can bring: the places are for everybody.
const BROUGHT: Rule = Rule {
    what: "contact files of",
    most: 100,
    seconds: 3_600,
};

/// Waits for a place; only who may add contacts gets one.
///
/// # Errors
/// `TooOften` when none is free in time; the refusals of the policy.
pub async fn place(cx: &Context, client: ClientId) -> Result<Place> {
    cx.allow_at_own(Action::EditContacts, client)?;
    let user = cx.client_user()?.user;
    let mut tx = cx.begin().await?;
    limit(&mut tx, BROUGHT, &user.to_string(), cx.now()).await?;
    tx.commit().await?;
    Ok(Place(cx.portal().files().next().await?))
}

/// Reads a file of contacts. It waits a day for the person who brought it, in place of an earlier
/// one of theirs.
pub async fn read(
    cx: &Context,
    client: ClientId,
    place: Place,
    file_name: String,
    bytes: Vec<u8>,
) -> Result<ContactFileId> {
    cx.allow_at_own(Action::EditContacts, client)?;
    if bytes.len() > FILE_MAX {
        let max = u64::try_from(FILE_MAX).unwrap_or(u64::MAX);
        return Err(Rejection::TooMuch { max }.into());
    }
    let understood = move || understand(&file_name, bytes);
    let file = cx.portal().reading().run(understood).await?;

    let id = ContactFileId::from_uuid(cx.new_id());
    let user = cx.client_user()?.user;
    let (mut tx, partner, _) = begin_at_own(cx, Action::EditContacts, client).await?;
    let yesterday: Timestamp = cx.now().plus_seconds(-WAITS);
    files::forget_older(&mut tx, partner, yesterday).await?;
    files::forget_of(&mut tx, (partner, client), user).await?;
    files::add(&mut tx, (partner, client), id, &file, user, cx.now()).await?;
    tx.commit().await?;
    drop(place);
    Ok(id)
}

/// Forgets a file that was not brought in.
pub async fn discard(cx: &Context, client: ClientId, id: ContactFileId) -> Result<()> {
    let user = cx.client_user()?.user;
    let (mut tx, partner, _) = begin_at_own(cx, Action::EditContacts, client).await?;
    if !files::forget(&mut tx, (partner, client), id, user).await? {
        return Err(Refusal::NotFound.into());
    }
    tx.commit().await
}

fn understand(file_name: &str, bytes: Vec<u8>) -> Result<files::File> {
    let (content, _) = decode(bytes)?;
    let table = Table::find(&content)?;
    if u64::try_from(table.rows.len()).unwrap_or(u64::MAX) > ROWS_MAX {
        return Err(Rejection::TooMuch { max: ROWS_MAX }.into());
    }
    Ok(files::File {
        name: shown(file_name),
        delimiter: table.delimiter,
        has_headings: table.has_headings,
        content,
    })
}
