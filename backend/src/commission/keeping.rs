use domain::{
    ClientId, Date, PartnerId, Timestamp,
    audit::Event,
    commission::{LevelMoved, RateTable, Settings, Standing, in_force},
};

use super::store::{ledger, tables};
use crate::{Context, Error, Result, audit::entry, db::Tx};

/// A partner's ledger, held: nobody else writes to it until the transaction ends.
pub(super) struct Ledger {
    partner: PartnerId,
    kept: ledger::Kept,
    tables: Vec<RateTable>,
    settings: Settings,
    today: Date,
}

impl Ledger {
    pub(super) async fn hold(tx: &mut Tx, cx: &Context, partner: PartnerId) -> Result<Self> {
        Ok(Self {
            partner,
            kept: ledger::hold(tx, partner).await?,
            tables: tables::tables(tx).await?,
            settings: tables::settings(tx).await?,
            today: cx.now().date(),
        })
    }

    pub(super) const fn partner(&self) -> PartnerId {
        self.partner
    }

    pub(super) const fn standing(&self) -> Standing {
        self.kept.standing
    }

    pub(super) const fn counted(&self) -> u32 {
        self.kept.counted
    }

    pub(super) const fn today(&self) -> Date {
        self.today
    }

    /// The first day on which what is earned today can be paid out.
    pub(super) fn held_until(&self) -> Date {
        self.today.plus_days(i64::from(self.settings.hold_days))
    }

    /// The table in force today.
    pub(super) fn table(&self) -> Result<&RateTable> {
        in_force(&self.tables, self.today).ok_or_else(|| Error::corrupt("commission_tables"))
    }

    /// Number and time of the next event. Replicas' clocks differ and requests wait for each other:
    /// the time of an event is never before that of the one before it.
    pub(super) fn next(&mut self, now: Timestamp) -> (i64, Timestamp) {
        self.kept.number += 1;
        self.kept.at = self.kept.at.max(now);
        (self.kept.number, self.kept.at)
    }

    /// Writes down that a client counts from now on, or no more.
    pub(super) async fn count(
        &mut self,
        tx: &mut Tx,
        cx: &Context,
        client: ClientId,
        counts: bool,
    ) -> Result<()> {
        let event = self.next(cx.now());
        ledger::add_count(tx, self.partner, event, client, counts).await?;
        self.kept.counted = if counts {
            self.kept.counted + 1
        } else {
            self.kept.counted.saturating_sub(1)
        };
        Ok(())
    }

    /// Up at once when the clients mean a higher level; down when it is time to evaluate.
    pub(super) async fn settle(
        &mut self,
        tx: &mut Tx,
        cx: &Context,
        is_evaluation: bool,
    ) -> Result<()> {
        let deserved = self.table()?.level_of(self.kept.counted);
        let grace_days = self.settings.grace_days;
        let before = self.kept.standing;
        // Too few for the first time at the very evaluation is too few since then.
        let noticed = before.noticing(deserved, self.today);
        let after = if is_evaluation {
            noticed.evaluated(deserved, self.today, grace_days)
        } else {
            noticed
        };
        self.kept.standing = after;
        if after.rank == before.rank {
            return Ok(());
        }
        let moved = LevelMoved {
            from: before.rank,
            to: after.rank,
            counted: self.kept.counted,
            table: self.table()?.version,
            below_since: noticed.below_since,
            grace_days,
        };
        let event = self.next(cx.now());
        ledger::add_level(tx, self.partner, event, &moved).await?;
        let name = |rank| {
            let level = self.table().ok().and_then(|table| table.level(rank));
            level.map_or_else(String::new, |level| level.name.clone())
        };
        entry(Event::LevelMoved)
            .change("level", name(moved.from), name(moved.to))
            .record_at(tx, cx, self.partner)
            .await
    }

    /// All clients were counted today.
    pub(super) const fn was_checked(&mut self) {
        self.kept.checked_on = self.today;
    }

    /// Keeps where the partner stands now.
    pub(super) async fn keep(self, tx: &mut Tx) -> Result<()> {
        ledger::set_standing(tx, self.partner, &self.kept).await
    }
}
