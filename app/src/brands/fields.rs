use domain::brands::FILE_MAX;
use leptos::prelude::*;

use super::{
    contrast::Contrast,
    editor::Open,
    form::{fonts, positions, radii},
    pictures::Places,
};
use crate::{
    i18n::{m, t, tf},
    ui::{Field, FormGroup, Segmented, Select, TextArea, TextInput},
    words,
};

/// Every field of the brand, in titled groups.
#[component]
pub(super) fn Fields(open: Open) -> impl IntoView {
    view! {
        <Names open />
        <FormGroup title=t(m::BRAND_COLOURS) help=t(m::BRAND_COLOURS_HELP)>
            <div class="form-grid">
                <Colour open name="light" value=open.form().light />
                <Colour open name="dark" value=open.form().dark />
            </div>
            <Contrast open />
        </FormGroup>
        <FormGroup title=t(m::BRAND_PICTURES) help=pictures_help()>
            <Places open />
        </FormGroup>
        <Shape open />
        <Login open />
        <Contact open />
    }
    .into_any()
}

fn pictures_help() -> String {
    tf(
        m::BRAND_PICTURES_HELP,
        &[("max", &(FILE_MAX / 1_000_000).to_string())],
    )
}

fn label(name: &'static str) -> &'static str {
    words::field(name).unwrap_or(name)
}

#[component]
fn Names(open: Open) -> impl IntoView {
    let form = open.form();
    view! {
        <FormGroup title=t(m::BRAND_GENERAL) help=t(m::BRAND_GENERAL_HELP)>
            <div class="form-grid">
                <Field
                    id="product_name"
                    label=label("product_name")
                    error=open.problem_of("product_name")
                    required=true
                >
                    <TextInput value=form.product_name readonly=open.is_locked />
                </Field>
                <Field
                    id="sender_name"
                    label=label("sender_name")
                    hint=t(m::BRAND_SENDER_HINT)
                    error=open.problem_of("sender_name")
                >
                    <TextInput value=form.sender_name readonly=open.is_locked />
                </Field>
            </div>
        </FormGroup>
    }
    .into_any()
}

/// A colour: typed, or picked.
#[component]
fn Colour(open: Open, name: &'static str, value: RwSignal<String>) -> impl IntoView {
    let picker = NodeRef::<leptos::html::Input>::new();
    // A picker shows what it can read, and is moved by what is typed.
    Effect::new(move |_| {
        let typed = value.get().trim().to_lowercase();
        if let Some(picker) = picker.get()
            && picker.value() != typed
        {
            picker.set_value(&typed);
        }
    });
    let pick = tf(m::BRAND_PICK, &[("name", label(name))]);
    view! {
        <Field id=name label=label(name) error=open.problem_of(name)>
            <div class="colour">
                <input
                    type="color"
                    class="input"
                    aria-label=pick
                    value=value.get_untracked()
                    disabled=open.is_locked
                    node_ref=picker
                    on:input:target=move |event| value.set(event.target().value())
                />
                <TextInput value readonly=open.is_locked />
            </div>
        </Field>
    }
    .into_any()
}

#[component]
fn Shape(open: Open) -> impl IntoView {
    let form = open.form();
    view! {
        <FormGroup title=t(m::BRAND_SHAPE)>
            <div class="form-grid">
                <Field id="radius" label=label("radius") error=open.problem_of("radius")>
                    <Select value=form.radius options=radii() disabled=open.is_locked />
                </Field>
                <Field
                    id="font"
                    label=label("font")
                    hint=t(m::BRAND_FONT_HINT)
                    error=open.problem_of("font")
                >
                    <Select value=form.font options=fonts() disabled=open.is_locked />
                </Field>
                <div class="field" data-span="full">
                    <span class="field-label">{label("logo_position")}</span>
                    <Segmented
                        name="logo_position"
                        label=label("logo_position")
                        value=form.logo_position
                        options=positions()
                    />
                </div>
            </div>
        </FormGroup>
    }
    .into_any()
}

#[component]
fn Login(open: Open) -> impl IntoView {
    let form = open.form();
    view! {
        <FormGroup title=t(m::BRAND_LOGIN)>
            <Field id="login_title" label=label("login_title") error=open.problem_of("login_title")>
                <TextInput
                    value=form.login_title
                    placeholder=t(m::AUTH_SIGN_IN)
                    readonly=open.is_locked
                />
            </Field>
            <Field id="login_text" label=label("login_text") error=open.problem_of("login_text")>
                <TextArea value=form.login_text readonly=open.is_locked />
            </Field>
        </FormGroup>
    }
    .into_any()
}

#[component]
fn Contact(open: Open) -> impl IntoView {
    let form = open.form();
    let links = form.links().into_iter().enumerate();
    let links = links.map(|(place, link)| {
        let number = (place + 1).to_string();
        let words = |msg| tf(msg, &[("n", number.as_str())]);
        let (label, url) = (
            format!("footer.{place}.label"),
            format!("footer.{place}.url"),
        );
        view! {
            <Field
                id=format!("footer-{place}-label")
                label=words(m::BRAND_FOOTER_LABEL)
                error=open.problem_of(&label)
            >
                <TextInput value=link.label readonly=open.is_locked />
            </Field>
            <Field
                id=format!("footer-{place}-url")
                label=words(m::BRAND_FOOTER_URL)
                error=open.problem_of(&url)
            >
                <TextInput
                    value=link.url
                    kind="url"
                    placeholder="https://"
                    readonly=open.is_locked
                />
            </Field>
        }
    });
    let links = links.collect::<Vec<_>>();
    view! {
        <FormGroup title=t(m::BRAND_CONTACT) help=t(m::BRAND_CONTACT_HELP)>
            <Field
                id="support_email"
                label=label("support_email")
                hint=t(m::BRAND_SUPPORT_HINT)
                error=open.problem_of("support_email")
            >
                <TextInput value=form.support_email kind="email" readonly=open.is_locked />
            </Field>
            <div class="form-grid">{links}</div>
        </FormGroup>
    }
    .into_any()
}
