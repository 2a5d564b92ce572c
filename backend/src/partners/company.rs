use domain::{
    PartnerId, Refusal, Version,
    audit::{Change, Event},
    partners::{Company, CompanyDraft},
    policy::Action,
    refusal::{Changed, Conflict},
};

use super::store;
use crate::{Context, Result, audit::entry, db::Tx};

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
        return Err(conflict(now, &values).into());
    }
    entry(Event::CompanyEdited)
        .changes(changes(&before.values, &values))
        .record(&mut tx, cx)
        .await?;
    let company = store::company(&mut tx, partner).await?;
    tx.commit().await?;
    Ok(company)
}

/// Fields with their value before and after.
fn changes(before: &CompanyDraft, after: &CompanyDraft) -> Vec<Change> {
    let pairs = before.fields().into_iter().zip(after.fields());
    pairs
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| Change {
            field: field.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        })
        .collect()
}

fn conflict(now: Company, wanted: &CompanyDraft) -> Refusal {
    let changed = changes(wanted, &now.values)
        .into_iter()
        .map(|change| Changed {
            field: change.field,
            now: change.to,
        })
        .collect();
    Refusal::Conflict(Conflict {
        version: now.version,
        changed,
    })
}
