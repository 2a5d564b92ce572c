#![doc = "Brings the server's pages to life in the browser."]

use leptos::{prelude::*, task};
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered, in the language of `texts`.
#[wasm_bindgen]
pub async fn hydrate(lang: String, texts: String) {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("{panic}");
    }));
    app::i18n::load(&lang, &texts);
    let Some(body) = document().body() else {
        return;
    };
    hydrate_from_async(body, app::App).await.forget();
    // What listens is an effect, and effects run after this.
    task::tick().await;
    // Tells style sheets and tests that presses are heard now.
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-alive", "true");
    }
}
