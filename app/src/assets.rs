//! Where the files of the site are: under an address that changes with every build.

/// The address of a file of the site.
pub fn url(file: &str) -> String {
    format!("{}/{file}", root())
}

#[cfg(feature = "ssr")]
pub use server::*;
#[cfg(feature = "ssr")]
mod server {
    use std::sync::OnceLock;

    static ROOT: OnceLock<String> = OnceLock::new();

    /// Says where the files of the site are; the server calls it once, before the first page.
    pub fn set_root(root: String) {
        let _ = ROOT.set(root);
    }

    pub(super) fn root() -> &'static str {
        ROOT.get().map_or("/pkg/dev", String::as_str)
    }
}

#[cfg(not(feature = "ssr"))]
fn root() -> &'static str {
    use std::sync::OnceLock;
    static ROOT: OnceLock<String> = OnceLock::new();
    ROOT.get_or_init(|| {
        leptos::prelude::document()
            .document_element()
            .and_then(|html| html.get_attribute("data-files"))
            .unwrap_or_default()
    })
}
