use domain::{
    OrderId, Refusal,
    orders::{Extends, OrderDetails, OrderLine, OrderStatus},
    policy::Action,
    services::{ServiceStatus, title},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{api, editor::begins_words, open::By, table::OrderBadge, totals::Totals};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{Here, use_here, why_not},
    services::ServiceBadge,
    ui::{
        Bone, Button, Confirm, DataTable, EmptyState, Kind, LinkButton, PageHeader, PageTitle,
        RowName, Section, Skeleton, Telling, Time, toasts,
    },
    words,
};

/// An order with what came of it, and what can be done to it.
#[component]
pub fn OrderPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("order").unwrap_or_default());
    let order = Resource::new(
        move || (here.slug(), id.get()),
        |(at, id)| async move {
            match id.parse::<OrderId>() {
                Ok(id) => api::details(at, id).await,
                Err(_) => Err(ApiError::Refused(Refusal::NotFound)),
            }
        },
    );
    // What is asked about outlives what is shown, and so does its answer.
    let asked = RwSignal::new(None::<(OrderDetails, String)>);
    let toasts = toasts();
    let cancel = move |seen: OrderDetails| {
        spawn_local(async move {
            let at = here.slug_untracked();
            match api::cancel(at, seen.summary.id, seen.version).await {
                Ok(now) => {
                    let number = now.summary.number.to_string();
                    toasts.say(tf(m::ORDERS_CANCELED, &[("number", &number)]));
                    order.set(Some(Ok(now)));
                }
                Err(error) => {
                    toasts.fail(words::error(&error));
                    order.refetch();
                }
            }
        });
    };
    view! {
        <div class="page">
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    match (here.staff().await, order.await) {
                        (Ok((me, place)), Ok(order)) => {
                            let reason = why_not(&me, &place, Action::PlaceOrders);
                            view! { <Order order reason asked /> }.into_any()
                        }
                        (Err(error), _) | (_, Err(error)) => {
                            view! { <LoadError error /> }.into_any()
                        }
                    }
                })}
            </Transition>
            <Confirm
                id="cancel-order"
                asked
                question=|number| tf(m::ORDERS_CANCEL_TITLE, &[("number", number)])
                text=t(m::ORDERS_CANCEL_TEXT)
                action=t(m::ORDERS_CANCEL)
                on_yes=cancel
            />
        </div>
    }
}

#[component]
fn Order(
    order: OrderDetails,
    /// Why the reader may not change orders.
    reason: Option<String>,
    /// The order that is about to be canceled, with its number.
    asked: RwSignal<Option<(OrderDetails, String)>>,
) -> impl IntoView {
    let here = use_here();
    let number = order.summary.number.to_string();
    let title = tf(m::ORDERS_ORDER, &[("number", &number)]);
    let status = order.summary.status;
    let (client, company) = order.summary.client.clone();
    let client = here.at(&format!("clients/{client}/orders"));
    let meta = move || view! { <a href=client>{company}</a> };
    let edit = (status == OrderStatus::Draft && reason.is_none()).then(|| {
        let href = here.at(&format!("orders/{}/edit", order.summary.id));
        view! {
            <LinkButton href kind=Kind::Primary icon="pencil">
                {t(m::ORDERS_EDIT)}
            </LinkButton>
        }
    });
    let about = StoredValue::new((order.clone(), number));
    let cancel = matches!(status, OrderStatus::Draft | OrderStatus::Placed).then(|| {
        view! {
            <Button id="order-cancel" reason on_press=move || asked.set(Some(about.get_value()))>
                {t(m::ORDERS_CANCEL_ASK)}
            </Button>
        }
    });
    let (totals, invoices) = (order.totals.clone(), invoices(here, &order));
    let note = Some(order.note.clone()).filter(|note| !note.is_empty());
    let note = note.map(|note| {
        view! {
            <Section title=t(m::ORDERS_NOTE)>
                <p class="lines">{note}</p>
            </Section>
        }
    });
    let facts = facts(&order);
    view! {
        <PageTitle text=title.clone() />
        <PageHeader
            title
            above=(here.at("orders"), t(m::ORDERS_TITLE).to_owned())
            status=move || view! { <OrderBadge status /> }
            meta=ViewFnOnce::from(meta)
        >
            {cancel}
            {edit}
        </PageHeader>
        <div class="columns">
            <div class="stack" data-gap="large">
                <Section title=t(m::ORDERS_LINES)>{lines(here, &order)}</Section>
                {note}
            </div>
            <div class="stack" data-gap="large">
                <Section title=t(m::ORDERS_TOTALS)>
                    <Totals totals prices=None by=By::Team />
                </Section>
                <Section title=t(m::ORDERS_INVOICES)>{invoices}</Section>
                <Section title=t(m::ORDERS_ABOUT)>{facts}</Section>
            </div>
        </div>
    }
    .into_any()
}

fn lines(here: Here, order: &OrderDetails) -> AnyView {
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::FIELD_NAME)}
            </th>
            <th scope="col" data-number="">
                {t(m::ORDERS_QUANTITY)}
            </th>
            <th scope="col" data-number="">
                {t(m::FIELD_PRICE)}
            </th>
            <th scope="col">{t(m::FIELD_STATUS)}</th>
        }
        .into_any()
    };
    let all = order.lines.iter().zip(&order.services);
    let rows = all
        .map(|(line, service)| row(here, order, line, service.map(|(_, status)| status)))
        .collect_view();
    view! {
        <DataTable label=t(m::ORDERS_LINES) head>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(
    here: Here,
    order: &OrderDetails,
    line: &OrderLine,
    status: Option<ServiceStatus>,
) -> AnyView {
    let tab = crate::services::path_of(line.kind);
    // There is nothing to see of a line that nothing came of yet.
    let href = status.map(|_| here.at(&format!("clients/{}/{tab}", order.summary.client.0)));
    let name = title(line.kind, &line.name, &line.label);
    let price = line.price().map_or_else(|_| "–".to_owned(), words::money);
    let discount = (line.discount != domain::Rate::ZERO).then(|| {
        let percent = words::percent(i64::from(line.discount.0));
        let text = tf(m::ORDERS_OFF, &[("percent", &percent)]);
        view! { <span class="muted small">" " {text}</span> }
    });
    let state = match status {
        Some(status) => view! { <ServiceBadge status /> }.into_any(),
        None => view! { <span class="muted">"–"</span> }.into_any(),
    };
    let name = match href {
        Some(href) => view! { <RowName name href sub=sub(order, line) /> }.into_any(),
        None => view! { <RowName name sub=sub(order, line) /> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row" data-sticky="">
                {name}
            </th>
            <td data-number="">{line.quantity.to_string()}</td>
            <td data-number="" data-phone="end">
                {price}
                " "
                <span class="muted small">{words::term(line.term)}</span>
                {discount}
            </td>
            <td data-phone="under">{state}</td>
        </tr>
    }
    .into_any()
}

/// What a line is, and what it extends.
fn sub(order: &OrderDetails, line: &OrderLine) -> String {
    let extended = match line.extends {
        Some(Extends::Line(at)) => usize::try_from(at).ok().and_then(|at| order.lines.get(at)),
        _ => None,
    };
    let kind = words::item_kind(line.kind);
    match extended {
        Some(of) => {
            let name = title(of.kind, &of.name, &of.label);
            let text = tf(m::ORDERS_FOR_SERVICE, &[("name", &name)]);
            format!("{kind} · {text}")
        }
        None => kind.to_owned(),
    }
}

fn invoices(here: Here, order: &OrderDetails) -> AnyView {
    if order.invoices.is_empty() {
        return view! { <EmptyState icon="receipt" title=t(m::ORDERS_NO_INVOICES) small=true /> }
            .into_any();
    }
    let links = order.invoices.iter().map(|(id, number)| {
        let href = here.at(&format!("invoices/{id}"));
        // A draft of an invoice has no number yet.
        let words = if number.is_empty() {
            t(m::INVOICE_STATUS_DRAFT).to_owned()
        } else {
            number.clone()
        };
        view! {
            <li>
                <a href=href>{words}</a>
            </li>
        }
    });
    let links = links.collect_view();
    view! { <ul class="stack" data-gap="small">{links}</ul> }.into_any()
}

/// Who put it together, when, and when it begins.
fn facts(order: &OrderDetails) -> AnyView {
    let placed = order.summary.placed_at.map(|at| {
        view! {
            <dt>{t(m::ORDERS_PLACED_AT)}</dt>
            <dd>
                <Time at=at.to_rfc3339() telling=Telling::DateTime />
            </dd>
        }
    });
    let by = order.by.clone().map(|name| {
        view! {
            <dt>{t(m::ORDERS_BY)}</dt>
            <dd>{name}</dd>
        }
    });
    view! {
        <dl class="description-list">
            <dt>{t(m::ORDERS_BEGINS)}</dt>
            <dd>{begins_words(order.begins)}</dd>
            <dt>{t(m::ORDERS_CREATED_AT)}</dt>
            <dd>
                <Time at=order.summary.created_at.to_rfc3339() telling=Telling::DateTime />
            </dd>
            {placed}
            {by}
        </dl>
    }
    .into_any()
}

fn bones() -> AnyView {
    view! {
        <Skeleton bone=Bone::Title />
        <div class="columns">
            <Skeleton bone=Bone::Block />
            <Skeleton bone=Bone::Block />
        </div>
    }
    .into_any()
}
