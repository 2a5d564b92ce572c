use leptos::{ev, prelude::*};

use crate::ui::{Icon, Size};

/// How loudly a button speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// One of several things to do.
    #[default]
    Default,
    /// The one thing to do here.
    Primary,
    /// Seen only when looked for.
    Ghost,
    /// What cannot be undone, at the moment of doing it.
    Danger,
    /// The way to what cannot be undone.
    QuietDanger,
}

impl Kind {
    /// The value of `data-kind`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Primary => "primary",
            Self::Ghost => "ghost",
            Self::Danger => "danger",
            Self::QuietDanger => "quiet-danger",
        }
    }
}

/// A button; greyed with its reason beside it when `reason` holds one.
#[component]
pub fn Button(
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<&'static str>,
    /// Needed where there may be a `reason`, which it is tied to.
    #[prop(optional, into)]
    id: Option<String>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional)] wide: bool,
    /// Work is under way: keeps its width, shows a turning mark, takes no click.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it may not be used now.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let reason_id = id.as_ref().map(|id| format!("{id}-reason"));
    let described_by = reason_id.clone();
    let refused = Memo::new(move |_| reason.read().is_some());
    view! {
        <button
            type=kind_of_press(submit)
            class="button"
            id=id
            data-kind=kind.name()
            data-size=size.name()
            data-wide=wide.then_some("")
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || refused.get().then_some("true")
            aria-describedby=move || refused.get().then(|| described_by.clone()).flatten()
            on:click=move |event| press(&event, busy.get_untracked() || refused.get_untracked(), on_press)
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
        </button>
        {move || {
            let id = reason_id.clone();
            reason.get().map(|reason| view! { <span class="reason" id=id>{reason}</span> })
        }}
    }
    .into_any()
}

/// A button that is only a picture; `label` is its name and its tooltip.
#[component]
pub fn IconButton(
    icon: &'static str,
    #[prop(into)] label: String,
    #[prop(default = Kind::Ghost)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional, into)] pressed: Option<Signal<bool>>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            data-icon=""
            data-kind=kind.name()
            data-size=size.name()
            title=label.clone()
            aria-label=label
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| press(&event, busy.get_untracked(), on_press)
        >
            <Icon name=icon />
        </button>
    }
    .into_any()
}

/// A link that looks like a button: it goes somewhere and changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] wide: bool,
    /// Saves what the link leads to, instead of showing it.
    #[prop(optional)]
    download: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="button"
            href=move || href.get()
            data-kind=kind.name()
            data-size=size.name()
            data-wide=wide.then_some("")
            download=download.then_some("")
            rel=download.then_some("external")
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
        </a>
    }
    .into_any()
}

const fn kind_of_press(submit: bool) -> &'static str {
    if submit { "submit" } else { "button" }
}

fn press(event: &ev::MouseEvent, refused: bool, on_press: Option<Callback<()>>) {
    if refused {
        event.prevent_default();
    } else if let Some(on_press) = on_press {
        on_press.run(());
    }
}
