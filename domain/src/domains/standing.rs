use super::DomainState;
use crate::Timestamp;

/// Days for which a domain is served although its proof is gone (GitLab Pages has seven too).
pub const GRACE_DAYS: u32 = 7;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What a look at the DNS found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The record is there with its text.
    Proved {
        /// Whether the address of the name leads here as well.
        leads_here: bool,
    },
    /// The record is not there, or says something else.
    Missing,
    /// Nobody answered: that says nothing about the record.
    NoAnswer,
}

/// How a domain stands, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// In which state it is.
    pub state: DomainState,
    /// When it was claimed.
    pub created_at: Timestamp,
    /// Since when the proof is gone, for one that was served.
    pub failing_since: Option<Timestamp>,
}

impl Standing {
    /// A domain claimed now.
    #[must_use]
    pub const fn claimed(now: Timestamp) -> Self {
        Self {
            state: DomainState::Pending,
            created_at: now,
            failing_since: None,
        }
    }

    /// How it stands after a look. A silence of the DNS takes nothing away, but does not stop the
    /// time of grace either.
    #[must_use]
    pub fn after(self, finding: Finding, now: Timestamp) -> Self {
        use DomainState::{Active, Failing, Pending, Verified};
        let (state, failing_since) = match (self.state, finding) {
            (Active | Failing, Finding::Proved { .. })
            | (Pending | Verified, Finding::Proved { leads_here: true }) => (Active, None),
            (Pending | Verified, Finding::Proved { leads_here: false }) => (Verified, None),
            (Active, Finding::Missing) => (Failing, Some(now)),
            (Failing, Finding::Missing | Finding::NoAnswer) if self.is_grace_over(now) => {
                (Pending, self.failing_since)
            }
            (Verified, Finding::Missing) => (Pending, None),
            (state, _) => (state, self.failing_since),
        };
        Self {
            state,
            failing_since,
            ..self
        }
    }

    /// Whether its pages are served now.
    #[must_use]
    pub fn is_served(self, now: Timestamp) -> bool {
        match self.state {
            DomainState::Pending | DomainState::Verified => false,
            DomainState::Active => true,
            DomainState::Failing => !self.is_grace_over(now),
        }
    }

    /// A failing domain is served at `now` if its proof was lost after this.
    #[must_use]
    pub fn grace_began(now: Timestamp) -> Timestamp {
        now.plus_seconds(-i64::from(GRACE_DAYS) * DAY)
    }

    /// When a failing domain stops being served.
    #[must_use]
    pub fn ends_at(self) -> Option<Timestamp> {
        self.failing_since.map(|since| since.plus_days(GRACE_DAYS))
    }

    /// When it is looked at next: soon while somebody waits for it, daily once it works.
    #[must_use]
    pub fn next_check(self, finding: Finding, now: Timestamp) -> Timestamp {
        let seconds = match (self.state, finding) {
            (DomainState::Pending | DomainState::Verified, _) => self.patience(now),
            (DomainState::Failing, _) | (DomainState::Active, Finding::NoAnswer) => HOUR,
            (DomainState::Active, _) => DAY,
        };
        let next = now.plus_seconds(seconds);
        match self.ends_at() {
            Some(end) if self.state == DomainState::Failing && end > now => next.min(end),
            _ => next,
        }
    }

    /// Seconds until an unproved domain is looked at again: the longer it takes, the less often.
    fn patience(self, now: Timestamp) -> i64 {
        let age = now.0.saturating_sub(self.created_at.0) / 1_000_000;
        match age {
            ..HOUR => 3 * MINUTE,
            HOUR..DAY => 30 * MINUTE,
            _ => DAY / 4,
        }
    }

    fn is_grace_over(self, now: Timestamp) -> bool {
        self.ends_at().is_none_or(|end| now >= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DomainState::{Active, Failing, Pending, Verified};

    const NOW: Timestamp = Timestamp(1_795_348_800_000_000);
    const HERE: Finding = Finding::Proved { leads_here: true };
    const ELSEWHERE: Finding = Finding::Proved { leads_here: false };

    fn in_state(state: DomainState) -> Standing {
        Standing {
            state,
            created_at: NOW,
            failing_since: (state == Failing).then_some(NOW),
        }
    }

    #[test]
    fn every_state_meets_every_finding() {
        let table = [
            (Pending, HERE, Active),
            (Pending, ELSEWHERE, Verified),
            (Pending, Finding::Missing, Pending),
            (Pending, Finding::NoAnswer, Pending),
            (Verified, HERE, Active),
            (Verified, ELSEWHERE, Verified),
            (Verified, Finding::Missing, Pending),
            (Verified, Finding::NoAnswer, Verified),
            (Active, HERE, Active),
            (Active, ELSEWHERE, Active),
            (Active, Finding::Missing, Failing),
            (Active, Finding::NoAnswer, Active),
            (Failing, HERE, Active),
            (Failing, ELSEWHERE, Active),
            (Failing, Finding::Missing, Failing),
            (Failing, Finding::NoAnswer, Failing),
        ];
        for (before, finding, state) in table {
            let after = in_state(before).after(finding, NOW.plus_seconds(1));
            assert_eq!(after.state, state, "{before:?} {finding:?}");
            let fails = after.failing_since.is_some();
            assert_eq!(fails, state == Failing, "{before:?} {finding:?}");
        }
    }

    #[test]
    fn grace_lasts_seven_days_to_the_second() {
        let end = NOW.plus_days(GRACE_DAYS);
        let before = end.plus_seconds(-1);
        let failing = in_state(Failing);
        assert!(failing.is_served(before) && !failing.is_served(end));
        assert!(NOW > Standing::grace_began(before) && NOW <= Standing::grace_began(end));
        for finding in [Finding::Missing, Finding::NoAnswer] {
            assert_eq!(failing.after(finding, before), failing);
            let over = failing.after(finding, end);
            assert_eq!((over.state, over.failing_since), (Pending, Some(NOW)));
        }
        assert_eq!(failing.after(HERE, end).state, Active);
        assert_eq!(failing.next_check(Finding::Missing, before), end);
    }

    #[test]
    fn who_waits_is_looked_at_often() {
        let waits = |after: i64| {
            let now = NOW.plus_seconds(after);
            let next = in_state(Pending).next_check(Finding::Missing, now);
            (next.0 - now.0) / 1_000_000
        };
        assert_eq!(waits(0), 3 * MINUTE);
        assert_eq!(waits(HOUR - 1), 3 * MINUTE);
        assert_eq!(waits(HOUR), 30 * MINUTE);
        assert_eq!(waits(DAY), 6 * HOUR);
        let next = in_state(Active).next_check(HERE, NOW);
        assert_eq!(next, NOW.plus_days(1));
        let next = in_state(Active).next_check(Finding::NoAnswer, NOW);
        assert_eq!(next, NOW.plus_seconds(HOUR));
    }

    #[test]
    fn states_have_stable_names() {
        for state in DomainState::ALL {
            assert_eq!(DomainState::named(state.name()), Some(state));
        }
        assert_eq!(DomainState::named("verified "), None);
    }
}
