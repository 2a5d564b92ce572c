use domain::{
    InvoiceId, Money, PartnerId, Refusal,
    audit::Event,
    payments::{Method, PaymentValues},
    policy::Actor,
};

use super::{Notice, Provider as _, keys::opened, store, stripe::Stripe};
use crate::{
    Context, Portal, Result,
    audit::entry,
    db::{Tx, is_deadlock},
    invoices, payments,
};

/// How often a notice is taken in when the database ends that for the sake of somebody else's.
const TRIES: u32 = 3;

/// What became of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It is counted, was counted before, or is nothing to us.
    Yes,
    /// Nobody known has signed it, or it cannot be read.
    Disbelieved,
}

/// Takes in a notice of the provider to the partner with this short name.
///
/// # Errors
/// [`Refusal::NotFound`] when that partner takes no cards. When something broke, the provider tells
/// it again later.
pub async fn hear(portal: &Portal, slug: &str, signature: &str, body: &[u8]) -> Result<Heard> {
    let mut tx = portal.db().read().await?;
    let stored = store::of_slug(&mut tx, slug).await?;
    drop(tx);
    let stored = stored.ok_or(Refusal::NotFound)?;
    let stripe = opened(portal, &stored).ok_or(Refusal::NotFound)?;
    let own = stored.partner();
    let told = stripe.notice(signature, body, portal.now());
    match told {
        None => {
            tracing::warn!(partner.id = %own, "a notice that its provider has not signed");
            return Ok(Heard::Disbelieved);
        }
        Some(Notice::Unreadable) => {
            tracing::error!(partner.id = %own, "a notice that cannot be read");
            return Ok(Heard::Disbelieved);
        }
        _ => {}
    }
    let mut tries = 1;
    loop {
        let cx = portal.context(Actor::Anonymous);
        let done = match &told {
            // An account may take payments for two portals, each of its own partner.
            Some(Notice::Paid {
                name,
                partner,
                invoice,
                amount,
            }) if *partner == own => paid(&cx, own, name, *invoice, *amount).await,
            Some(Notice::Refunded { name, minor }) => refunded(&cx, own, name, *minor).await,
            _ => Ok(()),
        };
        match done {
            Err(error) if is_deadlock(&error) && tries < TRIES => tries += 1,
            done => return done.map(|()| Heard::Yes),
        }
    }
}

/// Money came in. All of it is recorded, whatever became of the invoice meanwhile: what is more than
/// was open can go back, as the page of the invoice shows, and is written down.
async fn paid(
    cx: &Context,
    partner: PartnerId,
    name: &str,
    invoice: InvoiceId,
    amount: Money,
) -> Result<()> {
    let mut tx = cx.begin().await?;
    // The payment first, and then its invoice: notices of one payment wait for each other.
    store::hold(&mut tx, partner, name, None, 0).await?;
    let Some(held) = invoices::hold_for_provider(&mut tx, partner, invoice).await? else {
        tracing::error!(partner.id = %partner, payment = name, "paid for an invoice that is not there");
        return Ok(());
    };
    if held.open.currency != amount.currency || amount.minor <= 0 {
        tracing::error!(partner.id = %partner, payment = name, "paid in another currency");
        return Ok(());
    }
    let known = store::hold(&mut tx, partner, name, Some(invoice), 0).await?;
    let values = values(amount, name, cx);
    let external = format!("{}:{name}", Stripe::NAME);
    let at = (partner, invoice);
    let is_new = payments::record_in(&mut tx, cx, at, &values, Some(&external)).await?;
    let excess = amount.minor - held.open.minor;
    if is_new && excess > 0 {
        let more = Money {
            minor: excess,
            ..amount
        };
        entry(Event::PaymentExceeded)
            .about(more.to_string())
            .change("invoice", "", held.number)
            .record_at(&mut tx, cx, partner)
            .await?;
    }
    if known.news > 0 {
        give_back(&mut tx, cx, at, name, &known, amount).await?;
    }
    tx.commit().await
}

/// Money went back. Before it was told what the payment was for, that waits.
async fn refunded(cx: &Context, partner: PartnerId, name: &str, minor: i64) -> Result<()> {
    let mut tx = cx.begin().await?;
    let known = store::hold(&mut tx, partner, name, None, minor).await?;
    if let Some(invoice) = known.invoice
        && known.news > 0
        && let Some(held) = invoices::hold_for_provider(&mut tx, partner, invoice).await?
    {
        give_back(&mut tx, cx, (partner, invoice), name, &known, held.open).await?;
    }
    tx.commit().await
}

/// Records what is new of the money that went back.
async fn give_back(
    tx: &mut Tx,
    cx: &Context,
    at: (PartnerId, InvoiceId),
    name: &str,
    known: &store::Known,
    like: Money,
) -> Result<()> {
    let amount = Money {
        minor: -known.news,
        ..like
    };
    let external = format!("{}:{name}:refund:{}", Stripe::NAME, known.told);
    payments::record_in(tx, cx, at, &values(amount, name, cx), Some(&external)).await?;
    store::returned(tx, at.0, name).await
}

fn values(amount: Money, name: &str, cx: &Context) -> PaymentValues {
    PaymentValues {
        amount,
        method: Method::Card,
        reference: name.to_owned(),
        on: cx.now().date(),
    }
}
