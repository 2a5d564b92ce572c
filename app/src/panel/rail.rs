use domain::brands::{FILES, Face};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    go,
    places::{Place, Places},
    theme::browser_setting,
};
use crate::{
    brands::BrandHead,
    i18n::{m, t},
    ui::{Avatar, Icon, Menu, MenuItem},
};

/// Whether the rail is collapsed; remembered in this browser.
#[derive(Debug, Clone, Copy)]
pub struct RailWidth(RwSignal<bool>);

impl RailWidth {
    pub(super) fn new() -> Self {
        let collapsed = RwSignal::new(false);
        Effect::new(move |_| {
            collapsed.set(browser_setting("rail").as_deref() == Some("collapsed"));
        });
        Self(collapsed)
    }

    /// The value of `data-rail`.
    pub(super) fn name(self) -> Option<&'static str> {
        self.0.get().then_some("collapsed")
    }

    fn toggle(self) {
        let collapsed = !self.0.get_untracked();
        self.0.set(collapsed);
        super::theme::set_browser_setting("rail", collapsed.then_some("collapsed"));
    }
}

/// The places of the panel, at the left.
#[component]
pub(super) fn Rail(
    /// The company or area one is in.
    name: String,
    /// The brand whose host this is; it stands in the company's place.
    brand: Option<Face>,
    places: Places,
    width: RailWidth,
) -> impl IntoView {
    let home = places.main.first().map(|place| place.href.clone());
    let label = move || {
        t(if width.name().is_some() {
            m::PANEL_EXPAND
        } else {
            m::PANEL_COLLAPSE
        })
    };
    let head = match brand {
        Some(face) => {
            view! { <span class="brand-head"><BrandHead face files=FILES.to_owned() /></span> }
                .into_any()
        }
        None => view! {
            <Avatar name=name.clone() />
            <span>{name}</span>
        }
        .into_any(),
    };
    view! {
        <nav class="rail" aria-label=t(m::PANEL_MAIN)>
            <a class="rail-brand" href=home.unwrap_or_else(|| "/".to_owned())>
                {head}
            </a>
            {places.main.into_iter().map(item).collect_view()}
            <div class="rail-end">
                {places.end.into_iter().map(item).collect_view()}
                <button
                    type="button"
                    class="rail-item"
                    title=label
                    on:click=move |_| width.toggle()
                >
                    <Icon name="panel-left" />
                    <span>{label}</span>
                </button>
            </div>
        </nav>
    }
    .into_any()
}

fn item(place: Place) -> AnyView {
    let Place {
        href,
        icon,
        name,
        exact,
    } = place;
    let title = name.clone();
    view! {
        <A href=href exact=exact attr:class="rail-item" attr:title=title>
            <Icon name=icon />
            <span>{name}</span>
        </A>
    }
    .into_any()
}

/// The same places under the thumb, on the phone.
#[component]
pub(super) fn BottomBar(places: Places) -> impl IntoView {
    let person = Place {
        href: "/profile".to_owned(),
        icon: "user",
        name: t(m::PANEL_PROFILE).to_owned(),
        exact: false,
    };
    let mut items: Vec<Place> = places.main.into_iter().chain(places.end).collect();
    // There is room for four beside oneself; what has none is behind the last of them.
    let rest = if items.len() > 4 {
        items.split_off(3)
    } else {
        Vec::new()
    };
    let link = |Place {
                    href,
                    icon,
                    name,
                    exact,
                }: Place| {
        view! {
            <A href=href exact=exact>
                <Icon name=icon />
                <span>{name}</span>
            </A>
        }
    };
    view! {
        <nav class="bottom-bar" aria-label=t(m::PANEL_MAIN)>
            {items.into_iter().map(link).collect_view()}
            {(!rest.is_empty()).then(|| view! { <Rest rest /> })}
            {link(person)}
        </nav>
    }
    .into_any()
}

/// The places that have no room of their own.
#[component]
fn Rest(rest: Vec<Place>) -> impl IntoView {
    let trigger = || {
        view! {
            <Icon name="ellipsis" />
            <span>{t(m::PANEL_MORE)}</span>
        }
    };
    view! {
        <Menu id="more-places" label=t(m::PANEL_MORE) trigger end=true>
            {rest
                .iter()
                .map(|place| {
                    let (href, name) = (place.href.clone(), place.name.clone());
                    view! {
                        <MenuItem icon=place.icon on_press=move || go(&href)>
                            {name}
                        </MenuItem>
                    }
                })
                .collect_view()}
        </Menu>
    }
    .into_any()
}
