use leptos::{prelude::*, text_prop::TextProp};
use leptos_meta::Title;

/// The title of the page, before whatever its frame puts behind it.
#[component]
pub fn PageTitle(#[prop(into)] text: TextProp) -> impl IntoView {
    let text: TextProp = if cfg!(feature = "ssr") {
        // Read now: it is written into the document last, when what the text is made of may be gone.
        in_title(&untrack(|| text.get())).into()
    } else {
        (move || in_title(&text.get())).into()
    };
    view! { <Title text /> }
}

/// A text as it may stand in a title. The server writes titles into the document as they are
/// (`leptos_meta` 0.9.0-rc1), and names are chosen by people; the browser sets them as text.
pub fn in_title(text: &str) -> String {
    if cfg!(feature = "ssr") {
        text.replace('&', "&amp;").replace('<', "&lt;")
    } else {
        text.to_owned()
    }
}
