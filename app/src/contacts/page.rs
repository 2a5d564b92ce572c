use std::time::Duration;

use domain::{
    ClientId, Limit, Total, auth::Office, contacts::ContactDetails, plans::Limited,
    policy::ClientUser, refusal::Rejection,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, reactive::computed::ScopedFuture};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
    params::ParamsMap,
};

use super::{
    api,
    form::Form,
    listing::{First, Listing},
    table::ContactTable,
    why_not_edit, why_not_remove,
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{grouped, m, t, tf, tn},
    panel::{office_address, use_here},
    ui::{Button, Dialog, Icon, Kind, LinkButton, PageHeader, PageTitle, TextInput},
    words,
};

/// Typing pauses this long before the list is asked.
const PAUSE: Duration = Duration::from_millis(200);

/// The page of the client's contacts: searched, added to, edited, brought in and taken out.
#[component]
pub fn ContactsPage() -> impl IntoView {
    let here = use_here();
    let shown = shown();
    let first: First = Resource::new(
        move || shown.get(),
        |(client, search)| async move {
            let client = client.ok_or(ApiError::Refused(domain::Refusal::NotFound))?;
            let query = domain::contacts::ContactQuery {
                search,
                after: None,
            };
            api::list(client, query).await
        },
    );
    let search = Memo::new(move |_| shown.read().1.clone());
    // The list takes up by itself what comes after the first page: the search field stays.
    let begun = move || ScopedFuture::new_untracked(async move { first.await });
    view! {
        <PageTitle text=t(m::CONTACTS_TITLE) />
        <Transition>
            {move || Suspend::new(async move {
                match (untrack(|| here.office()), begun().await) {
                    (Ok((_, office, place)), Ok(list)) => {
                        let listing = Listing::new(place.person.client, search, list, first);
                        view! { <Contacts listing office person=place.person /> }.into_any()
                    }
                    (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The client of the address and what is searched for there. A list that is being left stays as it
/// is, though the address is the next page's.
fn shown() -> Memo<(Option<ClientId>, String)> {
    let here = use_here();
    let params = use_query_map();
    let path = use_location().pathname;
    Memo::new(
        move |last: Option<&(Option<ClientId>, String)>| match last {
            Some(last) if !path.read().trim_end_matches('/').ends_with("/contacts") => last.clone(),
            _ => (here.client(), params.read().get("q").unwrap_or_default()),
        },
    )
}

/// What is done to contacts, and in which dialog.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk {
    pub(super) listing: Listing,
    /// Why nothing may be changed.
    pub(super) refused: StoredValue<Option<String>>,
    /// Why nothing may be removed.
    pub(super) kept: StoredValue<Option<String>>,
    pub(super) open: RwSignal<bool>,
    /// What is being edited; nothing while one is added.
    pub(super) edited: RwSignal<Option<ContactDetails>>,
}

#[component]
fn Contacts(listing: Listing, office: Office, person: ClientUser) -> impl IntoView {
    let desk = Desk {
        listing,
        refused: StoredValue::new(why_not_edit(&person)),
        kept: StoredValue::new(why_not_remove(&person)),
        open: RwSignal::new(false),
        edited: RwSignal::new(None),
    };
    let title = Signal::derive(move || match &*desk.edited.read() {
        Some(contact) => tf(m::CONTACTS_EDIT_TITLE, &[("name", contact.draft.called())]),
        None => t(m::CONTACTS_ADD).to_owned(),
    });
    let provider = office.provider.clone();
    let used = move || {
        let used = grouped(u64::from(listing.used.get()));
        match listing.limit.get() {
            Limit::AtMost(most) => tf(
                m::OFFICE_USED,
                &[("used", &used), ("allowed", &grouped(u64::from(most)))],
            ),
            Limit::Unlimited => tf(m::OFFICE_USED_UNLIMITED, &[("used", &used)]),
        }
    };
    let raise = tf(m::OFFICE_RAISE, &[("provider", &provider)]);
    let meta = move || {
        view! {
            <span class="number">{used}</span>
            <span>{raise}</span>
        }
    };
    view! {
        <div class="page" data-layout="list">
            <PageHeader title=t(m::CONTACTS_TITLE) meta>
                <Heads desk office person />
            </PageHeader>
            <Toolbar listing />
            <ContactTable desk />
        </div>
        <Dialog id="contact" open=desk.open title keep=true>
            <Form desk />
        </Dialog>
    }
    .into_any()
}

/// The actions of the page: taking out, bringing in, adding.
#[component]
fn Heads(desk: Desk, office: Office, person: ClientUser) -> impl IntoView {
    let Desk { listing, .. } = desk;
    let at = office_address(listing.client, "contacts");
    let exported = {
        let at = at.clone();
        Signal::derive(move || format!("{at}/export{}", query_of(&listing.search.read())))
    };
    let refused = desk.refused.get_value();
    let import = match refused.clone() {
        None => view! {
            <LinkButton href=format!("{at}/import") icon="upload">
                {t(m::CONTACTS_IMPORT)}
            </LinkButton>
        }
        .into_any(),
        Some(reason) => {
            let heard = format!("{}. {reason}", t(m::CONTACTS_IMPORT));
            view! {
                <button
                    type="button"
                    class="button"
                    aria-disabled="true"
                    title=reason
                    aria-label=heard
                >
                    <Icon name="lock" />
                    <span>{t(m::CONTACTS_IMPORT)}</span>
                </button>
            }
            .into_any()
        }
    };
    let plan = StoredValue::new(person.plan.map(|(name, _)| name));
    let provider = StoredValue::new(office.provider);
    let reason = Signal::derive(move || {
        refused.clone().or_else(|| {
            let (used, limit) = (listing.used.get(), listing.limit.get());
            let allowed = limit.at_most().filter(|most| used >= *most)?;
            Some(words::rejection(&Rejection::LimitReached {
                what: Limited::Contacts,
                used,
                allowed,
                plan: plan.get_value(),
                raised_by: provider.get_value(),
            }))
        })
    });
    let add = move || {
        desk.edited.set(None);
        desk.open.set(true);
    };
    view! {
        <LinkButton href=exported icon="download" download=true>
            {t(m::CONTACTS_EXPORT)}
        </LinkButton>
        {import}
        <Button id="contact-add" kind=Kind::Primary icon="user-plus" reason on_press=add>
            {t(m::CONTACTS_ADD)}
        </Button>
    }
    .into_any()
}

/// The search, and how many there are.
#[component]
fn Toolbar(listing: Listing) -> impl IntoView {
    let typed = searching(listing);
    view! {
        <div class="toolbar" role="search">
            <TextInput
                id="contact-search"
                value=typed
                kind="search"
                icon="search"
                label=t(m::CONTACTS_SEARCH)
                placeholder=t(m::CONTACTS_SEARCH)
                autocomplete="off"
            />
            <div class="toolbar-end">
                <span class="muted small number" role="status">
                    {move || total_words(listing.total.get())}
                </span>
            </div>
        </div>
    }
    .into_any()
}

/// The text of the search field: goes into the address after a pause, and follows it on the way
/// back without fighting with what is being typed.
fn searching(listing: Listing) -> RwSignal<String> {
    let typed = RwSignal::new(listing.search.get_untracked());
    let sent = StoredValue::new(typed.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let navigate = use_navigate();
    let address = office_address(listing.client, "contacts");
    let go = Callback::new(move |(text,): (String,)| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("{address}{}", query_of(&text)), options);
    });
    let stop = move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    };
    Effect::new(move |began: Option<()>| {
        let text = typed.get();
        stop();
        if began.is_none() || text == sent.get_value() {
            return;
        }
        let ask = move || {
            sent.set_value(text.clone());
            go.run((text.clone(),));
        };
        timer.set_value(set_timeout(ask, PAUSE).ok());
    });
    Effect::new(move |_| {
        let search = listing.search.get();
        if search != sent.get_value() {
            sent.set_value(search.clone());
            typed.set(search);
        }
    });
    on_cleanup(stop);
    typed
}

/// A search as the end of an address.
fn query_of(search: &str) -> String {
    let mut params = ParamsMap::new();
    if !search.trim().is_empty() {
        params.insert("q", search.to_owned());
    }
    params.to_query_string()
}

/// "1,234 contacts", or "50+ contacts" when nobody counted further.
fn total_words(total: Total) -> String {
    if total.exact {
        tn(m::CONTACTS_COUNT, total.rows)
    } else {
        tf(m::CONTACTS_COUNT_AT_LEAST, &[("n", &grouped(total.rows))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_survives_the_address() {
        assert_eq!(query_of(" "), "");
        assert!(query_of("a&b=ц").starts_with("?q=a%26b%3D"));
    }
}
