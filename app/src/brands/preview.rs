use leptos::{html, prelude::*, web_sys};

use super::{
    editor::Open,
    samples::{Login, Mail, Portal},
};
use crate::{
    i18n::{m, t},
    ui::{Choice, Segmented},
};

/// What clients will see, followed with every key and without asking the server.
#[component]
pub(super) fn Preview(open: Open) -> impl IntoView {
    let shown = RwSignal::new("login".to_owned());
    let scheme = RwSignal::new("light".to_owned());
    let stage = NodeRef::<html::Div>::new();
    // Set one by one: a style attribute in the page would not be let in.
    Effect::new(move |_| {
        let brand = open.brand.get();
        if let Some(stage) = stage.get() {
            let style = web_sys::HtmlElement::style(&stage);
            for (name, value) in brand.properties(false) {
                let _ = style.set_property(name, &value);
            }
        }
    });
    let views = [
        ("login", m::BRAND_PREVIEW_LOGIN),
        ("portal", m::BRAND_PREVIEW_PORTAL),
        ("mail", m::BRAND_PREVIEW_MAIL),
    ];
    let schemes = [
        ("light", m::BRAND_SCHEME_LIGHT),
        ("dark", m::BRAND_SCHEME_DARK),
    ];
    let choices = |all: &[(&'static str, _)]| {
        let choice = |(value, words): &(&'static str, _)| Choice::from((*value, t(*words)));
        all.iter().map(choice).collect::<Vec<_>>()
    };
    let is_dark = Memo::new(move |_| *scheme.read() == "dark");
    let sample = move || match shown.read().as_str() {
        "portal" => view! { <Portal open is_dark /> }.into_any(),
        "mail" => view! { <Mail open /> }.into_any(),
        _ => view! { <Login open is_dark /> }.into_any(),
    };
    // Messages know no scheme.
    let painted = move || {
        if *shown.read() == "mail" {
            "light".to_owned()
        } else {
            scheme.get()
        }
    };
    view! {
        <aside class="brand-preview" aria-label=t(m::BRAND_PREVIEW)>
            <div class="brand-preview-head">
                <Segmented
                    name="preview"
                    label=t(m::BRAND_PREVIEW)
                    value=shown
                    options=choices(&views)
                />
                <Segmented
                    name="scheme"
                    label=t(m::BRAND_SCHEME)
                    value=scheme
                    options=choices(&schemes)
                />
            </div>
            <div class="brand-stage" node_ref=stage data-scheme=painted inert aria-hidden="true">
                {sample}
            </div>
        </aside>
    }
    .into_any()
}
