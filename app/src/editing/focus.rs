use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// Puts the focus into the first field that has a problem.
pub fn show_first_problem() {
    let _ = request_animation_frame(|| {
        let field = document()
            .query_selector("#content [aria-invalid='true']")
            .ok()
            .flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}
