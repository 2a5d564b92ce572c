//! Imports: a partner brings its real client list in, and can take that back.
//!
//! A file is read once, mapped, rehearsed as often as one likes, and then worked through in batches
//! by whichever replica holds it (see `runner`).

mod book;
mod read;
pub(crate) mod reading;
mod recipe;
mod rehearse;
mod runner;
mod start;
mod store;
#[cfg(test)]
mod tests;
mod undo;

use domain::{
    ImportId, PartnerId, Refusal,
    imports::{Column, Draft, ImportStatus, ImportSummary},
    policy::Action,
};

use crate::{Context, Result, db::Tx};
use reading::Table;
use store::ImportRow;

pub(crate) use read::shown;
pub use read::{Place, place, read};
pub use rehearse::rehearse;
pub use runner::{run_due, run_imports};
pub use start::start;
pub use undo::undo;

/// Every statement of this feature.
#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 4] = [
    store::STATEMENTS,
    store::known::STATEMENTS,
    store::running::STATEMENTS,
    store::undoing::STATEMENTS,
];

/// The imports so far, newest first; at most fifty.
pub async fn list(cx: &Context) -> Result<Vec<ImportSummary>> {
    let partner = cx.allow(Action::ImportClients)?;
    let mut tx = cx.read().await?;
    let mut imports = Vec::new();
    for import in store::list(&mut tx, partner).await? {
        if is_seen(cx, &import)? {
            imports.push(summary(&mut tx, partner, &import).await?);
        }
    }
    Ok(imports)
}

/// Where an import stands.
pub async fn progress(cx: &Context, id: ImportId) -> Result<ImportSummary> {
    let partner = cx.allow(Action::ImportClients)?;
    let mut tx = cx.read().await?;
    let import = seen(&mut tx, cx, id).await?;
    summary(&mut tx, partner, &import).await
}

/// A file that waits for its mapping.
pub async fn draft(cx: &Context, id: ImportId) -> Result<Draft> {
    let partner = cx.allow(Action::ImportClients)?;
    let mut tx = cx.read().await?;
    let (import, table) = waiting(&mut tx, cx, id).await?;
    let mapping = import.mapping()?;
    let fields = crate::custom_fields::all(&mut tx, partner).await?;
    let columns = reading::recognise(&table, &fields);
    let chosen = mapping.targets.into_iter().map(Some);
    Ok(Draft {
        id,
        file: import.file.clone(),
        delimiter: import.delimiter(),
        encoding: import.encoding.clone(),
        has_headings: import.has_headings,
        columns: columns
            .into_iter()
            .zip(chosen.chain(std::iter::repeat(None)))
            .map(|(column, chosen)| Column {
                target: chosen.unwrap_or(column.target),
                ..column
            })
            .collect(),
        rows: import.rows()?,
    })
}

/// Forgets a file that was not imported.
pub async fn discard(cx: &Context, id: ImportId) -> Result<()> {
    let partner = cx.allow(Action::ImportClients)?;
    let mut tx = cx.begin().await?;
    seen(&mut tx, cx, id).await?;
    if !store::forget(&mut tx, partner, id).await? {
        return Err(Refusal::NotFound.into());
    }
    tx.commit().await
}

async fn found(tx: &mut Tx, partner: PartnerId, id: ImportId) -> Result<ImportRow> {
    let import = store::import(tx, partner, id).await?;
    Ok(import.ok_or(Refusal::NotFound)?)
}

/// An import that the asking member may know of.
async fn seen(tx: &mut Tx, cx: &Context, id: ImportId) -> Result<ImportRow> {
    let import = found(tx, cx.partner()?, id).await?;
    if is_seen(cx, &import)? {
        Ok(import)
    } else {
        Err(Refusal::NotFound.into())
    }
}

/// A member whose scope is a list knows of their own imports: what others brought lies outside it.
fn is_seen(cx: &Context, import: &ImportRow) -> Result<bool> {
    let staff = cx.staff()?;
    Ok(staff.sees_all || import.created_by() == staff.user)
}

/// An import that has not been started, with its table.
async fn waiting(tx: &mut Tx, cx: &Context, id: ImportId) -> Result<(ImportRow, Table)> {
    let import = seen(tx, cx, id).await?;
    if import.status()? != ImportStatus::Draft {
        return Err(Refusal::NotFound.into());
    }
    let table = table(tx, cx.partner()?, &import).await?;
    Ok((import, table))
}

async fn table(tx: &mut Tx, partner: PartnerId, import: &ImportRow) -> Result<Table> {
    let text = store::content(tx, partner, import.id()).await?;
    Ok(Table::read(&text, import.delimiter(), import.has_headings)?)
}

async fn summary(tx: &mut Tx, partner: PartnerId, import: &ImportRow) -> Result<ImportSummary> {
    let can_undo = import.status()? == ImportStatus::Done
        && store::undoing::dependents(tx, partner, import.id()).await? == 0;
    import.summary(can_undo)
}
