use domain::{InvoiceId, PartnerId, Timestamp};
use uuid::Uuid;

use crate::{Result, args, db::Tx, statements};

statements! {
    OF_PARTNER = "SELECT p.partner_id, p.secret_key, p.webhook_secret, p.account, p.is_live, p.set_at
        FROM payment_providers p WHERE p.partner_id = $1";
    // Whoever gave the provider an address of ours has its partner's short name in it.
    OF_SLUG = "SELECT p.partner_id, p.secret_key, p.webhook_secret, p.account, p.is_live, p.set_at
        FROM partners o JOIN payment_providers p ON p.partner_id = o.partner_id
        WHERE o.slug = $1";
    SET = "INSERT INTO payment_providers (partner_id, provider, secret_key, webhook_secret, account,
            is_live, set_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (partner_id) DO UPDATE SET provider = excluded.provider,
            secret_key = excluded.secret_key, webhook_secret = excluded.webhook_secret,
            account = excluded.account, is_live = excluded.is_live, set_at = excluded.set_at";
    REMOVE = "DELETE FROM payment_providers WHERE partner_id = $1";
    // Nobody else hears of the same payment until the transaction ends.
    HOLD = "INSERT INTO card_payments (partner_id, name, invoice_id, told_minor, returned_minor)
        VALUES ($1, $2, $3, $4, 0)
        ON CONFLICT (partner_id, name) DO UPDATE SET
            invoice_id = coalesce(card_payments.invoice_id, excluded.invoice_id),
            told_minor = CASE WHEN excluded.told_minor > card_payments.told_minor
                THEN excluded.told_minor ELSE card_payments.told_minor END";
    PAYMENT = "SELECT invoice_id, told_minor, returned_minor FROM card_payments
        WHERE partner_id = $1 AND name = $2";
    RETURNED = "UPDATE card_payments SET returned_minor = told_minor
        WHERE partner_id = $1 AND name = $2";
    SLUG = "SELECT slug FROM partners WHERE partner_id = $1";
}

/// A partner's account, its keys sealed.
#[derive(sqlx::FromRow)]
pub(super) struct Stored {
    partner_id: Uuid,
    pub(super) secret_key: Vec<u8>,
    pub(super) webhook_secret: Vec<u8>,
    pub(super) account: String,
    pub(super) is_live: bool,
    set_at: i64,
}

impl Stored {
    pub(super) const fn partner(&self) -> PartnerId {
        PartnerId::from_uuid(self.partner_id)
    }

    pub(super) const fn set_at(&self) -> Timestamp {
        Timestamp(self.set_at)
    }
}

#[derive(sqlx::FromRow)]
struct PaymentRow {
    invoice_id: Option<Uuid>,
    told_minor: i64,
    returned_minor: i64,
}

#[derive(sqlx::FromRow)]
struct SlugRow {
    slug: String,
}

/// A payment as it is known so far.
pub(super) struct Known {
    /// None while only a refund was told of.
    pub(super) invoice: Option<InvoiceId>,
    /// All that went back so far, and as much of it as is not recorded yet.
    pub(super) told: i64,
    pub(super) news: i64,
}

pub(super) async fn of_partner(tx: &mut Tx, partner: PartnerId) -> Result<Option<Stored>> {
    tx.one(OF_PARTNER, args![partner]).await
}

pub(super) async fn of_slug(tx: &mut Tx, slug: &str) -> Result<Option<Stored>> {
    tx.one(OF_SLUG, args![slug]).await
}

/// What is kept of an account.
pub(super) struct NewAccount<'a> {
    pub(super) provider: &'static str,
    pub(super) secret_key: Vec<u8>,
    pub(super) webhook_secret: Vec<u8>,
    pub(super) name: &'a str,
    pub(super) is_live: bool,
}

pub(super) async fn set(
    tx: &mut Tx,
    partner: PartnerId,
    new: NewAccount<'_>,
    now: Timestamp,
) -> Result<()> {
    let values = args![
        partner,
        new.provider,
        new.secret_key,
        new.webhook_secret,
        new.name,
        new.is_live,
        now
    ];
    tx.run(SET, values).await?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, partner: PartnerId) -> Result<bool> {
    Ok(tx.run(REMOVE, args![partner]).await? == 1)
}

/// Adds what a notice tells to what is known of a payment, and holds it.
pub(super) async fn hold(
    tx: &mut Tx,
    partner: PartnerId,
    name: &str,
    invoice: Option<InvoiceId>,
    told: i64,
) -> Result<Known> {
    tx.run(HOLD, args![partner, name, invoice, told]).await?;
    let row: Option<PaymentRow> = tx.one(PAYMENT, args![partner, name]).await?;
    let row = row.ok_or_else(|| crate::Error::corrupt("card_payments.name"))?;
    Ok(Known {
        invoice: row.invoice_id.map(InvoiceId::from_uuid),
        told: row.told_minor,
        news: row.told_minor - row.returned_minor,
    })
}

/// Everything that went back so far is recorded.
pub(super) async fn returned(tx: &mut Tx, partner: PartnerId, name: &str) -> Result<()> {
    tx.run(RETURNED, args![partner, name]).await?;
    Ok(())
}

pub(super) async fn slug(tx: &mut Tx, partner: PartnerId) -> Result<String> {
    let row: Option<SlugRow> = tx.one(SLUG, args![partner]).await?;
    Ok(row
        .ok_or_else(|| crate::Error::corrupt("partners.partner_id"))?
        .slug)
}
