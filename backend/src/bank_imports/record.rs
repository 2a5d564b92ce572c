use std::collections::{BTreeMap, BTreeSet};

use domain::{
    FieldErrors, InvoiceId, Money, Problem,
    audit::Event,
    bank_imports::{BankRow, Choice, Recorded, StatementDraft},
    payments::{Method, PaymentValues},
    policy::Action,
};

use super::understood;
use crate::{Context, Result, audit::entry, db::is_deadlock, invoices, payments};

/// How often recording is tried when the database ends it for the sake of somebody else's: many
/// invoices at once are held in one order, what follows of each is not.
const TRIES: u32 = 3;
/// Characters of a reference.
const REFERENCE_MAX: usize = 140;

/// A row that is to be recorded, what its payment is called, and what it pays.
type Chosen = (BankRow, String, InvoiceId);

/// Records the chosen rows of a statement as payments, in one transaction: all of them or none. The
/// rows are read again from the statement: what is recorded is what the bank wrote. Rows that were
/// recorded before count no second time.
///
/// # Errors
/// At `rows.LINE` what is wrong with a row: that more came than is open, above all.
pub async fn record(cx: &Context, draft: StatementDraft, choices: Vec<Choice>) -> Result<Recorded> {
    cx.allow(Action::ManageInvoices)?;
    let file = understood(cx, draft).await?;
    let by_line: BTreeMap<u64, (BankRow, String)> = file
        .rows
        .into_iter()
        .map(|(row, name)| (row.line, (row, name)))
        .collect();
    let mut errors = FieldErrors::default();
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut lines = BTreeSet::new();
    for Choice { line, invoice } in choices {
        match by_line.get(&line) {
            Some((row, name)) if lines.insert(line) => {
                chosen.push((row.clone(), name.clone(), invoice));
            }
            _ => errors.add(&at(line), Problem::Unknown),
        }
    }
    if chosen.is_empty() && errors.0.is_empty() {
        errors.add("rows", Problem::Required);
    }
    errors.or(())?;
    let mut tries = 1;
    loop {
        match together(cx, &chosen).await {
            Err(error) if is_deadlock(&error) && tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

/// The name of a row in what is said about it.
fn at(line: u64) -> String {
    format!("rows.{line}")
}

async fn together(cx: &Context, chosen: &[Chosen]) -> Result<Recorded> {
    let partner = cx.partner()?;
    let mut tx = cx.begin().await?;
    // Everybody who holds several takes them in this order, so nobody waits for somebody who waits.
    let wanted: BTreeSet<InvoiceId> = chosen.iter().map(|(_, _, invoice)| *invoice).collect();
    let mut open: BTreeMap<InvoiceId, Money> = BTreeMap::new();
    for invoice in wanted {
        let held = invoices::hold_for_payment(&mut tx, cx, Action::ManageInvoices, invoice).await?;
        open.insert(invoice, held.open);
    }
    let names: Vec<String> = chosen.iter().map(|(_, name, _)| name.clone()).collect();
    let known = payments::known(&mut tx, partner, &names).await?;
    let mut errors = FieldErrors::default();
    for (row, name, invoice) in chosen {
        let Some(left) = open.get_mut(invoice).filter(|_| !known.contains(name)) else {
            continue;
        };
        if row.amount.currency != left.currency {
            errors.add(&at(row.line), Problem::NotMoney);
        } else if row.amount.minor > left.minor {
            errors.add(&at(row.line), Problem::MoreThan { most: *left });
        } else {
            left.minor -= row.amount.minor;
        }
    }
    errors.or(())?;
    let mut payments = 0;
    for (row, name, invoice) in chosen {
        if known.contains(name) {
            continue;
        }
        let values = PaymentValues {
            amount: row.amount,
            method: Method::BankTransfer,
            reference: reference(row),
            on: row.on,
        };
        let at = (partner, *invoice);
        payments += u64::from(payments::record_in(&mut tx, cx, at, &values, Some(name)).await?);
    }
    if payments > 0 {
        entry(Event::BankStatementImported)
            .about(payments.to_string())
            .record(&mut tx, cx)
            .await?;
    }
    tx.commit().await?;
    let all = u64::try_from(chosen.len()).unwrap_or(u64::MAX);
    Ok(Recorded {
        payments,
        known: all.saturating_sub(payments),
    })
}

/// What stands beside the payment: who paid, and what they wrote.
fn reference(row: &BankRow) -> String {
    let words = [row.payer.as_str(), row.reference.as_str()];
    let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
    words.join(": ").chars().take(REFERENCE_MAX).collect()
}
