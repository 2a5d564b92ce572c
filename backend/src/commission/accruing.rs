use domain::{
    CommissionEntryId, InvoiceId, PartnerId,
    commission::{Accrued, Reversed, accrual, reversal},
};

use super::{
    keeping::Ledger,
    levels::client_changed,
    store::ledger::{self, CreditedLine, PaidLine},
};
use crate::{Context, Result, db::Tx, money::sum};

/// Writes down what a paid invoice earns, in the transaction in which it becomes paid: one entry for
/// each line with a class, at the level of this instant. Credit notes that were made before the money
/// came take their part back at once. Whatever is tried again, a line earns once.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn accrue(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<()> {
    // What waited for the money has begun by now, and counts.
    for client in ledger::clients_on(tx, partner, invoice).await? {
        client_changed(tx, cx, partner, client).await?;
    }
    let mut held = Ledger::hold(tx, cx, partner).await?;
    for line in ledger::paid_lines(tx, partner, invoice).await? {
        earn(tx, cx, &mut held, invoice, line).await?;
    }
    for note in ledger::credit_notes(tx, partner, invoice).await? {
        take_back(tx, cx, &mut held, note).await?;
    }
    held.keep(tx).await
}

/// Writes down what a finalized credit note takes back of what its invoice earned, in the transaction
/// in which it is finalized; nothing while the invoice has earned nothing.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn reverse(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    credit_note: InvoiceId,
) -> Result<()> {
    let mut held = Ledger::hold(tx, cx, partner).await?;
    take_back(tx, cx, &mut held, credit_note).await?;
    held.keep(tx).await
}

async fn earn(
    tx: &mut Tx,
    cx: &Context,
    held: &mut Ledger,
    invoice: InvoiceId,
    line: PaidLine,
) -> Result<()> {
    let rank = held.standing().rank;
    let listed = held.table()?.rate(line.class, rank);
    let rate = listed.unwrap_or_default();
    let accrued = Accrued {
        entry: CommissionEntryId::from_uuid(cx.new_id()),
        document: line.document,
        position: line.position,
        client: line.client,
        class: line.class,
        is_listed: listed.is_some(),
        base: line.base,
        rank,
        counted: held.counted(),
        table: held.table()?.version,
        rate,
        amount: sum(accrual(line.base, rate))?,
        held_until: held.held_until(),
    };
    let event = held.next(cx.now());
    ledger::add_accrual(tx, held.partner(), event, invoice, &accrued).await
}

async fn take_back(tx: &mut Tx, cx: &Context, held: &mut Ledger, note: InvoiceId) -> Result<()> {
    let partner = held.partner();
    for position in ledger::positions(tx, partner, note).await? {
        if let Some(line) = ledger::credited_line(tx, partner, note, position).await? {
            reverse_line(tx, cx, held, note, line).await?;
        }
    }
    Ok(())
}

async fn reverse_line(
    tx: &mut Tx,
    cx: &Context,
    held: &mut Ledger,
    note: InvoiceId,
    line: CreditedLine,
) -> Result<()> {
    let CreditedLine {
        original,
        before,
        credited,
        ..
    } = line;
    let reversed = Reversed {
        entry: CommissionEntryId::from_uuid(cx.new_id()),
        document: line.document,
        position: line.position,
        client: original.client,
        of: original.entry,
        of_base: original.base,
        rate: original.rate,
        of_amount: original.amount,
        credited_before: before.base,
        reversed_before: before.amount,
        base: credited,
        amount: sum(reversal(
            original.base,
            original.rate,
            original.amount,
            before,
            credited,
        ))?,
        // Both become payable on one day, or this one at once.
        held_until: original.held_until.max(held.today()),
    };
    let event = held.next(cx.now());
    ledger::add_reversal(tx, held.partner(), event, note, &original, &reversed).await
}
