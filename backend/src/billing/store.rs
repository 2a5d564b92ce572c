use domain::{
    ClientId, Date, Lang, PartnerId, Rate, Version,
    billing::{BillingDraft, ClientBillingDraft, OperatorBillingDraft, Payer},
};

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    OF_PARTNER = "SELECT settings, version FROM partner_billing WHERE partner_id = $1";
    ADD_OF_PARTNER = "INSERT INTO partner_billing (partner_id, settings, version)
        VALUES ($1, $2, 1) ON CONFLICT (partner_id) DO NOTHING";
    SET_OF_PARTNER = "UPDATE partner_billing SET settings = $2, version = version + 1
        WHERE partner_id = $1 AND version = $3";
    OF_CLIENT = "SELECT payer, tax_id, exempt_reason, lang, version FROM client_billing
        WHERE partner_id = $1 AND client_id = $2";
    ADD_OF_CLIENT = "INSERT INTO client_billing
            (partner_id, client_id, payer, tax_id, exempt_reason, lang, version)
        VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (partner_id, client_id) DO NOTHING";
    SET_OF_CLIENT = "UPDATE client_billing
        SET payer = $3, tax_id = $4, exempt_reason = $5, lang = $6, version = version + 1
        WHERE partner_id = $1 AND client_id = $2 AND version = $7";
    OPERATOR = "SELECT settings, version FROM operator_billing WHERE one = 1";
    ADD_OPERATOR = "INSERT INTO operator_billing (one, settings, version)
        VALUES (1, $1, 1) ON CONFLICT (one) DO NOTHING";
    SET_OPERATOR = "UPDATE operator_billing SET settings = $1, version = version + 1
        WHERE one = 1 AND version = $2";
    RATES = "SELECT country, rate, since FROM tax_rates
        WHERE country IN ($2, $3) AND since <= $1 ORDER BY country, since";
    ALL_RATES = "SELECT country, rate, since FROM tax_rates ORDER BY country, since";
    SET_RATE = "INSERT INTO tax_rates (country, since, rate) VALUES ($1, $2, $3)
        ON CONFLICT (country, since) DO UPDATE SET rate = excluded.rate";
}

#[derive(sqlx::FromRow)]
struct SettingsRow {
    settings: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct ClientRow {
    payer: String,
    tax_id: String,
    exempt_reason: String,
    lang: Option<String>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct RateRow {
    country: String,
    rate: i64,
    since: i64,
}

/// The settings of a partner; those that Marque begins with while none were saved.
pub(super) async fn of_partner(tx: &mut Tx, partner: PartnerId) -> Result<(BillingDraft, Version)> {
    let row: Option<SettingsRow> = tx.one(OF_PARTNER, args![partner]).await?;
    row.map_or_else(
        || Ok((BillingDraft::default(), Version(0))),
        |row| Ok((serde_json::from_str(&row.settings)?, Version(row.version))),
    )
}

/// Saves the settings of a partner, unless somebody else was faster.
pub(super) async fn set_of_partner(
    tx: &mut Tx,
    partner: PartnerId,
    draft: &BillingDraft,
    seen: Version,
) -> Result<bool> {
    let settings = serde_json::to_string(draft)?;
    let rows = if seen == Version(0) {
        tx.run(ADD_OF_PARTNER, args![partner, settings]).await?
    } else {
        tx.run(SET_OF_PARTNER, args![partner, settings, seen])
            .await?
    };
    Ok(rows == 1)
}

/// Who pays for a client and how it is taxed.
pub(super) async fn of_client(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<(ClientBillingDraft, Version)> {
    let row: Option<ClientRow> = tx.one(OF_CLIENT, args![partner, client]).await?;
    let Some(row) = row else {
        return Ok((ClientBillingDraft::default(), Version(0)));
    };
    let payer = Payer::named(&row.payer);
    let lang = row.lang.map(|lang| lang.parse::<Lang>());
    let draft = ClientBillingDraft {
        payer: payer.ok_or_else(|| Error::corrupt("client_billing.payer"))?,
        tax_id: row.tax_id,
        exempt_reason: row.exempt_reason,
        lang: lang
            .transpose()
            .map_err(|_| Error::corrupt("client_billing.lang"))?,
    };
    Ok((draft, Version(row.version)))
}

/// Saves who pays for a client, unless somebody else was faster.
pub(super) async fn set_of_client(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    draft: &ClientBillingDraft,
    seen: Version,
) -> Result<bool> {
    let lang = draft.lang.map(Lang::tag);
    let (payer, tax_id, reason) = (draft.payer.name(), &draft.tax_id, &draft.exempt_reason);
    let rows = if seen == Version(0) {
        let values = args![partner, client, payer, tax_id, reason, lang];
        tx.run(ADD_OF_CLIENT, values).await?
    } else {
        let values = args![partner, client, payer, tax_id, reason, lang, seen];
        tx.run(SET_OF_CLIENT, values).await?
    };
    Ok(rows == 1)
}

/// Who the operator is on its invoices.
pub(super) async fn operator(tx: &mut Tx) -> Result<(OperatorBillingDraft, Version)> {
    let row: Option<SettingsRow> = tx.one(OPERATOR, args![]).await?;
    row.map_or_else(
        || Ok((OperatorBillingDraft::default(), Version(0))),
        |row| Ok((serde_json::from_str(&row.settings)?, Version(row.version))),
    )
}

/// Saves who the operator is, unless somebody else was faster.
pub(super) async fn set_operator(
    tx: &mut Tx,
    draft: &OperatorBillingDraft,
    seen: Version,
) -> Result<bool> {
    let settings = serde_json::to_string(draft)?;
    let rows = if seen == Version(0) {
        tx.run(ADD_OPERATOR, args![settings]).await?
    } else {
        tx.run(SET_OPERATOR, args![settings, seen]).await?
    };
    Ok(rows == 1)
}

/// The rates of two countries that had begun by a day, the one in force last.
pub(super) async fn rates(
    tx: &mut Tx,
    on: Date,
    [one, other]: [&str; 2],
) -> Result<Vec<(String, Rate)>> {
    let rows: Vec<RateRow> = tx.all(RATES, args![on, one, other]).await?;
    rows.into_iter()
        .map(|row| Ok((row.country, rate(row.rate)?)))
        .collect()
}

/// Every rate that ever was or will be, by country and day.
pub(super) async fn all_rates(tx: &mut Tx) -> Result<Vec<(String, Date, Rate)>> {
    let rows: Vec<RateRow> = tx.all(ALL_RATES, args![]).await?;
    rows.into_iter()
        .map(|row| Ok((row.country, Date::from_days(row.since), rate(row.rate)?)))
        .collect()
}

pub(super) async fn set_rate(tx: &mut Tx, country: &str, since: Date, rate: Rate) -> Result<()> {
    tx.run(SET_RATE, args![country, since, rate]).await?;
    Ok(())
}

fn rate(stored: i64) -> Result<Rate> {
    let rate = u32::try_from(stored);
    Ok(Rate(rate.map_err(|_| Error::corrupt("tax_rates.rate"))?))
}
