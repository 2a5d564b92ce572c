use domain::{
    Refusal,
    brands::{Brand, BrandDetails, BrandDraft, Pictures, Slot},
};
use leptos::{prelude::*, task::spawn_local};

use super::{api, editor::Open, form::words_of, pictures::name_of};
use crate::{
    api_error::ApiError,
    i18n::{Msg, m, t, tf},
    ui::{Badge, Button, Callout, Dialog, DialogBody, DialogFoot, Kind, LinkButton, Time, Tone},
    words,
};

/// Whether clients see what was saved, and the ways to show it to them and to take it back.
#[component]
pub(super) fn Publication(open: Open) -> impl IntoView {
    let details = open.details;
    let (publishing, undoing) = (RwSignal::new(false), RwSignal::new(false));
    let unsaved = open.editing().is_dirty();
    let reason = Signal::derive(move || {
        let msg = if unsaved.get() {
            m::BRAND_SAVE_FIRST
        } else if details.read().is_unpublished() {
            return None;
        } else {
            m::BRAND_NO_CHANGES
        };
        Some(t(msg).to_owned())
    });
    let undo = move || {
        (details.read().undo.is_some() && !open.is_locked).then(|| {
            view! {
                <Button icon="undo-2" on_press=move || undoing.set(true)>
                    {t(m::BRAND_UNDO)}
                </Button>
            }
        })
    };
    let publish = (!open.is_locked).then(|| {
        view! {
            <Button id="publish" kind=Kind::Primary reason on_press=move || publishing.set(true)>
                {t(m::BRAND_PUBLISH)}
            </Button>
        }
    });
    let address = Signal::derive(move || format!("{}/sign-in", details.read().url));
    view! {
        <div class="publication">
            <div class="cluster">{move || state(&details.read())}</div>
            <div class="cluster">
                <LinkButton href=address kind=Kind::Ghost icon="external-link">
                    {t(m::BRAND_OPEN)}
                </LinkButton>
                {undo}
                {publish}
            </div>
        </div>
        {move || first_words(&details.read())}
        <Question open asked=publishing deed=Deed::Publish />
        <Question open asked=undoing deed=Deed::Undo />
    }
    .into_any()
}

/// Published since when, or not, and whether more was saved since.
fn state(details: &BrandDetails) -> AnyView {
    let Some(published) = &details.published else {
        return view! { <Badge>{t(m::BRAND_NEVER)}</Badge> }.into_any();
    };
    let more = details
        .is_unpublished()
        .then(|| view! { <Badge tone=Tone::Warning>{t(m::BRAND_UNPUBLISHED)}</Badge> });
    view! {
        <Badge tone=Tone::Success>{t(m::BRAND_IS_PUBLISHED)}</Badge>
        <span class="muted small">
            <Time at=published.at.to_rfc3339() />
        </span>
        {more}
    }
    .into_any()
}

/// What this is for, for whoever sees it for the first time.
fn first_words(details: &BrandDetails) -> Option<AnyView> {
    if details.published.is_some() || details.undo.is_some() {
        return None;
    }
    let host = details.url.split("://").nth(1).unwrap_or(&details.url);
    let text = tf(m::BRAND_NEVER_TEXT, &[("host", host)]);
    let view = view! {
        <Callout tone=Tone::Accent>
            <p>{text}</p>
        </Callout>
    };
    Some(view.into_any())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Publish,
    Undo,
}

impl Deed {
    const fn words(self) -> [Msg; 4] {
        match self {
            Self::Publish => [
                m::BRAND_PUBLISH_TITLE,
                m::BRAND_PUBLISH_TEXT,
                m::BRAND_PUBLISH,
                m::BRAND_PUBLISHED,
            ],
            Self::Undo => [
                m::BRAND_UNDO_TITLE,
                m::BRAND_UNDO_TEXT,
                m::BRAND_UNDO,
                m::BRAND_UNDONE,
            ],
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Publish => "publish-brand",
            Self::Undo => "undo-brand",
        }
    }

    /// What clients will see instead of what.
    fn changes(self, details: &BrandDetails) -> Vec<(String, String, String)> {
        let shown = details.published.as_ref().map(|published| &published.brand);
        match self {
            Self::Publish => changes(shown, &details.draft, &details.pictures),
            Self::Undo => {
                let back = details.undo.as_ref().and_then(|undo| undo.brand.as_ref());
                let draft = back.map(BrandDraft::from).unwrap_or_default();
                let pictures = back.map(|brand| brand.pictures.clone());
                changes(shown, &draft, &pictures.unwrap_or_default())
            }
        }
    }
}

/// Fields and pictures that differ: label, before, after.
fn changes(
    shown: Option<&Brand>,
    draft: &BrandDraft,
    pictures: &Pictures,
) -> Vec<(String, String, String)> {
    let before = shown.map(BrandDraft::from).unwrap_or_default();
    let texts = before.fields().into_iter().zip(draft.fields());
    let texts = texts.filter(|((_, from), (_, to))| from != to);
    let texts = texts.map(|((name, _), _)| {
        let (label, from) = words_of(name, &before);
        (label, from, words_of(name, draft).1)
    });
    let size = |pictures: Option<&Pictures>, slot| {
        let picture = pictures.and_then(|pictures| pictures.of(slot));
        picture
            .map(|picture| format!("{} × {}", picture.width, picture.height))
            .unwrap_or_default()
    };
    let of_shown = shown.map(|brand| &brand.pictures);
    let slots = Slot::ALL
        .into_iter()
        .filter(|slot| of_shown.and_then(|pictures| pictures.of(*slot)) != pictures.of(*slot));
    let slots = slots.map(|slot| {
        let label = name_of(slot).to_owned();
        (label, size(of_shown, slot), size(Some(pictures), slot))
    });
    texts.chain(slots).collect()
}

/// Asks before clients see something else, and says what.
#[component]
fn Question(open: Open, asked: RwSignal<bool>, deed: Deed) -> impl IntoView {
    let [title, text, action, done] = deed.words().map(t);
    let busy = RwSignal::new(false);
    let go = move || {
        busy.set(true);
        spawn_local(async move {
            let at = open.here.slug_untracked();
            let answer = match deed {
                Deed::Publish => api::publish(at.clone(), open.editing().version()).await,
                Deed::Undo => api::undo(at.clone()).await,
            };
            match answer {
                Ok(now) => {
                    open.know(now);
                    open.toasts.say(done);
                }
                Err(ApiError::Refused(Refusal::Conflict(_))) => {
                    // What somebody else saved is looked at before it is published.
                    if let Ok(theirs) = api::brand(at).await {
                        open.editing().rebase(theirs.draft.clone(), theirs.version);
                        open.know(theirs);
                    }
                }
                Err(error) => open.toasts.fail(words::error(&error)),
            }
            busy.try_set(false);
            asked.try_set(false);
        });
    };
    let line = |(label, from, to): (String, String, String)| {
        let or_nothing = |text: String| {
            if text.is_empty() {
                t(m::UI_NOTHING).to_owned()
            } else {
                text
            }
        };
        view! {
            <li>
                {label} ": " <del>{or_nothing(from)}</del> " → " <ins>{or_nothing(to)}</ins>
            </li>
        }
    };
    let list = move || {
        deed.changes(&open.details.read())
            .into_iter()
            .map(line)
            .collect_view()
    };
    view! {
        <Dialog id=deed.id() open=asked title=title>
            <DialogBody>
                <p>{text}</p>
                <ul class="unsaved-list">{list}</ul>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || asked.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary busy on_press=go>
                    {action}
                </Button>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}
