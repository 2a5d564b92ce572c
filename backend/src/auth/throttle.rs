//! How often something may be tried: counted in the database, so that more replicas do not mean
//! more tries.

use std::net::IpAddr;

use domain::{Refusal, Timestamp};

use super::store;
use crate::{Result, db::Tx, portal::token_hash};

/// At most so many tries of one thing in a window of time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// What is tried.
    pub(crate) what: &'static str,
    /// Tries in a window.
    pub(crate) most: i64,
    /// Length of the window.
    pub(crate) seconds: i64,
}

/// Failed sign-ins from one address: a burst, and a day of patient guessing. Those that succeed are
/// given back, so an office behind one address does not lock itself out in the morning.
pub(super) const SIGN_INS: [Rule; 2] = [
    Rule {
        what: "sign-in burst",
        most: 10,
        seconds: 60,
    },
    Rule {
        what: "sign-in",
        most: 100,
        seconds: 3 * 3_600,
    },
];
/// Reset links asked for from one address.
pub(super) const RESETS_FROM: Rule = Rule {
    what: "reset from",
    most: 20,
    seconds: 3_600,
};
/// Reset links sent to one person.
pub(super) const RESETS_TO: Rule = Rule {
    what: "reset to",
    most: 3,
    seconds: 900,
};

/// What the database keeps instead of a name or an address.
pub(super) fn key(what: &str, who: &str) -> String {
    hex::encode(token_hash(&format!("{what} {who}")))
}

/// The network somebody comes from: one IPv6 subscriber has a whole /64.
pub(super) fn origin(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Counts a try; gives the seconds until the next one may be made when it is one too many.
pub(super) async fn count(
    tx: &mut Tx,
    rule: Rule,
    who: &str,
    now: Timestamp,
) -> Result<Option<u32>> {
    let window_began_after = now.plus_seconds(-rule.seconds);
    let window = store::count_try(tx, &key(rule.what, who), now, window_began_after).await?;
    let ends = Timestamp(window.window_start).plus_seconds(rule.seconds);
    Ok((window.tries > rule.most).then(|| seconds_until(now, ends)))
}

/// Counts a try, and refuses one too many.
pub(crate) async fn limit(tx: &mut Tx, rule: Rule, who: &str, now: Timestamp) -> Result<()> {
    match count(tx, rule, who, now).await? {
        Some(retry_seconds) => Err(Refusal::TooOften { retry_seconds }.into()),
        None => Ok(()),
    }
}

/// The same for somebody at an address: their whole network is counted.
pub(crate) async fn limit_from(
    tx: &mut Tx,
    rule: Rule,
    address: IpAddr,
    now: Timestamp,
) -> Result<()> {
    limit(tx, rule, &origin(address), now).await
}

/// Takes a try back that turned out to be rightful.
pub(super) async fn give_back(tx: &mut Tx, rule: Rule, who: &str) -> Result<()> {
    store::give_back_try(tx, &key(rule.what, who)).await
}

/// Seconds from `now` to `then`, a started one counting; at least one.
pub(super) fn seconds_until(now: Timestamp, then: Timestamp) -> u32 {
    let micros = then.0.saturating_sub(now.0).max(1);
    u32::try_from((micros - 1) / 1_000_000 + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_is_one_origin() {
        let origin = |text: &str| origin(text.parse().unwrap());
        assert_eq!(origin("2001:db8:1:2::7"), origin("2001:db8:1:2:aaaa::9"));
        assert_ne!(origin("2001:db8:1:2::7"), origin("2001:db8:1:3::7"));
        assert_eq!(origin("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
