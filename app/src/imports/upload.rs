//! Choosing a file: a plain form, which the browser sends as it is.

use domain::refusal::Rejection;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    i18n::{m, t, tf},
    ui::{Button, Callout, Icon, Kind, Tone},
    words,
};

/// The form that takes a file.
#[component]
pub(crate) fn Upload(
    /// Where the file is sent to.
    action: String,
    /// Largest file, in bytes.
    file_max: usize,
    /// Most rows of a file.
    rows_max: u64,
) -> impl IntoView {
    let megabytes = (file_max / 1024 / 1024).to_string();
    let name = RwSignal::new(String::new());
    // Told before it is sent: the server would only hang up on it.
    let too_large = RwSignal::new(false);
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        let file = input.files().and_then(|files| files.get(0));
        too_large.set(
            file.as_ref()
                .is_some_and(|file| file.size() > as_told(file_max)),
        );
        name.set(file.map(|file| file.name()).unwrap_or_default());
    };
    let trouble = move || {
        too_large.get().then(|| {
            view! {
                <Callout tone=Tone::Danger>
                    <p>{too_large_words(file_max)}</p>
                </Callout>
            }
        })
    };
    view! {
        <Trouble file_max rows_max />
        <form
            class="form"
            method="post"
            enctype="multipart/form-data"
            action=action
            on:submit=move |event| {
                if too_large.get_untracked() {
                    event.prevent_default();
                }
            }
        >
            <label class="drop-zone">
                <Icon name="upload" />
                <b>
                    {move || {
                        if name.read().is_empty() { t(m::IMPORT_DROP).to_owned() } else { name.get() }
                    }}
                </b>
                <span class="muted small">{tf(m::IMPORT_DROP_HINT, &[("max", &megabytes)])}</span>
                <input
                    type="file"
                    name="file"
                    accept=".csv,.tsv,.txt,text/csv"
                    class="visually-hidden"
                    required
                    on:change=chosen
                />
            </label>
            {trouble}
            <p>
                <Button kind=Kind::Primary submit=true icon="arrow-right">
                    {t(m::IMPORT_READ)}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

/// A size as browsers tell it.
#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
const fn as_told(bytes: usize) -> f64 {
    bytes as f64
}

fn too_large_words(file_max: usize) -> String {
    let most = (file_max / 1024 / 1024).to_string();
    tf(m::IMPORT_TOO_LARGE, &[("max", &most)])
}

/// Why the last file was not taken: the code that the server put into the address.
#[component]
fn Trouble(file_max: usize, rows_max: u64) -> impl IntoView {
    let query = use_query_map();
    let text = move || {
        query.read().get("refused").map(|code| match code.as_str() {
            "too_large" => too_large_words(file_max),
            "too_many_rows" => words::rejection(&Rejection::TooMuch { max: rows_max }),
            "too_many_columns" => tf(
                m::IMPORT_TOO_WIDE,
                &[("max", &domain::imports::COLUMNS_MAX.to_string())],
            ),
            "too_many_waiting" => tf(
                m::IMPORT_TOO_MANY_WAITING,
                &[("max", &domain::imports::WAITING_MAX.to_string())],
            ),
            "no_rows" => words::rejection(&Rejection::NoRows),
            "busy" => t(m::IMPORT_BUSY).to_owned(),
            "not_a_table" => words::rejection(&Rejection::NotATable),
            _ => t(m::IMPORT_REFUSED).to_owned(),
        })
    };
    move || {
        text().map(|text| {
            view! {
                <Callout tone=Tone::Danger>
                    <p>{text}</p>
                </Callout>
            }
        })
    }
}
