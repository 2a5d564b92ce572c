use domain::{Timestamp, Version, inclusions::Section};

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    LINKS = "SELECT section, url, secret, is_safe, version FROM section_links ORDER BY section";
    ADD = "INSERT INTO section_links (section, url, secret, is_safe, updated_at, version)
        VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (section) DO NOTHING";
    EDIT = "UPDATE section_links SET url = $2, is_safe = $3, updated_at = $4, version = version + 1
        WHERE section = $1 AND version = $5";
    SET_SECRET = "UPDATE section_links SET secret = $2, updated_at = $3, version = version + 1
        WHERE section = $1";
    REMOVE = "DELETE FROM section_links WHERE section = $1";
}

/// Where a section leads.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) section: Section,
    pub(super) url: String,
    /// The key that signs hand-overs, sealed.
    pub(super) secret: Vec<u8>,
    pub(super) is_safe: bool,
    pub(super) version: Version,
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    section: String,
    url: String,
    secret: Vec<u8>,
    is_safe: bool,
    version: i64,
}

pub(super) async fn links(tx: &mut Tx) -> Result<Vec<Link>> {
    let rows: Vec<LinkRow> = tx.all(LINKS, args![]).await?;
    let link = |row: LinkRow| {
        let section = Section::keyed(&row.section);
        Ok(Link {
            section: section.ok_or_else(|| Error::corrupt("section_links.section"))?,
            url: row.url,
            secret: row.secret,
            is_safe: row.is_safe,
            version: Version(row.version),
        })
    };
    rows.into_iter().map(link).collect()
}

/// Adds a link; false when somebody was faster.
pub(super) async fn add(
    tx: &mut Tx,
    section: Section,
    url: &str,
    secret: Vec<u8>,
    is_safe: bool,
    now: Timestamp,
) -> Result<bool> {
    let values = args![section.key(), url, secret, is_safe, now];
    Ok(tx.run(ADD, values).await? == 1)
}

/// Changes the link that has the version `seen`; false when it has another by now.
pub(super) async fn edit(
    tx: &mut Tx,
    section: Section,
    url: &str,
    is_safe: bool,
    seen: Version,
    now: Timestamp,
) -> Result<bool> {
    let values = args![section.key(), url, is_safe, now, seen];
    Ok(tx.run(EDIT, values).await? == 1)
}

pub(super) async fn set_secret(
    tx: &mut Tx,
    section: Section,
    secret: Vec<u8>,
    now: Timestamp,
) -> Result<bool> {
    Ok(tx
        .run(SET_SECRET, args![section.key(), secret, now])
        .await?
        == 1)
}

pub(super) async fn remove(tx: &mut Tx, section: Section) -> Result<bool> {
    Ok(tx.run(REMOVE, args![section.key()]).await? == 1)
}
