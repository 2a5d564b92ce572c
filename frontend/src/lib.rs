#![doc = "Brings the server's pages to life in the browser."]

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered, in the language of `texts`.
#[wasm_bindgen]
pub fn hydrate(lang: &str, texts: &str) {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("{panic}");
    }));
    app::i18n::load(lang, texts);
    leptos::mount::hydrate_lazy(app::App);
}
