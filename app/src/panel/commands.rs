//! The command palette of a panel: clients, plans, pages and actions in one box (C1).

use std::time::Duration;

use domain::dashboard::Jump;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    go,
    places::{Place, Places, address},
    theme::{browser_setting, set_browser_setting},
};
use crate::{
    dashboard::api::jump,
    i18n::{m, t},
    ui::{Palette, PaletteItem},
    words,
};

/// What choosing the sheet of keys hands back; everything else is an address.
const SHEET: &str = "keys";
/// How long a pause in typing is before the server is asked.
const PAUSE: Duration = Duration::from_millis(120);
/// How many recent choices are remembered.
const RECENT: usize = 5;

/// A choice as this browser remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Recent {
    href: String,
    label: String,
    plan: bool,
}

/// The palette and what it offers here.
#[component]
pub(super) fn Commands(
    open: RwSignal<bool>,
    keys: RwSignal<bool>,
    places: Places,
    /// The company whose clients and plans are found; nothing is, outside of one.
    slug: Option<String>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Jump>::new());
    let busy = RwSignal::new(false);
    let recent = RwSignal::new(Vec::<Recent>::new());
    let slug = StoredValue::new(slug);
    let places = StoredValue::new(places);
    look_up(slug, query, found, busy);
    Effect::new(move |_| {
        if open.get() {
            query.set(String::new());
            recent.set(remembered(slug));
        }
    });
    let items = Memo::new(move |_| {
        let query = query.get();
        let found = found.read();
        let recent = recent.read();
        let slug = slug.get_value().unwrap_or_default();
        places.with_value(|places| offers(&query, &slug, &found, &recent, places))
    });
    let choose = move |key: String| {
        if key == SHEET {
            keys.set(true);
            return;
        }
        if let Some(chosen) = chosen(&key, &items.read_untracked()) {
            remember(slug, chosen);
        }
        go(&key);
    };
    view! { <Palette open query items busy on_choose=choose /> }
}

/// Everything that fits the query, best first.
fn offers(
    query: &str,
    slug: &str,
    found: &[Jump],
    recent: &[Recent],
    places: &Places,
) -> Vec<PaletteItem> {
    let query = query.trim().to_lowercase();
    let fits = |label: &str| label.to_lowercase().contains(&query);
    let item = |group, place: &Place| PaletteItem {
        key: place.href.clone(),
        group: t(group).to_owned(),
        icon: place.icon,
        label: place.name.clone(),
        note: String::new(),
    };
    let mut items = Vec::new();
    if query.is_empty() {
        items.extend(recent.iter().map(|recent| PaletteItem {
            key: recent.href.clone(),
            group: t(m::PANEL_RECENT).to_owned(),
            icon: if recent.plan { "package" } else { "building-2" },
            label: recent.label.clone(),
            note: String::new(),
        }));
    } else {
        let clients = found
            .iter()
            .filter(|jump| matches!(jump, Jump::Client { .. }));
        let plans = found
            .iter()
            .filter(|jump| matches!(jump, Jump::Plan { .. }));
        items.extend(clients.chain(plans).map(|jump| of_jump(slug, jump)));
    }
    let pages = places.all().filter(|place| fits(&place.name));
    items.extend(pages.map(|place| item(m::PANEL_PAGES, place)));
    let actions = places.actions.iter().filter(|place| fits(&place.name));
    items.extend(actions.map(|place| item(m::PANEL_ACTIONS, place)));
    if fits(t(m::PANEL_KEYS)) {
        items.push(PaletteItem {
            key: SHEET.to_owned(),
            group: t(m::PANEL_ACTIONS).to_owned(),
            icon: "keyboard",
            label: t(m::PANEL_KEYS).to_owned(),
            note: String::new(),
        });
    }
    items
}

fn of_jump(slug: &str, jump: &Jump) -> PaletteItem {
    match jump {
        Jump::Client {
            id,
            company,
            status,
            ..
        } => PaletteItem {
            key: address(slug, &format!("clients/{id}")),
            group: t(m::PANEL_CLIENTS).to_owned(),
            icon: "building-2",
            label: company.clone(),
            note: words::status(*status).to_owned(),
        },
        Jump::Plan { id, name } => PaletteItem {
            key: address(slug, &format!("plans/{id}")),
            group: t(m::PANEL_PLANS).to_owned(),
            icon: "package",
            label: name.clone(),
            note: String::new(),
        },
    }
}

/// Asks the server once typing pauses; an answer that comes too late is dropped.
fn look_up(
    slug: StoredValue<Option<String>>,
    query: RwSignal<String>,
    found: RwSignal<Vec<Jump>>,
    busy: RwSignal<bool>,
) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let text = query.get().trim().to_owned();
        timer.with_value(|timer| {
            timer.inspect(TimeoutHandle::clear);
        });
        let Some(slug) = slug.get_value() else { return };
        if text.is_empty() {
            found.set(Vec::new());
            busy.set(false);
            return;
        }
        busy.set(true);
        let ask = move || {
            spawn_local(async move {
                let answer = jump(slug, text.clone()).await;
                let still = query.try_get_untracked();
                if still.is_some_and(|query| query.trim() == text) {
                    found.set(answer.unwrap_or_default());
                    busy.set(false);
                }
            });
        };
        timer.set_value(set_timeout(ask, PAUSE).ok());
    });
}

/// A chosen client or plan, worth remembering.
fn chosen(key: &str, items: &[PaletteItem]) -> Option<Recent> {
    let is_one = key.contains("/cli_") || key.contains("/pln_");
    let item = items.iter().find(|item| is_one && item.key == key)?;
    Some(Recent {
        href: item.key.clone(),
        label: item.label.clone(),
        plan: key.contains("/pln_"),
    })
}

/// The choices with the last one first, each once.
fn with_last(mut recent: Vec<Recent>, last: Recent) -> Vec<Recent> {
    recent.retain(|known| known.href != last.href);
    recent.insert(0, last);
    recent.truncate(RECENT);
    recent
}

fn remembered(slug: StoredValue<Option<String>>) -> Vec<Recent> {
    let text = slug
        .get_value()
        .and_then(|slug| browser_setting(&format!("recent:{slug}")));
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn remember(slug: StoredValue<Option<String>>, chosen: Recent) {
    let recent = with_last(remembered(slug), chosen);
    if let (Some(slug), Ok(text)) = (slug.get_value(), serde_json::to_string(&recent)) {
        set_browser_setting(&format!("recent:{slug}"), Some(&text));
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::{ClientId, clients::ClientStatus};

    use super::*;

    fn places() -> Places {
        Places {
            main: vec![Place {
                href: "/p/acme/clients".to_owned(),
                icon: "users",
                name: "Клиенти".to_owned(),
                exact: false,
            }],
            ..Places::none()
        }
    }

    fn client() -> Jump {
        let id: ClientId = format!("cli_{:032x}", 7).parse().expect("an id");
        Jump::Client {
            id,
            company: "Acme Studio".to_owned(),
            email: String::new(),
            status: ClientStatus::Active,
        }
    }

    #[test]
    fn pages_are_found_in_every_script_and_case() {
        let offers = offers("КЛИ", "acme", &[], &[], &places());
        assert_eq!(
            offers.first().map(|item| item.key.as_str()),
            Some("/p/acme/clients")
        );
    }

    #[test]
    fn found_clients_come_first_and_lead_to_their_page() {
        let offers = offers("a", "acme", &[client()], &[], &places());
        let first = offers.first().unwrap();
        assert_eq!(first.label, "Acme Studio");
        assert!(first.key.starts_with("/p/acme/clients/cli_"));
        assert!(chosen(&first.key, &offers).is_some());
    }

    #[test]
    fn the_last_choice_comes_first_and_once() {
        let recent = |href: &str| Recent {
            href: href.to_owned(),
            label: href.to_owned(),
            plan: false,
        };
        let known = vec![recent("a"), recent("b")];
        assert_eq!(with_last(known, recent("b")), [recent("b"), recent("a")]);
        let many = (0..9).map(|n| recent(&n.to_string())).collect();
        assert_eq!(with_last(many, recent("x")).len(), RECENT);
    }
}
