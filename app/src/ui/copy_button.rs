use js_sys::{Function, Promise, Reflect};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};

use crate::{
    i18n::{m, t, tf},
    ui::{IconButton, Size, Toasts, toasts},
};

/// Puts a text on the clipboard, and says whether that worked.
#[component]
pub fn CopyButton(
    /// What it is, for its name: "Copy the value".
    #[prop(into)]
    name: String,
    #[prop(into)] text: String,
) -> impl IntoView {
    let notices = toasts();
    let label = tf(m::UI_COPY, &[("name", &name)]);
    view! {
        <IconButton
            icon="copy"
            label=label
            size=Size::Small
            on_press=move || {
                if copy(&text, notices).is_none() {
                    notices.fail(t(m::UI_NOT_COPIED));
                }
            }
        />
    }
    .into_any()
}

/// Asks the browser to copy; nothing where it has no clipboard, as on pages without https.
fn copy(text: &str, notices: Toasts) -> Option<()> {
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).ok()?;
    let write = Reflect::get(&clipboard, &JsValue::from_str("writeText")).ok()?;
    let write: Function = write.dyn_into().ok()?;
    let copied = write.call1(&clipboard, &JsValue::from_str(text)).ok()?;
    let copied: Promise = copied.dyn_into().ok()?;
    let done = Closure::once_into_js(move |_: JsValue| notices.say(t(m::UI_COPIED)));
    let failed = Closure::once_into_js(move |_: JsValue| notices.fail(t(m::UI_NOT_COPIED)));
    let then = Reflect::get(&copied, &JsValue::from_str("then")).ok()?;
    let then: Function = then.dyn_into().ok()?;
    then.call2(&copied, &done, &failed).ok()?;
    Some(())
}
