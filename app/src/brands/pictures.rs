use domain::{
    FieldErrors, Problem, Refusal,
    brands::{FILE_MAX, Slot},
};
use leptos::{html, prelude::*, task::spawn_local, web_sys};

use super::{api, editor::Open, upload};
use crate::{
    api_error::ApiError,
    i18n::{Msg, m, t, tf},
    ui::{Button, Icon, IconButton, ProgressBar, Size},
    words,
};

/// What a place is called.
pub(super) fn name_of(slot: Slot) -> &'static str {
    t(words_of(slot).0)
}

const fn words_of(slot: Slot) -> (Msg, Msg) {
    match slot {
        Slot::LogoLight => (m::BRAND_SLOT_LOGO_LIGHT, m::BRAND_SLOT_LOGO_LIGHT_HINT),
        Slot::LogoDark => (m::BRAND_SLOT_LOGO_DARK, m::BRAND_SLOT_LOGO_DARK_HINT),
        Slot::IconLight => (m::BRAND_SLOT_ICON_LIGHT, m::BRAND_SLOT_ICON_LIGHT_HINT),
        Slot::IconDark => (m::BRAND_SLOT_ICON_DARK, m::BRAND_SLOT_ICON_DARK_HINT),
        Slot::Favicon => (m::BRAND_SLOT_FAVICON, m::BRAND_SLOT_FAVICON_HINT),
        Slot::LoginPicture => (
            m::BRAND_SLOT_LOGIN_PICTURE,
            m::BRAND_SLOT_LOGIN_PICTURE_HINT,
        ),
    }
}

/// Every place for a picture, with what is there.
#[component]
pub(super) fn Places(open: Open) -> impl IntoView {
    let places = Slot::ALL.map(|at| view! { <Place open at /> });
    view! { <ul class="pictures">{places.into_iter().collect_view()}</ul> }.into_any()
}

#[component]
fn Place(open: Open, at: Slot) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let sent = RwSignal::new(None::<(u64, u64)>);
    let picture = Memo::new(move |_| open.details.read().pictures.of(at).cloned());
    let files = open.here.at("configuration/brand/files");
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again after it was mended.
        input.set_value("");
        if let Some(file) = file {
            send(open, at, file, sent, problem);
        }
    };
    let thumb = move || match picture.get() {
        Some(picture) => {
            let src = format!("{files}/{}", picture.file);
            view! { <img src=src alt="" width=picture.width height=picture.height /> }.into_any()
        }
        None => view! { <Icon name="image" /> }.into_any(),
    };
    let has_one = Memo::new(move |_| picture.read().is_some());
    let (name, hint) = words_of(at);
    let choose = move || {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let deed = move || {
        t(if has_one.get() {
            m::BRAND_REPLACE
        } else {
            m::BRAND_UPLOAD
        })
    };
    let label = tf(
        m::BRAND_UPLOAD_OF,
        &[("action", t(m::BRAND_UPLOAD)), ("name", t(name))],
    );
    let actions = (!open.is_locked).then(|| {
        let remove = move || {
            has_one.get().then(|| {
                let label = tf(
                    m::BRAND_UPLOAD_OF,
                    &[("action", t(m::UI_REMOVE)), ("name", t(name))],
                );
                view! {
                    <IconButton
                        icon="trash-2"
                        size=Size::Small
                        label
                        on_press=move || remove(open, at, problem)
                    />
                }
            })
        };
        view! {
            <div class="cluster">
                <Button size=Size::Small icon="upload" on_press=choose>
                    {deed}
                </Button>
                {remove}
            </div>
        }
    });
    let progress = move || {
        sent.get().map(|_| {
            let done = Signal::derive(move || sent.get().map_or(0, |(done, _)| done / 1_000));
            let total = Signal::derive(move || sent.get().map(|(_, total)| total / 1_000));
            view! { <ProgressBar label=t(m::BRAND_UPLOADING) done total /> }
        })
    };
    view! {
        <li class="picture" data-dark=is_for_dark(at).then_some("")>
            <div class="picture-shown">{thumb}</div>
            <div class="picture-words">
                <p class="field-label">{t(name)}</p>
                <p class="field-hint">{t(hint)}</p>
                {progress}
                <p class="field-error" role="alert">
                    {move || {
                        problem
                            .get()
                            .map(|text| {
                                view! {
                                    <Icon name="circle-alert" size=Size::Small />
                                    <span>{text}</span>
                                }
                            })
                    }}
                </p>
            </div>
            {actions}
            <input
                type="file"
                class="visually-hidden"
                tabindex="-1"
                aria-label=label
                accept="image/png,image/jpeg,image/webp"
                node_ref=input
                on:change=chosen
            />
        </li>
    }
    .into_any()
}

const fn is_for_dark(slot: Slot) -> bool {
    matches!(slot, Slot::LogoDark | Slot::IconDark)
}

/// Sends a file to its place; what is wrong with it is said there.
fn send(
    open: Open,
    slot: Slot,
    file: web_sys::File,
    sent: RwSignal<Option<(u64, u64)>>,
    problem: RwSignal<Option<String>>,
) {
    problem.set(None);
    // Told before it is sent: the server would only hang up on it.
    if file.size() > FILE_MAX_F64 {
        let max = u32::try_from(FILE_MAX).unwrap_or(u32::MAX);
        problem.set(Some(words::problem(Problem::FileTooLarge { max })));
        return;
    }
    sent.set(Some((0, 1)));
    let address = open.here.at("configuration/brand/files");
    let progress = Callback::new(move |(done, total)| {
        sent.try_set(Some((done, total)));
    });
    spawn_local(async move {
        match upload::upload(&address, slot, &file, progress).await {
            Ok(now) => open.know(now),
            Err(error) => {
                problem.try_set(Some(said(slot, &error)));
            }
        }
        sent.try_set(None);
    });
}

fn remove(open: Open, slot: Slot, problem: RwSignal<Option<String>>) {
    problem.set(None);
    spawn_local(async move {
        match api::remove_file(open.here.slug_untracked(), slot).await {
            Ok(now) => open.know(now),
            Err(error) => open.toasts.fail(words::error(&error)),
        }
    });
}

fn said(slot: Slot, error: &ApiError) -> String {
    let found = match error {
        ApiError::Refused(Refusal::Invalid(FieldErrors(errors))) => {
            errors.iter().find(|error| error.field == slot.name())
        }
        _ => None,
    };
    found.map_or_else(
        || words::error(error),
        |error| words::problem(error.problem),
    )
}

/// [`FILE_MAX`] as browsers tell sizes.
#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
const FILE_MAX_F64: f64 = FILE_MAX as f64;
