//! Server functions of messages.

use domain::{
    Lang, Version,
    mails::{MailKind, Overview, Password, Sender, SenderDraft, Template, TemplateDraft},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The partner's mail server, for those who may set it, and which texts are its own.
#[server(name = OverviewCall, prefix = "/fn", endpoint = "mails/overview", input = Json)]
pub async fn overview(at: String) -> Result<Overview, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::overview(&cx).await)
}

/// Saves the partner's own mail server.
#[server(prefix = "/fn", endpoint = "mails/save_sender", input = Json)]
pub async fn save_sender(
    at: String,
    draft: SenderDraft,
    password: Password,
    seen: Version,
) -> Result<Sender, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::save_sender(&cx, draft, password, seen).await)
}

/// Sends a message by the partner's mail server to the person who asks.
#[server(prefix = "/fn", endpoint = "mails/test_sender", input = Json)]
pub async fn test_sender(at: String) -> Result<Sender, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::test_sender(&cx).await)
}

/// Takes the partner's mail server away.
#[server(prefix = "/fn", endpoint = "mails/remove_sender", input = Json)]
pub async fn remove_sender(at: String) -> Result<Sender, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::remove_sender(&cx).await)
}

/// The text of a kind of message in a language.
#[server(name = TemplateCall, prefix = "/fn", endpoint = "mails/template", input = Json)]
pub async fn template(at: String, kind: MailKind, lang: Lang) -> Result<Template, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::template(&cx, kind, lang).await)
}

/// Changes the text of a kind of message in a language.
#[server(prefix = "/fn", endpoint = "mails/save_template", input = Json)]
pub async fn save_template(
    at: String,
    kind: MailKind,
    lang: Lang,
    draft: TemplateDraft,
    seen: Version,
) -> Result<Template, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::save_template(&cx, kind, lang, draft, seen).await)
}

/// Takes the usual text again.
#[server(prefix = "/fn", endpoint = "mails/reset_template", input = Json)]
pub async fn reset_template(at: String, kind: MailKind, lang: Lang) -> Result<Template, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::reset_template(&cx, kind, lang).await)
}

/// Sends a text as it stands in the form to the person who asks.
#[server(prefix = "/fn", endpoint = "mails/send_sample", input = Json)]
pub async fn send_sample(
    at: String,
    kind: MailKind,
    lang: Lang,
    draft: TemplateDraft,
) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::mails::send_sample(&cx, kind, lang, draft).await)
}
