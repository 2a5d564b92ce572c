use domain::{
    Lang,
    auth::Me,
    brands::{FILES, Face},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{places::Home, theme::theme_items};
use crate::{
    brands::BrandHead,
    i18n::{lang, m, t},
    ui::{Avatar, Icon, Kbd, Kind, Likeness, Menu, MenuItem, MenuLink, MenuTitle},
};

/// The bar at the top: the company, search, language, person.
#[component]
pub(super) fn TopBar(
    me: Me,
    /// The company or area one is in.
    name: String,
    /// The brand whose host this is: on the phone there is no rail that it could head.
    brand: Option<Face>,
    /// Where one can go on working, and whether one is there.
    homes: Vec<Home>,
    palette: RwSignal<bool>,
    keys: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <header class="topbar">
            {brand
                .map(|face| {
                    view! {
                        <span class="brand-head">
                            <BrandHead face files=FILES.to_owned() />
                        </span>
                    }
                })}
            <Company name homes />
            <div class="topbar-end">
                <button
                    type="button"
                    class="search-button"
                    aria-keyshortcuts="Control+K Meta+K"
                    aria-haspopup="dialog"
                    on:click=move |_| palette.set(true)
                >
                    <Icon name="search" />
                    <span>{t(m::PANEL_SEARCH)}</span>
                    <Kbd keys="Ctrl K" />
                </button>
                <Languages />
                <Person me keys />
            </div>
        </header>
    }
    .into_any()
}

/// The name of the company; a switcher when there is something to switch to.
#[component]
fn Company(name: String, homes: Vec<Home>) -> impl IntoView {
    if let [] | [_] = homes.as_slice() {
        let home = homes.into_iter().next().map(|home| home.href);
        return view! {
            <a class="topbar-company" href=home.unwrap_or_else(|| "/".to_owned())>
                <span>{name}</span>
            </a>
        }
        .into_any();
    }
    let link = |home: Home| {
        let Home {
            href,
            name,
            is_here,
            icon,
        } = home;
        match icon {
            Some(icon) => view! {
                <MenuLink href current=is_here icon>
                    {name}
                </MenuLink>
            }
            .into_any(),
            None => view! {
                <MenuLink href current=is_here>
                    {name}
                </MenuLink>
            }
            .into_any(),
        }
    };
    let links = StoredValue::new(homes);
    let links = move || links.get_value().into_iter().map(link).collect_view();
    view! {
        <Menu id="companies" label=name kind=Kind::Ghost eager=true>
            <MenuTitle>{t(m::PANEL_COMPANIES)}</MenuTitle>
            {links()}
        </Menu>
    }
    .into_any()
}

/// The choice of a language: a plain form, so that it works before the page is alive.
#[component]
fn Languages() -> impl IntoView {
    let location = use_location();
    let back = move || {
        let query = location.search.get();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{query}", location.pathname.get())
    };
    let item = |choice: Lang| {
        view! {
            <button
                type="submit"
                form="language"
                class="menu-item"
                role="menuitemradio"
                tabindex="-1"
                name="lang"
                value=choice.tag()
                lang=choice.tag()
                aria-checked=(choice == lang()).to_string()
            >
                <span>{choice.own_name()}</span>
            </button>
        }
    };
    view! {
        <form id="language" method="post" action="/language" hidden>
            <input type="hidden" name="back" prop:value=back value=back />
        </form>
        <Menu id="languages" label=t(m::PANEL_LANGUAGE) icon="globe" bare=true kind=Kind::Ghost end=true eager=true>
            {Lang::ALL.into_iter().map(item).collect_view()}
        </Menu>
    }
    .into_any()
}

/// The signed-in person: profile, theme, keys, signing out.
#[component]
fn Person(me: Me, keys: RwSignal<bool>) -> impl IntoView {
    let Me { name, email, .. } = me;
    let shown = name.clone();
    let picture = move || view! { <Avatar name=shown likeness=Likeness::Person /> }.into_any();
    view! {
        <form
            id="sign-out"
            method="post"
            action="/sign-out"
            hidden
            on:submit=|_| forget_drafts()
        ></form>
        <Menu id="person" label=name.clone() trigger=picture end=true eager=true>
            <div class="menu-person">
                <b>{name.clone()}</b>
                <span>{email.clone()}</span>
            </div>
            <hr />
            <MenuLink href="/profile" icon="user">
                {t(m::PANEL_PROFILE)}
            </MenuLink>
            <MenuItem icon="keyboard" keys="?" on_press=move || keys.set(true)>
                {t(m::PANEL_KEYS)}
            </MenuItem>
            <hr />
            {theme_items()}
            <hr />
            <button type="submit" form="sign-out" class="menu-item" role="menuitem" tabindex="-1">
                <Icon name="log-out" />
                <span>{t(m::PANEL_SIGN_OUT)}</span>
            </button>
        </Menu>
    }
    .into_any()
}

/// What was typed is for the person who leaves, not for the next one at this screen.
fn forget_drafts() {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.clear();
    }
}
