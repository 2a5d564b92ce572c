use domain::{
    Version,
    audit::Event,
    billing::{Billing, BillingDraft},
    policy::Action,
};

use super::store;
use crate::{
    Context, Result,
    audit::entry,
    db::Tx,
    edits::{changes, conflict},
    partners,
};

/// How the partner sells (P1).
pub async fn billing(cx: &Context) -> Result<Billing> {
    cx.allow(Action::SeeBilling)?;
    let mut tx = cx.read().await?;
    shown(&mut tx, cx).await
}

/// Changes how the partner sells; what is finalized already stays as it is.
pub async fn edit(cx: &Context, draft: BillingDraft, seen: Version) -> Result<Billing> {
    let partner = cx.allow(Action::EditBilling)?;
    draft.validate()?;
    let mut tx = cx.begin().await?;
    let (before, version) = store::of_partner(&mut tx, partner).await?;
    if version != seen || !store::set_of_partner(&mut tx, partner, &draft, seen).await? {
        return Err(conflict(before.fields(), draft.fields(), version).into());
    }
    entry(Event::BillingEdited)
        .changes(changes(before.fields(), draft.fields()))
        .record(&mut tx, cx)
        .await?;
    let billing = shown(&mut tx, cx).await?;
    tx.commit().await?;
    Ok(billing)
}

async fn shown(tx: &mut Tx, cx: &Context) -> Result<Billing> {
    let partner = cx.partner()?;
    let (draft, version) = store::of_partner(tx, partner).await?;
    let company = partners::company_of(tx, partner).await?;
    let needed = [
        ("country", &company.country),
        ("street", &company.street),
        ("city", &company.city),
    ];
    Ok(Billing {
        draft,
        missing: needed
            .into_iter()
            .filter(|(_, value)| value.is_empty())
            .map(|(field, _)| field.to_owned())
            .collect(),
        version,
    })
}
