use std::collections::BTreeMap;

use domain::{
    FieldErrors, ItemId, Money, Problem, Refusal, Version,
    audit::Event,
    catalogue::{
        Catalogue, ITEMS_MAX, ItemDetails, ItemDraft, ItemKind, ItemValues, PriceSlot,
        ServiceClass, registered,
    },
    domains::DomainName,
    policy::Action,
    refusal::{Conflict, Rejection},
};

use super::{
    changes::{changed, changes},
    store::{self, ItemRow, Saved},
};
use crate::{Context, Error, Result, audit::entry, db::Tx};

/// The classes, and the items that can be ordered or those that cannot any more.
pub async fn list(cx: &Context, archived: bool) -> Result<Catalogue> {
    cx.allow_on_portal(Action::SeeCatalogue)?;
    let mut tx = cx.read().await?;
    Ok(Catalogue {
        classes: store::classes(&mut tx).await?,
        items: store::items(&mut tx, archived).await?,
    })
}

/// An item as the editor opens it.
pub async fn details(cx: &Context, id: ItemId) -> Result<ItemDetails> {
    cx.allow_on_portal(Action::SeeCatalogue)?;
    let mut tx = cx.read().await?;
    details_in(&mut tx, id).await
}

async fn details_in(tx: &mut Tx, id: ItemId) -> Result<ItemDetails> {
    let row = found(tx, id).await?;
    let prices = store::prices(tx, id).await?;
    Ok(ItemDetails {
        id,
        draft: row.draft(prices)?,
        name: row.name().to_owned(),
        is_archived: row.is_archived(),
        classes: store::classes(tx).await?,
        currencies: store::currencies(tx).await?,
        history: store::history(tx, id).await?,
        version: row.version(),
    })
}

/// Adds an item; what has a price can be ordered at once.
pub async fn add(cx: &Context, draft: ItemDraft) -> Result<ItemId> {
    cx.allow_on_portal(Action::ManageCatalogue)?;
    let mut tx = cx.begin().await?;
    let classes = store::classes(&mut tx).await?;
    let values = checked(&draft, &classes)?;
    if store::count(&mut tx).await? >= ITEMS_MAX {
        return Err(too_many());
    }
    let id = ItemId::from_uuid(cx.new_id());
    if !store::add(&mut tx, id, &values, cx.now()).await? {
        return Err(name_taken(values.kind));
    }
    set_prices(&mut tx, cx, id, &values.prices).await?;
    entry(Event::ItemAdded)
        .about(&values.name)
        .changes(changes(&ItemDraft::new(draft.kind), &draft, &classes))
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes an item. Its prices are for orders from now on; of those, only what differs is written.
pub async fn edit(
    cx: &Context,
    id: ItemId,
    draft: ItemDraft,
    seen: Version,
) -> Result<ItemDetails> {
    cx.allow_on_portal(Action::ManageCatalogue)?;
    let mut tx = cx.begin().await?;
    let row = found(&mut tx, id).await?;
    let classes = store::classes(&mut tx).await?;
    let values = checked(&draft, &classes)?;
    if row.kind()? != values.kind {
        return Err(FieldErrors::one("kind", Problem::NotAChoice).into());
    }
    let prices = store::prices(&mut tx, id).await?;
    let before = row.draft(prices)?;
    match store::edit(&mut tx, id, &values, seen).await? {
        Saved::Yes => {}
        Saved::NameTaken => return Err(name_taken(values.kind)),
        Saved::Stale => {
            let now = details_in(&mut tx, id).await?;
            return Err(Refusal::Conflict(Conflict {
                version: now.version,
                changed: changed(&draft, &now.draft, &classes),
            })
            .into());
        }
    }
    set_prices(&mut tx, cx, id, &values.prices).await?;
    let after = details_in(&mut tx, id).await?;
    entry(Event::ItemEdited)
        .about(&values.name)
        .changes(changes(&before, &after.draft, &classes))
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes an item off the offer: nobody orders it any more, and who has it keeps it.
pub async fn archive(cx: &Context, id: ItemId) -> Result<()> {
    cx.allow_on_portal(Action::ManageCatalogue)?;
    let mut tx = cx.begin().await?;
    let item = found(&mut tx, id).await?;
    if item.is_archived() {
        return tx.commit().await;
    }
    store::set_archived(&mut tx, id, Some(cx.now())).await?;
    entry(Event::ItemArchived)
        .about(item.name())
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    tx.commit().await
}

/// Offers an archived item again, unless another took its name meanwhile.
pub async fn restore(cx: &Context, id: ItemId) -> Result<()> {
    cx.allow_on_portal(Action::ManageCatalogue)?;
    let mut tx = cx.begin().await?;
    let item = found(&mut tx, id).await?;
    if !item.is_archived() {
        return tx.commit().await;
    }
    if store::count(&mut tx).await? >= ITEMS_MAX {
        return Err(too_many());
    }
    if !store::set_archived(&mut tx, id, None).await? {
        return Err(name_taken(item.kind()?));
    }
    entry(Event::ItemRestored)
        .about(item.name())
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    tx.commit().await
}

/// Writes what differs from the prices in force.
async fn set_prices(
    tx: &mut Tx,
    cx: &Context,
    item: ItemId,
    wanted: &BTreeMap<PriceSlot, Money>,
) -> Result<()> {
    let by = (cx.now(), cx.actor().user());
    let in_force: BTreeMap<PriceSlot, Money> = store::prices(tx, item).await?.into_iter().collect();
    for (slot, price) in wanted {
        if in_force.get(slot) != Some(price) {
            store::set_price(tx, cx.new_id(), item, *slot, Some(*price), by).await?;
        }
    }
    for slot in in_force.keys().filter(|slot| !wanted.contains_key(slot)) {
        store::set_price(tx, cx.new_id(), item, *slot, None, by).await?;
    }
    Ok(())
}

/// The values of a draft, its class one that there is, its ending one that names are sold under.
fn checked(draft: &ItemDraft, classes: &[ServiceClass]) -> Result<ItemValues> {
    let mut values = draft.validate()?;
    let is_there = |id| classes.iter().any(|class| class.id == id);
    if values.class.is_some_and(|id| !is_there(id)) {
        return Err(FieldErrors::one("class", Problem::NotAChoice).into());
    }
    if values.kind == ItemKind::Domain {
        let tld = registered(&values.tld).and_then(known);
        values.tld = tld.map_err(|problem| FieldErrors::one("tld", problem))?;
        values.name = format!(".{}", DomainName::shown(&values.tld));
    }
    Ok(values)
}

/// An ending that a registry gives names out under (publicsuffix.org), and not somebody's service.
fn known(ending: String) -> std::result::Result<String, Problem> {
    let suffix = psl::suffix(ending.as_bytes());
    let is_known = suffix.is_some_and(|suffix| {
        suffix.typ() == Some(psl::Type::Icann) && suffix.as_bytes() == ending.as_bytes()
    });
    if is_known {
        Ok(ending)
    } else {
        Err(Problem::NotAnEnding)
    }
}

async fn found(tx: &mut Tx, id: ItemId) -> Result<ItemRow> {
    let item = store::item(tx, id).await?;
    Ok(item.ok_or(Refusal::NotFound)?)
}

fn name_taken(kind: ItemKind) -> Error {
    let field = match kind {
        ItemKind::Service | ItemKind::AddOn => "name",
        ItemKind::Domain => "tld",
    };
    FieldErrors::one(field, Problem::Taken).into()
}

fn too_many() -> Error {
    let max = u64::try_from(ITEMS_MAX).unwrap_or(u64::MAX);
    Rejection::TooMuch { max }.into()
}
