//! The list of clients (B1, P5).

mod address;
mod bulk;
mod bulk_dialog;
mod chosen;
mod filters;
mod keys;
mod listing;
mod look;
mod look_menu;
mod memory;
mod row;
mod row_menu;
mod table;
mod toolbar;

use domain::{
    Page,
    clients::{ClientFormOptions, ClientSummary},
    policy::Action,
};
use leptos::{ev, prelude::*, reactive::computed::ScopedFuture, web_sys::Element};

use self::{
    address::Address,
    bulk::Bulk,
    chosen::Chosen,
    listing::{First, Listing},
    look::Look,
    table::ClientTable,
    toolbar::Toolbar,
};
use super::{api, rights::Rights};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, use_here},
    ui::{Icon, Kind, LinkButton, PageHeader, PageTitle},
};

pub use memory::ListMemory;

/// The clients of the partner (B1): searched, narrowed, sorted and chosen from.
#[component]
pub fn ClientsPage() -> impl IntoView {
    let here = use_here();
    let address = Address::new(here);
    let memory = expect_context::<ListMemory>();
    let options = Resource::new(move || here.slug(), api::form_options);
    let first = Resource::new(
        move || (here.slug(), address.query.get()),
        move |(at, query)| async move {
            match memory.page(&at, &query) {
                Some(page) => Ok(page),
                None => api::list(at, query).await,
            }
        },
    );
    view! {
        <PageTitle text=t(m::CLIENTS_TITLE) />
        <Transition fallback=|| view! { <table::Waiting /> }>
            {move || Suspend::new(async move {
                let staff = here.staff().await;
                let options = options.await;
                let page = begun(first).await;
                match staff.and_then(|staff| Ok((Rights::new(staff), options?, page?))) {
                    Ok((rights, options, page)) => {
                        let listing = Listing::new(here, address.query, page, first);
                        view! { <List address listing rights options /> }.into_any()
                    }
                    Err(error) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The page the list begins with. Those that come after it, the list takes up by itself: the
/// search field and all else around the rows stay.
async fn begun(first: First) -> Result<Page<ClientSummary>, ApiError> {
    ScopedFuture::new_untracked(async move { first.await }).await
}

#[component]
fn List(
    address: Address,
    listing: Listing,
    rights: Rights,
    options: ClientFormOptions,
) -> impl IntoView {
    let here = use_here();
    let look = remembered_look();
    remember_list(here, listing);
    let chosen = Chosen::new(listing);
    let options = StoredValue::new(options);
    view! {
        <div class="page" data-layout="list">
            <Head rights />
            <Toolbar address listing look options />
            <ClientTable address listing look rights chosen />
            <Bulk address listing chosen rights />
        </div>
    }
    .into_any()
}

#[component]
fn Head(rights: Rights) -> impl IntoView {
    let here = use_here();
    let import = rights.may(Action::ImportClients).then(|| {
        view! {
            <LinkButton href=here.at("clients/import") icon="upload">
                {t(m::CLIENTS_IMPORT)}
            </LinkButton>
        }
    });
    let add = match rights.why_not(Action::AddClient) {
        None => view! {
            <LinkButton href=here.at("clients/new") kind=Kind::Primary icon="plus">
                {t(m::CLIENTS_ADD)}
            </LinkButton>
        }
        .into_any(),
        Some(reason) => view! {
            <span class="reason">
                <Icon name="lock" />
                {reason}
            </span>
        }
        .into_any(),
    };
    view! { <PageHeader title=t(m::CLIENTS_TITLE)>{import} {add}</PageHeader> }.into_any()
}

/// The look a browser remembers. The server knows none, so it comes after the page is alive.
fn remembered_look() -> RwSignal<Look> {
    const KEY: &str = "clients.look";
    let storage = || window().local_storage().ok().flatten();
    let look = RwSignal::new(Look::default());
    Effect::new(move |began: Option<()>| {
        let text = look.read().to_text();
        let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        match kept {
            Some(kept) if began.is_none() => look.set(Look::from_text(&kept)),
            Some(kept) if kept == text => {}
            _ if began.is_none() => {}
            _ => {
                if let Some(storage) = storage() {
                    let _ = storage.set_item(KEY, &text);
                }
            }
        }
    });
    look
}

/// Keeps rows and scroll for the way back, and brings the scroll back on the way in.
fn remember_list(here: Here, listing: Listing) {
    let memory = expect_context::<ListMemory>();
    let scrolled = StoredValue::new(0);
    Effect::new(move |_| {
        let restore = memory.take_scrolled();
        if let Some(top) = restore {
            let _ = request_animation_frame(move || scroll_to(top));
            listing.refresh();
        }
        let follow = window_event_listener(ev::scrollend, move |_| {
            scrolled.try_set_value(scroll_top());
        });
        on_cleanup(move || follow.remove());
    });
    on_cleanup(move || {
        let (Some(page), Some(query)) = (listing.page(), listing.query.try_get_untracked()) else {
            return;
        };
        if !page.rows.is_empty() {
            let scrolled = scrolled.try_get_value().unwrap_or_default();
            memory.keep(here.slug_untracked(), query, page, scrolled);
        }
    });
}

/// The list scrolls in its own frame on wide screens and with the page on a phone.
fn frame() -> Option<Element> {
    document().query_selector(".table-wrap").ok().flatten()
}

fn scroll_top() -> i32 {
    frame().map_or(0, |frame| frame.scroll_top())
}

fn scroll_to(top: i32) {
    if let Some(frame) = frame() {
        frame.set_scroll_top(top);
    }
}
