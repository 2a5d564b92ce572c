use domain::{
    Date, Rate, Version,
    audit::Event,
    billing::{BillingValues, OperatorBilling, OperatorBillingDraft, TaxRate, TaxRateDraft},
    invoices::Party,
    policy::Action,
};

use super::{store, values};
use crate::{
    Context, Result,
    audit::entry,
    db::Tx,
    edits::{changes, conflict},
};

/// Who the operator is on its invoices to partners.
pub async fn operator(cx: &Context) -> Result<OperatorBilling> {
    cx.allow_on_portal(Action::SeeOperatorBilling)?;
    let mut tx = cx.read().await?;
    let (draft, version) = store::operator(&mut tx).await?;
    Ok(OperatorBilling { draft, version })
}

/// Changes who the operator is on its invoices.
pub async fn edit_operator(
    cx: &Context,
    draft: OperatorBillingDraft,
    seen: Version,
) -> Result<OperatorBilling> {
    cx.allow_on_portal(Action::ManageOperatorBilling)?;
    let draft = draft.validate()?;
    let mut tx = cx.begin().await?;
    let (before, version) = store::operator(&mut tx).await?;
    if version != seen || !store::set_operator(&mut tx, &draft, seen).await? {
        return Err(conflict(before.fields(), draft.fields(), version).into());
    }
    entry(Event::OperatorBillingEdited)
        .changes(changes(before.fields(), draft.fields()))
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    tx.commit().await?;
    Ok(OperatorBilling {
        draft,
        version: Version(seen.0 + 1),
    })
}

/// Every rate of tax, by country and the day from which it counts.
pub async fn tax_rates(cx: &Context) -> Result<Vec<TaxRate>> {
    cx.allow_on_portal(Action::SeeOperatorBilling)?;
    let mut tx = cx.read().await?;
    told(&mut tx, cx.now().date()).await
}

/// Sets a country's rate from a day on. Not from a day that is over: its invoices are written.
pub async fn set_tax_rate(cx: &Context, draft: TaxRateDraft) -> Result<Vec<TaxRate>> {
    cx.allow_on_portal(Action::ManageOperatorBilling)?;
    let wish = draft.validate(cx.now().date())?;
    let mut tx = cx.begin().await?;
    let rates = store::all_rates(&mut tx).await?;
    let before = rates
        .iter()
        .rfind(|(country, since, _)| *country == wish.country && *since <= wish.since)
        .map_or_else(String::new, |(_, _, rate)| rate.to_input());
    store::set_rate(&mut tx, &wish.country, wish.since, wish.rate).await?;
    entry(Event::TaxRateSet)
        .about(&wish.country)
        .change("rate", before, wish.rate.to_input())
        .change("since", "", wish.since.to_string())
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    let told = told(&mut tx, cx.now().date()).await?;
    tx.commit().await?;
    Ok(told)
}

async fn told(tx: &mut Tx, today: Date) -> Result<Vec<TaxRate>> {
    let rates = store::all_rates(tx).await?;
    let in_force = |country: &str, since: Date, _: Rate| {
        since <= today
            && !rates
                .iter()
                .any(|(other, later, _)| other == country && *later <= today && *later > since)
    };
    let told = rates.iter().map(|(country, since, rate)| TaxRate {
        country: country.clone(),
        since: *since,
        rate: *rate,
        is_in_force: in_force(country, *since, *rate),
    });
    Ok(told.collect())
}

/// The operator as a seller: who it is, and how it sells.
pub(crate) async fn seller(tx: &mut Tx) -> Result<(Party, BillingValues)> {
    let (draft, _) = store::operator(tx).await?;
    let party = draft.company.party();
    Ok((party, values(&draft.billing)?))
}
