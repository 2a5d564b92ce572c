use domain::{
    ImportId, Timestamp,
    custom_fields::CustomField,
    imports::{Duplicates, FILE_MAX, Mapping, WAITING_MAX},
    policy::Action,
    refusal::Rejection,
    text::has_hidden,
};

use super::{
    reading::{Table, decode, recognise},
    store::{self, NewImport},
};
use crate::{Context, Result, custom_fields, turns::Turn};

/// Seconds for which a file waits before it is forgotten.
const WAITS: i64 = 24 * 60 * 60;

/// A place at taking a file in, held from before its first byte arrives until it is stored.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "held, not looked at")] Turn);

/// Waits for a place; only who may import gets one.
///
/// # Errors
/// `TooOften` when none is free in time; the refusals of the policy.
pub async fn place(cx: &Context) -> Result<Place> {
    cx.allow(Action::ImportClients)?;
    Ok(Place(cx.portal().files().next().await?))
}

/// Reads a file of clients of any shape; it waits for its mapping, for a day.
pub async fn read(
    cx: &Context,
    place: Place,
    file_name: String,
    bytes: Vec<u8>,
) -> Result<ImportId> {
    let partner = cx.allow(Action::ImportClients)?;
    if bytes.len() > FILE_MAX {
        let max = u64::try_from(FILE_MAX).unwrap_or(u64::MAX);
        return Err(Rejection::TooMuch { max }.into());
    }
    let fields = custom_fields::all(&mut cx.read().await?, partner).await?;
    let id = ImportId::from_uuid(cx.new_id());
    let understood = move || understand(id, &file_name, bytes, &fields);
    let (import, mapping) = cx.portal().reading().run(understood).await?;

    let mut tx = cx.begin().await?;
    let yesterday: Timestamp = cx.now().plus_seconds(-WAITS);
    store::forget_older(&mut tx, partner, yesterday).await?;
    if store::drafts(&mut tx, partner).await? >= WAITING_MAX {
        return Err(Rejection::TooMuch { max: WAITING_MAX }.into());
    }
    store::add(&mut tx, cx, import, &mapping).await?;
    tx.commit().await?;
    drop(place);
    Ok(id)
}

fn understand(
    id: ImportId,
    file_name: &str,
    bytes: Vec<u8>,
    fields: &[CustomField],
) -> Result<(NewImport, Mapping)> {
    let (text, encoding) = decode(bytes)?;
    let table = Table::find(&text)?;
    let columns = recognise(&table, fields);
    let mapping = Mapping {
        targets: columns.into_iter().map(|column| column.target).collect(),
        duplicates: Duplicates::default(),
    };
    let import = NewImport {
        id,
        file: shown(file_name),
        delimiter: table.delimiter,
        encoding,
        has_headings: table.has_headings,
        rows: table.rows.len(),
        text,
    };
    Ok((import, mapping))
}

/// The last part of a file's name, of a length that can be shown.
pub(crate) fn shown(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = name
        .chars()
        .filter(|c| !has_hidden(c.encode_utf8(&mut [0; 4])));
    seen.take(120).collect::<String>().trim().to_owned()
}
