use domain::{
    InvoiceId, Refusal, Version,
    auth::{Me, Membership},
    billing::Payer,
    invoices::{DocumentKind, Form, InvoiceDetails, InvoiceStatus},
    policy::Action,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{
    api,
    badge::{Standing, name},
    credit::CreditDialog,
    paper::Paper,
    pay::PayDialog,
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{go, may, use_here},
    ui::{
        Bone, Button, Confirm, Kind, LinkButton, Menu, MenuItem, PageHeader, PageTitle, Section,
        Skeleton, toasts,
    },
    words,
};

/// An invoice, what was paid on it, and what can be done with it (B12).
#[component]
pub fn InvoicePage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let invoice = Resource::new(
        move || {
            (
                here.slug(),
                params.read().get("invoice").unwrap_or_default(),
            )
        },
        |(at, id)| async move {
            match id.parse::<InvoiceId>() {
                Ok(id) => api::details(at, id).await,
                Err(_) => not_found(),
            }
        },
    );
    let done = Callback::new(move |(now,): (InvoiceDetails,)| invoice.set(Some(Ok(now))));
    view! {
        <Transition fallback=|| view! { <div class="page"><Skeleton bone=Bone::Title /></div> }>
            {move || Suspend::new(async move {
                let staff = here.staff().await;
                let found = invoice.await;
                match staff.and_then(|staff| Ok((staff, found?))) {
                    Ok(((me, place), found)) => {
                        view! { <Invoice me place found on_done=done /> }.into_any()
                    }
                    Err(error) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

fn not_found() -> Result<InvoiceDetails, ApiError> {
    #[cfg(feature = "ssr")]
    return crate::desk::answer(Err(Refusal::NotFound.into()));
    #[cfg(not(feature = "ssr"))]
    return Err(Refusal::NotFound.into());
}

/// Which dialogs of the page are open.
#[derive(Debug, Clone, Copy, Default)]
struct Dialogs {
    pay: RwSignal<bool>,
    credit: RwSignal<bool>,
    /// The invoice about to be void or thrown away, and its name.
    void: RwSignal<Option<((InvoiceId, Version), String)>>,
    discard: RwSignal<Option<((InvoiceId, Version), String)>>,
}

#[component]
fn Invoice(
    me: Me,
    place: Membership,
    found: InvoiceDetails,
    on_done: Callback<(InvoiceDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let open = Dialogs::default();
    let title = name(&found.summary);
    let manages = words::why_not(&may(&me, &place, Action::ManageInvoices));
    let summary = found.summary.clone();
    let standing = move || view! { <Standing invoice=summary /> };
    let whose = match (&found.summary.client, found.summary.payer) {
        (Some((id, company)), _) => {
            let href = here.at(&format!("clients/{id}"));
            let company = company.clone();
            view! { <a href=href>{company}</a> }.into_any()
        }
        (None, Payer::Partner | Payer::Client) => {
            view! { <span>{t(m::INVOICES_OUR_OWN)}</span> }.into_any()
        }
    };
    let meta = move || whose;
    let kept = StoredValue::new(found.clone());
    let document = found.document.clone();
    let acted = found.clone();
    view! {
        <PageTitle text=title.clone() />
        <div class="page">
            <PageHeader
                title=title
                above=(here.at("invoices"), t(m::INVOICES_TITLE).to_owned())
                status=standing
                meta
            >
                <Actions found=acted open manages on_done />
            </PageHeader>
            <div class="columns" data-wide="start">
                <Paper document />
                <Money found />
            </div>
        </div>
        <PayDialog open=open.pay invoice=kept on_done />
        <CreditDialog open=open.credit invoice=kept on_done />
        <Confirmations open on_done />
    }
    .into_any()
}

/// What can be done with the invoice as it stands.
#[component]
fn Actions(
    found: InvoiceDetails,
    open: Dialogs,
    /// Why the reader may not.
    manages: Option<String>,
    on_done: Callback<(InvoiceDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let (id, seen) = (found.summary.id, found.version);
    let status = found.summary.status;
    let is_invoice = found.summary.kind == DocumentKind::Invoice;
    let at = move |form: Form| here.at(&format!("invoices/{id}/{}", form.name()));
    let is_draft = status == InvoiceStatus::Draft;
    let can_pay = is_invoice && (found.summary.open.minor > 0 || found.returnable.minor > 0);
    let can_credit = is_invoice
        && matches!(status, InvoiceStatus::Finalized | InvoiceStatus::Paid)
        && found.creditable.iter().any(|left| left.minor > 0);
    let can_void = is_invoice
        && status == InvoiceStatus::Finalized
        && found.payments.is_empty()
        && found.credited.minor == 0;
    let reason = Signal::stored(manages);
    let asked = StoredValue::new(((id, seen), name(&found.summary)));
    let finalize = move || {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::finalize(at, id, seen).await {
                Ok(now) => {
                    toasts.say(tf(
                        m::INVOICES_WAS_FINALIZED,
                        &[("name", &name(&now.summary))],
                    ));
                    on_done.run((now,));
                }
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let is_the_client_s = found.summary.payer == Payer::Client;
    let can_send = is_invoice
        && is_the_client_s
        && matches!(status, InvoiceStatus::Finalized | InvoiceStatus::Paid);
    let send = move || {
        let at = here.slug_untracked();
        spawn_local(async move {
            match crate::dunning::api::send_again(at, id).await {
                Ok(now) => {
                    toasts.say(t(m::DUNNING_SENT));
                    on_done.run((now,));
                }
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let main = if is_draft {
        view! {
            <Button id="finalize" kind=Kind::Primary icon="check" reason on_press=finalize>
                {t(m::INVOICES_FINALIZE)}
            </Button>
        }
        .into_any()
    } else if can_pay {
        view! {
            <Button
                id="record-payment"
                kind=Kind::Primary
                icon="wallet"
                reason
                on_press=move || open.pay.set(true)
            >
                {t(m::INVOICES_RECORD_PAYMENT)}
            </Button>
        }
        .into_any()
    } else {
        ().into_any()
    };
    let file = move |form, msg| {
        (!is_draft).then(|| {
            view! {
                <MenuItem icon="download" on_press=move || save(&at(form))>
                    {t(msg)}
                </MenuItem>
            }
        })
    };
    view! {
        <LinkButton href=at(Form::Pdf) icon="file-text" download=true>
            {t(m::INVOICES_PDF)}
        </LinkButton>
        <Menu id="invoice-more" label=t(m::INVOICES_MORE) icon="ellipsis" bare=true end=true>
            {file(Form::Cii, m::INVOICES_CII)}
            {file(Form::Ubl, m::INVOICES_UBL)}
            {can_send
                .then(|| {
                    view! {
                        <MenuItem icon="mail" reason on_press=send>
                            {t(m::DUNNING_SEND_AGAIN)}
                        </MenuItem>
                    }
                })}
            {can_credit
                .then(|| {
                    view! {
                        <MenuItem icon="undo-2" reason on_press=move || open.credit.set(true)>
                            {t(m::INVOICES_CREDIT)}
                        </MenuItem>
                    }
                })}
            {can_void
                .then(|| {
                    view! {
                        <MenuItem icon="ban" reason on_press=move || open.void.set(Some(asked.get_value()))>
                            {t(m::INVOICES_DO_VOID)}
                        </MenuItem>
                    }
                })}
            {is_draft
                .then(|| {
                    view! {
                        <MenuItem icon="trash-2" reason on_press=move || open.discard.set(Some(asked.get_value()))>
                            {t(m::INVOICES_DISCARD)}
                        </MenuItem>
                    }
                })}
        </Menu>
        {main}
    }
    .into_any()
}

/// Saves a file without leaving the page.
fn save(href: &str) {
    let _ = window().location().assign(href);
}

/// What is still to be paid, what came in, and what took something back.
#[component]
fn Money(found: InvoiceDetails) -> impl IntoView {
    let here = use_here();
    let is_draft = found.summary.status == InvoiceStatus::Draft;
    let row = |label, value: String| {
        view! {
            <dt>{t(label)}</dt>
            <dd class="number">{value}</dd>
        }
    };
    let sums = (found.summary.kind == DocumentKind::Invoice && !is_draft).then(|| {
        view! {
            <dl class="description-list">
                {row(m::INVOICES_LEFT, words::money(found.summary.open))}
                {(found.credited.minor > 0)
                    .then(|| row(m::INVOICES_CREDITED, words::money(found.credited)))}
                {(found.returnable.minor > 0)
                    .then(|| row(m::INVOICES_RETURNABLE, words::money(found.returnable)))}
            </dl>
        }
    });
    let payments = found
        .payments
        .iter()
        .map(|payment| {
            let told = [
                words::short_date(payment.on),
                words::payment_method(payment.method).to_owned(),
                payment.reference.clone(),
                payment.by.clone().unwrap_or_default(),
            ];
            let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
            view! {
                <li class="row-item">
                    <span class="row-item-name number">{words::money(payment.amount)}</span>
                    <span class="row-item-note">{told.join(" · ")}</span>
                </li>
            }
        })
        .collect_view();
    let has_payments = !found.payments.is_empty();
    let related = found
        .related
        .iter()
        .map(|(id, kind, number)| {
            let word = match kind {
                DocumentKind::Invoice => m::INVOICES_INVOICE,
                DocumentKind::CreditNote => m::INVOICES_CREDIT_NOTE,
            };
            let href = here.at(&format!("invoices/{id}"));
            view! {
                <li class="row-item">
                    <a class="row-item-name" href=href>
                        {number.clone()}
                    </a>
                    <span class="row-item-note">{t(word)}</span>
                </li>
            }
        })
        .collect_view();
    let reminders = found
        .reminders
        .iter()
        .map(|reminder| {
            let day = words::short_date(reminder.at.date());
            view! {
                <li class="row-item">
                    <span class="row-item-name">{reminder.name.clone()}</span>
                    <span class="row-item-note">{day}</span>
                </li>
            }
        })
        .collect_view();
    let has_reminders = !found.reminders.is_empty();
    let has_related = !found.related.is_empty();
    view! {
        <div class="stack" data-gap="large">
            {sums}
            {is_draft.then(|| view! { <p class="muted">{t(m::INVOICES_DRAFT_HELP)}</p> })}
            {has_payments
                .then(|| {
                    view! {
                        <Section title=t(m::INVOICES_PAYMENTS)>
                            <ul class="row-list">{payments}</ul>
                        </Section>
                    }
                })}
            {has_reminders
                .then(|| {
                    view! {
                        <Section title=t(m::DUNNING_TITLE)>
                            <ul class="row-list">{reminders}</ul>
                        </Section>
                    }
                })}
            {has_related
                .then(|| {
                    view! {
                        <Section title=t(m::INVOICES_RELATED)>
                            <ul class="row-list">{related}</ul>
                        </Section>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Asks before a draft is thrown away or an invoice is void.
#[component]
fn Confirmations(open: Dialogs, on_done: Callback<(InvoiceDetails,)>) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let void = move |(id, seen): (InvoiceId, Version)| {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::void(at, id, seen).await {
                Ok(now) => on_done.run((now,)),
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let discard = move |(id, seen): (InvoiceId, Version)| {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::discard(at, id, seen).await {
                Ok(()) => go(&here.at("invoices")),
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    view! {
        <Confirm
            id="void-invoice"
            asked=open.void
            question=|name| tf(m::INVOICES_VOID_TITLE, &[("name", name)])
            text=t(m::INVOICES_VOID_TEXT)
            action=t(m::INVOICES_DO_VOID)
            on_yes=void
        />
        <Confirm
            id="discard-invoice"
            asked=open.discard
            question=|_| t(m::INVOICES_DISCARD_TITLE).to_owned()
            text=t(m::INVOICES_DISCARD_TEXT)
            action=t(m::INVOICES_DISCARD)
            on_yes=discard
        />
    }
    .into_any()
}
