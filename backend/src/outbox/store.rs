use domain::{InvoiceId, Timestamp};
use uuid::Uuid;

use super::{host_of_voice, mail::Letter, voice::Voice};
use crate::{Context, Result, args, db::Tx, invoices::File, statements};

statements! {
    ADD = "INSERT INTO outbox (id, recipient, subject, body, html, link, partner_id, host,
            from_name, reply_to, invoice_id, created_at, next_try_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)";
    DUE = "SELECT id, recipient, subject, body, html, link, partner_id, host, from_name, reply_to,
            invoice_id, created_at, next_try_at, tries FROM outbox
        WHERE sent_at IS NULL AND next_try_at <= $1 ORDER BY next_try_at, id LIMIT 20";
    CLAIM = "UPDATE outbox SET next_try_at = $3, tries = tries + 1
        WHERE id = $1 AND next_try_at = $2 AND sent_at IS NULL";
    SENT = "UPDATE outbox SET sent_at = $2, body = '', html = NULL, link = NULL, last_error = NULL
        WHERE id = $1";
    FAILED = "UPDATE outbox SET next_try_at = $2, last_error = $3 WHERE id = $1";
    GIVEN_UP = "UPDATE outbox SET sent_at = $2, body = '', html = NULL, link = NULL, last_error = $3
        WHERE id = $1";
    FORGET = "DELETE FROM outbox WHERE sent_at <= $1";
}

/// A message that waits. Its texts hold secrets, so it is not printed by `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Waiting {
    pub(super) id: Uuid,
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) html: Option<String>,
    pub(super) link: Option<String>,
    pub(super) partner_id: Option<Uuid>,
    pub(super) host: Option<String>,
    pub(super) from_name: Option<String>,
    pub(super) reply_to: Option<String>,
    /// The invoice that travels along.
    pub(super) invoice_id: Option<Uuid>,
    pub(super) created_at: i64,
    pub(super) next_try_at: i64,
    pub(super) tries: i64,
    /// The file made of that invoice, when the message is about to leave.
    #[sqlx(skip)]
    pub(super) attached: Option<File>,
}

impl Waiting {
    pub(super) fn new(cx: &Context, voice: &Voice, recipient: &str, letter: &Letter) -> Self {
        let speaker = voice.speaker();
        Self {
            id: cx.new_id(),
            recipient: recipient.to_owned(),
            subject: letter.subject.clone(),
            body: letter.body.clone(),
            html: Some(letter.html.clone()),
            link: letter.link.clone(),
            partner_id: speaker.map(|speaker| speaker.partner.uuid()),
            host: speaker.map(|_| host_of_voice(cx.portal(), voice)),
            from_name: speaker.map(super::Speaker::header_name),
            reply_to: speaker.and_then(|speaker| speaker.reply_to.clone()),
            invoice_id: letter.invoice.map(InvoiceId::uuid),
            created_at: cx.now().0,
            next_try_at: cx.now().0,
            tries: 0,
            attached: None,
        }
    }
}

pub(super) async fn add(tx: &mut Tx, waiting: &Waiting) -> Result<()> {
    let values = args![
        waiting.id,
        &waiting.recipient,
        &waiting.subject,
        &waiting.body,
        waiting.html.clone(),
        waiting.link.clone(),
        waiting.partner_id,
        waiting.host.clone(),
        waiting.from_name.clone(),
        waiting.reply_to.clone(),
        waiting.invoice_id,
        waiting.created_at
    ];
    tx.run(ADD, values).await?;
    Ok(())
}

pub(super) async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<Waiting>> {
    tx.all(DUE, args![now]).await
}

/// Makes a message this replica's until `until`; false when another one was faster.
pub(super) async fn claim(tx: &mut Tx, waiting: &Waiting, until: Timestamp) -> Result<bool> {
    let seen = waiting.next_try_at;
    Ok(tx.run(CLAIM, args![waiting.id, seen, until]).await? == 1)
}

/// Notes that it has left, and forgets the secret it carried.
pub(super) async fn sent(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<()> {
    tx.run(SENT, args![id, now]).await?;
    Ok(())
}

pub(super) async fn failed(tx: &mut Tx, id: Uuid, again: Timestamp, why: &str) -> Result<()> {
    tx.run(FAILED, args![id, again, why]).await?;
    Ok(())
}

pub(super) async fn given_up(tx: &mut Tx, id: Uuid, now: Timestamp, why: &str) -> Result<()> {
    tx.run(GIVEN_UP, args![id, now, why]).await?;
    Ok(())
}

pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.run(FORGET, args![before]).await?;
    Ok(())
}
