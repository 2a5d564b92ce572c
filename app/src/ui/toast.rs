use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    i18n::{m, t},
    ui::{Icon, IconButton, Tone},
};

const STAY: Duration = Duration::from_secs(8);

/// Short notices at the foot of the page; from `toasts()`.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

#[derive(Debug, Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    undo: Option<Callback<()>>,
}

impl Toasts {
    /// Says that something was done.
    pub fn say(self, text: impl Into<String>) {
        self.show(Tone::Success, text.into(), None);
    }

    /// Says that something was done, and offers to take it back.
    pub fn say_with_undo(self, text: impl Into<String>, undo: impl Into<Callback<()>>) {
        self.show(Tone::Success, text.into(), Some(undo.into()));
    }

    /// Says that something failed.
    pub fn fail(self, text: impl Into<String>) {
        self.show(Tone::Danger, text.into(), None);
    }

    fn show(self, tone: Tone, text: String, undo: Option<Callback<()>>) {
        let id = self.next.with_value(|next| *next);
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| {
            shown.push(Toast {
                id,
                tone,
                text,
                undo,
            });
            let more = shown.len().saturating_sub(3);
            shown.drain(..more);
        });
    }

    fn drop(self, id: u32) {
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Makes `toasts()` work below; once, at the root of the page.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts {
        shown: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    };
    provide_context(toasts);
    toasts
}

/// The notices of this page.
pub fn toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(provide_toasts)
}

/// Where the notices appear; once, at the end of the page.
#[component]
pub fn Toaster() -> impl IntoView {
    let toasts = toasts();
    view! {
        <div class="toaster" role="status" aria-live="polite" aria-label=t(m::UI_NOTICES)>
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <Slice toast toasts />
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn Slice(toast: Toast, toasts: Toasts) -> impl IntoView {
    let id = toast.id;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let wait = move || {
        timer.with_value(|timer| timer.inspect(TimeoutHandle::clear));
        timer.set_value(set_timeout(move || toasts.drop(id), STAY).ok());
    };
    let hold = move || {
        timer.with_value(|timer| timer.inspect(TimeoutHandle::clear));
    };
    Effect::new(move |_| wait());
    on_cleanup(hold);
    let undo = toast.undo.map(|undo| {
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| {
                    undo.run(());
                    toasts.drop(id);
                }
            >
                {t(m::UI_UNDO)}
            </button>
        }
    });
    view! {
        <div
            class="toast"
            data-tone=toast.tone.name()
            on:mouseenter=move |_| hold()
            on:mouseleave=move |_| wait()
            on:focusin=move |_| hold()
            on:focusout=move |_| wait()
        >
            <Icon name=toast.tone.icon() />
            <span class="toast-text">{toast.text}</span>
            {undo}
            <IconButton icon="x" label=t(m::UI_DISMISS) on_press=move || toasts.drop(id) />
        </div>
    }
    .into_any()
}
