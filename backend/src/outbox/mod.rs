//! Messages that leave: written in the transaction of what they speak of, sent later.

mod mail;
mod mailer;
mod send;
mod store;
#[cfg(test)]
mod tests;

pub use mail::Mail;
pub use mailer::Mailer;
pub use send::{run_outbox, send_due, sweep};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

use domain::Lang;

use crate::{Context, Result, brands::Front, db::Tx};

/// Puts a message into the outbox; it leaves when the transaction lasts, and only then.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    cx: &Context,
    recipient: &str,
    lang: Lang,
    mail: &Mail,
) -> Result<()> {
    enqueue_from(tx, cx, None, recipient, lang, mail).await
}

/// As [`enqueue`], in the name of the partner whose brand a host carries: its links lead there.
pub(crate) async fn enqueue_from(
    tx: &mut Tx,
    cx: &Context,
    front: Option<&Front>,
    recipient: &str,
    lang: Lang,
    mail: &Mail,
) -> Result<()> {
    let url = match front {
        Some(front) => cx.portal().brand_url(&front.slug),
        None => cx.portal().public_url().to_owned(),
    };
    let letter = mail.rendered(lang, &url);
    store::add(tx, cx, recipient, &letter).await
}
