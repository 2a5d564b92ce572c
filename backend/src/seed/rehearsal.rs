use std::sync::Arc;

use domain::{
    Timestamp,
    policy::{Actor, Staff},
};

use crate::{
    Context, Portal,
    clock::{Clock as _, TestClock},
};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Seconds between two things that happen on one day.
const STEP: i64 = 11 * 60;

/// The portal on a clock that goes through past days up to the present.
#[derive(Debug)]
pub(super) struct Rehearsal {
    pub(super) portal: Portal,
    clock: Arc<TestClock>,
    today: Timestamp,
}

impl Rehearsal {
    /// Begins so many days ago.
    pub(super) fn from_days_ago(portal: &Portal, days: i64) -> Self {
        // Whatever happens today happened in the last hours.
        let today = portal.now().plus_seconds(-6 * 60 * 60);
        let clock = Arc::new(TestClock::at(today.plus_seconds(-days * DAY)));
        let rehearsed = Portal::new(
            portal.db().clone(),
            clock.clone(),
            portal.mailer().clone(),
            portal.public_url().to_owned(),
        );
        Self {
            portal: rehearsed,
            clock,
            today,
        }
    }

    /// Goes on to a day, unless it has come already.
    pub(super) fn go_to(&self, days_ago: i64) {
        let day = self.today.plus_seconds(-days_ago * DAY);
        let seconds = (day.0 - self.clock.now().0) / 1_000_000;
        self.clock.advance(seconds.max(0));
    }

    /// Somebody asks, a little later than the last one.
    pub(super) fn asks(&self, staff: &Staff) -> Context {
        self.clock.advance(STEP);
        self.portal.context(Actor::Staff(staff.clone()))
    }
}
