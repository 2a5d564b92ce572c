//! How a message will read, made of the same blocks as the message itself.

use domain::mails::{Block, Composed, Logo, Look, MailKind, Span};
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    panel::use_here,
};

/// Both parts of a message, following what is typed. Its links are not links here: the example
/// leads nowhere.
#[component]
pub(super) fn Preview(
    composed: Signal<Composed>,
    kind: MailKind,
    /// How the partner looks: a message to clients is headed by it.
    look: Look,
    lang: &'static str,
) -> impl IntoView {
    let head = kind.is_for_clients().then(|| view! { <Head look /> });
    view! {
        <p class="editor-preview-title">{t(m::MAILS_PREVIEW)}</p>
        <article class="mail" lang=lang>
            <p class="mail-subject">{move || composed.with(|mail| mail.subject.clone())}</p>
            <div class="mail-body">
                {head}
                {move || composed.with(|mail| mail.blocks.iter().map(block).collect_view())}
            </div>
        </article>
        <details class="mail-plain">
            <summary>{t(m::MAILS_PREVIEW_PLAIN)}</summary>
            <pre lang=lang>{move || composed.with(Composed::text)}</pre>
        </details>
    }
    .into_any()
}

/// The logo, from where its editor finds it: the page may show nothing of another host.
#[component]
fn Head(look: Look) -> impl IntoView {
    let files = use_here().at("configuration/brand/files");
    let shown = match look.logo {
        Some(Logo {
            file,
            width,
            height,
            ..
        }) => {
            let src = format!("{files}/{file}");
            view! { <img src=src alt=look.product_name width=width height=height /> }.into_any()
        }
        None => look.product_name.into_any(),
    };
    view! { <p class="mail-head">{shown}</p> }.into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(spans) => view! { <p>{run(spans)}</p> }.into_any(),
        Block::Note(spans) => view! { <p class="mail-note">{run(spans)}</p> }.into_any(),
        Block::Button { label, .. } => view! {
            <p>
                <span class="mail-button">{label.clone()}</span>
            </p>
        }
        .into_any(),
    }
}

fn run(spans: &[Span]) -> Vec<AnyView> {
    let parts = spans.iter().map(|span| match span {
        Span::Text(text) => view! { <span>{text.clone()}</span> }.into_any(),
        Span::Link(url) => view! { <span class="mail-link">{url.clone()}</span> }.into_any(),
    });
    parts.collect()
}
