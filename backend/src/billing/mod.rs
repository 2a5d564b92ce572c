//! How a partner sells and who pays: settings, the payer of a client, rates of tax (P1, S6).

mod clients;
mod operator;
mod partner;
mod store;
mod taxes;
#[cfg(test)]
mod tests;

use domain::{
    ClientId, PartnerId,
    billing::{BillingDraft, BillingValues, Payer},
};

use crate::{Error, Result, db::Tx};

pub(crate) use clients::terms;
pub use clients::{edit_of_client, of_client};
pub(crate) use operator::seller as operator_seller;
pub use operator::{edit_operator, operator, set_tax_rate, tax_rates};
pub use partner::{billing, edit};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
pub(crate) use taxes::rates;

/// How a partner sells today.
pub(crate) async fn settings(tx: &mut Tx, partner: PartnerId) -> Result<BillingValues> {
    let (draft, _) = store::of_partner(tx, partner).await?;
    values(&draft)
}

/// Whether a client's own people see its invoices (G5): it pays for itself, or the partner
/// publishes them.
pub(crate) async fn are_shown(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<bool> {
    let pays = terms(tx, partner, client).await?.payer == Payer::Client;
    Ok(pays || settings(tx, partner).await?.publishes_invoices)
}

/// Whether a client's owners may order: where the partner lets its clients do so, and this one pays
/// for itself (G5). Nobody orders on somebody else's invoice.
pub(crate) async fn may_order(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<bool> {
    let pays = terms(tx, partner, client).await?.payer == Payer::Client;
    Ok(pays && settings(tx, partner).await?.client_may_order)
}

/// The settings that were checked when they were saved.
fn values(draft: &BillingDraft) -> Result<BillingValues> {
    draft
        .validate()
        .map_err(|_| Error::corrupt("settings of billing"))
}
