//! Choosing a file: a plain form, which the browser sends as it is.

use domain::{imports::FILE_MAX, refusal::Rejection};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    i18n::{m, t, tf},
    ui::{Button, Callout, Icon, Kind, Tone},
    words,
};

/// The form that takes a file.
#[component]
pub(super) fn Upload(slug: String) -> impl IntoView {
    let megabytes = (FILE_MAX / 1024 / 1024).to_string();
    let name = RwSignal::new(String::new());
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        let file = input.files().and_then(|files| files.get(0));
        name.set(file.map(|file| file.name()).unwrap_or_default());
    };
    view! {
        <Trouble />
        <form
            class="form"
            method="post"
            enctype="multipart/form-data"
            action=format!("/p/{slug}/clients/import")
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
            <p>
                <Button kind=Kind::Primary submit=true icon="arrow-right">
                    {t(m::IMPORT_READ)}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

/// Why the last file was not taken: the code that the server put into the address.
#[component]
fn Trouble() -> impl IntoView {
    let query = use_query_map();
    let text = move || {
        query.read().get("refused").map(|code| match code.as_str() {
            "too_large" => {
                let most = (FILE_MAX / 1024 / 1024).to_string();
                tf(m::IMPORT_TOO_LARGE, &[("max", &most)])
            }
            "too_many_rows" => words::rejection(&Rejection::TooMuch {
                max: domain::imports::ROWS_MAX,
            }),
            _ => words::rejection(&Rejection::NotATable),
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
