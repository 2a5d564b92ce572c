use std::time::Duration;

use domain::{InvoiceId, PartnerId, mails::Trouble, policy::Actor};
use lettre::Message;

use super::{
    Refused, Server,
    mailer::{broken, mailbox, message},
    store::{self, Waiting},
    voice::host_of,
};
use crate::{Error, Portal, Result, invoices, mails};

/// Seconds a replica has for a message before another one may take it.
const LEASE: i64 = 120;
/// Seconds until the first further try; each one after it waits twice as long.
const FIRST_WAIT: i64 = 30;
/// Tries before a message is given up: with doubled waits that is more than a day.
const MOST_TRIES: i64 = 12;
/// Tries by a partner's own mail server before a message goes the portal's way: a minute and a half
/// of patience, for a link to set a password lives only a quarter of an hour.
const OWN_TRIES: i64 = 3;
/// Days for which it is kept that a message has left.
const REMEMBERED_DAYS: i64 = 30;

/// Sends what is due and says how many messages left. Replicas may do it at the same time: each
/// message is claimed by one of them before it is sent.
pub async fn send_due(portal: &Portal) -> Result<u32> {
    let due = store::due(&mut portal.db().read().await?, portal.now()).await?;
    let mut sent = 0;
    for waiting in due {
        if claim(portal, &waiting).await? && send(portal, &waiting).await? {
            sent += 1;
        }
    }
    Ok(sent)
}

/// Sends messages for as long as the server runs.
pub async fn run_outbox(portal: Portal) {
    loop {
        let pause = match send_due(&portal).await {
            Ok(_) => Duration::from_secs(1),
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                Duration::from_secs(15)
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// Forgets messages that left long ago.
pub async fn sweep(portal: &Portal) -> Result<()> {
    let mut tx = portal.db().begin().await?;
    let before = portal.now().plus_seconds(-REMEMBERED_DAYS * 86_400);
    store::forget(&mut tx, before).await?;
    tx.commit().await
}

async fn claim(portal: &Portal, waiting: &Waiting) -> Result<bool> {
    let mut tx = portal.db().begin().await?;
    let until = portal.now().plus_seconds(LEASE);
    let is_ours = store::claim(&mut tx, waiting, until).await?;
    tx.commit().await?;
    Ok(is_ours)
}

async fn send(portal: &Portal, waiting: &Waiting) -> Result<bool> {
    let tries = waiting.tries + 1;
    let outcome = leave(portal, waiting, tries).await;
    let mut tx = portal.db().begin().await?;
    let (id, now) = (waiting.id, portal.now());
    let has_left = match outcome {
        Ok(()) => {
            store::sent(&mut tx, id, now).await?;
            true
        }
        Err(error) if tries >= MOST_TRIES => {
            tracing::error!(mail.id = %id, tries, %error, "a message is given up");
            store::given_up(&mut tx, id, now, &error.to_string()).await?;
            false
        }
        Err(error) => {
            tracing::warn!(mail.id = %id, tries, %error, "a message did not leave");
            let again = now.plus_seconds(wait_after(tries));
            store::failed(&mut tx, id, again, &error.to_string()).await?;
            false
        }
    };
    tx.commit().await?;
    Ok(has_left)
}

/// Lets a message go by the partner's own mail server where one works, unless it holds the secret of
/// a link: whoever runs that server could read it, and with it become somebody who belongs to others
/// too. What such a link proves is that somebody reads their own mailbox; when that took it in none of
/// a few tries, or from the start, the portal's own way. A message is never lost to a mail server
/// that somebody set up wrong.
async fn leave(portal: &Portal, waiting: &Waiting, tries: i64) -> Result<()> {
    let Some(partner) = waiting.partner_id.map(PartnerId::from_uuid) else {
        return portal.mailer().send(waiting, portal.public_url()).await;
    };
    let waiting = &with_file(portal, partner, waiting).await?;
    let server = match &waiting.link {
        Some(_) => None,
        None => mails::working_server(portal, partner).await?,
    };
    match server {
        None => {}
        Some(server) => match by(portal, &server, waiting).await? {
            Ok(()) => return Ok(()),
            Err(refused) if tries < OWN_TRIES => return Err(Error::Broken(Box::new(refused))),
            // It is the recipient that it does not like: others may still get theirs.
            Err(Refused {
                trouble: Trouble::RefusedRecipient,
                ..
            }) => {}
            Err(refused) => mails::note_failure(portal, &server, &refused).await?,
        },
    }
    portal.mailer().send(waiting, portal.public_url()).await
}

/// The message with the file that travels along: made now, since making it takes longer than what
/// the message speaks of may be held up.
async fn with_file(portal: &Portal, partner: PartnerId, waiting: &Waiting) -> Result<Waiting> {
    let mut waiting = waiting.clone();
    if let Some(invoice) = waiting.invoice_id.map(InvoiceId::from_uuid) {
        let cx = portal.context(Actor::Anonymous);
        waiting.attached = invoices::printed(&cx, partner, invoice).await?;
    }
    Ok(waiting)
}

/// Gives a message to a partner's mail server.
pub(super) async fn by(
    portal: &Portal,
    server: &Server,
    waiting: &Waiting,
) -> Result<std::result::Result<(), Refused>> {
    let message = written_by(portal, server, waiting)?;
    let host = host(portal, waiting);
    Ok(server.take(portal, host, &message).await)
}

/// A message as a partner's mail server gets it.
pub(super) fn written_by(portal: &Portal, server: &Server, waiting: &Waiting) -> Result<Message> {
    let address = server.from_address.parse().map_err(broken)?;
    message(
        waiting,
        mailbox(&server.from_name, address),
        host(portal, waiting),
    )
}

/// The host that a message speaks for.
fn host<'a>(portal: &'a Portal, waiting: &'a Waiting) -> &'a str {
    let own = || host_of(portal.public_url());
    waiting.host.as_deref().unwrap_or_else(own)
}

/// Seconds until the next try, after so many.
const fn wait_after(tries: i64) -> i64 {
    FIRST_WAIT << (tries - 1)
}
