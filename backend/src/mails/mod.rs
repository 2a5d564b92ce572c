//! Messages in the partner's name: by which mail server they leave, and what they say.

mod sender;
mod store;
mod templates;
#[cfg(test)]
mod tests;

use domain::{
    Lang, PartnerId,
    mails::{MailKind, Overview, TemplateDraft},
    policy::{Action, Object, decide},
};

use crate::{Context, Portal, Result, brands, db::Tx, outbox::Speaker};

pub use sender::{remove_sender, save_sender, test_sender};
pub use templates::{reset_template, save_template, send_sample, template};

pub(crate) use sender::{note_failure, working_server};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
#[cfg(test)]
pub(crate) use tests::CERTIFICATE as TEST_CERTIFICATE;

/// The partner's mail server, for those who may set it, and which texts are its own.
pub async fn overview(cx: &Context) -> Result<Overview> {
    let partner = cx.allow(Action::SeeMails)?;
    let mut tx = cx.read().await?;
    let may_set = decide(cx.actor(), Action::ManageSender, Object::Partner(partner));
    let sender = if may_set.is_allowed() {
        Some(sender::present(&mut tx, cx, partner).await?)
    } else {
        None
    };
    Ok(Overview {
        sender,
        templates: templates::listed(&mut tx, partner).await?,
    })
}

/// The text that a partner wrote for a kind of message.
pub(crate) async fn own_text(
    tx: &mut Tx,
    partner: PartnerId,
    kind: MailKind,
    lang: Lang,
) -> Result<Option<TemplateDraft>> {
    let found = store::template(tx, partner, kind, lang).await?;
    Ok(found.map(|(draft, _)| draft))
}

/// What a sealed password belongs to.
fn about(partner: PartnerId) -> String {
    format!("password of the sender of {partner}")
}

/// How many tests and samples one partner may send: they are not a way to write to strangers.
const TRIALS: crate::auth::Rule = crate::auth::Rule {
    what: "trial mails of",
    most: 30,
    seconds: 3_600,
};

/// A partner, as it speaks to its clients.
async fn speaker(tx: &mut Tx, partner: PartnerId) -> Result<Speaker> {
    Ok(Speaker::of(&brands::front_of(tx, partner).await?))
}

async fn count_trial(portal: &Portal, tx: &mut Tx, partner: PartnerId) -> Result<()> {
    crate::auth::limit(tx, TRIALS, &partner.to_string(), portal.now()).await
}
