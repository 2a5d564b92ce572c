//! The signature of a statement, checked in the browser by the browser itself (Web Cryptography):
//! a library for it would weigh more than the page.

use domain::commission::Statement;
use js_sys::{Array, Uint8Array};
use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::CryptoKey,
};
use wasm_bindgen_futures::JsFuture;

/// Whether the key in hexadecimal digits has signed the statement; nothing when this browser cannot
/// tell, as one without Ed25519, or on a page without TLS.
pub(super) async fn holds(statement: &Statement, key: &str, signature: &str) -> Option<bool> {
    let text = statement.canonical().ok()?;
    let (key, signature) = (bytes(key)?, bytes(signature)?);
    let subtle = window().crypto().ok()?.subtle();
    // On a page without TLS there is none, whatever the type says.
    if subtle.is_undefined() {
        return None;
    }
    let raw = Uint8Array::from(key.as_slice());
    let usages = Array::of1(&JsValue::from_str("verify"));
    let import = subtle.import_key_with_str("raw", &raw, "Ed25519", false, &usages);
    let key: CryptoKey = JsFuture::from(import.ok()?).await.ok()?.dyn_into().ok()?;
    let verify = subtle.verify_with_str_and_buffer_source_and_buffer_source(
        "Ed25519",
        &key,
        &Uint8Array::from(signature.as_slice()),
        &Uint8Array::from(text.as_bytes()),
    );
    JsFuture::from(verify.ok()?).await.ok()?.as_bool()
}

/// Two hexadecimal digits a byte.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::bytes;

    #[test]
    fn digits_are_read_in_pairs() {
        assert_eq!(bytes("00ff7A"), Some(vec![0, 255, 122]));
        assert_eq!(bytes("0"), None);
        assert_eq!(bytes("zz"), None);
    }
}
