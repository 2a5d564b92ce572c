//! The pages of the preview: as clients see them, filled with a little of everybody's day.

use domain::brands::{Brand, Face, Slot};
use leptos::prelude::*;

use super::{
    editor::Open,
    face::{BrandHead, BrandLogo},
};
use crate::i18n::{m, t, tf};

/// The address below which the editor finds the brand's files.
fn files(open: Open) -> String {
    open.here.at("configuration/brand/files")
}

const fn scheme(is_dark: bool) -> &'static str {
    if is_dark { "dark" } else { "light" }
}

/// The sign-in page.
#[component]
pub(super) fn Login(open: Open, is_dark: Memo<bool>) -> impl IntoView {
    let picture = move || {
        let brand = open.brand.read();
        let picture = brand.pictures.of(Slot::LoginPicture)?;
        let src = format!("{}/{}", files(open), picture.file);
        Some(view! { <img class="auth-picture" src=src alt="" /> })
    };
    let logo = move || {
        view! { <BrandLogo brand=open.brand.get() files=files(open) scheme=scheme(is_dark.get()) /> }
    };
    let title = move || {
        let title = open.brand.read().login_title.clone();
        if title.is_empty() {
            t(m::AUTH_SIGN_IN).to_owned()
        } else {
            title
        }
    };
    let text = move || {
        let text = open.brand.read().login_text.clone();
        (!text.is_empty()).then(|| view! { <p class="lines">{text}</p> })
    };
    let field = |label: &'static str, value: &'static str| {
        view! {
            <div class="field">
                <span class="field-label">{label}</span>
                <span class="input">{value}</span>
            </div>
        }
    };
    view! {
        <div class="auth">
            {picture}
            <div class="auth-card">
                {logo}
                <div class="auth-head">
                    <h1>{title}</h1>
                    {text}
                </div>
                <div class="stack">
                    {field(t(m::AUTH_EMAIL), "ana@bakery.example")}
                    {field(t(m::AUTH_PASSWORD), "••••••••••••")}
                    <span class="button" data-kind="primary" data-wide="">
                        {t(m::AUTH_SIGN_IN)}
                    </span>
                </div>
                <p class="auth-more">
                    <a>{t(m::AUTH_FORGOT)}</a>
                </p>
            </div>
            {move || foot(&open.brand.read())}
        </div>
    }
    .into_any()
}

fn foot(brand: &Brand) -> impl IntoView + use<> {
    let links = brand.footer.iter().map(|link| {
        let label = link.label.clone();
        view! { <a>{label}</a> }
    });
    let links = links.collect::<Vec<_>>();
    let support = brand.support_email.clone().map(|address| {
        view! { <p>{t(m::AUTH_HELP)} " " <a>{address}</a></p> }
    });
    view! { <div class="auth-foot">{support} {links}</div> }
}

/// The clients' portal.
#[component]
pub(super) fn Portal(open: Open, is_dark: Memo<bool>) -> impl IntoView {
    let head = move || {
        let face = Face::of(&open.brand.read());
        view! { <BrandHead face files=files(open) scheme=scheme(is_dark.get()) /> }
    };
    let places = [
        m::BRAND_SAMPLE_CONTACTS,
        m::BRAND_SAMPLE_CAMPAIGNS,
        m::BRAND_SAMPLE_SETTINGS,
    ];
    let places = places.map(|place| view! { <span>{t(place)}</span> });
    view! {
        <div class="sample-portal">
            <div class="sample-rail">
                <p class="brand-head">{head}</p>
                <span aria-current="page">{t(m::BRAND_SAMPLE_HOME)}</span>
                {places.into_iter().collect_view()}
            </div>
            <div class="sample-page">
                <div class="sample-head">
                    <h1>{t(m::BRAND_SAMPLE_HELLO)}</h1>
                    <span class="button" data-kind="primary">{t(m::BRAND_SAMPLE_ACTION)}</span>
                </div>
                <div class="sample-card">
                    <p>
                        <b>{t(m::BRAND_SAMPLE_ROW)}</b>
                        <span class="badge" data-tone="accent">{t(m::BRAND_SAMPLE_SENT)}</span>
                    </p>
                    <progress class="progress" data-size="large" value="68" max="100"></progress>
                    <a>{t(m::BRAND_SAMPLE_LINK)}</a>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// A message.
#[component]
pub(super) fn Mail(open: Open) -> impl IntoView {
    let logo = move || {
        view! { <BrandLogo brand=open.brand.get() files=files(open) scheme="light" /> }
    };
    let link = move || {
        let url = format!("{}/invitation/…", open.details.read().url);
        tf(m::BRAND_SAMPLE_OR, &[("link", &url)])
    };
    view! {
        <div class="sample-mail">
            <p class="sample-mail-head">
                <b>{move || open.brand.read().sender().to_owned()}</b>
                <span>{t(m::BRAND_SAMPLE_SUBJECT)}</span>
            </p>
            <div class="sample-mail-body">
                {logo}
                <h1>{t(m::BRAND_SAMPLE_SUBJECT)}</h1>
                <p>{t(m::BRAND_SAMPLE_MAIL)}</p>
                <span class="button" data-kind="primary">{t(m::BRAND_SAMPLE_BUTTON)}</span>
                <p class="muted small">{link}</p>
                {move || foot(&open.brand.read())}
            </div>
        </div>
    }
    .into_any()
}
