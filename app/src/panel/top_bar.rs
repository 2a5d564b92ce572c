use domain::{
    Lang,
    auth::{Me, Membership},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{places::address, theme::theme_items};
use crate::{
    i18n::{lang, m, t},
    ui::{Avatar, Icon, Kbd, Kind, Likeness, Menu, MenuItem, MenuLink, MenuTitle},
};

/// The bar at the top: the company, search, language, person.
#[component]
pub(super) fn TopBar(
    me: Me,
    /// The company or area one is in.
    name: String,
    /// The company, when in one.
    at: Option<Membership>,
    palette: RwSignal<bool>,
    keys: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <header class="topbar">
            <Company me=me.clone() name at />
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
fn Company(me: Me, name: String, at: Option<Membership>) -> impl IntoView {
    let slug = at.map(|at| at.slug);
    let alone = me.memberships.len() + usize::from(me.is_operator) <= 1;
    if alone {
        let home = slug.map_or_else(|| "/".to_owned(), |slug| address(&slug, ""));
        return view! {
            <a class="topbar-company" href=home>
                <span>{name}</span>
            </a>
        }
        .into_any();
    }
    let companies = StoredValue::new(me.memberships);
    let is_operator = me.is_operator;
    let links = move || {
        let link = |place: &Membership| {
            let current = slug.as_ref() == Some(&place.slug);
            let (href, name) = (address(&place.slug, ""), place.name.clone());
            view! {
                <MenuLink href current>
                    {name}
                </MenuLink>
            }
            .into_any()
        };
        companies.with_value(|companies| companies.iter().map(link).collect::<Vec<_>>())
    };
    view! {
        <Menu id="companies" label=name kind=Kind::Ghost eager=true>
            <MenuTitle>{t(m::PANEL_COMPANIES)}</MenuTitle>
            {links()}
            {is_operator
                .then(|| {
                    view! {
                        <hr />
                        <MenuLink href="/operator" icon="building-2">
                            {t(m::PANEL_OPERATOR)}
                        </MenuLink>
                    }
                })}
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
