use domain::{ClientId, ContactFileId, PartnerId, Timestamp, UserId};

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    FILE = "SELECT file, delimiter, has_headings, content FROM contact_files
        WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND created_by = $4";
    ADD = "INSERT INTO contact_files (partner_id, id, client_id, file, delimiter, has_headings,
            content, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FORGET = "DELETE FROM contact_files
        WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND created_by = $4";
    FORGET_OF = "DELETE FROM contact_files
        WHERE partner_id = $1 AND client_id = $2 AND created_by = $3";
    FORGET_OLDER = "DELETE FROM contact_files WHERE partner_id = $1 AND created_at < $2";
}

/// A file that waits to be brought in.
#[derive(Debug)]
pub(in crate::contacts) struct File {
    pub(in crate::contacts) name: String,
    pub(in crate::contacts) delimiter: char,
    pub(in crate::contacts) has_headings: bool,
    pub(in crate::contacts) content: String,
}

#[derive(Debug, sqlx::FromRow)]
struct FileRow {
    file: String,
    delimiter: String,
    has_headings: bool,
    content: String,
}

impl TryFrom<FileRow> for File {
    type Error = Error;

    fn try_from(row: FileRow) -> Result<Self> {
        let delimiter = row.delimiter.chars().next();
        Ok(Self {
            name: row.file,
            delimiter: delimiter.ok_or_else(|| Error::corrupt("contact_files.delimiter"))?,
            has_headings: row.has_headings,
            content: row.content,
        })
    }
}

/// A file that `user` brought.
pub(in crate::contacts) async fn file(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ContactFileId,
    user: UserId,
) -> Result<Option<File>> {
    let row: Option<FileRow> = tx.one(FILE, args![partner, client, id, user]).await?;
    row.map(File::try_from).transpose()
}

pub(in crate::contacts) async fn add(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ContactFileId,
    file: &File,
    user: UserId,
    now: Timestamp,
) -> Result<()> {
    let values = args![
        partner,
        id,
        client,
        &file.name,
        file.delimiter.to_string(),
        file.has_headings,
        &file.content,
        user,
        now
    ];
    tx.run(ADD, values).await?;
    Ok(())
}

/// Forgets a file that `user` brought; false when there is none.
pub(in crate::contacts) async fn forget(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ContactFileId,
    user: UserId,
) -> Result<bool> {
    Ok(tx.run(FORGET, args![partner, client, id, user]).await? == 1)
}

/// Forgets whatever waits of `user`.
pub(in crate::contacts) async fn forget_of(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    user: UserId,
) -> Result<()> {
    tx.run(FORGET_OF, args![partner, client, user]).await?;
    Ok(())
}

/// Forgets what has waited since before `then`.
pub(in crate::contacts) async fn forget_older(
    tx: &mut Tx,
    partner: PartnerId,
    then: Timestamp,
) -> Result<()> {
    tx.run(FORGET_OLDER, args![partner, then]).await?;
    Ok(())
}
