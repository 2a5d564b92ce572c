use std::collections::BTreeSet;

use domain::{
    FieldErrors, Problem, Refusal, ServiceClassId, Version,
    audit::Event,
    catalogue::{CLASSES_MAX, ServiceClass, class_name},
    policy::Action,
    refusal::{Changed, Conflict, Rejection},
};

use super::{
    changes::name_of,
    store::{self, Saved},
};
use crate::{Context, Error, Result, audit::entry};

/// Adds a class of services, after the others.
pub async fn add_class(cx: &Context, name: String) -> Result<Vec<ServiceClass>> {
    cx.allow_on_portal(Action::ManageCatalogue)?;
    let name = class_name(&name, false)?;
    let mut tx = cx.begin().await?;
    if store::classes(&mut tx).await?.len() >= CLASSES_MAX {
        let max = u64::try_from(CLASSES_MAX).unwrap_or(u64::MAX);
        return Err(Rejection::TooMuch { max }.into());
    }
    let id = ServiceClassId::from_uuid(cx.new_id());
    if !store::add_class(&mut tx, id, &name).await? {
        return Err(name_taken());
    }
    entry(Event::ServiceClassAdded)
        .about(&name)
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    let classes = store::classes(&mut tx).await?;
    tx.commit().await?;
    Ok(classes)
}

/// Names a class of services; a shipped one without a name has its own again, in every language.
pub async fn rename_class(
    cx: &Context,
    id: ServiceClassId,
    name: String,
    seen: Version,
) -> Result<Vec<ServiceClass>> {
    cx.allow_on_portal(Action::ManageCatalogue)?;
    let mut tx = cx.begin().await?;
    let classes = store::classes(&mut tx).await?;
    let before = classes.iter().find(|class| class.id == id);
    let before = before.ok_or(Refusal::NotFound)?;
    let name = class_name(&name, before.shipped.is_some())?;
    match store::rename_class(&mut tx, before, &name, seen).await? {
        Saved::Yes => {}
        Saved::NameTaken => return Err(name_taken()),
        Saved::Stale => {
            let field = "name".to_owned();
            let now = before.name.clone();
            return Err(Refusal::Conflict(Conflict {
                version: before.version,
                changed: vec![Changed { field, now }],
            })
            .into());
        }
    }
    let after = store::classes(&mut tx).await?;
    entry(Event::ServiceClassRenamed)
        .about(name_of(before))
        .change("name", &before.name, &name)
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    tx.commit().await?;
    Ok(after)
}

/// Puts the classes in this order, which names each of them once.
pub async fn reorder_classes(
    cx: &Context,
    order: Vec<ServiceClassId>,
) -> Result<Vec<ServiceClass>> {
    cx.allow_on_portal(Action::ManageCatalogue)?;
    let mut tx = cx.begin().await?;
    let before = store::classes(&mut tx).await?;
    let present: BTreeSet<ServiceClassId> = before.iter().map(|class| class.id).collect();
    let named: BTreeSet<ServiceClassId> = order.iter().copied().collect();
    if present != named || order.len() != before.len() {
        return Err(FieldErrors::one("order", Problem::Unknown).into());
    }
    for (position, id) in (1..).zip(order) {
        store::move_class(&mut tx, id, position).await?;
    }
    let after = store::classes(&mut tx).await?;
    entry(Event::ServiceClassesReordered)
        .change("order", names(&before), names(&after))
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    tx.commit().await?;
    Ok(after)
}

fn names(classes: &[ServiceClass]) -> String {
    classes.iter().map(name_of).collect::<Vec<_>>().join(", ")
}

fn name_taken() -> Error {
    FieldErrors::one("name", Problem::Taken).into()
}
