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
mod scroll;
mod table;
mod toolbar;

use domain::{
    Page,
    clients::{ClientFormOptions, ClientSummary},
    policy::Action,
};
use leptos::{prelude::*, reactive::computed::ScopedFuture, web_sys::Event};

use self::{
    address::Address,
    bulk::Bulk,
    chosen::Chosen,
    listing::{First, Listing},
    look::Look,
    scroll::Scroll,
    table::ClientTable,
    toolbar::Toolbar,
};
use super::{api, rights::Rights};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t},
    panel::use_here,
    ui::{Icon, Kind, LinkButton, PageHeader, PageTitle, hear},
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
        move || address.shown.get(),
        move |shown| async move {
            match memory.page(&shown) {
                Some(page) => Ok(page),
                None => api::list(shown.0, shown.1).await,
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
    let look = remembered_look();
    remember_list(address, listing);
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
fn remember_list(address: Address, listing: Listing) {
    let memory = expect_context::<ListMemory>();
    Effect::new(move |_| {
        let kept = memory.take_scroll(&address.shown.get_untracked());
        if let Some(kept) = kept {
            let _ = request_animation_frame(move || kept.restore());
            listing.refresh();
        }
        // Followed all the time: when the list is told to go, it is not on screen any more.
        let scroll = StoredValue::new(kept.unwrap_or_default());
        hear(window(), "scroll", move |_: Event| {
            if let Some(now) = Scroll::now() {
                scroll.set_value(now);
            }
        });
        on_cleanup(move || {
            if let (Some(page), Some(shown)) = (listing.page(), address.shown.try_get_untracked())
                && !page.rows.is_empty()
            {
                memory.keep(shown, page, scroll.get_value());
            }
        });
    });
}
