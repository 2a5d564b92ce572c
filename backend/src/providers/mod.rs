//! Payment providers: a partner's keys, payments that begin here and are told of later (S6).
//!
//! Nothing is believed that a provider did not sign, and what it tells is counted once, in whatever
//! order and however often it comes.

mod begin;
mod http;
mod keys;
mod notices;
mod signature;
mod store;
mod stripe;

use domain::{InvoiceId, Money, PartnerId, Timestamp};

use crate::{Result, db::Tx};

pub use begin::{begin, begin_own};
pub use keys::{overview, remove, set};
pub use notices::{Heard, hear};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Somebody who takes payments for partners.
trait Provider {
    /// The stable name, as stored and in addresses.
    const NAME: &'static str;

    /// What the account of these keys is called.
    async fn account(&self) -> std::result::Result<String, Trouble>;

    /// Begins a payment; gives the address where the payer goes on.
    async fn begin(&self, wish: &Wish) -> std::result::Result<String, Trouble>;

    /// What a notice tells; nothing when it was not signed by this account's provider.
    fn notice(&self, signature: &str, body: &[u8], now: Timestamp) -> Option<Notice>;
}

/// Why a provider did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Trouble {
    /// It did not answer, or not in time.
    #[error("unreachable")]
    Unreachable,
    /// It does not know the key, or the key may not.
    #[error("the key is refused")]
    KeyRefused,
    /// It said no: its status and its own code.
    #[error("refused with {0} ({1})")]
    Refused(u16, String),
    /// It answered something else than is agreed.
    #[error("an answer that makes no sense")]
    Nonsense,
}

/// A payment to begin.
#[derive(Debug)]
struct Wish {
    partner: PartnerId,
    invoice: InvoiceId,
    /// What the payer reads.
    title: String,
    amount: Money,
    /// The language of the provider's page (BCP 47).
    lang: &'static str,
    /// Where the payer comes back to: when it is done, and when not.
    done: String,
    canceled: String,
    now: Timestamp,
}

/// What a provider tells.
#[derive(Debug, PartialEq, Eq)]
enum Notice {
    /// Money came in.
    Paid {
        /// What the provider calls the payment.
        name: String,
        partner: PartnerId,
        invoice: InvoiceId,
        amount: Money,
    },
    /// Money went back: all of it so far.
    Refunded { name: String, minor: i64 },
    /// Something that is nothing to us.
    Other,
    /// Something signed that cannot be read.
    Unreadable,
}

/// Whether clients of a partner can pay by card.
pub(crate) async fn are_set(tx: &mut Tx, partner: PartnerId) -> Result<bool> {
    Ok(store::of_partner(tx, partner).await?.is_some())
}

/// What sealed keys belong to.
fn about(partner: PartnerId, what: &str) -> String {
    format!("provider {what} of {partner}")
}
