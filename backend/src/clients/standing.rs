//! Where a client stands: on which plan, on trial, blocked, closed. Pure, so that one client and
//! ten thousand move by the same rules.

use domain::{
    PlanId, Timestamp,
    clients::{Block, BlockReason, ClientStatus, REOPEN_DAYS},
    plans::PlanSummary,
};

/// Where a client stands. Its status follows from the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) plan: Option<PlanId>,
    /// Trial days count for the first plan only.
    pub(super) had_plan: bool,
    pub(super) status: ClientStatus,
    pub(super) trial_ends_at: Option<Timestamp>,
    pub(super) block: Option<Block>,
    pub(super) closed_at: Option<Timestamp>,
}

impl Standing {
    /// At work, without a plan: where every client starts.
    pub(super) const fn new() -> Self {
        Self {
            plan: None,
            had_plan: false,
            status: ClientStatus::Active,
            trial_ends_at: None,
            block: None,
            closed_at: None,
        }
    }

    /// On `plan`, with its trial days if it is the first one (P8, P15).
    pub(super) fn on_plan(self, plan: &PlanSummary, now: Timestamp) -> Self {
        let starts_trial = !self.had_plan && plan.trial_days > 0;
        Self {
            plan: Some(plan.id),
            had_plan: true,
            trial_ends_at: if starts_trial {
                Some(now.plus_days(plan.trial_days))
            } else {
                self.trial_ends_at
            },
            ..self
        }
        .settled(now)
    }

    /// On no plan any more; another one has no trial.
    pub(super) fn without_plan(self) -> Self {
        Self { plan: None, ..self }
    }

    /// Blocked for this reason (P9).
    pub(super) fn blocked(self, reason: BlockReason, now: Timestamp) -> Self {
        let block = Block { reason, since: now };
        Self {
            block: Some(block),
            ..self
        }
        .settled(now)
    }

    /// No longer blocked: back on its trial, if that is not over (P9).
    pub(super) fn unblocked(self, now: Timestamp) -> Self {
        Self {
            block: None,
            ..self
        }
        .settled(now)
    }

    /// Closed (B6).
    pub(super) fn closed(self, now: Timestamp) -> Self {
        Self {
            closed_at: Some(now),
            ..self
        }
        .settled(now)
    }

    /// Taken back: blocked again if it was, back on its trial if that is not over.
    pub(super) fn reopened(self, now: Timestamp) -> Self {
        Self {
            closed_at: None,
            ..self
        }
        .settled(now)
    }

    /// With the status that follows from the rest at `now`: a trial ends by itself.
    pub(super) fn settled(self, now: Timestamp) -> Self {
        let trial_ends_at = self.trial_ends_at.filter(|end| *end > now);
        let status = match (self.closed_at, &self.block, trial_ends_at) {
            (Some(_), ..) => ClientStatus::Closed,
            (None, Some(_), _) => ClientStatus::Blocked,
            (None, None, Some(_)) => ClientStatus::Trial,
            (None, None, None) => ClientStatus::Active,
        };
        Self {
            status,
            trial_ends_at,
            ..self
        }
    }

    /// Until when closing can be undone, if closed.
    pub(super) fn reopen_until(&self) -> Option<Timestamp> {
        self.closed_at.map(|closed| closed.plus_days(REOPEN_DAYS))
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        Currency, Limit, Money,
        plans::{Interval, Quotas},
    };
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_795_348_800_000_000);

    fn plan(id: u128, trial_days: u32) -> PlanSummary {
        PlanSummary {
            id: PlanId::from_uuid(Uuid::from_u128(id)),
            name: "Pro".to_owned(),
            price: Money::zero(Currency::EUR),
            interval: Interval::Month,
            quotas: Quotas {
                workspaces: 1,
                seats: Limit::Unlimited,
                contacts: Limit::Unlimited,
            },
            trial_days,
            after_trial: domain::plans::AfterTrial::Charge,
            is_archived: false,
            clients: 0,
        }
    }

    #[test]
    fn only_the_first_plan_has_a_trial() {
        let first = Standing::new().on_plan(&plan(1, 14), NOW);
        assert_eq!(first.status, ClientStatus::Trial);
        assert_eq!(first.trial_ends_at, Some(NOW.plus_days(14)));

        let next = first.clone().on_plan(&plan(2, 90), NOW);
        assert_eq!(next.trial_ends_at, first.trial_ends_at);

        let without = Standing::new().on_plan(&plan(1, 0), NOW);
        assert_eq!(without.status, ClientStatus::Active);
        let next = without.on_plan(&plan(2, 90), NOW);
        assert_eq!(next.trial_ends_at, None);
    }

    #[test]
    fn a_block_outlives_a_plan_and_a_closing() {
        let blocked = Standing::new()
            .blocked(BlockReason::default(), NOW)
            .on_plan(&plan(1, 14), NOW);
        assert_eq!(blocked.status, ClientStatus::Blocked);
        let closed = blocked.closed(NOW);
        assert_eq!(closed.status, ClientStatus::Closed);
        let reopened = closed.reopened(NOW);
        assert_eq!(reopened.status, ClientStatus::Blocked);
        assert_eq!(reopened.unblocked(NOW).status, ClientStatus::Trial);
    }

    #[test]
    fn a_trial_ends_on_its_instant() {
        let trial = Standing::new().on_plan(&plan(1, 1), NOW);
        let end = NOW.plus_days(1);
        let before = Timestamp(end.0 - 1);
        assert_eq!(trial.clone().settled(before).status, ClientStatus::Trial);
        assert_eq!(trial.clone().settled(end).status, ClientStatus::Active);
        let blocked = trial.blocked(BlockReason::default(), before);
        assert_eq!(blocked.unblocked(end).status, ClientStatus::Active);
    }
}
