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

use crate::{Context, Result, db::Tx};

/// Puts a message into the outbox; it leaves when the transaction lasts, and only then.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    cx: &Context,
    recipient: &str,
    lang: Lang,
    mail: &Mail,
) -> Result<()> {
    let letter = mail.rendered(lang, cx.portal().public_url());
    store::add(tx, cx, recipient, &letter).await
}
