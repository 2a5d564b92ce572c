use domain::{
    Currency, FieldErrors, PartnerId, PayoutId, Problem, Refusal, Version,
    audit::Event,
    commission::{Payout, PayoutStatus, PayoutStep, Step},
    fields,
    policy::Action,
    refusal::Rejection,
};

use super::{
    keeping::Ledger,
    store::{payouts, tables},
};
use crate::{
    Context, Result,
    audit::entry,
    db::{Tx, violates},
};

/// The longest reason or reference.
const NOTE_MAX: u32 = 200;

/// Asks for everything that can be paid out in a currency. One payout waits at a time: of two
/// requests at once, one is made.
pub async fn request_payout(cx: &Context, currency: Currency) -> Result<Payout> {
    let partner = cx.allow(Action::RequestPayout)?;
    let mut tx = cx.begin().await?;
    // Nothing is earned or taken back meanwhile.
    let held = Ledger::hold(&mut tx, cx, partner).await?;
    let least = tables::settings(&mut tx).await?.minimum(currency);
    let all = payouts::payable(&mut tx, partner, currency, held.today()).await?;
    let id = PayoutId::from_uuid(cx.new_id());
    if all.0.minor < least.minor {
        // Whoever comes second finds nothing left, and should hear why.
        let waits = payouts::of_partner(&mut tx, partner, u32::MAX).await?;
        let waits = waits
            .iter()
            .any(|payout| is_open(payout) && payout.amount.currency == currency);
        let payable = all.0;
        return Err(if waits {
            Rejection::PayoutUnderWay.into()
        } else {
            Rejection::PayoutTooSmall { payable, least }.into()
        });
    }
    match payouts::add(&mut tx, partner, id, all, cx.now()).await {
        Err(error)
            if violates(
                &error,
                "one_open_payout",
                "payouts.partner_id, payouts.currency",
            ) =>
        {
            return Err(Rejection::PayoutUnderWay.into());
        }
        added => added?,
    }
    let step = PayoutStep {
        status: PayoutStatus::Requested,
        at: cx.now(),
        note: String::new(),
    };
    payouts::add_step(&mut tx, partner, id, &step, None, cx.actor().user()).await?;
    entry(Event::PayoutRequested)
        .about(all.0.to_string())
        .record(&mut tx, cx)
        .await?;
    let payout = found(&mut tx, partner, id).await?;
    held.keep(&mut tx).await?;
    tx.commit().await?;
    Ok(payout)
}

const fn is_open(payout: &Payout) -> bool {
    matches!(
        payout.status,
        PayoutStatus::Requested | PayoutStatus::Approved
    )
}

/// Approves, pays or refuses a payout. A refusal has a reason, and frees its entries.
pub async fn move_payout(
    cx: &Context,
    id: PayoutId,
    step: Step,
    note: String,
    seen: Version,
) -> Result<Payout> {
    cx.allow_on_portal(Action::ManagePayouts)?;
    let note = match step {
        Step::Reject => fields::required(&note, NOTE_MAX),
        Step::Approve | Step::Pay => fields::optional(&note, NOTE_MAX),
    };
    let note = note.map_err(|problem: Problem| FieldErrors::one("note", problem))?;
    let mut tx = cx.begin().await?;
    let partner = payouts::partner_of(&mut tx, id).await?;
    let partner = partner.ok_or(Refusal::NotFound)?;
    let mut held = Ledger::hold(&mut tx, cx, partner).await?;
    let payout = found(&mut tx, partner, id).await?;
    let status = payout.status.after(step).ok_or(Rejection::PayoutOver)?;
    if !payouts::set_status(&mut tx, partner, id, status, seen).await? {
        return Err(Rejection::PayoutOver.into());
    }
    let (number, at) = if status == PayoutStatus::Paid {
        let (number, at) = held.next(cx.now());
        (Some(number), at)
    } else {
        (None, cx.now())
    };
    let told = PayoutStep { status, at, note };
    payouts::add_step(&mut tx, partner, id, &told, number, cx.actor().user()).await?;
    let event = match step {
        Step::Approve => Event::PayoutApproved,
        Step::Pay => Event::PayoutPaid,
        Step::Reject => Event::PayoutRejected,
    };
    entry(event)
        .about(payout.amount.to_string())
        .record_at(&mut tx, cx, partner)
        .await?;
    let payout = found(&mut tx, partner, id).await?;
    held.keep(&mut tx).await?;
    tx.commit().await?;
    Ok(payout)
}

async fn found(tx: &mut Tx, partner: PartnerId, id: PayoutId) -> Result<Payout> {
    Ok(payouts::payout(tx, partner, id)
        .await?
        .ok_or(Refusal::NotFound)?)
}
