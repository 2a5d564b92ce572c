//! What this tab keeps until it is closed. In a browser that forbids it, nothing is kept.

use leptos::{prelude::window, web_sys::Storage};
use serde::{Serialize, de::DeserializeOwned};

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What was kept under a key; nothing when it no longer fits the form.
pub(super) fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = storage()?.get_item(key).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

pub(super) fn write<T: Serialize>(key: &str, value: &T) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
        let _ = storage.set_item(key, &text);
    }
}

pub(super) fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
