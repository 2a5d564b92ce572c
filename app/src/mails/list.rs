//! Every kind of message, and its text in every language.

use domain::mails::{MailKind, TemplateSummary};
use leptos::prelude::*;

use super::words;
use crate::{
    i18n::{m, t, tf},
    panel::use_here,
    ui::{Badge, Section, Tone},
};

/// The texts, one row for each kind.
#[component]
pub(super) fn Templates(templates: Vec<TemplateSummary>) -> impl IntoView {
    let rows = MailKind::ALL
        .into_iter()
        .map(|kind| {
            let texts = templates.iter().filter(|text| text.kind == kind).copied();
            view! { <Row kind texts=texts.collect() /> }
        })
        .collect_view();
    view! {
        <Section title=t(m::MAILS_TEXTS)>
            <p class="secondary">{t(m::MAILS_TEXTS_HELP)}</p>
            <ul class="row-list" role="list">
                {rows}
            </ul>
        </Section>
    }
    .into_any()
}

#[component]
fn Row(kind: MailKind, texts: Vec<TemplateSummary>) -> impl IntoView {
    let here = use_here();
    let links = texts
        .into_iter()
        .map(|TemplateSummary { lang, is_own, .. }| {
            let href = here.at(&format!("configuration/mails/{}/{lang}", kind.name()));
            let label = tf(
                m::MAILS_TEXT_IN,
                &[("kind", words::kind(kind)), ("lang", lang.own_name())],
            );
            view! {
                <a class="button" data-size="small" href=href aria-label=label>
                    <span lang=lang.tag()>{lang.own_name()}</span>
                    {is_own.then(|| view! { <Badge tone=Tone::Accent>{t(m::MAILS_OWN)}</Badge> })}
                </a>
            }
        })
        .collect_view();
    view! {
        <li class="row-item">
            <span class="row-item-name">{words::kind(kind)}</span>
            <span class="row-item-note">{words::readers(kind)}</span>
            <span class="cluster">{links}</span>
        </li>
    }
    .into_any()
}
