//! The parts of the plain forms. Server only.

use domain::{
    Lang, Problem,
    brands::{Brand, FILES, FooterLink, Slot},
};
use http::request::Parts;
use leptos::prelude::*;
use leptos_meta::Title;

use super::FormState;
use crate::{
    brands::BrandLogo,
    desk,
    i18n::{lang, m, t},
    ui::{Callout, Icon, PageTitle, Tone, in_title},
    words,
};

/// The state the handler left for this page; the empty one on a first visit.
pub(super) fn form_state() -> FormState {
    with_context::<Parts, _>(|parts| parts.extensions.get::<FormState>().cloned())
        .flatten()
        .unwrap_or_default()
}

/// The path of the page, for forms that come back to it.
fn path() -> String {
    with_context::<Parts, _>(|parts| {
        let uri = &parts.uri;
        uri.path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned()
    })
    .unwrap_or_else(|| "/".to_owned())
}

/// The value of a query parameter of the page's address.
pub(super) fn query(name: &str) -> Option<String> {
    leptos_router::hooks::use_query_map().with_untracked(|query| query.get(name))
}

/// One card on a quiet page, with the language switch above it; on the host of a brand, in its dress.
#[component]
pub(super) fn Card(
    title: &'static str,
    #[prop(optional, into)] text: Option<String>,
    /// The page that clients know the brand by: it says the brand's own words.
    #[prop(optional)]
    is_front: bool,
    children: Children,
) -> impl IntoView {
    let brand = desk::visitor()
        .and_then(|visitor| visitor.front)
        .map(|front| front.brand);
    let own = brand.as_ref().filter(|_| is_front);
    let own_title = own.map(|brand| brand.login_title.clone());
    let own_text = own.map(|brand| brand.login_text.clone());
    let heading = own_title.filter(|own| !own.is_empty());
    let text = own_text.filter(|own| !own.is_empty()).or(text);
    let name = brand.as_ref().map(|brand| in_title(&brand.product_name));
    let formatter = move |page: String| match &name {
        Some(name) => format!("{page} · {name}"),
        None => page,
    };
    let picture = brand.as_ref().and_then(|brand| {
        let picture = brand.pictures.of(Slot::LoginPicture)?;
        let src = format!("{FILES}/{}", picture.file);
        Some(view! { <img class="auth-picture" src=src alt="" width=picture.width height=picture.height /> })
    });
    let links = brand.as_ref().map(links);
    let logo = brand.map(|brand| view! { <BrandLogo brand files=FILES.to_owned() /> });
    view! {
        <Title formatter=formatter />
        <PageTitle text=title />
        <main class="auth" id="content">
            {picture}
            <div class="auth-top">
                <Languages />
            </div>
            <div class="auth-card">
                {logo}
                <div class="auth-head">
                    <h1>{heading.unwrap_or_else(|| title.to_owned())}</h1>
                    {text.map(|text| view! { <p class="lines">{text}</p> })}
                </div>
                <Trouble />
                {children()}
            </div>
            <div class="auth-foot">
                <Support />
                {links}
            </div>
        </main>
    }
}

/// The links of a brand. They lead to other sites, which learn nothing of this one.
fn links(brand: &Brand) -> Vec<impl IntoView + use<>> {
    let link = |link: &FooterLink| {
        let (label, url) = (link.label.clone(), link.url.clone());
        view! { <a href=url rel="noopener noreferrer">{label}</a> }
    };
    brand.footer.iter().map(link).collect()
}

/// Whom to ask when nothing here helps (P3).
#[component]
fn Support() -> impl IntoView {
    let visitor = desk::visitor();
    let words = match visitor.as_ref().and_then(|visitor| visitor.front.as_ref()) {
        Some(_) => m::AUTH_HELP,
        None => m::AUTH_SUPPORT,
    };
    let address = visitor.and_then(|visitor| visitor.support_email);
    address.map(|address| {
        let link = view! { <a href=format!("mailto:{address}")>{address.to_string()}</a> };
        view! { <p>{t(words)} " " {link}</p> }
    })
}

/// Why the form as a whole was refused.
#[component]
fn Trouble() -> impl IntoView {
    form_state().refusal.map(|refusal| {
        view! {
            <Callout tone=Tone::Danger>
                <p>{words::refusal(&refusal)}</p>
            </Callout>
        }
    })
}

#[component]
fn Languages() -> impl IntoView {
    let button = |choice: Lang| {
        let current = (choice == lang()).then_some("true");
        view! {
            <button
                class="button"
                data-kind="ghost"
                data-size="small"
                name="lang"
                value=choice.tag()
                lang=choice.tag()
                aria-pressed=current
            >
                {choice.own_name()}
            </button>
        }
    };
    view! {
        <form method="post" action="/language" class="language-row" aria-label=t(m::AUTH_LANGUAGE)>
            <input type="hidden" name="back" value=path() />
            {Lang::ALL.into_iter().map(button).collect_view()}
        </form>
    }
}

/// A labelled input with its error.
#[component]
pub(super) fn Input(
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    #[prop(optional)] hint: Option<String>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let state = form_state();
    let error = state.errors.of(name).map(words::problem);
    let hint_id = hint.is_some().then(|| format!("{name}-hint"));
    let error_id = error.is_some().then(|| format!("{name}-error"));
    let described_by = match (&hint_id, &error_id) {
        (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
        (hint, error) => hint.clone().or_else(|| error.clone()),
    };
    let value = (kind != "password").then(|| state.value(name));
    view! {
        <div class="field">
            <label class="field-label" for=name>
                {label}
            </label>
            <input
                class="input"
                id=name
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                autofocus=autofocus
                required
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described_by
            />
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {error
                .map(|error| {
                    view! {
                        <p class="field-error" id=error_id>
                            <Icon name="circle-alert" />
                            <span>{error}</span>
                        </p>
                    }
                })}
        </div>
    }
}

/// The one button of a form.
#[component]
pub(super) fn Submit(label: &'static str) -> impl IntoView {
    view! {
        <button class="button" data-kind="primary" data-wide="" type="submit">
            <span>{label}</span>
        </button>
    }
}

/// The rule a new password is held to, in a line.
pub(super) fn password_hint() -> String {
    words::problem(Problem::PasswordTooShort {
        min: domain::auth::PASSWORD_MIN,
    })
}
