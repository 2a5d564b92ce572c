use domain::{
    FieldErrors, Money, PartnerId, Problem, Refusal, Version,
    audit::Event,
    catalogue::{Margins, MarginsDraft, PriceList, PricedItem, RetailDraft, ServiceClass},
    policy::Action,
    refusal::{Changed, Conflict},
};

use super::{changes::of_margins, store};
use crate::{Context, Result, audit::entry, db::Tx};

/// What can be sold, and what the partner makes of the operator's prices.
pub async fn price_list(cx: &Context) -> Result<PriceList> {
    let partner = cx.allow(Action::SeePrices)?;
    let mut tx = cx.read().await?;
    price_list_in(&mut tx, partner).await
}

async fn price_list_in(tx: &mut Tx, partner: PartnerId) -> Result<PriceList> {
    Ok(PriceList {
        classes: store::classes(tx).await?,
        margins: store::margins(tx, partner).await?,
        version: store::margins_version(tx, partner).await?,
        items: store::priced(tx, partner).await?,
    })
}

/// Puts these margins on the operator's prices, for orders from now on; of them, only what differs
/// is written.
pub async fn set_margins(cx: &Context, draft: MarginsDraft, seen: Version) -> Result<PriceList> {
    let partner = cx.allow(Action::EditPrices)?;
    let margins = draft.validate()?;
    let mut tx = cx.begin().await?;
    store::hold(&mut tx, partner).await?;
    let classes = store::classes(&mut tx).await?;
    refuse_unknown(&margins, &classes)?;
    let before = store::margins(&mut tx, partner).await?;
    let version = store::margins_version(&mut tx, partner).await?;
    if version != seen {
        let differing = of_margins(&margins, &before, &classes).into_iter();
        let changed = differing
            .map(|change| Changed {
                field: change.field,
                now: change.to,
            })
            .collect();
        return Err(Refusal::Conflict(Conflict { version, changed }).into());
    }
    if before.on_all != margins.on_all {
        let on_all = Some(margins.on_all);
        store::set_margin(&mut tx, partner, cx.new_id(), None, on_all, cx.now()).await?;
    }
    for class in &classes {
        let margin = margins.of(class.id);
        if before.of(class.id) != margin {
            let id = Some(class.id);
            store::set_margin(&mut tx, partner, cx.new_id(), id, margin, cx.now()).await?;
        }
    }
    let changes = of_margins(&before, &margins, &classes);
    if !changes.is_empty() {
        entry(Event::MarginsSet)
            .changes(changes)
            .record(&mut tx, cx)
            .await?;
    }
    let after = price_list_in(&mut tx, partner).await?;
    tx.commit().await?;
    Ok(after)
}

/// Sets a price of the partner's own, or lets the margin say it again, for orders from now on. One
/// below the operator's is the partner's business.
pub async fn set_retail(cx: &Context, draft: RetailDraft) -> Result<PricedItem> {
    let partner = cx.allow(Action::EditPrices)?;
    let retail = draft.validate()?;
    let RetailDraft {
        item, slot, seen, ..
    } = draft;
    let mut tx = cx.begin().await?;
    store::hold(&mut tx, partner).await?;
    let before = store::priced_as(&mut tx, partner, item, slot).await?;
    let before = before.ok_or(Refusal::NotFound)?;
    if before.set != seen {
        let field = "retail".to_owned();
        let now = before.set.map_or_else(String::new, Money::to_input);
        return Err(Refusal::Conflict(Conflict {
            version: Version(0),
            changed: vec![Changed { field, now }],
        })
        .into());
    }
    if before.set == retail {
        return Ok(before);
    }
    store::set_retail(
        &mut tx,
        partner,
        cx.new_id(),
        (item, slot),
        retail,
        cx.now(),
    )
    .await?;
    let said = |price: Option<Money>| price.map_or_else(String::new, |price| price.to_string());
    entry(Event::RetailSet)
        .about(&before.name)
        .change("retail", said(before.set), said(retail))
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    Ok(PricedItem {
        set: retail,
        ..before
    })
}

fn refuse_unknown(margins: &Margins, classes: &[ServiceClass]) -> Result<()> {
    let mut errors = FieldErrors::default();
    for (id, _) in &margins.on_classes {
        if !classes.iter().any(|class| class.id == *id) {
            errors.add(&id.to_string(), Problem::Unknown);
        }
    }
    Ok(errors.or(())?)
}
