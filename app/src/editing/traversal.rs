//! Back and Forward, by the Navigation API (HTML §7.2.6). Where a browser lacks it, nothing is heard
//! and nothing held up.

use leptos::{
    wasm_bindgen::{JsValue, prelude::wasm_bindgen},
    web_sys::{Event, EventTarget},
};

// Written out here, since web-sys offers it only under a flag for the whole build.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    pub(super) type Navigation;

    #[wasm_bindgen(thread_local_v2, js_name = navigation)]
    static NAVIGATION: Option<Navigation>;

    #[wasm_bindgen(method, js_name = traverseTo)]
    fn traverse_to(this: &Navigation, key: &str) -> JsValue;

    /// Somebody wants to go somewhere.
    #[wasm_bindgen(extends = Event)]
    pub(super) type NavigateEvent;

    #[wasm_bindgen(method, getter, js_name = navigationType)]
    fn navigation_type(this: &NavigateEvent) -> String;

    #[wasm_bindgen(method, getter)]
    fn destination(this: &NavigateEvent) -> Destination;

    type Destination;

    #[wasm_bindgen(method, getter)]
    fn key(this: &Destination) -> String;

    #[wasm_bindgen(method, getter)]
    fn url(this: &Destination) -> String;
}

/// What tells of every navigation before it happens.
pub(super) fn navigation() -> Option<Navigation> {
    NAVIGATION.with(Clone::clone)
}

/// An entry of this tab's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    key: String,
    pub(super) url: String,
}

impl Entry {
    /// Where Back or Forward leads, when it can still be held up: a browser lets nobody be kept on
    /// a page who insists.
    pub(super) fn wanted(event: &NavigateEvent) -> Option<Self> {
        let destination = event.destination();
        let can_wait = event.navigation_type() == "traverse" && event.cancelable();
        can_wait.then(|| Self {
            key: destination.key(),
            url: destination.url(),
        })
    }

    /// Goes there after all.
    pub(super) fn traverse(&self) {
        if let Some(navigation) = navigation() {
            navigation.traverse_to(&self.key);
        }
    }
}
