//! The partner's own domains: claimed, proved by a record, served to its clients.

mod add_form;
pub mod api;
mod card;
mod record;
mod state;

use domain::{
    DomainId,
    domains::{DOMAINS_MAX, DomainSummary, Domains},
    policy::Action as Act,
};
use leptos::prelude::*;

use crate::{
    api_error::ApiError,
    configuration::ConfigurationHead,
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{may, use_here},
    ui::{Button, Callout, Confirm, Dialog, EmptyState, Kind, toasts},
    words,
};
use add_form::AddForm;
use card::Card;
use state::found;

/// The page of the domains.
#[component]
pub fn DomainsPage() -> impl IntoView {
    let here = use_here();
    let domains = Resource::new(move || here.slug(), api::list);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, domains.await) {
                (Ok((me, place)), Ok(found)) => {
                    let refused = words::why_not(&may(&me, &place, Act::ManageDomains));
                    let parts = Parts {
                        slug: StoredValue::new(place.slug),
                        domains,
                        open: RwSignal::new(false),
                        removed: RwSignal::new(None),
                        refused: StoredValue::new(refused),
                    };
                    view! { <Content found parts /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! { <Transition>{content}</Transition> }
}

/// What the parts of the page share.
#[derive(Debug, Clone, Copy)]
struct Parts {
    slug: StoredValue<String>,
    domains: Resource<Result<Domains, ApiError>>,
    /// Whether the form for a further one is open.
    open: RwSignal<bool>,
    /// The domain about to be removed, and its name.
    removed: RwSignal<Option<(DomainId, String)>>,
    /// Why this person may not change the domains; nothing when they may.
    refused: StoredValue<Option<String>>,
}

impl Parts {
    /// Shows the domains as they are now, or says why nothing changed.
    fn tell(self, answer: Result<String, ApiError>) {
        match answer {
            Ok(done) => {
                toasts().say(done);
                self.domains.refetch();
            }
            Err(error) => toasts().fail(words::error(&error)),
        }
    }

    /// Says what was found when somebody had a domain looked at.
    fn tell_found(self, answer: Result<DomainSummary, ApiError>) {
        match &answer {
            Ok(domain) if domain.trouble.is_some() => {
                toasts().fail(found(domain));
                self.domains.refetch();
            }
            Ok(domain) => self.tell(Ok(found(domain))),
            Err(error) => toasts().fail(words::error(error)),
        }
    }
}

#[component]
fn Content(found: Domains, parts: Parts) -> impl IntoView {
    let Domains {
        list,
        platform_url,
        platform_host,
    } = found;
    let is_empty = list.is_empty();
    let is_full = u32::try_from(list.len()).is_ok_and(|many| many >= DOMAINS_MAX);
    let reason = parts
        .refused
        .get_value()
        .or_else(|| is_full.then(|| tf(m::DOMAINS_FULL, &[("max", &DOMAINS_MAX.to_string())])));
    let reason = StoredValue::new(reason);
    let remove_text = tf(m::DOMAINS_REMOVE_TEXT, &[("host", &platform_host)]);
    let cards = list
        .into_iter()
        .map(|domain| view! { <Card domain platform_host=platform_host.clone() parts /> })
        .collect_view();
    let content = if is_empty {
        view! {
            <EmptyState icon="globe" title=t(m::DOMAINS_EMPTY_TITLE) text=t(m::DOMAINS_EMPTY_TEXT)>
                <AddButton parts reason id="domain-add-first" />
            </EmptyState>
        }
        .into_any()
    } else {
        cards.into_any()
    };
    let remove = Action::new(move |id: &DomainId| api::remove(parts.slug.get_value(), *id));
    Effect::new(move |_| {
        if let Some(answer) = remove.value().get() {
            parts.tell(answer.map(|()| t(m::DOMAINS_REMOVED).to_owned()));
        }
    });
    view! {
        <ConfigurationHead>
            {(!is_empty).then(|| view! { <AddButton parts reason id="domain-add" /> })}
        </ConfigurationHead>
        <div class="domains">
            <Callout>
                <p>
                    {t(m::DOMAINS_PLATFORM)} " "
                    <a href=platform_url rel="external">
                        {platform_host}
                    </a>
                </p>
            </Callout>
            {content}
        </div>
        <Dialog
            id="domain"
            open=parts.open
            title=Signal::stored(t(m::DOMAINS_ADD).to_owned())
            keep=true
        >
            <AddForm parts />
        </Dialog>
        <Confirm
            id="domain-gone"
            asked=parts.removed
            question=|name: &str| tf(m::DOMAINS_REMOVE_TITLE, &[("name", name)])
            text=remove_text
            action=t(m::UI_REMOVE)
            on_yes=move |id| {
                remove.dispatch(id);
            }
        />
    }
    .into_any()
}

#[component]
fn AddButton(parts: Parts, reason: StoredValue<Option<String>>, id: &'static str) -> impl IntoView {
    view! {
        <Button
            kind=Kind::Primary
            icon="plus"
            id=id
            reason=Signal::stored(reason.get_value())
            on_press=move || parts.open.set(true)
        >
            {t(m::DOMAINS_ADD)}
        </Button>
    }
    .into_any()
}
