use domain::{
    Refusal,
    auth::{self, ClientPlace, Me},
    clients::ClientStatus,
    partners::PartnerStatus,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Outlet, hooks::use_location};

use crate::{
    api_error::ApiError,
    auth::api,
    i18n::{m, t, tf},
    panel::{Frame, Here, Places, no_frame, use_here},
    ui::{EmptyState, PageTitle, in_title},
};

/// The frame of a client's own pages.
#[component]
pub fn Office() -> impl IntoView {
    let here = use_here();
    // What was given or taken away meanwhile is in the menu with the next page.
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        path.track();
        if before.is_some() {
            leptos::task::spawn_local(renew(here));
        }
    });
    move || match here.office() {
        Ok((me, office, place)) => at_work(me, &office, place),
        Err(error) => no_frame(error),
    }
}

/// Loads the page anew if the person's rights, plan, client or brand are others by now: every part
/// of it was made of what was known before. Whose sessions ended meanwhile is led to the door.
async fn renew(here: Here) {
    let Ok(known) = untrack(|| here.me()) else {
        return;
    };
    let is_old = match api::me().await {
        Ok(now) => now.office != known.office,
        Err(error) => error == ApiError::Refused(Refusal::SignedOut),
    };
    if is_old {
        let _ = window().location().reload();
    }
}

fn at_work(me: Me, office: &auth::Office, place: ClientPlace) -> AnyView {
    let person = &place.person;
    let is_at_work = matches!(
        person.client_status,
        ClientStatus::Active | ClientStatus::Trial
    ) && person.partner_status == PartnerStatus::Active;
    let provider = in_title(&office.provider);
    let client = person.client;
    if !is_at_work {
        return view! { <Paused me office=office.clone() place /> }.into_any();
    }
    let places = Places::of_office(&place);
    view! {
        <Title formatter=move |page: String| format!("{page} · {provider}") />
        <Frame me name=place.company places client>
            <Outlet />
        </Frame>
    }
    .into_any()
}

/// Said instead of everything while the client is blocked (P9): what it means, and whom to ask.
#[component]
fn Paused(me: Me, office: auth::Office, place: ClientPlace) -> impl IntoView {
    let title = tf(m::OFFICE_PAUSED, &[("company", &place.company)]);
    let pay = place.pay_at.clone().map(|href| {
        view! {
            <a class="button" data-kind="primary" href=href rel="external">
                <span>{t(m::OFFICE_PAY)}</span>
            </a>
        }
    });
    let text = if pay.is_some() {
        t(m::OFFICE_UNPAID_TEXT).to_owned()
    } else {
        tf(m::OFFICE_PAUSED_TEXT, &[("provider", &office.provider)])
    };
    let kind = pay.is_none().then_some("primary");
    let write = tf(m::OFFICE_WRITE_TO, &[("provider", &office.provider)]);
    let contact = office.support_email.map(|address| {
        view! {
            <a class="button" data-kind=kind href=format!("mailto:{address}")>
                <span>{write}</span>
            </a>
        }
    });
    let client = place.person.client;
    view! {
        <PageTitle text=title.clone() />
        <Frame me name=place.company places=Places::none() client>
            <div class="page">
                <h1 class="visually-hidden" tabindex="-1">
                    {title.clone()}
                </h1>
                <EmptyState icon="pause" title text>
                    {pay}
                    {contact}
                </EmptyState>
            </div>
        </Frame>
    }
    .into_any()
}

/// Said to a person who belongs to no client here any more.
#[component]
pub fn NoPlaces(provider: String) -> impl IntoView {
    let text = tf(m::OFFICE_NO_PLACES_TEXT, &[("provider", &provider)]);
    view! { <EmptyState icon="users" title=t(m::OFFICE_NO_PLACES) text /> }.into_any()
}
