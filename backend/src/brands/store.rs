use domain::{
    BrandFileId, PartnerId, Timestamp, Version,
    brands::{Brand, BrandDetails, BrandDraft, Pictures, Published, Slot, Undo},
    partners::{CompanyDraft, PartnerStatus},
};
use uuid::Uuid;

use super::{File, Front, pictures::MadeFile};
use crate::{Context, Error, Result, args, db::Tx, statements};

/// A partner with what it has published, and the oldest of its domains that is active: a failing one
/// is served, and not linked to.
macro_rules! front {
    ($from:literal) => {
        concat!(
            "SELECT p.partner_id, p.slug, p.name, p.status, p.company,
                (SELECT b.published FROM brands b WHERE b.partner_id = p.partner_id) AS published,
                (SELECT o.name FROM domains o WHERE o.partner_id = p.partner_id
                    AND o.removed_at IS NULL AND o.state = 'active'
                    ORDER BY o.created_at, o.id LIMIT 1) AS domain
            FROM ",
            $from
        )
    };
}

statements! {
    FRONT_OF_SLUG = front!("partners p WHERE p.slug = $1");
    FRONT_OF = front!("partners p WHERE p.partner_id = $1");
    COMPANY = "SELECT slug, name, company FROM partners WHERE partner_id = $1";
    BRAND = "SELECT draft, pictures, version, published, published_at, previous, can_undo
        FROM brands WHERE partner_id = $1";
    ADD = "INSERT INTO brands (partner_id, draft, pictures, version, can_undo)
        VALUES ($1, $2, $3, 0, $4) ON CONFLICT (partner_id) DO NOTHING";
    LOCK = "UPDATE brands SET version = version WHERE partner_id = $1";
    SET_DRAFT = "UPDATE brands SET draft = $3, version = version + 1
        WHERE partner_id = $1 AND version = $2";
    SET_PICTURES = "UPDATE brands SET pictures = $2 WHERE partner_id = $1";
    PUBLISH = "UPDATE brands SET previous = published, published = $2, published_at = $3,
            can_undo = $4
        WHERE partner_id = $1";
    UNDO = "UPDATE brands SET published = previous, previous = published, published_at = $2
        WHERE partner_id = $1 AND can_undo = $3";
    ADD_FILE = "INSERT INTO brand_files
            (partner_id, id, slot, name, media_type, width, height, bytes, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (partner_id, name) DO NOTHING";
    FILE = "SELECT media_type, bytes FROM brand_files WHERE partner_id = $1 AND name = $2";
    FILE_NAMES = "SELECT name FROM brand_files WHERE partner_id = $1";
    FORGET_FILE = "DELETE FROM brand_files WHERE partner_id = $1 AND name = $2";
    FRONT_OF_DOMAIN = front!(
        "domains d JOIN partners p ON p.partner_id = d.partner_id
        WHERE d.name = $1 AND d.removed_at IS NULL AND d.state <> 'pending'
            AND (d.state = 'active' OR d.state = 'failing' AND d.failing_since > $2)"
    );
}

#[derive(sqlx::FromRow)]
struct FrontRow {
    partner_id: Uuid,
    slug: String,
    name: String,
    status: String,
    company: String,
    published: Option<String>,
    domain: Option<String>,
}

impl TryFrom<FrontRow> for Front {
    type Error = Error;

    fn try_from(row: FrontRow) -> Result<Self> {
        let bare = brand_of_company(&row.name, &row.company)?;
        let brand = match &row.published {
            Some(published) => serde_json::from_str(published)?,
            None => bare.clone(),
        };
        let status = PartnerStatus::named(&row.status);
        Ok(Self {
            partner: PartnerId::from_uuid(row.partner_id),
            slug: row.slug,
            name: row.name,
            support_email: brand.support_email.clone().or(bare.support_email),
            status: status.ok_or_else(|| Error::corrupt("partners.status"))?,
            domain: row.domain,
            brand,
        })
    }
}

pub(super) async fn front_of_slug(tx: &mut Tx, slug: &str) -> Result<Option<Front>> {
    let row: Option<FrontRow> = tx.one(FRONT_OF_SLUG, args![slug]).await?;
    row.map(Front::try_from).transpose()
}

pub(super) async fn front_of(tx: &mut Tx, partner: PartnerId) -> Result<Option<Front>> {
    let row: Option<FrontRow> = tx.one(FRONT_OF, args![partner]).await?;
    row.map(Front::try_from).transpose()
}

#[derive(sqlx::FromRow)]
struct CompanyRow {
    slug: String,
    name: String,
    company: String,
}

/// The short name of a partner, and the brand of its company while it has published none.
pub(super) async fn company_brand(tx: &mut Tx, partner: PartnerId) -> Result<(String, Brand)> {
    let row: Option<CompanyRow> = tx.one(COMPANY, args![partner]).await?;
    let row = row.ok_or_else(|| Error::corrupt("partners.partner_id"))?;
    let brand = brand_of_company(&row.name, &row.company)?;
    Ok((row.slug, brand))
}

fn brand_of_company(name: &str, company: &str) -> Result<Brand> {
    let company: CompanyDraft = serde_json::from_str(company)?;
    let support_email = Some(company.support_email.as_str()).filter(|it| !it.is_empty());
    Ok(Brand::of_company(name, support_email))
}

#[derive(sqlx::FromRow)]
struct BrandRow {
    draft: String,
    pictures: String,
    version: i64,
    published: Option<String>,
    published_at: Option<i64>,
    previous: Option<String>,
    can_undo: bool,
}

impl BrandRow {
    fn details(self, url: &str) -> Result<BrandDetails> {
        let brand = |json: Option<String>| -> Result<Option<Brand>> {
            Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
        };
        let published = brand(self.published)?.zip(self.published_at);
        let previous = brand(self.previous)?;
        Ok(BrandDetails {
            draft: serde_json::from_str(&self.draft)?,
            pictures: serde_json::from_str(&self.pictures)?,
            version: Version(self.version),
            published: published.map(|(brand, at)| Published {
                brand,
                at: Timestamp(at),
            }),
            undo: self.can_undo.then_some(Undo { brand: previous }),
            url: url.to_owned(),
        })
    }
}

pub(super) async fn brand(
    tx: &mut Tx,
    partner: PartnerId,
    url: &str,
) -> Result<Option<BrandDetails>> {
    let row: Option<BrandRow> = tx.one(BRAND, args![partner]).await?;
    row.map(|row| row.details(url)).transpose()
}

/// Adds a brand that nobody has touched yet, unless somebody did this very moment.
pub(super) async fn add(tx: &mut Tx, partner: PartnerId, fresh: &BrandDetails) -> Result<()> {
    let draft = serde_json::to_string(&fresh.draft)?;
    let pictures = serde_json::to_string(&fresh.pictures)?;
    tx.run(ADD, args![partner, draft, pictures, false]).await?;
    Ok(())
}

/// Keeps others from changing the brand until the transaction ends; false when there is none yet.
pub(super) async fn lock(tx: &mut Tx, partner: PartnerId) -> Result<bool> {
    Ok(tx.run(LOCK, args![partner]).await? == 1)
}

/// Changes the draft that has the version `seen`; false when it has another by now.
pub(super) async fn set_draft(
    tx: &mut Tx,
    partner: PartnerId,
    draft: &BrandDraft,
    seen: Version,
) -> Result<bool> {
    let json = serde_json::to_string(draft)?;
    Ok(tx.run(SET_DRAFT, args![partner, seen, json]).await? == 1)
}

pub(super) async fn set_pictures(
    tx: &mut Tx,
    partner: PartnerId,
    pictures: &Pictures,
) -> Result<()> {
    let json = serde_json::to_string(pictures)?;
    tx.run(SET_PICTURES, args![partner, json]).await?;
    Ok(())
}

pub(super) async fn publish(
    tx: &mut Tx,
    partner: PartnerId,
    brand: &Brand,
    now: Timestamp,
) -> Result<()> {
    let json = serde_json::to_string(brand)?;
    tx.run(PUBLISH, args![partner, json, now, true]).await?;
    Ok(())
}

/// Exchanges what is published and what was; false when nothing ever was.
pub(super) async fn undo(tx: &mut Tx, partner: PartnerId, now: Timestamp) -> Result<bool> {
    Ok(tx.run(UNDO, args![partner, now, true]).await? == 1)
}

pub(super) async fn add_file(tx: &mut Tx, cx: &Context, slot: Slot, file: &MadeFile) -> Result<()> {
    let values = args![
        cx.partner()?,
        BrandFileId::from_uuid(cx.new_id()),
        slot.name(),
        &file.name,
        file.media_type,
        file.width,
        file.height,
        file.bytes.clone(),
        cx.now(),
    ];
    tx.run(ADD_FILE, values).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct FileRow {
    media_type: String,
    bytes: Vec<u8>,
}

pub(super) async fn file(tx: &mut Tx, partner: PartnerId, name: &str) -> Result<Option<File>> {
    let row: Option<FileRow> = tx.one(FILE, args![partner, name]).await?;
    Ok(row.map(|row| File {
        media_type: row.media_type,
        bytes: row.bytes,
    }))
}

/// The partner who has proved a domain, if it is served. It is also served when its proof was lost
/// after `grace_began`.
pub(super) async fn front_of_domain(
    tx: &mut Tx,
    name: &str,
    grace_began: Timestamp,
) -> Result<Option<Front>> {
    let row: Option<FrontRow> = tx.one(FRONT_OF_DOMAIN, args![name, grace_began]).await?;
    row.map(Front::try_from).transpose()
}

#[derive(sqlx::FromRow)]
struct NameRow {
    name: String,
}

pub(super) async fn file_names(tx: &mut Tx, partner: PartnerId) -> Result<Vec<String>> {
    let rows: Vec<NameRow> = tx.all(FILE_NAMES, args![partner]).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

pub(super) async fn forget_file(tx: &mut Tx, partner: PartnerId, name: &str) -> Result<()> {
    tx.run(FORGET_FILE, args![partner, name]).await?;
    Ok(())
}
