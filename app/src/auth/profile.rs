//! One's own profile: name, language, password, sessions (P19, G14).

use domain::{
    FieldErrors, Lang, Problem, SessionId,
    auth::{PasswordChange, Profile, ProfileDraft, SessionSummary},
};
use leptos::prelude::*;

use crate::{
    api_error::ApiError,
    auth::api,
    editing::{problem_of, tell},
    failure::LoadError,
    i18n::{m, t},
    panel::use_here,
    ui::{
        Button, Callout, Choice, Field, FormGroup, Kind, PageHeader, PageTitle, PasswordInput,
        Select, Size, TextInput, Time, toasts,
    },
    words,
};

/// The profile page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let profile = Resource::new(|| (), |()| api::profile());
    view! {
        <PageTitle text=t(m::PROFILE_TITLE) />
        <PageHeader title=t(m::PROFILE_TITLE) />
        <Suspense>
            {move || Suspend::new(async move {
                match profile.await {
                    Ok(found) => view! { <Sections found profile /> }.into_any(),
                    Err(error) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Sections(found: Profile, profile: Resource<Result<Profile, ApiError>>) -> impl IntoView {
    let me = untrack(|| use_here().me());
    if me.is_ok_and(|me| me.office.is_some_and(|office| office.visit.is_some())) {
        return view! {
            <Callout>
                <p>{t(m::VISITS_PROFILE_LOCKED)}</p>
            </Callout>
        }
        .into_any();
    }
    let Profile {
        name,
        email,
        lang,
        sessions,
    } = found;
    view! {
        <AboutYou name email lang />
        <Password profile />
        <Sessions sessions profile />
    }
    .into_any()
}

#[component]
fn AboutYou(name: String, email: String, lang: Lang) -> impl IntoView {
    let name = RwSignal::new(name);
    let chosen = RwSignal::new(lang.tag().to_owned());
    let errors = RwSignal::new(FieldErrors::default());
    let save = Action::new(move |draft: &ProfileDraft| api::edit_profile(draft.clone()));
    let notices = toasts();
    Effect::new(move |_| match save.value().get() {
        // Another language means another set of texts, which come with the page.
        Some(Ok(())) if chosen.get_untracked() != crate::i18n::lang().tag() => {
            let _ = window().location().reload();
        }
        Some(Ok(())) => notices.say(t(m::PROFILE_SAVED)),
        Some(Err(error)) => tell(error, errors, notices),
        None => {}
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let lang = chosen.get_untracked().parse().unwrap_or_default();
        match (ProfileDraft {
            name: name.get_untracked(),
            lang,
        })
        .validate()
        {
            Ok(draft) => {
                errors.set(FieldErrors::default());
                save.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    let languages: Vec<Choice> = Lang::ALL
        .iter()
        .map(|lang| Choice::from((lang.tag(), lang.own_name())))
        .collect();
    view! {
        <form class="form" on:submit=submit novalidate>
            <FormGroup title=t(m::PROFILE_ABOUT) help=t(m::PROFILE_ABOUT_HELP)>
                <div class="form-grid">
                    <Field id="name" label=t(m::FIELD_NAME) error=problem_of(errors, "name")>
                        <TextInput value=name name="name" autocomplete="name" />
                    </Field>
                    <Field id="lang" label=t(m::FIELD_LANG)>
                        <Select value=chosen options=languages name="lang" />
                    </Field>
                    <Field id="email" label=t(m::FIELD_EMAIL) hint=t(m::PROFILE_EMAIL_HINT) full=true>
                        <TextInput value=RwSignal::new(email) readonly=true kind="email" />
                    </Field>
                </div>
                <p>
                    <Button kind=Kind::Primary submit=true busy=save.pending()>
                        {t(m::PROFILE_SAVE)}
                    </Button>
                </p>
            </FormGroup>
        </form>
    }
    .into_any()
}

#[component]
fn Password(profile: Resource<Result<Profile, ApiError>>) -> impl IntoView {
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let errors = RwSignal::new(FieldErrors::default());
    let change = Action::new(move |change: &PasswordChange| api::change_password(change.clone()));
    let notices = toasts();
    Effect::new(move |_| match change.value().get() {
        Some(Ok(())) => {
            current.set(String::new());
            new.set(String::new());
            notices.say(t(m::PROFILE_PASSWORD_CHANGED));
            // The other sessions are over.
            profile.refetch();
        }
        Some(Err(error)) => tell(error, errors, notices),
        None => {}
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        errors.set(FieldErrors::default());
        change.dispatch(PasswordChange {
            current: current.get_untracked(),
            new: new.get_untracked(),
        });
    };
    let current_problem = Signal::derive(move || {
        errors.read().of("current").map(|problem| match problem {
            Problem::WrongPassword => t(m::PROFILE_WRONG_PASSWORD).to_owned(),
            other => words::problem(other),
        })
    });
    view! {
        <form class="form" on:submit=submit novalidate>
            <FormGroup title=t(m::PROFILE_PASSWORD_TITLE) help=t(m::PROFILE_PASSWORD_HELP)>
                <div class="form-grid">
                    <Field
                        id="current"
                        label=t(m::PROFILE_PASSWORD_CURRENT)
                        error=current_problem
                    >
                        <PasswordInput value=current name="current" autocomplete="current-password" />
                    </Field>
                    <Field id="new" label=t(m::AUTH_NEW_PASSWORD) error=problem_of(errors, "new")>
                        <PasswordInput value=new name="new" autocomplete="new-password" />
                    </Field>
                </div>
                <p>
                    <Button submit=true busy=change.pending()>
                        {t(m::PROFILE_PASSWORD_CHANGE)}
                    </Button>
                </p>
            </FormGroup>
        </form>
    }
    .into_any()
}

#[component]
fn Sessions(
    sessions: Vec<SessionSummary>,
    profile: Resource<Result<Profile, ApiError>>,
) -> impl IntoView {
    let end = Action::new(move |id: &SessionId| api::end_session(*id));
    let end_others = Action::new(move |(): &()| api::end_other_sessions());
    let notices = toasts();
    let after = move |answer: Option<Result<(), ApiError>>| match answer {
        Some(Ok(())) => {
            notices.say(t(m::PROFILE_SESSIONS_ENDED));
            profile.refetch();
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    };
    Effect::new(move |_| after(end.value().get()));
    Effect::new(move |_| after(end_others.value().get()));
    let has_others = sessions.iter().any(|session| !session.is_current);
    let row = move |session: SessionSummary| {
        let id = session.id;
        view! {
            <li class="row-item">
                <span class="row-item-name" title=session.device.clone()>
                    {words::device(&session.device)}
                </span>
                <span class="row-item-note">
                    {t(m::PROFILE_SESSION_SEEN)} " " <Time at=session.seen_at.to_rfc3339() />
                </span>
                {if session.is_current {
                    view! { <span class="badge" data-tone="success">{t(m::PROFILE_SESSION_CURRENT)}</span> }
                        .into_any()
                } else {
                    view! {
                        <Button size=Size::Small on_press=move || { end.dispatch(id); }>
                            {t(m::PROFILE_SESSION_END)}
                        </Button>
                    }
                        .into_any()
                }}
            </li>
        }
    };
    view! {
        <section class="form">
            <FormGroup title=t(m::PROFILE_SESSIONS_TITLE) help=t(m::PROFILE_SESSIONS_HELP)>
                <ul class="row-list" role="list">
                    {sessions.into_iter().map(row).collect_view()}
                </ul>
                {has_others
                    .then(|| {
                        view! {
                            <p>
                                <Button
                                    kind=Kind::QuietDanger
                                    busy=end_others.pending()
                                    on_press=move || { end_others.dispatch(()); }
                                >
                                    {t(m::PROFILE_SESSIONS_END_OTHERS)}
                                </Button>
                            </p>
                        }
                    })}
            </FormGroup>
        </section>
    }
    .into_any()
}
