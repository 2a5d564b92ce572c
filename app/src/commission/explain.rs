use domain::{
    CommissionEntryId,
    commission::{EntryKind, Explanation, Rounding},
};
use leptos::prelude::*;

use super::{
    api,
    level::percent,
    names::{day, state},
};
use crate::{
    i18n::{grouped, m, t, tf, tn},
    panel::Here,
    ui::{Button, Callout, Dialog, DialogBody, DialogFoot, Tone, toasts},
    words,
};

/// Why an amount is what it is, in a dialog.
#[component]
pub(super) fn Why(here: Here, asked: RwSignal<Option<CommissionEntryId>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let told = RwSignal::new(None::<Explanation>);
    let notices = toasts();
    let ask = Action::new(move |id: &CommissionEntryId| api::explain(here.slug_untracked(), *id));
    Effect::new(move |_| {
        if let Some(id) = asked.get() {
            ask.dispatch(id);
            asked.set(None);
        }
    });
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(found)) => {
            told.set(Some(found));
            open.set(true);
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let title = Signal::derive(move || {
        let told = told.read();
        let amount = told.as_ref().map(|told| words::money(told.entry.amount));
        tf(
            m::COMMISSION_WHY,
            &[("amount", &amount.unwrap_or_default())],
        )
    });
    view! {
        <Dialog id="why" open title large=true>
            <DialogBody>{move || told.get().map(reasons)}</DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CLOSE)}</Button>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}

fn reasons(why: Explanation) -> AnyView {
    let entry = &why.entry;
    let position = grouped(u64::from(entry.position) + 1);
    let line = match entry.kind {
        EntryKind::Accrual => m::COMMISSION_INVOICE_LINE,
        EntryKind::Reversal => m::COMMISSION_CREDIT_LINE,
    };
    let line = format!("{} · {}", entry.document, tf(line, &[("n", &position)]));
    let unlisted = (!entry.is_listed).then(|| {
        view! {
            <Callout tone=Tone::Warning>
                <p>{t(m::COMMISSION_NOT_LISTED_TEXT)}</p>
            </Callout>
        }
    });
    let version = grouped(u64::from(why.table));
    view! {
        {unlisted}
        <dl class="description-list">
            <dt>{t(m::COMMISSION_DOCUMENT)}</dt>
            <dd>{line} <span class="row-sub">{why.line.clone()}</span></dd>
            <dt>{t(m::COMMISSION_CLIENT)}</dt>
            <dd>{entry.client_name.clone()}</dd>
            <dt>{t(m::COMMISSION_CLASS)}</dt>
            <dd>{words::service_class(&why.class)}</dd>
            <dt>{t(m::COMMISSION_LEVEL)}</dt>
            <dd>{level(&why)}</dd>
            <dt>{t(m::COMMISSION_WHO_COUNTED)}</dt>
            <dd>{counted(&why)}</dd>
            <dt>{t(m::COMMISSION_TABLE)}</dt>
            <dd>
                {tf(m::COMMISSION_VERSION, &[("n", &version)])} " " {day(why.table_from)}
            </dd>
            <dt>{t(m::COMMISSION_SUM)}</dt>
            <dd>{sum(&why)}</dd>
            <dt>{t(m::FIELD_STATUS)}</dt>
            <dd>{state(entry.state, entry.is_reversed)}</dd>
        </dl>
    }
    .into_any()
}

fn level(why: &Explanation) -> AnyView {
    let at = usize::from(why.entry.rank.number());
    let level = at.checked_sub(1).and_then(|at| why.levels.get(at));
    match level {
        Some(level) => {
            let from = tf(
                m::COMMISSION_FROM,
                &[("n", &grouped(u64::from(level.from)))],
            );
            view! { {level.name.clone()} <span class="row-sub">{from}</span> }.into_any()
        }
        None => t(m::COMMISSION_NO_LEVEL).into_any(),
    }
}

/// The very clients that counted, as many as are named.
fn counted(why: &Explanation) -> AnyView {
    let told = u32::try_from(why.counting.len()).unwrap_or(u32::MAX);
    let more = why.counted.saturating_sub(told);
    let more = (more > 0).then(|| tn(m::COMMISSION_MORE_CLIENTS, u64::from(more)));
    let clients = why.counting.iter();
    let names = clients.map(|client| view! { <li>{client.name.clone()}</li> });
    view! {
        <p>{tn(m::COMMISSION_COUNTED, u64::from(why.counted))}</p>
        <ul class="commission-counted">{names.collect_view()}</ul>
        {more}
    }
    .into_any()
}

/// Base times rate, exactly, and how it was rounded.
fn sum(why: &Explanation) -> AnyView {
    let entry = &why.entry;
    let base = words::money(entry.base);
    let rate = percent(entry.rate);
    let exact = Rounding::of(entry.base, entry.rate);
    let rounded = if exact.remainder == 0 {
        m::COMMISSION_ROUNDED_NOT
    } else if exact.is_up {
        m::COMMISSION_ROUNDED_UP
    } else {
        m::COMMISSION_ROUNDED_DOWN
    };
    let amount = words::money(entry.amount);
    let (over, under) = (exact.numerator.to_string(), exact.denominator.to_string());
    let rest = why.original.as_ref().map(|original| {
        let earned = words::money(original.amount);
        let left = words::money(original.left);
        let values = [
            ("document", original.document.as_str()),
            ("earned", &earned),
            ("left", &left),
        ];
        let msg = if original.is_last {
            m::COMMISSION_TAKES_REST
        } else {
            m::COMMISSION_TAKES_PART
        };
        view! { <p class="small">{tf(msg, &values)}</p> }
    });
    view! {
        <p class="number">{base} " × " {rate} " = " <strong>{amount}</strong></p>
        <p class="muted small number">{over} " / " {under} ". " {t(rounded)}</p>
        {rest}
    }
    .into_any()
}
