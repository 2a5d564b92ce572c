//! Messages that leave: written in the transaction of what they speak of, sent later.

mod html;
mod mail;
mod mailer;
mod send;
mod smtp;
mod store;
#[cfg(test)]
mod tests;
mod voice;

pub use mail::{AboutInvoice, Mail};
pub use mailer::{Mailer, Relay};
pub use send::{run_outbox, send_due, sweep};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
pub use voice::{Speaker, Voice};

pub(crate) use mail::{Letter, trial, usual_text};
pub(crate) use smtp::{Refused, Server};
pub(crate) use voice::host_of;

use domain::Lang;

use crate::{Context, Portal, Result, db::Tx, mails};
use store::Waiting;

/// Puts a message into the outbox; it leaves when the transaction lasts, and only then.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    cx: &Context,
    voice: &Voice,
    recipient: &str,
    lang: Lang,
    mail: &Mail,
) -> Result<()> {
    let own = match voice.texts_of() {
        Some(partner) => mails::own_text(tx, partner, mail.kind(), lang).await?,
        None => None,
    };
    let letter = mail.rendered(cx.portal(), voice, lang, own);
    post(tx, cx, voice, recipient, &letter).await
}

/// Puts a message that is written already into the outbox.
pub(crate) async fn post(
    tx: &mut Tx,
    cx: &Context,
    voice: &Voice,
    recipient: &str,
    letter: &Letter,
) -> Result<()> {
    store::add(tx, &Waiting::new(cx, voice, recipient, letter)).await
}

/// Gives a message to a partner's mail server now, while somebody waits for what it says.
pub(crate) async fn try_server(
    cx: &Context,
    server: &Server,
    voice: &Voice,
    recipient: &str,
    letter: &Letter,
) -> Result<std::result::Result<(), Refused>> {
    send::by(
        cx.portal(),
        server,
        &Waiting::new(cx, voice, recipient, letter),
    )
    .await
}

/// A message as it would travel, by a partner's mail server or else the portal's way.
pub(crate) fn as_it_travels(
    cx: &Context,
    voice: &Voice,
    recipient: &str,
    letter: &Letter,
    server: Option<&Server>,
) -> Result<Vec<u8>> {
    let waiting = Waiting::new(cx, voice, recipient, letter);
    let portal = cx.portal();
    let message = match server {
        Some(server) => send::written_by(portal, server, &waiting)?,
        None => portal.mailer().written(&waiting, portal.public_url())?,
    };
    Ok(message.formatted())
}

/// The host that a voice speaks for.
pub(crate) fn host_of_voice(portal: &Portal, voice: &Voice) -> String {
    host_of(&voice.url(portal)).to_owned()
}
