//! Where a statement comes from: a file, or what was copied from the bank's page.

use domain::bank_imports::STATEMENT_MAX;
use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{File, HtmlInputElement},
};
use wasm_bindgen_futures::JsFuture;

use super::page::Work;
use crate::{
    i18n::{m, t},
    ui::{Button, Callout, Field, Icon, Kind, TextArea, Tone},
};

/// The file or the text, and the button that reads it.
#[component]
pub(super) fn Source(work: Work) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let file = StoredValue::new_local(None::<File>);
    let pasted = RwSignal::new(String::new());
    let too_large = RwSignal::new(false);
    let chosen = move |event: leptos::ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let found = input.files().and_then(|files| files.get(0));
        name.set(found.as_ref().map(File::name).unwrap_or_default());
        file.set_value(found);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let file = file.get_value();
        spawn_local(async move {
            let bytes = match file {
                Some(file) => content(&file).await,
                None => pasted.get_untracked().into_bytes(),
            };
            too_large.set(bytes.len() > STATEMENT_MAX);
            if bytes.len() <= STATEMENT_MAX && !bytes.is_empty() {
                work.bring(base64(&bytes));
            }
        });
    };
    let trouble = move || {
        too_large.get().then(|| {
            view! { <Callout tone=Tone::Danger>{t(m::BANK_TOO_LARGE)}</Callout> }
        })
    };
    let nothing = Signal::derive(move || {
        let is_empty = name.read().is_empty() && pasted.read().trim().is_empty();
        is_empty.then(|| t(m::BANK_NOTHING_YET).to_owned())
    });
    view! {
        <form class="form" novalidate on:submit=submit>
            <label class="drop-zone">
                <Icon name="upload" />
                <b>
                    {move || {
                        if name.read().is_empty() { t(m::BANK_DROP).to_owned() } else { name.get() }
                    }}
                </b>
                <span class="muted small">{t(m::BANK_DROP_HINT)}</span>
                <input
                    type="file"
                    name="file"
                    accept=".csv,.tsv,.txt,text/csv"
                    class="visually-hidden"
                    on:change=chosen
                />
            </label>
            <Field id="pasted" label=t(m::BANK_PASTE) hint=t(m::BANK_PASTE_HINT)>
                <TextArea value=pasted />
            </Field>
            {trouble}
            <p>
                <Button
                    id="read-statement"
                    kind=Kind::Primary
                    submit=true
                    icon="arrow-right"
                    busy=work.busy
                    reason=nothing
                >
                    {t(m::BANK_READ)}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

/// The bytes of a file; none when it cannot be read any more.
async fn content(file: &File) -> Vec<u8> {
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
        return Vec::new();
    };
    let buffer = buffer.unchecked_into::<js_sys::ArrayBuffer>();
    js_sys::Uint8Array::new(&buffer).to_vec()
}

/// Bytes in base64, made by the browser.
fn base64(bytes: &[u8]) -> String {
    let binary: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    window().btoa(&binary).unwrap_or_default()
}
