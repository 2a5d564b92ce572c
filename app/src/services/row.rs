use domain::{
    Rate,
    services::{ServiceStatus, ServiceSummary, Step},
};
use leptos::prelude::*;

use super::{
    ServiceBadge,
    steps::{Desk, look},
};
use crate::{
    i18n::{m, t, tf},
    ui::{Kind, Menu, MenuItem, RowName, Size, Telling, Time},
    words,
};

/// Something that a client has, in its list; `extended` is the name of what it extends.
pub(super) fn row(
    desk: Desk,
    service: ServiceSummary,
    extended: Option<String>,
    reason: Signal<Option<String>>,
) -> AnyView {
    let sub = extended.map_or_else(String::new, |name| {
        tf(m::ORDERS_FOR_SERVICE, &[("name", &name)])
    });
    let order = desk.here.at(&format!("orders/{}", service.order.0));
    let number = service.order.1.to_string();
    let (status, cost, next) = (service.status, cost(&service), next(&service));
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=service.title() sub />
            </th>
            <td data-phone="under">
                <ServiceBadge status />
            </td>
            <td data-number="" data-phone="end">
                {cost}
            </td>
            <td data-fit="">{next}</td>
            <td>
                <a href=order>{tf(m::ORDERS_ORDER, &[("number", &number)])}</a>
            </td>
            <td data-menu="">{actions(desk, service, reason)}</td>
        </tr>
    }
    .into_any()
}

/// What the client is asked for a term: "2 × 4.90 EUR", how often, and what is off.
fn cost(service: &ServiceSummary) -> AnyView {
    let price = service
        .price()
        .map_or_else(|_| "–".to_owned(), words::money);
    let mut more = vec![words::term(service.term)];
    if service.quantity > 1 {
        more.push(format!("× {}", service.quantity));
    }
    if service.discount != Rate::ZERO {
        let percent = words::percent(i64::from(service.discount.0));
        more.push(tf(m::ORDERS_OFF, &[("percent", &percent)]));
    }
    view! {
        {price}
        " "
        <span class="muted small">{more.join(" · ")}</span>
    }
    .into_any()
}

/// When it is charged next, or ends.
fn next(service: &ServiceSummary) -> AnyView {
    let day = |date: domain::Date| view! { <Time at=date.to_string() telling=Telling::Date /> };
    match (service.ends_on, service.renews_on) {
        (Some(end), _) => view! {
            <span class="muted">{t(m::SERVICES_ENDS_ON)} " "</span>
            {day(end)}
        }
        .into_any(),
        (None, Some(next)) if service.status != ServiceStatus::Canceled => day(next).into_any(),
        _ => view! { <span class="muted">"–"</span> }.into_any(),
    }
}

fn actions(desk: Desk, service: ServiceSummary, reason: Signal<Option<String>>) -> AnyView {
    if service.status == ServiceStatus::Canceled {
        return ().into_any();
    }
    let label = tf(m::UI_ACTIONS_FOR, &[("name", &service.title())]);
    let id = format!("actions-{}", service.id);
    let service = StoredValue::new(service);
    let edit = move || desk.edited.set(Some(service.get_value()));
    view! {
        <Menu id label icon="ellipsis" bare=true kind=Kind::Ghost size=Size::Small end=true>
            <MenuItem icon="pencil" reason on_press=edit>
                {t(m::SERVICES_EDIT)}
            </MenuItem>
            {Step::ALL
                .into_iter()
                .filter(|step| service.with_value(|service| service.takes(*step)))
                .map(|step| item(desk, service, step, reason))
                .collect_view()}
        </Menu>
    }
    .into_any()
}

fn item(
    desk: Desk,
    service: StoredValue<ServiceSummary>,
    step: Step,
    reason: Signal<Option<String>>,
) -> AnyView {
    let (icon, words) = look(step);
    let press = move || {
        let service = service.get_value();
        if step == Step::Cancel {
            let name = service.title();
            desk.canceled.set(Some((service, name)));
        } else {
            desk.step(&service, step);
        }
    };
    view! {
        <MenuItem icon reason danger={step == Step::Cancel} on_press=press>
            {t(words)}
        </MenuItem>
    }
    .into_any()
}
