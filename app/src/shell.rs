//! The document around every page. Server only.

use leptos::{
    nonce::{Nonce, use_nonce},
    prelude::*,
};
use leptos_meta::MetaTags;

use crate::{App, assets, desk, i18n};

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
                <link rel="stylesheet" href=assets::url("app.css") />
                <link rel="icon" type="image/svg+xml" href=assets::url("favicon.svg") />
                {visitor.is_some_and(|visitor| visitor.wakes).then(|| wake(nonce))}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
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
