use leptos::{prelude::*, web_sys::Element};

/// How far a list is scrolled: in its own frame on wide screens, with the page on a phone.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Scroll {
    frame: i32,
    page: f64,
}

impl Scroll {
    /// How far the list on screen is scrolled, if there is one.
    pub(super) fn now() -> Option<Self> {
        Some(Self {
            frame: frame()?.scroll_top(),
            page: window().scroll_y().ok()?,
        })
    }

    /// Scrolls the list on screen as far again.
    pub(super) fn restore(self) {
        if let Some(frame) = frame() {
            frame.set_scroll_top(self.frame);
            window().scroll_to_with_x_and_y(0.0, self.page);
        }
    }
}

fn frame() -> Option<Element> {
    document().query_selector(".table-wrap").ok().flatten()
}
