use domain::{
    PartnerId, Version,
    audit::Event,
    partners::{Company, CompanyDraft},
    policy::Action,
};

use super::store;
use crate::{
    Context, Result,
    audit::entry,
    db::Tx,
    edits::{changes, conflict},
};

/// Company information (P11).
pub async fn company(cx: &Context) -> Result<Company> {
    let partner = cx.allow(Action::SeeCompany)?;
    let mut tx = cx.read().await?;
    store::company(&mut tx, partner).await
}

/// Company information of a partner, whoever asks.
pub(crate) async fn company_of(tx: &mut Tx, partner: PartnerId) -> Result<CompanyDraft> {
    Ok(store::company(tx, partner).await?.values)
}

/// Changes company information (P11).
pub async fn edit_company(cx: &Context, draft: CompanyDraft, seen: Version) -> Result<Company> {
    let partner = cx.allow(Action::EditCompany)?;
    let values = draft.validate()?;
    let mut tx = cx.begin().await?;
    let before = store::company(&mut tx, partner).await?;
    if before.version != seen || !store::set_company(&mut tx, partner, &values, seen).await? {
        let now = store::company(&mut tx, partner).await?;
        return Err(conflict(now.values.fields(), values.fields(), now.version).into());
    }
    entry(Event::CompanyEdited)
        .changes(changes(before.values.fields(), values.fields()))
        .record(&mut tx, cx)
        .await?;
    let company = store::company(&mut tx, partner).await?;
    tx.commit().await?;
    Ok(company)
}
