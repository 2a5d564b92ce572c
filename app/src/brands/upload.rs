//! Sending a picture while telling how far it is: `fetch` does not know.

use domain::{
    Refusal,
    brands::{BrandDetails, Slot},
};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{File, FormData, ProgressEvent, XmlHttpRequest},
};

use crate::api_error::ApiError;

/// Sends a file to a place of the brand; `progress` hears of bytes sent and of all there are.
pub(super) async fn upload(
    address: &str,
    slot: Slot,
    file: &File,
    progress: Callback<(u64, u64)>,
) -> Result<BrandDetails, ApiError> {
    let request = XmlHttpRequest::new().map_err(|_| ApiError::Offline)?;
    let ended = sent(&request, address, slot, file, progress);
    let promise = ended.map_err(|_| ApiError::Offline)?;
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status() {
        Ok(200) => serde_json::from_str(&text).map_err(|_| ApiError::Outdated),
        Ok(0) | Err(_) => Err(ApiError::Offline),
        Ok(404) => Err(ApiError::Refused(Refusal::NotFound)),
        Ok(_) => {
            let refusal: Result<Refusal, _> = serde_json::from_str(&text);
            Err(refusal.map_or(ApiError::Outdated, ApiError::Refused))
        }
    }
}

/// Begins to send; the promise is kept when the request has ended, however it did.
fn sent(
    request: &XmlHttpRequest,
    address: &str,
    slot: Slot,
    file: &File,
    progress: Callback<(u64, u64)>,
) -> Result<js_sys::Promise, JsValue> {
    let form = FormData::new()?;
    form.append_with_str("slot", slot.name())?;
    form.append_with_blob_and_filename("file", file, "picture")?;
    request.open_with_async("POST", address, true)?;
    let told = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        progress.run((bytes(event.loaded()), bytes(event.total())));
    });
    request
        .upload()?
        .set_onprogress(Some(told.as_ref().unchecked_ref()));
    // The request lives as long as it needs, and so does what it tells.
    told.forget();
    let promise = js_sys::Promise::new(&mut |kept, _| request.set_onloadend(Some(&kept)));
    request.send_with_opt_form_data(Some(&form))?;
    Ok(promise)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "browsers tell sizes as floats"
)]
fn bytes(size: f64) -> u64 {
    size as u64
}
