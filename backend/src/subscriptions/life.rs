use domain::{
    ClientId, Date, Money, PartnerId, Rate, Timestamp, Version,
    audit::Event,
    billing::Payer,
    plans::{AfterTrial, PlanSummary},
    refusal::{Conflict, Refusal, Rejection},
    subscriptions::{Period, Proration, Stage, Timing},
};

use super::{
    plan, pricing, renew, retail,
    store::{self, Charged, Kept},
};
use crate::{
    Context, Result,
    audit::entry,
    charges::{self, NewCharge},
    db::Tx,
    money::sum,
};

/// When a client that is put on another plan has it: as wished where that can be, else now, or
/// from the next period on when the plan is cheaper.
pub(crate) async fn timing(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
    plan: &PlanSummary,
    wish: Option<Timing>,
) -> Result<Timing> {
    let kept = store::one(tx, partner, client).await?;
    let kept = kept.filter(|kept| kept.stage == Stage::Active);
    let Some(charged) = kept.and_then(|kept| kept.charged) else {
        return Ok(Timing::Now);
    };
    let pricing = pricing(tx, partner, client, cx.now().date()).await?;
    let price = sum(pricing.of(plan.price, plan.interval))?;
    if Timing::must_wait(&charged.period, price) {
        return Ok(Timing::AtEnd);
    }
    Ok(wish.unwrap_or_else(|| Timing::usual(&charged.period, price, plan.interval)))
}

/// A client is on a plan from now on: the first charge is made, unless that waits for the end of
/// its trial; or what is left of the period is counted anew, and must come to what was shown.
pub(crate) async fn assigned(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
    plan: &PlanSummary,
    (is_on_trial, shown): (bool, Option<Proration>),
) -> Result<()> {
    let kept = store::one(tx, partner, client).await?;
    match kept {
        Some(kept) if kept.stage == Stage::Active => {
            change(tx, cx, partner, kept, plan, shown).await
        }
        Some(mut kept) if kept.stage == Stage::Trialing && is_on_trial => {
            kept.plan = plan.id;
            kept.own = None;
            save(tx, partner, &kept).await
        }
        kept => {
            let kept = Kept {
                client,
                run: cx.new_id(),
                plan: plan.id,
                stage: Stage::Trialing,
                charged: None,
                next_plan: None,
                own: None,
                version: kept.map_or(Version(0), |kept| kept.version),
            };
            if is_on_trial {
                return save(tx, partner, &kept).await;
            }
            begin(tx, cx, partner, kept, cx.now().date()).await
        }
    }
}

/// A client that is on the plan already, and is charged for it from now on if it never was.
pub(crate) async fn ensured(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
    plan: &PlanSummary,
    is_on_trial: bool,
) -> Result<()> {
    let kept = store::one(tx, partner, client).await?;
    if kept.is_some_and(|kept| kept.stage != Stage::Canceled) {
        return Ok(());
    }
    assigned(tx, cx, partner, client, plan, (is_on_trial, None)).await
}

/// A client will be on another plan from its next period on: from the day, and at the price, that
/// were shown.
pub(crate) async fn planned(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
    to: &PlanSummary,
    shown: Option<Proration>,
) -> Result<()> {
    let kept = store::one(tx, partner, client).await?;
    let Some(mut kept) = kept else {
        return Ok(());
    };
    if let (Some(shown), Some(charged)) = (shown, kept.charged) {
        let today = cx.now().date();
        let price = pricing(tx, partner, client, today).await?;
        let price = sum(price.of(to.price, to.interval))?;
        let waits = |change: &Proration| (change.ends_on, change.period.price);
        match Proration::of(&charged.period, price, to.interval, today) {
            Ok(now) if waits(&now) != waits(&shown) => {
                return Err(Rejection::PlanChangeMoved { now: Box::new(now) }.into());
            }
            // What is sold in another currency by now can only wait, which comes to nothing yet.
            _ => {}
        }
    }
    let from = plan(tx, partner, kept.plan).await?;
    kept.next_plan = Some(to.id);
    save(tx, partner, &kept).await?;
    entry(Event::PlanChangePlanned)
        .client(client)
        .change("plan", from.name, &to.name)
        .record(tx, cx)
        .await
}

/// The trial of a client is over, and this is what becomes of its subscription (P15): charged from
/// the day on which the trial ended, over, or as it is until the client is let in again.
pub(crate) async fn trial_over(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
    plan: &PlanSummary,
    ended_at: Timestamp,
) -> Result<()> {
    let kept = store::one(tx, partner, client).await?;
    let kept = kept.filter(|kept| kept.stage == Stage::Trialing);
    match (plan.after_trial, kept) {
        (AfterTrial::Charge, Some(kept)) => begin(tx, cx, partner, kept, ended_at.date()).await,
        (AfterTrial::Charge, None) => assigned(tx, cx, partner, client, plan, (false, None)).await,
        (AfterTrial::Stop, Some(mut kept)) => {
            kept.stage = Stage::Canceled;
            save(tx, partner, &kept).await
        }
        (AfterTrial::Block, Some(_)) | (_, None) => Ok(()),
    }
}

/// The client is closed: nothing is charged any more (B6). What is charged already stays owed.
pub(crate) async fn end_of_client(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<()> {
    let kept = store::one(tx, partner, client).await?;
    let Some(mut kept) = kept.filter(|kept| kept.stage != Stage::Canceled) else {
        return Ok(());
    };
    kept.stage = Stage::Canceled;
    kept.next_plan = None;
    save(tx, partner, &kept).await
}

/// A closed client is taken back: what was charged goes on where it stood.
pub(crate) async fn reopened(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<()> {
    let kept = store::one(tx, partner, client).await?;
    let Some(mut kept) = kept.filter(|kept| kept.stage == Stage::Canceled) else {
        return Ok(());
    };
    kept.stage = if kept.charged.is_some() {
        Stage::Active
    } else {
        Stage::Trialing
    };
    save(tx, partner, &kept).await
}

/// Charges for every period that has begun since a day.
pub(super) async fn begin(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    mut kept: Kept,
    from: Date,
) -> Result<()> {
    kept.stage = Stage::Active;
    kept.charged = None;
    renew::catch_up(tx, cx, partner, kept, from).await?;
    Ok(())
}

/// Another plan inside a period: the days that are left are given back, and charged by the new
/// price.
async fn change(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    mut kept: Kept,
    plan: &PlanSummary,
    shown: Option<Proration>,
) -> Result<()> {
    let today = cx.now().date();
    // What the job has not come to yet is owed for the plan as it was.
    kept.next_plan = None;
    if let Some(charged) = kept.charged.filter(|charged| charged.period.next <= today) {
        let client = kept.client;
        renew::catch_up(tx, cx, partner, kept, charged.period.next).await?;
        let again = store::one(tx, partner, client).await?;
        kept = again.ok_or(Refusal::NotFound)?;
    }
    let Some(charged) = kept.charged else {
        kept.plan = plan.id;
        return begin(tx, cx, partner, kept, today).await;
    };
    let pricing = pricing(tx, partner, kept.client, today).await?;
    let price = sum(pricing.of(plan.price, plan.interval))?;
    let counted = sum(Proration::of(&charged.period, price, plan.interval, today))?;
    if shown.is_some_and(|shown| shown != counted) {
        return Err(Rejection::PlanChangeMoved {
            now: Box::new(counted),
        }
        .into());
    }
    let before = super::plan(tx, partner, kept.plan).await?;
    let begins_anew = plan.interval != charged.period.interval;
    kept.plan = plan.id;
    kept.own = None;
    kept.charged = Some(Charged {
        period: counted.period,
        anchor: if begins_anew {
            today.day()
        } else {
            charged.anchor
        },
        payer: pricing.payer,
    });
    // The version makes the source: each change is charged once.
    let source = |what: &str| format!("{}:{}:{what}", kept.run, kept.version.0);
    let (credit, charge) = (source("credit"), source("charge"));
    save(tx, partner, &kept).await?;
    let is_even = counted.due.minor == 0 && !begins_anew && charged.payer == pricing.payer;
    if is_even {
        return Ok(());
    }
    let old_days = (today, charged.period.next.plus_days(-1));
    let new_days = (today, counted.period.next.plus_days(-1));
    let given_back = Owed {
        client: kept.client,
        payer: charged.payer,
        name: &before.name,
        days: old_days,
        amount: counted.credit.negated(),
    };
    given_back.charge(tx, cx, partner, credit).await?;
    let asked = Owed {
        client: kept.client,
        payer: pricing.payer,
        name: &plan.name,
        days: new_days,
        amount: counted.charge,
    };
    asked.charge(tx, cx, partner, charge).await?;
    Ok(())
}

/// Charges for a period of a plan, and makes it the period that is charged.
pub(super) async fn charge_period(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    kept: &mut Kept,
    (plan, from, anchor): (&PlanSummary, Date, i64),
) -> Result<bool> {
    let pricing = pricing(tx, partner, kept.client, from).await?;
    let price = sum(pricing.of(retail(kept, plan, from), plan.interval))?;
    let period = Period::beginning(from, anchor, plan.interval, price);
    kept.charged = Some(Charged {
        period,
        anchor,
        payer: pricing.payer,
    });
    let owed = Owed {
        client: kept.client,
        payer: pricing.payer,
        name: &plan.name,
        days: (from, period.next.plus_days(-1)),
        amount: price,
    };
    let source = format!("{}:{from}", kept.run);
    owed.charge(tx, cx, partner, source).await
}

/// Something owed for a plan.
struct Owed<'a> {
    client: ClientId,
    payer: Payer,
    name: &'a str,
    /// First and last.
    days: (Date, Date),
    /// Below zero when it is given back.
    amount: Money,
}

impl Owed<'_> {
    /// Charges for it once; nothing is not charged.
    async fn charge(
        self,
        tx: &mut Tx,
        cx: &Context,
        partner: PartnerId,
        source: String,
    ) -> Result<bool> {
        if self.amount.minor == 0 {
            return Ok(false);
        }
        let charge = NewCharge {
            source: format!("plan:{source}"),
            client: self.client,
            payer: self.payer,
            service: None,
            class: None,
            text: self.name.to_owned(),
            detail: String::new(),
            period: Some(self.days),
            quantity: 1,
            whole: self.amount,
            discount: Rate::ZERO,
            on: self.days.0,
        };
        charges::add(tx, cx, partner, &charge).await
    }
}

/// Writes a subscription down that nobody else changed meanwhile.
pub(super) async fn save(tx: &mut Tx, partner: PartnerId, kept: &Kept) -> Result<()> {
    if store::save(tx, partner, kept).await? {
        return Ok(());
    }
    let now = store::one(tx, partner, kept.client).await?;
    let version = now.map_or(Version(0), |now| now.version);
    let changed = Vec::new();
    Err(Refusal::Conflict(Conflict { version, changed }).into())
}
