use std::{pin::Pin, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use crate::{
    api_error::ApiError,
    i18n::{m, t},
    ui::{Button, Callout, Kind, Tone, toasts},
    words,
};

/// Seconds between looks whether the money has come; after the last one the person is told to come
/// back later.
const LOOKS: [u64; 8] = [1, 2, 3, 5, 8, 13, 20, 30];

/// Begins a payment, with the browser's own host; gives the address where it goes on.
pub type Begin = Callback<(String,), Begun>;

/// The address where a payment goes on, on its way.
pub type Begun = Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send>>;

/// Begins a payment by card and sends the browser to the provider.
#[component]
pub fn PayByCard(begin: Begin) -> impl IntoView {
    let notices = toasts();
    let busy = RwSignal::new(false);
    let pay = move || {
        busy.set(true);
        spawn_local(async move {
            let origin = window().location().origin().unwrap_or_default();
            match begin.run((origin,)).await {
                // It stays busy until the other page is there.
                Ok(to) => {
                    let _ = window().location().assign(&to);
                }
                Err(error) => {
                    busy.set(false);
                    notices.fail(words::error(&error));
                }
            }
        });
    };
    view! {
        <Button id="pay-by-card" kind=Kind::Primary icon="credit-card" busy on_press=pay>
            {t(m::CARDS_PAY)}
        </Button>
    }
    .into_any()
}

/// What is said to somebody who comes back from the provider: the money is told of by another way,
/// often a moment later, so it is looked for a few times.
#[component]
pub fn Returned(
    is_paid: bool,
    /// How often it was looked for.
    looks: StoredValue<usize>,
    /// Looks again; what comes of it is a new page.
    again: Callback<()>,
) -> impl IntoView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let Some(pause) = LOOKS.get(looks.get_value()).filter(|_| !is_paid) else {
            return;
        };
        looks.update_value(|looks| *looks += 1);
        let look = move || again.run(());
        timer.set_value(set_timeout(look, Duration::from_secs(*pause)).ok());
    });
    on_cleanup(move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    });
    let (tone, text) = if is_paid {
        (Tone::Success, m::CARDS_PAID)
    } else if looks.get_value() < LOOKS.len() {
        (Tone::Info, m::CARDS_CONFIRMING)
    } else {
        (Tone::Info, m::CARDS_TAKES_LONGER)
    };
    view! {
        <div role="status">
            <Callout tone>{t(text)}</Callout>
        </div>
    }
    .into_any()
}
