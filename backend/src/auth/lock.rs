use domain::{Refusal, Timestamp};

use super::{
    address::address_key,
    store,
    throttle::{key, seconds_until},
};
use crate::{Result, db::Tx};

/// How often a person's password was tried wrongly today, and what the database said about it.
///
/// Counted by address and not by person, so that somebody who does not exist is locked alike.
#[derive(Debug)]
pub(super) struct Lock {
    key: String,
    seen: Option<i64>,
    failures: i64,
}

impl Lock {
    /// The lock of an address, when it is open.
    ///
    /// # Errors
    /// [`Refusal::TooOften`] while it is closed.
    pub(super) async fn open(tx: &mut Tx, email: &str, now: Timestamp) -> Result<Self> {
        let key = key("password of", &address_key(email));
        let tries = store::tries(tx, &key).await?;
        let seen = tries.as_ref().map(|t| t.tries);
        let last = tries.map_or(Timestamp(0), |t| Timestamp(t.window_start));
        let failures = if last.date() == now.date() {
            seen.unwrap_or(0)
        } else {
            0
        };
        let until = closed_until(failures, last);
        if failures > 0 && now < until {
            let retry_seconds = seconds_until(now, until);
            return Err(Refusal::TooOften { retry_seconds }.into());
        }
        Ok(Self {
            key,
            seen,
            failures,
        })
    }

    /// Closes it for a time after a wrong password.
    ///
    /// # Errors
    /// [`Refusal::TooOften`] when another try failed meanwhile: of many guesses made at once, only
    /// the first one is answered.
    pub(super) async fn close(self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        let (seen, failures) = (self.seen.unwrap_or(0), self.failures + 1);
        let is_first = store::set_tries(tx, &self.key, now, failures, seen).await?;
        is_first.then_some(()).ok_or_else(meanwhile)
    }

    /// Forgets the failures after the right password.
    ///
    /// # Errors
    /// [`Refusal::TooOften`] when another try failed meanwhile.
    pub(super) async fn forget(self, tx: &mut Tx) -> Result<()> {
        let is_as_seen = match self.seen {
            Some(seen) => store::forget_tries(tx, &self.key, seen).await?,
            None => store::tries(tx, &self.key).await?.is_none(),
        };
        is_as_seen.then_some(()).ok_or_else(meanwhile)
    }
}

/// Opens the lock of an address, whatever was tried: its owner has come by a link of their mailbox.
pub(super) async fn open_for_good(tx: &mut Tx, email: &str) -> Result<()> {
    let key = key("password of", &address_key(email));
    if let Some(tries) = store::tries(tx, &key).await? {
        store::forget_tries(tx, &key, tries.tries).await?;
    }
    Ok(())
}

fn meanwhile() -> crate::Error {
    Refusal::TooOften { retry_seconds: 1 }.into()
}

/// The soft lock of kanidm: it slows a guesser down from the first failure on and allows a hundred
/// a day (NIST SP 800-63B §5.2.2), while its owner hardly notices.
fn closed_until(failures: i64, last: Timestamp) -> Timestamp {
    match failures {
        ..3 => last.plus_seconds(1),
        3..9 => last.plus_seconds(3),
        9..25 => last.plus_seconds(5),
        25..100 => last.plus_seconds(10),
        100.. => Timestamp((last.date().days() + 1) * 86_400_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_with_the_failures() {
        let last = Timestamp(1_795_348_800_000_000);
        let seconds = |failures| (closed_until(failures, last).0 - last.0) / 1_000_000;
        assert_eq!(
            [1, 2, 3, 8, 9, 24, 25, 99].map(seconds),
            [1, 1, 3, 3, 5, 5, 10, 10]
        );
        assert_eq!(closed_until(100, last).to_rfc3339(), "2026-11-23T00:00:00Z");
    }
}
