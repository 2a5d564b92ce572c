use domain::{
    ChargeId, ClientId, Currency, Date, InvoiceId, Money, PartnerId, Rate, ServiceClassId,
    ServiceId, Timestamp, billing::Payer, charges::ChargeSummary,
};
use uuid::Uuid;

use super::NewCharge;
use crate::{Error, Result, args, db::Tx, statements};

macro_rules! charges {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.client_id, c.payer, c.service_id, c.class_id, c.text, c.detail,
                c.from_day, c.to_day, c.quantity, c.currency, c.whole_minor, c.discount, c.on_day,
                c.invoice_id, i.number
            FROM charges c
            LEFT JOIN invoices i ON i.partner_id = c.partner_id AND i.id = c.invoice_id
            WHERE c.partner_id = $1 AND ",
            $rest
        )
    };
}

statements! {
    ADD = "INSERT INTO charges (partner_id, id, source, client_id, payer, service_id, class_id,
            text, detail, from_day, to_day, quantity, currency, whole_minor, discount, on_day,
            created_at, waits)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        ON CONFLICT (partner_id, source) DO NOTHING";
    // Of two who collect at once, one finds nothing any more.
    ATTACH_CLIENTS = "UPDATE charges SET invoice_id = $2
        WHERE partner_id = $1 AND invoice_id IS NULL AND client_id = $4 AND id IN (
            SELECT id FROM charges WHERE partner_id = $1 AND payer = 'client' AND currency = $3
                AND client_id = $4 AND invoice_id IS NULL AND (NOT waits OR $5)
            ORDER BY id LIMIT $6)";
    ATTACH_PARTNERS = "UPDATE charges SET invoice_id = $2
        WHERE partner_id = $1 AND invoice_id IS NULL AND id IN (
            SELECT id FROM charges WHERE partner_id = $1 AND payer = 'partner' AND currency = $3
                AND on_day < $4 AND invoice_id IS NULL AND NOT waits
            ORDER BY client_id, id LIMIT $5)";
    ONE = charges!("c.client_id = $2 AND c.id = $3");
    ON_INVOICE = charges!("c.invoice_id = $2 ORDER BY c.client_id, c.id");
    RELEASE = "UPDATE charges SET invoice_id = NULL, waits = TRUE
        WHERE partner_id = $1 AND invoice_id = $2";
    DETACH = "UPDATE charges SET invoice_id = NULL WHERE partner_id = $1 AND invoice_id = $2";
    DETACH_ONE = "UPDATE charges SET invoice_id = NULL WHERE partner_id = $1 AND id = $2";
    SET_WHOLE = "UPDATE charges SET whole_minor = $3 WHERE partner_id = $1 AND id = $2";
    SPLIT_OFF = "INSERT INTO charges (partner_id, id, source, client_id, payer, service_id,
            class_id, text, detail, from_day, to_day, quantity, currency, whole_minor, discount,
            on_day, created_at, waits)
        SELECT partner_id, $3, source || $4, client_id, payer, service_id, class_id, text, detail,
            from_day, to_day, quantity, currency, $5, discount, on_day, created_at, waits
        FROM charges WHERE partner_id = $1 AND id = $2";
    FORGET = "DELETE FROM charges
        WHERE partner_id = $1 AND service_id = $2 AND invoice_id IS NULL";
    CURRENCIES_OF_CLIENT = "SELECT DISTINCT currency FROM charges
        WHERE partner_id = $1 AND payer = 'client' AND client_id = $2 AND invoice_id IS NULL
            AND (NOT waits OR $3)
        ORDER BY currency";
    CURRENCIES_OF_PARTNER = "SELECT DISTINCT currency FROM charges
        WHERE partner_id = $1 AND payer = 'partner' AND on_day < $2 AND invoice_id IS NULL
            AND NOT waits
        ORDER BY currency";
    OWING_CLIENTS = "SELECT DISTINCT partner_id, client_id FROM charges
        WHERE payer = 'client' AND invoice_id IS NULL AND NOT waits
            AND (partner_id, client_id) > ($1, $2)
        ORDER BY partner_id, client_id LIMIT $3";
    OWING_PARTNERS = "SELECT DISTINCT partner_id, partner_id AS client_id FROM charges
        WHERE payer = 'partner' AND invoice_id IS NULL AND NOT waits AND on_day < $1
        ORDER BY partner_id";
    DROP = "DELETE FROM charges
        WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND invoice_id IS NULL";
    BETWEEN = charges!("c.client_id = $2 AND c.on_day >= $3 AND c.on_day < $4
        ORDER BY c.on_day, c.id");
}

/// Most lines of an invoice to a client, and to a partner.
const LINES_OF_CLIENT: usize = 100;
const LINES_OF_PARTNER: usize = 1_000;

/// Who owes: a client, or the partner for what was counted before a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Debtor {
    Client(ClientId),
    /// The same, with what waits for a person.
    ClientWithWaiting(ClientId),
    PartnerBefore(Date),
}

impl Debtor {
    /// Whose invoice it is.
    pub(crate) const fn payer(self) -> Payer {
        match self {
            Self::Client(_) | Self::ClientWithWaiting(_) => Payer::Client,
            Self::PartnerBefore(_) => Payer::Partner,
        }
    }

    /// Most lines of an invoice.
    pub(crate) const fn lines_max(self) -> usize {
        match self {
            Self::Client(_) | Self::ClientWithWaiting(_) => LINES_OF_CLIENT,
            Self::PartnerBefore(_) => LINES_OF_PARTNER,
        }
    }

    /// The client, when it is one's own.
    pub(crate) const fn client(self) -> Option<ClientId> {
        match self {
            Self::Client(client) | Self::ClientWithWaiting(client) => Some(client),
            Self::PartnerBefore(_) => None,
        }
    }
}

/// A charge as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct Charge {
    pub(crate) id: ChargeId,
    pub(crate) client: ClientId,
    pub(crate) payer: Payer,
    pub(crate) service: Option<ServiceId>,
    pub(crate) class: Option<ServiceClassId>,
    pub(crate) text: String,
    pub(crate) detail: String,
    pub(crate) period: Option<(Date, Date)>,
    pub(crate) quantity: u32,
    pub(crate) whole: Money,
    pub(crate) discount: Rate,
    pub(super) on: Date,
    pub(super) invoice: Option<InvoiceId>,
    pub(super) number: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ChargeRow {
    id: Uuid,
    client_id: Uuid,
    payer: String,
    service_id: Option<Uuid>,
    class_id: Option<Uuid>,
    text: String,
    detail: String,
    from_day: Option<i64>,
    to_day: Option<i64>,
    quantity: i64,
    currency: String,
    whole_minor: i64,
    discount: i64,
    on_day: i64,
    invoice_id: Option<Uuid>,
    number: Option<String>,
}

#[derive(sqlx::FromRow)]
struct CurrencyRow {
    currency: String,
}

impl TryFrom<ChargeRow> for Charge {
    type Error = Error;

    fn try_from(row: ChargeRow) -> Result<Self> {
        let corrupt = || Error::corrupt("charges");
        let currency = row.currency.parse().map_err(|_| corrupt())?;
        Ok(Self {
            id: ChargeId::from_uuid(row.id),
            client: ClientId::from_uuid(row.client_id),
            payer: Payer::named(&row.payer).ok_or_else(corrupt)?,
            service: row.service_id.map(ServiceId::from_uuid),
            class: row.class_id.map(ServiceClassId::from_uuid),
            text: row.text,
            detail: row.detail,
            period: row
                .from_day
                .zip(row.to_day)
                .map(|(from, to)| (Date::from_days(from), Date::from_days(to))),
            quantity: u32::try_from(row.quantity).map_err(|_| corrupt())?,
            whole: Money {
                minor: row.whole_minor,
                currency,
            },
            discount: Rate(u32::try_from(row.discount).map_err(|_| corrupt())?),
            on: Date::from_days(row.on_day),
            invoice: row.invoice_id.map(InvoiceId::from_uuid),
            number: row.number,
        })
    }
}

/// Adds a charge, unless its source was charged already.
pub(super) async fn add(
    tx: &mut Tx,
    partner: PartnerId,
    id: ChargeId,
    charge: &NewCharge,
    now: Timestamp,
) -> Result<bool> {
    let values = args![
        partner,
        id,
        &charge.source,
        charge.client,
        charge.payer.name(),
        charge.service,
        charge.class,
        &charge.text,
        &charge.detail,
        charge.period.map(|(from, _)| from),
        charge.period.map(|(_, to)| to),
        charge.quantity,
        charge.whole.currency.code(),
        charge.whole.minor,
        charge.discount,
        charge.on,
        now,
        false
    ];
    Ok(tx.run(ADD, values).await? == 1)
}

/// Puts open charges on an invoice, and says how many.
pub(crate) async fn attach(
    tx: &mut Tx,
    partner: PartnerId,
    debtor: Debtor,
    currency: Currency,
    invoice: InvoiceId,
) -> Result<u64> {
    let code = currency.code();
    let most = i64::try_from(debtor.lines_max()).unwrap_or(i64::MAX);
    match debtor {
        Debtor::Client(client) | Debtor::ClientWithWaiting(client) => {
            let waiting = debtor == Debtor::ClientWithWaiting(client);
            let values = args![partner, invoice, code, client, waiting, most];
            tx.run(ATTACH_CLIENTS, values).await
        }
        Debtor::PartnerBefore(day) => {
            let values = args![partner, invoice, code, day, most];
            tx.run(ATTACH_PARTNERS, values).await
        }
    }
}

/// A charge of a client.
pub(super) async fn one(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ChargeId,
) -> Result<Option<Charge>> {
    let row: Option<ChargeRow> = tx.one(ONE, args![partner, client, id]).await?;
    row.map(Charge::try_from).transpose()
}

/// The charges on an invoice, in the order of its lines.
pub(crate) async fn on(tx: &mut Tx, partner: PartnerId, invoice: InvoiceId) -> Result<Vec<Charge>> {
    let rows: Vec<ChargeRow> = tx.all(ON_INVOICE, args![partner, invoice]).await?;
    rows.into_iter().map(Charge::try_from).collect()
}

/// Takes the charges off an invoice: they are open again.
pub(crate) async fn release(tx: &mut Tx, partner: PartnerId, invoice: InvoiceId) -> Result<()> {
    tx.run(RELEASE, args![partner, invoice]).await?;
    Ok(())
}

/// Takes the charges off an invoice, which waited for nobody: they go on a later one by themselves.
pub(crate) async fn detach(tx: &mut Tx, partner: PartnerId, invoice: InvoiceId) -> Result<()> {
    tx.run(DETACH, args![partner, invoice]).await?;
    Ok(())
}

/// Takes a charge off its invoice.
pub(super) async fn detach_one(tx: &mut Tx, partner: PartnerId, id: ChargeId) -> Result<()> {
    tx.run(DETACH_ONE, args![partner, id]).await?;
    Ok(())
}

/// Makes two of a charge: itself, of `stays`, and another that no invoice holds, of `rest`.
pub(super) async fn split(
    tx: &mut Tx,
    partner: PartnerId,
    (id, other): (ChargeId, ChargeId),
    (stays, rest): (Money, Money),
) -> Result<()> {
    let values = args![partner, id, other, format!(":{other}"), rest.minor];
    tx.run(SPLIT_OFF, values).await?;
    tx.run(SET_WHOLE, args![partner, id, stays.minor]).await?;
    Ok(())
}

/// Forgets what a service is charged for and no invoice holds yet.
pub(crate) async fn forget(tx: &mut Tx, partner: PartnerId, service: ServiceId) -> Result<()> {
    tx.run(FORGET, args![partner, service]).await?;
    Ok(())
}

/// The currencies in which somebody owes what no invoice holds yet.
pub(crate) async fn currencies(
    tx: &mut Tx,
    partner: PartnerId,
    debtor: Debtor,
) -> Result<Vec<Currency>> {
    let rows: Vec<CurrencyRow> = match debtor {
        Debtor::Client(client) | Debtor::ClientWithWaiting(client) => {
            let waiting = debtor == Debtor::ClientWithWaiting(client);
            let values = args![partner, client, waiting];
            tx.all(CURRENCIES_OF_CLIENT, values).await?
        }
        Debtor::PartnerBefore(day) => tx.all(CURRENCIES_OF_PARTNER, args![partner, day]).await?,
    };
    let currency = |row: CurrencyRow| row.currency.parse();
    let all: std::result::Result<Vec<Currency>, _> = rows.into_iter().map(currency).collect();
    all.map_err(|_| Error::corrupt("charges.currency"))
}

/// The charges of a client from a day on and before another.
pub(super) async fn between(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    first: Date,
    next: Date,
) -> Result<Vec<ChargeSummary>> {
    let rows: Vec<ChargeRow> = tx.all(BETWEEN, args![partner, client, first, next]).await?;
    rows.into_iter()
        .map(|row| Ok(Charge::try_from(row)?.summary()))
        .collect()
}

#[derive(sqlx::FromRow)]
struct OwingRow {
    partner_id: Uuid,
    client_id: Uuid,
}

/// Clients, of whichever partner, that owe what no invoice holds yet: those after another.
pub(crate) async fn owing_clients(
    tx: &mut Tx,
    after: (PartnerId, ClientId),
    most: i64,
) -> Result<Vec<(PartnerId, ClientId)>> {
    let rows: Vec<OwingRow> = tx.all(OWING_CLIENTS, args![after.0, after.1, most]).await?;
    let told = |row: OwingRow| {
        (
            PartnerId::from_uuid(row.partner_id),
            ClientId::from_uuid(row.client_id),
        )
    };
    Ok(rows.into_iter().map(told).collect())
}

/// Partners that owe what was counted before a day and no invoice holds yet.
pub(crate) async fn owing_partners(tx: &mut Tx, before: Date) -> Result<Vec<PartnerId>> {
    let rows: Vec<OwingRow> = tx.all(OWING_PARTNERS, args![before]).await?;
    Ok(rows
        .into_iter()
        .map(|row| PartnerId::from_uuid(row.partner_id))
        .collect())
}

/// Forgets a charge that no invoice holds; says whether there was one.
pub(super) async fn forget_one(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ChargeId,
) -> Result<bool> {
    Ok(tx.run(DROP, args![partner, client, id]).await? == 1)
}
