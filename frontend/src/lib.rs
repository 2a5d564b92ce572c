#![doc = "Brings the server's pages to life in the browser."]
#![recursion_limit = "512"]

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered, in the language of `texts`.
#[wasm_bindgen]
pub fn hydrate(lang: &str, texts: &str) {
    app::i18n::load(lang, texts);
    leptos::mount::hydrate_lazy(app::App);
}
