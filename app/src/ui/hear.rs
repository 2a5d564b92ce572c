use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi},
    web_sys::EventTarget,
};

/// Hears an event on its way down to where it happens, until the calling effect ends: before
/// anybody below `target`, and those events too that never come up from there.
pub fn hear<E: FromWasmAbi + 'static>(
    target: impl Into<EventTarget>,
    name: &'static str,
    heard: impl Fn(E) + 'static,
) {
    let target = target.into();
    let listener = Closure::<dyn Fn(E)>::new(heard);
    let function = listener.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback_and_bool(name, function, true);
    let kept = leptos::__reexports::send_wrapper::SendWrapper::new((target, listener));
    on_cleanup(move || {
        let (target, listener) = kept.take();
        let function = listener.as_ref().unchecked_ref();
        let _ = target.remove_event_listener_with_callback_and_bool(name, function, true);
    });
}
