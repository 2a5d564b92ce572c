use leptos::{html, prelude::*};

use crate::{
    editing::{Draft, Editing},
    i18n::{m, t, tf},
    ui::{Button, Callout, Change, Kind, Size, Tone, UnsavedBar},
};

/// What the reader is told of an edited form, and the way to save it: the bar with its changes,
/// what came back after a reload, and what somebody else changed meanwhile.
///
/// `words` gives the label of a field and its value in a draft, as the reader knows them.
#[component]
pub fn EditingBar<T: Draft>(
    editing: Editing<T>,
    #[prop(into)] words: Callback<(String, T), (String, String)>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_save: Callback<()>,
) -> impl IntoView {
    let changes = Memo::new(move |_| {
        let (base, draft) = (editing.base(), editing.draft());
        let change = |name: String| {
            let (label, from) = words.run((name.clone(), base.clone()));
            let (_, to) = words.run((name, draft.clone()));
            Change { label, from, to }
        };
        editing.dirty().into_iter().map(change).collect::<Vec<_>>()
    });
    let kept = move || {
        (editing.was_kept() && !changes.read().is_empty()).then(|| {
            view! {
                <Callout tone=Tone::Info>
                    <p>{t(m::EDITING_KEPT)}</p>
                </Callout>
            }
        })
    };
    // It comes above the bar, perhaps out of sight: whoever pressed Save must not miss it.
    let news = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if editing.theirs().is_some()
            && let Some(news) = news.get()
        {
            let _ = request_animation_frame(move || {
                news.scroll_into_view();
                let _ = news.focus();
            });
        }
    });
    view! {
        {kept}
        <div node_ref=news tabindex="-1" class="news">
            {move || clashes(editing, words)}
        </div>
        <UnsavedBar changes busy on_save on_discard=move || editing.discard() />
    }
    .into_any()
}

/// The fields that two people changed: mine stay unless I take theirs.
fn clashes<T: Draft>(
    editing: Editing<T>,
    words: Callback<(String, T), (String, String)>,
) -> Option<AnyView> {
    let theirs = editing.theirs()?;
    let rows = editing
        .clashes()
        .into_iter()
        .map(|name| {
            let (label, value) = words.run((name.clone(), theirs.clone()));
            let line = tf(m::EDITING_THEIR_VALUE, &[("field", &label), ("value", &value)]);
            view! {
                <li class="cluster">
                    <span>{line}</span>
                    <Button size=Size::Small kind=Kind::Default on_press=move || editing.take_theirs(&name)>
                        {t(m::EDITING_TAKE_THEIRS)}
                    </Button>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let text = if rows.is_empty() {
        m::EDITING_MERGED
    } else {
        m::EDITING_CLASH
    };
    let view = view! {
        <Callout tone=Tone::Warning title=t(m::EDITING_CHANGED_MEANWHILE)>
            <p>{t(text)}</p>
            <ul class="stack" data-gap="small">
                {rows}
            </ul>
        </Callout>
    };
    Some(view.into_any())
}
