//! The document around every page. Server only.

use domain::brands::{Brand, FILES};
use leptos::{
    nonce::{Nonce, use_nonce},
    prelude::*,
};
use leptos_meta::MetaTags;

use crate::{App, assets, brands::letter_icon, desk, i18n};

/// Sets the theme before anything is painted; the choice stays in this browser.
const THEME: &str = "try{const t=localStorage.getItem('theme');\
    if(t)document.documentElement.dataset.theme=t}catch{}";

/// The whole document.
pub fn shell() -> impl IntoView {
    let visitor = desk::visitor();
    provide_context(
        visitor
            .as_ref()
            .map(|visitor| visitor.lang)
            .unwrap_or_default(),
    );
    let me = visitor.as_ref().and_then(|visitor| visitor.me.clone());
    let told = me.as_ref().and_then(|me| serde_json::to_string(me).ok());
    provide_context(me);
    let nonce = use_nonce();
    let wakes = visitor.as_ref().is_some_and(|visitor| visitor.wakes);
    let brand = visitor
        .and_then(|visitor| visitor.front)
        .map(|front| front.brand);
    // Pages that stay plain are what clients see first: they take no more than they show.
    let sheet = if brand.is_some() && !wakes {
        "plain.css"
    } else {
        "app.css"
    };
    view! {
        <!DOCTYPE html>
        <html lang=i18n::lang().tag() data-files=assets::url("").trim_end_matches('/').to_owned()
            data-me=told
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <script nonce=nonce.clone()>{THEME}</script>
                <link rel="stylesheet" href=assets::url(sheet) />
                {brand.as_ref().map_or_else(icon, |brand| dressed(brand, !wakes, nonce.clone()))}
                {wakes.then(|| wake(nonce))}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The colours, shapes and icons of a brand. The style is printed from typed values
/// ([`Brand::style`]).
fn dressed(brand: &Brand, is_plain: bool, nonce: Option<Nonce>) -> AnyView {
    let icons = if let Some(icon) = brand.pictures.tab_icon() {
        let link = |rel: &'static str, sizes: String, file: &str| {
            view! { <link rel=rel sizes=sizes href=format!("{FILES}/{file}") /> }
        };
        let squares = icon.sizes.iter().map(|square| {
            let rel = if square.side == 180 {
                "apple-touch-icon"
            } else {
                "icon"
            };
            link(rel, format!("{0}x{0}", square.side), &square.file)
        });
        let old = icon
            .ico
            .as_deref()
            .map(|file| link("icon", "48x48".to_owned(), file));
        (old, squares.collect::<Vec<_>>()).into_any()
    } else {
        view! { <link rel="icon" type="image/svg+xml" href=letter_icon(brand) /> }.into_any()
    };
    view! {
        <style nonce=nonce>{brand.style(is_plain)}</style>
        {icons}
    }
    .into_any()
}

/// The portal's own icon.
fn icon() -> AnyView {
    view! { <link rel="icon" type="image/svg+xml" href=assets::url("favicon.svg") /> }.into_any()
}

/// Brings the page to life: program and texts are fetched side by side. Our own instead of
/// Leptos' `HydrationScripts`, which repeats the nonce where style sheets could read it.
fn wake(nonce: Option<Nonce>) -> impl IntoView {
    let lang = i18n::lang();
    let script = format!(
        "const[m,t]=await Promise.all([import('{js}').then(async m=>\
         (await m.default({{module_or_path:'{wasm}'}}),m)),\
         fetch('{texts}').then(r=>r.text())]);m.hydrate('{lang}',t)",
        js = assets::url("app.js"),
        wasm = assets::url("app.wasm"),
        texts = assets::url(&i18n::file_name(lang)),
    );
    view! {
        <link rel="modulepreload" href=assets::url("app.js") nonce=nonce.clone() />
        <script type="module" nonce=nonce>
            {script}
        </script>
    }
}
