//! The SQL of imports: the files, the one that runs, the clients they are about, undoing.

pub(super) mod known;
pub(super) mod running;
pub(super) mod undoing;

use domain::{
    ImportId, PartnerId, Timestamp, UserId,
    imports::{ImportStatus, ImportSummary, Mapping},
};
use uuid::Uuid;

use crate::{Context, Error, Result, args, db::Tx, statements};

/// Imports with the name of who brought them.
macro_rules! imports {
    ($which:literal) => {
        concat!(
            "SELECT i.id, i.file, i.delimiter, i.encoding, i.has_headings, i.mapping, i.status,
                i.row_count, i.done, i.added, i.updated, i.skipped, i.created_by, i.created_at,
                u.name AS created_by_name
             FROM imports i JOIN users u ON u.id = i.created_by
             WHERE i.partner_id = $1 AND ",
            $which
        )
    };
}

statements! {
    LIST = imports!("1 = 1 ORDER BY i.id DESC LIMIT 50");
    IMPORT = imports!("i.id = $2");
    CONTENT = "SELECT content FROM imports WHERE partner_id = $1 AND id = $2";
    ADD = "INSERT INTO imports (partner_id, id, file, content, delimiter, encoding, has_headings,
            mapping, status, row_count, done, added, updated, skipped, leased_until, created_by,
            created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $9, 0, 0, 0, 0, 0, $10, $11)";
    DRAFTS = "SELECT count(*) AS n FROM imports WHERE partner_id = $1 AND status = 'draft'";
    FORGET_OLD = "DELETE FROM imports
        WHERE partner_id = $1 AND status = 'draft' AND created_at < $2";
    FORGET = "DELETE FROM imports WHERE partner_id = $1 AND id = $2 AND status = 'draft'";
    SET_MAPPING = "UPDATE imports SET mapping = $4
        WHERE partner_id = $1 AND id = $2 AND status = $3";
    START = "UPDATE imports SET status = 'running'
        WHERE partner_id = $1 AND id = $2 AND status = 'draft'";
}

/// An import as the database keeps it, without its content.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ImportRow {
    id: Uuid,
    pub(super) file: String,
    delimiter: String,
    pub(super) encoding: String,
    pub(super) has_headings: bool,
    mapping: String,
    status: String,
    row_count: i64,
    done: i64,
    added: i64,
    updated: i64,
    skipped: i64,
    created_by: Uuid,
    created_at: i64,
    created_by_name: String,
}

impl ImportRow {
    pub(super) const fn id(&self) -> ImportId {
        ImportId::from_uuid(self.id)
    }

    pub(super) fn status(&self) -> Result<ImportStatus> {
        ImportStatus::named(&self.status).ok_or_else(|| Error::corrupt("imports.status"))
    }

    pub(super) fn delimiter(&self) -> char {
        self.delimiter.chars().next().unwrap_or(',')
    }

    pub(super) fn mapping(&self) -> Result<Mapping> {
        Ok(serde_json::from_str(&self.mapping)?)
    }

    pub(super) const fn created_by(&self) -> UserId {
        UserId::from_uuid(self.created_by)
    }

    pub(super) fn rows(&self) -> Result<u64> {
        count(self.row_count)
    }

    pub(super) fn done(&self) -> Result<usize> {
        usize::try_from(self.done).map_err(|_| Error::corrupt("imports.done"))
    }

    pub(super) fn summary(&self, can_undo: bool) -> Result<ImportSummary> {
        Ok(ImportSummary {
            id: self.id(),
            file: self.file.clone(),
            status: self.status()?,
            rows: self.rows()?,
            done: count(self.done)?,
            added: count(self.added)?,
            updated: count(self.updated)?,
            skipped: count(self.skipped)?,
            by: self.created_by_name.clone(),
            created_at: Timestamp(self.created_at),
            can_undo,
        })
    }
}

fn count(stored: i64) -> Result<u64> {
    u64::try_from(stored).map_err(|_| Error::corrupt("a number of imports"))
}

#[derive(Debug, sqlx::FromRow)]
struct Count {
    n: i64,
}

pub(super) async fn list(tx: &mut Tx, partner: PartnerId) -> Result<Vec<ImportRow>> {
    tx.all(LIST, args![partner]).await
}

pub(super) async fn import(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<Option<ImportRow>> {
    tx.one(IMPORT, args![partner, id]).await
}

#[derive(Debug, sqlx::FromRow)]
struct ContentRow {
    content: Vec<u8>,
}

/// The text of a file.
pub(super) async fn content(tx: &mut Tx, partner: PartnerId, id: ImportId) -> Result<String> {
    let row: Option<ContentRow> = tx.one(CONTENT, args![partner, id]).await?;
    let content = row.map(|row| row.content).unwrap_or_default();
    String::from_utf8(content).map_err(|_| Error::corrupt("imports.content"))
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct NewImport {
    pub(super) id: ImportId,
    pub(super) file: String,
    pub(super) text: String,
    pub(super) delimiter: char,
    pub(super) encoding: &'static str,
    pub(super) has_headings: bool,
    pub(super) rows: usize,
}

pub(super) async fn add(
    tx: &mut Tx,
    cx: &Context,
    new: NewImport,
    mapping: &Mapping,
) -> Result<()> {
    let staff = cx.staff()?;
    let row = args![
        staff.partner,
        new.id,
        new.file,
        new.text.into_bytes(),
        new.delimiter.to_string(),
        new.encoding,
        new.has_headings,
        serde_json::to_string(mapping)?,
        i64::try_from(new.rows).unwrap_or(i64::MAX),
        staff.user,
        cx.now(),
    ];
    tx.run(ADD, row).await?;
    Ok(())
}

pub(super) async fn drafts(tx: &mut Tx, partner: PartnerId) -> Result<u64> {
    let row: Option<Count> = tx.one(DRAFTS, args![partner]).await?;
    count(row.map_or(0, |row| row.n))
}

pub(super) async fn forget_older(tx: &mut Tx, partner: PartnerId, than: Timestamp) -> Result<()> {
    tx.run(FORGET_OLD, args![partner, than]).await?;
    Ok(())
}

/// Forgets a draft; no, when there is none.
pub(super) async fn forget(tx: &mut Tx, partner: PartnerId, id: ImportId) -> Result<bool> {
    Ok(tx.run(FORGET, args![partner, id]).await? == 1)
}

/// Remembers a mapping with an import that is still where it was.
pub(super) async fn set_mapping(
    tx: &mut Tx,
    (partner, id): (PartnerId, ImportId),
    status: ImportStatus,
    mapping: &Mapping,
) -> Result<()> {
    let mapping = serde_json::to_string(mapping)?;
    tx.run(SET_MAPPING, args![partner, id, status.name(), mapping])
        .await?;
    Ok(())
}

/// Lets a draft run; no, when it is none any more.
pub(super) async fn start(tx: &mut Tx, partner: PartnerId, id: ImportId) -> Result<bool> {
    Ok(tx.run(START, args![partner, id]).await? == 1)
}
