//! Setting out for a client's pages (B3, C15).

use domain::{
    ClientId, FieldErrors, Problem, Refusal,
    visits::{
        MINUTES_MAX, MINUTES_USUAL, Prospect, Request, Started, VisitDraft, VisitRule, VisitState,
        Whereabouts,
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    api_error::ApiError,
    editing::problem_of,
    failure::LoadError,
    i18n::{m, t, tf},
    panel::use_here,
    ui::{
        Bone, Button, Callout, Dialog, DialogBody, DialogFoot, Field, Kind, PasswordInput,
        Skeleton, Telling, TextArea, TextInput, Time, Tone, toasts,
    },
    words,
};

/// Asks for a reason, minutes and the password, and enters; or asks the client's owners first.
#[component]
pub(crate) fn VisitDialog(
    open: RwSignal<bool>,
    /// The client and its name.
    #[prop(into)]
    client: Signal<Option<(ClientId, String)>>,
) -> impl IntoView {
    let here = use_here();
    let prospect = RwSignal::new(None::<Result<Prospect, ApiError>>);
    let look = move || {
        let Some((client, _)) = client.get_untracked() else {
            return;
        };
        let at = here.slug_untracked();
        prospect.set(None);
        spawn_local(async move { prospect.set(Some(api::prospect(at, client).await)) });
    };
    Effect::new(move |_| {
        if open.get() {
            look();
        }
    });
    let title = Signal::derive(move || {
        let name = client.get().map(|(_, name)| name);
        tf(
            m::VISITS_ENTER_TITLE,
            &[("name", &name.unwrap_or_default())],
        )
    });
    let again = Callback::new(move |()| look());
    let body = move || match (client.get(), prospect.get()) {
        (Some((client, name)), Some(Ok(prospect))) => {
            view! { <Content open client name prospect again /> }.into_any()
        }
        (_, Some(Err(error))) => view! { <DialogBody><LoadError error /></DialogBody> }.into_any(),
        _ => view! { <DialogBody><Skeleton bone=Bone::Block /></DialogBody> }.into_any(),
    };
    view! {
        <Dialog id="visit-client" open=open title=title keep=true>
            {body}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Content(
    open: RwSignal<bool>,
    client: ClientId,
    name: String,
    prospect: Prospect,
    again: Callback<()>,
) -> impl IntoView {
    if let Some(at) = prospect.under_way {
        return view! { <UnderWay open at again /> }.into_any();
    }
    let is_asked = |request: &Request| request.state == VisitState::Asked;
    match (prospect.rule, prospect.request) {
        (VisitRule::Never, _) => {
            let text = tf(m::VISITS_NEVER_TEXT, &[("name", &name)]);
            view! { <Nothing open text until=None /> }.into_any()
        }
        (VisitRule::Ask, Some(request)) if is_asked(&request) => {
            let text = t(m::VISITS_ASKED_TEXT).to_owned();
            view! { <Nothing open text until=Some(request.until.to_rfc3339()) /> }.into_any()
        }
        (rule, request) => {
            let request = request.filter(|_| rule == VisitRule::Ask);
            view! { <Form open client name rule request again /> }.into_any()
        }
    }
}

/// Why there is nothing to enter at the moment.
#[component]
fn Nothing(open: RwSignal<bool>, text: String, until: Option<String>) -> impl IntoView {
    let until = until.map(|at| view! { " " <Time at telling=Telling::DateTime /> });
    view! {
        <DialogBody>
            <Callout>
                <p>{text} {until}</p>
            </Callout>
        </DialogBody>
        <DialogFoot>
            <Button on_press=move || open.set(false)>{t(m::UI_CLOSE)}</Button>
        </DialogFoot>
    }
    .into_any()
}

/// One is on a visit already (C4).
#[component]
fn UnderWay(open: RwSignal<bool>, at: Whereabouts, again: Callback<()>) -> impl IntoView {
    let here = use_here();
    let notices = toasts();
    let busy = RwSignal::new(false);
    let end = move || {
        let at = here.slug_untracked();
        busy.set(true);
        spawn_local(async move {
            let answer = api::end(at).await;
            busy.set(false);
            match answer {
                Ok(()) => {
                    notices.say(t(m::VISITS_ENDED));
                    again.run(());
                }
                Err(error) => notices.fail(words::error(&error)),
            }
        });
    };
    view! {
        <DialogBody>
            <Callout tone=Tone::Warning>
                <p>
                    {tf(m::VISITS_UNDER_WAY_TEXT, &[("name", &at.company)])} " "
                    <Time at=at.ends_at.to_rfc3339() telling=Telling::TimeOfDay />
                </p>
            </Callout>
        </DialogBody>
        <DialogFoot>
            <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
            <Button kind=Kind::Primary busy on_press=end>
                {t(m::VISITS_END)}
            </Button>
        </DialogFoot>
    }
    .into_any()
}

#[component]
fn Form(
    open: RwSignal<bool>,
    client: ClientId,
    name: String,
    rule: VisitRule,
    /// The last request, answered.
    request: Option<Request>,
    again: Callback<()>,
) -> impl IntoView {
    let here = use_here();
    let notices = toasts();
    let allowed = request
        .clone()
        .filter(|request| request.state == VisitState::Allowed);
    let is_allowed = allowed.is_some();
    let asks = rule == VisitRule::Ask && !is_allowed;
    let reason = RwSignal::new(
        allowed
            .as_ref()
            .map(|it| it.reason.clone())
            .unwrap_or_default(),
    );
    let minutes = allowed.as_ref().map_or(MINUTES_USUAL, |it| it.minutes);
    let minutes = RwSignal::new(minutes.to_string());
    let password = RwSignal::new(String::new());
    let errors = RwSignal::new(FieldErrors::default());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let said = StoredValue::new(tf(m::VISITS_ASKED, &[("name", &name)]));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let draft = VisitDraft {
            client,
            reason: reason.get_untracked(),
            minutes: minutes.get_untracked(),
            password: password.get_untracked(),
        };
        errors.set(FieldErrors::default());
        error.set(None);
        if let Err(found) = draft.validate() {
            errors.set(found);
            return;
        }
        let at = here.slug_untracked();
        busy.set(true);
        spawn_local(async move {
            match api::start(at, draft).await {
                Ok(Started::Enter(way_in)) => {
                    let _ = window().location().assign(&way_in);
                    return;
                }
                Ok(Started::Asked) => {
                    notices.say(said.get_value());
                    again.run(());
                }
                Err(ApiError::Refused(Refusal::Invalid(found))) => errors.set(found),
                Err(refused) => error.set(Some(words::error(&refused))),
            }
            busy.set(false);
        });
    };
    let problem = move |field: &'static str| problem_of(errors, field);
    let wrong_password = Signal::derive(move || {
        errors.read().of("password").map(|problem| match problem {
            Problem::WrongPassword => t(m::PROFILE_WRONG_PASSWORD).to_owned(),
            other => words::problem(other),
        })
    });
    let told = request.map(|request| answered(&request));
    let text = if asks {
        tf(m::VISITS_ASK_TEXT, &[("name", &name)])
    } else {
        t(m::VISITS_ENTER_TEXT).to_owned()
    };
    let wish = (!is_allowed).then(|| {
        view! {
            <Field
                id="visit-reason"
                label=t(m::VISITS_REASON)
                hint=t(m::VISITS_REASON_HINT)
                error=problem("reason")
            >
                <TextArea value=reason />
            </Field>
            <Field
                id="visit-minutes"
                label=t(m::VISITS_MINUTES)
                hint=tf(m::VISITS_MINUTES_HINT, &[("max", &MINUTES_MAX.to_string())])
                error=problem("minutes")
            >
                <TextInput value=minutes inputmode="numeric" number=true />
            </Field>
        }
    });
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                {told}
                <p>{text}</p>
                {move || {
                    error.get().map(|text| view! { <Callout tone=Tone::Danger><p>{text}</p></Callout> })
                }}
                {wish}
                <Field
                    id="visit-password"
                    label=t(m::VISITS_PASSWORD)
                    hint=t(m::VISITS_PASSWORD_HINT)
                    error=wrong_password
                >
                    <PasswordInput value=password name="password" autocomplete="current-password" />
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy>
                    {t(if asks { m::VISITS_ASK } else { m::VISITS_ENTER_NOW })}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// What the owners said to the last request.
fn answered(request: &Request) -> AnyView {
    if request.state != VisitState::Allowed {
        return view! {
            <Callout tone=Tone::Warning>
                <p>{t(m::VISITS_DECLINED_TEXT)}</p>
            </Callout>
        }
        .into_any();
    }
    let minutes = request.minutes.to_string();
    let text = tf(
        m::VISITS_ALLOWED_TEXT,
        &[("minutes", &minutes), ("reason", &request.reason)],
    );
    let until = request.until.to_rfc3339();
    view! {
        <Callout tone=Tone::Success>
            <p>{text} " " <Time at=until telling=Telling::DateTime /></p>
        </Callout>
    }
    .into_any()
}
