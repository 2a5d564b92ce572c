use std::time::Duration;

use super::store::{self, Waiting};
use crate::{Portal, Result};

/// Seconds a replica has for a message before another one may take it.
const LEASE: i64 = 120;
/// Seconds until the first further try; each one after it waits twice as long.
const FIRST_WAIT: i64 = 30;
/// Tries before a message is given up: with doubled waits that is more than a day.
const MOST_TRIES: i64 = 12;
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
    let outcome = portal.mailer().send(waiting, portal.public_url()).await;
    let mut tx = portal.db().begin().await?;
    let (id, now) = (waiting.id, portal.now());
    let tries = waiting.tries + 1;
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

/// Seconds until the next try, after so many.
const fn wait_after(tries: i64) -> i64 {
    FIRST_WAIT << (tries - 1)
}
