use serde::{Deserialize, Serialize};

use super::Rank;
use crate::Date;

/// Where a partner stands, and since when it has too few clients for that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The level it has.
    pub rank: Rank,
    /// The day since which its clients mean a lower one.
    pub below_since: Option<Date>,
}

impl Standing {
    /// After its clients came to mean `deserved`: up at once, down not yet.
    #[must_use]
    pub fn noticing(self, deserved: Rank, today: Date) -> Self {
        if deserved >= self.rank {
            return Self {
                rank: deserved,
                below_since: None,
            };
        }
        Self {
            below_since: self.below_since.or(Some(today)),
            ..self
        }
    }

    /// After the evaluation of the month: down when its clients have meant a lower level for the days
    /// of grace.
    #[must_use]
    pub fn evaluated(self, deserved: Rank, today: Date, grace_days: u32) -> Self {
        let noticed = self.noticing(deserved, today);
        match noticed.below_since {
            Some(since) if since.days_to(today) >= i64::from(grace_days) => Self {
                rank: deserved,
                below_since: None,
            },
            _ => noticed,
        }
    }
}
