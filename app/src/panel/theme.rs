//! Light, dark, or like the system: a choice of this browser, not of the person.

use leptos::prelude::*;

use crate::{
    i18n::{Msg, m, t},
    ui::{MenuItem, MenuTitle},
};

const THEMES: [(Option<&str>, Msg); 3] = [
    (None, m::PANEL_THEME_SYSTEM),
    (Some("light"), m::PANEL_THEME_LIGHT),
    (Some("dark"), m::PANEL_THEME_DARK),
];

/// What this browser remembers under a name.
pub(super) fn browser_setting(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}

/// Has this browser remember something, or forget it.
pub(super) fn set_browser_setting(name: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        };
    }
}

/// The choice of a theme, for a menu.
pub(super) fn theme_items() -> AnyView {
    let theme = RwSignal::new(None::<String>);
    Effect::new(move |_| theme.set(browser_setting("theme")));
    let choose = move |wanted: Option<&'static str>| {
        set_browser_setting("theme", wanted);
        theme.set(wanted.map(ToOwned::to_owned));
        if let Some(html) = document().document_element() {
            let _ = match wanted {
                Some(wanted) => html.set_attribute("data-theme", wanted),
                None => html.remove_attribute("data-theme"),
            };
        }
    };
    let items = THEMES
        .into_iter()
        .map(|(name, words)| {
            let chosen = Signal::derive(move || theme.read().as_deref() == name);
            view! {
                <MenuItem chosen on_press=move || choose(name)>
                    {t(words)}
                </MenuItem>
            }
        })
        .collect_view();
    view! {
        <MenuTitle>{t(m::PANEL_THEME)}</MenuTitle>
        {items}
    }
    .into_any()
}
