use domain::{
    Refusal, ServiceId, Version,
    audit::Event,
    policy::Action,
    refusal::{Changed, Conflict, Rejection},
    services::{ServiceDraft, ServiceStatus, ServiceSummary, Step},
};

use super::{
    found,
    life::{begin_one, end_one},
    store::{self, Service},
};
use crate::{Context, Result, audit::entry, commission, db::Tx, orders};

/// Takes a service, add-on or domain a step on in its life (B5).
pub async fn step(
    cx: &Context,
    id: ServiceId,
    step: Step,
    seen: Version,
) -> Result<ServiceSummary> {
    let mut tx = cx.begin().await?;
    let service = found(&mut tx, cx, Action::EditServices, id).await?;
    let partner = cx.partner()?;
    if service.told.version != seen {
        return Err(stale(&service).into());
    }
    if !service.told.takes(step) {
        let status = service.told.status;
        return Err(Rejection::ServiceWrongStatus { status }.into());
    }
    let today = cx.now().date();
    let (order, client) = (service.told.order.0, service.told.client);
    let taken = match step {
        Step::Activate => begin_one(&mut tx, cx, partner, service).await?,
        Step::Cancel => end_one(&mut tx, cx, partner, service, today).await?,
        _ => moved(&mut tx, cx, service, step).await?,
    };
    if !taken {
        let now = store::one(&mut tx, partner, id).await?;
        return Err(stale(&now.ok_or(Refusal::NotFound)?).into());
    }
    orders::settle(&mut tx, partner, order).await?;
    commission::client_changed(&mut tx, cx, partner, client).await?;
    let now = store::one(&mut tx, partner, id).await?;
    tx.commit().await?;
    Ok(now.ok_or(Refusal::NotFound)?.told)
}

/// The steps that only change where it stands.
async fn moved(tx: &mut Tx, cx: &Context, mut service: Service, step: Step) -> Result<bool> {
    let seen = service.told.version;
    let today = cx.now().date();
    let before = service.told.clone();
    let told = &mut service.told;
    let event = match step {
        Step::Suspend => {
            told.status = ServiceStatus::Suspended;
            Event::ServiceSuspended
        }
        Step::Resume => {
            told.status = ServiceStatus::Active;
            // Nobody is charged for the time in which it stood still.
            if told.renews_on.is_some_and(|on| on < today) {
                told.renews_on = Some(today);
                service.anchor = today.day();
            }
            Event::ServiceResumed
        }
        Step::CancelAtEnd => {
            told.ends_on = told.renews_on;
            Event::ServiceEndSet
        }
        _ => {
            told.ends_on = None;
            Event::ServiceEndSet
        }
    };
    if !store::set_life(tx, cx.partner()?, &service, seen).await? {
        return Ok(false);
    }
    let day = |date: Option<domain::Date>| date.map_or_else(String::new, |date| date.to_string());
    let record = entry(event).client(before.client).about(before.title());
    let record = if before.ends_on == service.told.ends_on {
        record
    } else {
        record.change("ends_on", day(before.ends_on), day(service.told.ends_on))
    };
    record.record(tx, cx).await?;
    Ok(true)
}

/// Changes what a service is called and what it costs, from the next charge on (B5).
pub async fn edit(
    cx: &Context,
    id: ServiceId,
    draft: ServiceDraft,
    seen: Version,
) -> Result<ServiceSummary> {
    let mut tx = cx.begin().await?;
    let service = found(&mut tx, cx, Action::EditServices, id).await?;
    let partner = cx.partner()?;
    let told = &service.told;
    let values = draft.validate(told.kind, told.retail.currency)?;
    if told.status == ServiceStatus::Canceled {
        let status = told.status;
        return Err(Rejection::ServiceWrongStatus { status }.into());
    }
    if told.version != seen || !store::set_values(&mut tx, partner, id, &values, seen).await? {
        let now = store::one(&mut tx, partner, id).await?;
        return Err(stale(&now.ok_or(Refusal::NotFound)?).into());
    }
    let mut record = entry(Event::ServiceEdited)
        .client(told.client)
        .about(told.title());
    let fields = [
        ("label", told.label.clone(), values.label),
        ("retail", told.retail.to_input(), values.retail.to_input()),
        (
            "discount",
            told.discount.to_input(),
            values.discount.to_input(),
        ),
    ];
    for (field, from, to) in fields {
        if from != to {
            record = record.change(field, from, to);
        }
    }
    record.record(&mut tx, cx).await?;
    let now = store::one(&mut tx, partner, id).await?;
    tx.commit().await?;
    Ok(now.ok_or(Refusal::NotFound)?.told)
}

/// Somebody else was faster: where the service stands now.
fn stale(service: &Service) -> Refusal {
    let field = |field: &str, now: String| Changed {
        field: field.to_owned(),
        now,
    };
    let told = &service.told;
    Refusal::Conflict(Conflict {
        version: told.version,
        changed: vec![
            field("status", told.status.name().to_owned()),
            field("label", told.label.clone()),
            field("retail", told.retail.to_input()),
            field("discount", told.discount.to_input()),
        ],
    })
}
