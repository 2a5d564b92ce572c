use domain::{
    PartnerId, Timestamp, UserId,
    brands::Brand,
    leaks::{Report, SectionLeak},
    partners::CompanyDraft,
    text::fold,
};
use uuid::Uuid;

use crate::{Error, Portal, Result, args, brands::Front, db::Tx, statements};

statements! {
    REPORT = "SELECT report FROM leak_reports WHERE partner_id = $1";
    SECTIONS = "SELECT sections FROM leak_reports WHERE partner_id = $1";
    PUBLISHED_AT = "SELECT published_at FROM brands WHERE partner_id = $1";
    KEEP = "INSERT INTO leak_reports (partner_id, at, build, report, sections)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (partner_id) DO UPDATE SET at = excluded.at, build = excluded.build,
            report = excluded.report, sections = excluded.sections";
    OPERATORS = "SELECT email FROM users WHERE is_operator = $1 ORDER BY email";
    COMPANY = "SELECT p.company, s.from_address FROM partners p
        LEFT JOIN senders s ON s.partner_id = p.partner_id WHERE p.partner_id = $1";
    OTHERS = "SELECT p.partner_id, p.slug, p.name, p.company, b.published, s.from_address
        FROM partners p LEFT JOIN brands b ON b.partner_id = p.partner_id
        LEFT JOIN senders s ON s.partner_id = p.partner_id
        WHERE p.partner_id <> $1 AND p.partner_id > $2 ORDER BY p.partner_id LIMIT 500";
    DOMAINS = "SELECT name FROM domains
        WHERE partner_id = $1 AND removed_at IS NULL AND state <> 'pending'";
    DOMAINS_OF_OTHERS = "SELECT name FROM domains
        WHERE partner_id <> $1 AND removed_at IS NULL AND state <> 'pending'";
    PLANS = "SELECT name FROM plans WHERE partner_id = $1 AND archived_at IS NULL ORDER BY name_key";
    TEMPLATES = "SELECT subject, body FROM mail_templates WHERE partner_id = $1";
    PARTNER_OF_SLUG = "SELECT partner_id, slug FROM partners WHERE slug = $1";
    PARTNERS = "SELECT partner_id, slug FROM partners ORDER BY slug";
    // The rest is for the stage alone, a database that is thrown away.
    FILES = "SELECT slot, name, media_type, width, height, bytes FROM brand_files
        WHERE partner_id = $1";
    ADD_USER = "INSERT INTO users (id, email, email_key, name, lang, is_operator, created_at)
        VALUES ($1, $2, $2, $2, 'en', $3, $4)";
    ADD_PARTNER = "INSERT INTO partners
            (partner_id, slug, name, name_key, status, company, created_at, version)
        VALUES ($1, $2, $3, $4, 'active', $5, $6, 1)";
    ADD_BRAND = "INSERT INTO brands
            (partner_id, draft, pictures, version, published, published_at, can_undo)
        VALUES ($1, '{}', '{}', 1, $2, $3, $4)";
    ADD_FILE = "INSERT INTO brand_files
            (partner_id, id, slot, name, media_type, width, height, bytes, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ADD_DOMAIN = "INSERT INTO domains
            (partner_id, id, name, token, state, created_at, next_check_at)
        VALUES ($1, $2, $3, '', 'active', $4, $4)";
    LINK = "SELECT link FROM outbox WHERE recipient = $1 AND link IS NOT NULL
        ORDER BY id DESC LIMIT 1";
}

#[derive(sqlx::FromRow)]
struct ReportRow {
    report: String,
}

#[derive(sqlx::FromRow)]
struct SectionsRow {
    sections: String,
}

#[derive(sqlx::FromRow)]
struct PublishedRow {
    published_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct EmailRow {
    email: String,
}

#[derive(sqlx::FromRow)]
struct NameRow {
    name: String,
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    link: String,
}

#[derive(sqlx::FromRow)]
struct TemplateRow {
    subject: String,
    body: String,
}

#[derive(sqlx::FromRow)]
struct CompanyRow {
    company: String,
    from_address: Option<String>,
}

#[derive(sqlx::FromRow)]
struct SlugRow {
    partner_id: Uuid,
    slug: String,
}

#[derive(sqlx::FromRow)]
struct OtherRow {
    partner_id: Uuid,
    slug: String,
    name: String,
    company: String,
    published: Option<String>,
    from_address: Option<String>,
}

/// Another partner, by what it can be recognised.
pub(super) struct Other {
    pub(super) partner: PartnerId,
    pub(super) slug: String,
    pub(super) names: Vec<String>,
    pub(super) addresses: Vec<String>,
    pub(super) website: String,
}

impl TryFrom<OtherRow> for Other {
    type Error = Error;

    fn try_from(row: OtherRow) -> Result<Self> {
        let company: CompanyDraft = serde_json::from_str(&row.company)?;
        let brand: Option<Brand> = (row.published.as_deref())
            .map(serde_json::from_str)
            .transpose()?;
        let mut names = vec![row.name, company.name];
        let mut addresses = vec![company.support_email];
        addresses.extend(row.from_address);
        if let Some(brand) = brand {
            names.extend([brand.sender().to_owned(), brand.product_name]);
            addresses.extend(brand.support_email);
        }
        addresses.retain(|address| !address.is_empty());
        Ok(Self {
            partner: PartnerId::from_uuid(row.partner_id),
            slug: row.slug,
            names,
            addresses,
            website: company.website,
        })
    }
}

pub(super) async fn report(tx: &mut Tx, partner: PartnerId) -> Result<Option<Report>> {
    let row: Option<ReportRow> = tx.one(REPORT, args![partner]).await?;
    Ok(row
        .map(|row| serde_json::from_str(&row.report))
        .transpose()?)
}

pub(super) async fn sections(tx: &mut Tx, partner: PartnerId) -> Result<Vec<SectionLeak>> {
    let row: Option<SectionsRow> = tx.one(SECTIONS, args![partner]).await?;
    let leaks = row
        .map(|row| serde_json::from_str(&row.sections))
        .transpose()?;
    Ok(leaks.unwrap_or_default())
}

/// When the brand was published last.
pub(super) async fn published_at(tx: &mut Tx, partner: PartnerId) -> Result<Option<Timestamp>> {
    let row: Option<PublishedRow> = tx.one(PUBLISHED_AT, args![partner]).await?;
    Ok(row.and_then(|row| row.published_at).map(Timestamp))
}

/// Keeps a report in the place of the one before.
pub(super) async fn keep(tx: &mut Tx, partner: PartnerId, report: &Report) -> Result<()> {
    let values = args![
        partner,
        report.at,
        &report.build,
        serde_json::to_string(report)?,
        serde_json::to_string(&report.sections)?,
    ];
    tx.run(KEEP, values).await?;
    Ok(())
}

/// The addresses of the operator's people.
pub(super) async fn operators(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<EmailRow> = tx.all(OPERATORS, args![true]).await?;
    Ok(rows.into_iter().map(|row| row.email).collect())
}

/// A partner's company, and the address it writes from by its own mail server.
pub(super) async fn company(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<(CompanyDraft, Option<String>)> {
    let row: Option<CompanyRow> = tx.one(COMPANY, args![partner]).await?;
    let row = row.ok_or_else(|| Error::corrupt("partners.partner_id"))?;
    Ok((serde_json::from_str(&row.company)?, row.from_address))
}

/// The next of the other partners.
pub(super) async fn others(
    tx: &mut Tx,
    partner: PartnerId,
    after: Option<PartnerId>,
) -> Result<Vec<Other>> {
    let after = after.unwrap_or(PartnerId::from_uuid(Uuid::nil()));
    let rows: Vec<OtherRow> = tx.all(OTHERS, args![partner, after]).await?;
    rows.into_iter().map(Other::try_from).collect()
}

async fn names(tx: &mut Tx, sql: &'static str, partner: PartnerId) -> Result<Vec<String>> {
    let rows: Vec<NameRow> = tx.all(sql, args![partner]).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The domains that a partner has proved.
pub(super) async fn domains(tx: &mut Tx, partner: PartnerId) -> Result<Vec<String>> {
    names(tx, DOMAINS, partner).await
}

/// The domains that other partners have proved.
pub(super) async fn domains_of_others(tx: &mut Tx, partner: PartnerId) -> Result<Vec<String>> {
    names(tx, DOMAINS_OF_OTHERS, partner).await
}

/// The names of the plans on offer: clients see them.
pub(super) async fn plans(tx: &mut Tx, partner: PartnerId) -> Result<Vec<String>> {
    names(tx, PLANS, partner).await
}

/// The texts of messages that a partner wrote itself.
pub(super) async fn templates(tx: &mut Tx, partner: PartnerId) -> Result<Vec<String>> {
    let rows: Vec<TemplateRow> = tx.all(TEMPLATES, args![partner]).await?;
    let texts = rows.into_iter().flat_map(|row| [row.subject, row.body]);
    Ok(texts.collect())
}

/// The partner with a short name, or all of them.
pub(super) async fn partners(tx: &mut Tx, slug: Option<&str>) -> Result<Vec<(PartnerId, String)>> {
    let rows: Vec<SlugRow> = match slug {
        Some(slug) => tx.all(PARTNER_OF_SLUG, args![slug]).await?,
        None => tx.all(PARTNERS, args![]).await?,
    };
    let partner = |row: SlugRow| (PartnerId::from_uuid(row.partner_id), row.slug);
    Ok(rows.into_iter().map(partner).collect())
}

/// A file of a brand, on its way to the stage.
#[derive(sqlx::FromRow)]
pub(super) struct FileRow {
    slot: String,
    name: String,
    media_type: String,
    width: i64,
    height: i64,
    bytes: Vec<u8>,
}

pub(super) async fn files(tx: &mut Tx, partner: PartnerId) -> Result<Vec<FileRow>> {
    tx.all(FILES, args![partner]).await
}

/// Puts a partner, as its clients see it, on the stage.
pub(super) async fn put_on_stage(
    tx: &mut Tx,
    portal: &Portal,
    front: &Front,
    company: &CompanyDraft,
    files: Vec<FileRow>,
) -> Result<()> {
    let (partner, now) = (front.partner, portal.now());
    let company = serde_json::to_string(company)?;
    let values = args![
        partner,
        &front.slug,
        &front.name,
        fold(&front.name),
        company,
        now
    ];
    tx.run(ADD_PARTNER, values).await?;
    let brand = serde_json::to_string(&front.brand)?;
    tx.run(ADD_BRAND, args![partner, brand, now, false]).await?;
    for file in files {
        let values = args![
            partner,
            portal.new_id(),
            file.slot,
            file.name,
            file.media_type,
            file.width,
            file.height,
            file.bytes,
            now
        ];
        tx.run(ADD_FILE, values).await?;
    }
    if let Some(domain) = &front.domain {
        tx.run(ADD_DOMAIN, args![partner, portal.new_id(), domain, now])
            .await?;
    }
    Ok(())
}

/// Lets somebody onto the stage who is never signed in there.
pub(super) async fn add_user(
    tx: &mut Tx,
    id: UserId,
    name: &str,
    is_operator: bool,
    now: Timestamp,
) -> Result<()> {
    tx.run(ADD_USER, args![id, name, is_operator, now]).await?;
    Ok(())
}

/// The newest link that was sent to an address.
pub(super) async fn link_to(tx: &mut Tx, email: &str) -> Result<Option<String>> {
    let row: Option<LinkRow> = tx.one(LINK, args![email]).await?;
    Ok(row.map(|row| row.link))
}
