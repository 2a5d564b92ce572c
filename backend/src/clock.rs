//! Where time and randomness come from: the only place that asks the machine for them (ADR 8).

use std::sync::atomic::{AtomicI64, Ordering};

use domain::Timestamp;

/// A source of the present time.
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// The present time, in whole microseconds UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp(
            since
                .ok()
                .and_then(|t| i64::try_from(t.as_micros()).ok())
                .unwrap_or_default(),
        )
    }
}

/// A clock that stands until it is moved: for tests and rehearsals.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock that shows `now`.
    pub const fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Moves the clock forward by `days` of 24 hours.
    pub fn advance_days(&self, days: i64) {
        self.advance(days * 86_400);
    }

    /// Moves the clock forward by `seconds`.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
