//! What a client's own people see of its invoices (G5).

use domain::{
    ClientId, InvoiceId, Refusal,
    invoices::{DocumentKind, Form, InvoiceSummary, OwnInvoice},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api,
    badge::{Standing, name},
    paper::Paper,
    paying::Paying,
    table::{InvoiceTable, ask},
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{office_address, use_here},
    providers::{self, Begin, Begun, PayByCard, Returned},
    ui::{Callout, EmptyState, LinkButton, PageHeader, PageTitle, Tone},
    words,
};

/// The invoices of the client, for its owners.
#[component]
pub fn OwnInvoicesPage() -> impl IntoView {
    let here = use_here();
    let list = Resource::new(
        move || here.client(),
        |client| async move {
            let client = client.ok_or(ApiError::Refused(Refusal::NotFound))?;
            api::own_list(client, None).await
        },
    );
    let content = move || {
        Suspend::new(async move {
            let place = untrack(|| here.office());
            let found = list.await;
            match place.and_then(|(_, _, place)| Ok((place.person.client, found?))) {
                Ok((_, page)) if page.rows.is_empty() => view! {
                    <EmptyState
                        icon="receipt"
                        title=t(m::INVOICES_NONE)
                        text=t(m::INVOICES_OWN_NONE_TEXT)
                    />
                }
                .into_any(),
                Ok((client, page)) => {
                    let ask = ask(move |after| async move {
                        let page = api::own_list(client, Some(after)).await?;
                        Ok((page.rows, page.next))
                    });
                    let href = Callback::new(move |(invoice,): (InvoiceSummary,)| {
                        own_address(client, invoice.id)
                    });
                    view! { <InvoiceTable first=(page.rows, page.next) ask href /> }.into_any()
                }
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::INVOICES_TITLE) />
        <div class="page" data-layout="list">
            <PageHeader title=t(m::INVOICES_TITLE) help=t(m::INVOICES_OWN_HELP) />
            <Transition>{content}</Transition>
        </div>
    }
}

fn own_address(client: ClientId, id: InvoiceId) -> String {
    office_address(client, &format!("invoices/{id}"))
}

/// One invoice of the client.
#[component]
pub fn OwnInvoicePage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let invoice = Resource::new(
        move || {
            (
                here.client(),
                params.read().get("invoice").unwrap_or_default(),
            )
        },
        |(client, id)| async move {
            match (client, id.parse::<InvoiceId>()) {
                (Some(client), Ok(id)) => api::own_details(client, id).await,
                _ => not_found(),
            }
        },
    );
    let query = use_query_map();
    let looks = StoredValue::new(0);
    let again = Callback::new(move |()| invoice.refetch());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let place = untrack(|| here.office());
                let found = invoice.await;
                match place.and_then(|(_, _, place)| Ok((place.person.client, found?))) {
                    Ok((client, found)) => {
                        let back = untrack(|| query.read().get_str("card") == Some("done"));
                        let back = back.then_some((looks, again));
                        view! { <Own client found back /> }.into_any()
                    }
                    Err(error) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

fn not_found() -> Result<OwnInvoice, ApiError> {
    #[cfg(feature = "ssr")]
    return crate::desk::answer(Err(Refusal::NotFound.into()));
    #[cfg(not(feature = "ssr"))]
    return Err(Refusal::NotFound.into());
}

#[component]
fn Own(
    client: ClientId,
    found: OwnInvoice,
    /// Of somebody who comes back from paying by card: how often the money was looked for, and how
    /// it is looked for again.
    back: Option<(StoredValue<usize>, Callback<()>)>,
) -> impl IntoView {
    let title = name(&found.summary);
    let summary = found.summary.clone();
    let standing = move || view! { <Standing invoice=summary /> };
    let at = move |form: Form| format!("{}/{}", own_address(client, found.summary.id), form.name());
    let (pdf, cii) = (at(Form::Pdf), at(Form::Cii));
    let asks = found.summary.kind == DocumentKind::Invoice && found.summary.open.minor > 0;
    let is_paid = found.summary.open.minor == 0;
    let returned = back.map(|(looks, again)| view! { <Returned is_paid looks again /> });
    let id = found.summary.id;
    let begin: Begin = Callback::new(move |(origin,)| -> Begun {
        Box::pin(providers::api::begin(client, id, origin))
    });
    let pay = found.by_card.then(|| view! { <PayByCard begin /> });
    // Whoever has just paid is not asked again.
    let due = (asks && back.is_none()).then(|| {
        let tone = if found.summary.is_overdue {
            Tone::Warning
        } else {
            Tone::Info
        };
        let open = words::money(found.summary.open);
        let day = found.summary.due_on.map(words::date).unwrap_or_default();
        let text = tf(m::INVOICES_OWN_DUE, &[("amount", &open), ("date", &day)]);
        view! { <Callout tone>{text}</Callout> }
    });
    let (seller, open) = (found.document.seller.name.clone(), found.summary.open);
    let paying = found
        .ways
        .map(|ways| view! { <Paying ways seller open is_alive=true /> });
    view! {
        <PageTitle text=title.clone() />
        <div class="page">
            <PageHeader
                title=title
                above=(office_address(client, "invoices"), t(m::INVOICES_TITLE).to_owned())
                status=standing
            >
                <LinkButton href=cii icon="code" download=true>
                    {t(m::INVOICES_XML)}
                </LinkButton>
                <LinkButton href=pdf icon="file-text" download=true>
                    {t(m::INVOICES_PDF)}
                </LinkButton>
                {pay}
            </PageHeader>
            {returned}
            {due}
            {paying}
            <Paper document=found.document />
        </div>
    }
    .into_any()
}
