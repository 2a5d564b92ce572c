use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{Currency, Date, Lang, Money, Timestamp, invoices::Bank};

/// How an open invoice can be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// To this account, if the seller takes transfers.
    pub bank: Option<Bank>,
    /// What the buyer writes on a transfer, so that it is found.
    pub reference: String,
    /// The transfer as a picture that banks' programs read, where there is one.
    pub code: Option<Code>,
}

/// A QR code: dark squares of side 1 on a square of `side`, as the data of an SVG path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "said above")]
pub struct Code {
    pub side: u32,
    pub path: String,
}

/// An invoice as whoever holds its payment link sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InvoiceToPay {
    pub number: String,
    /// Who asks for the money, as on the invoice.
    pub seller: String,
    /// Of whom.
    pub buyer: String,
    pub issued_on: Date,
    pub due_on: Option<Date>,
    pub gross: Money,
    /// What is still to be paid: nothing when it is paid.
    pub open: Money,
    pub is_overdue: bool,
    /// None when nothing is open.
    pub ways: Option<Ways>,
    /// Whether it can be paid by card.
    pub by_card: bool,
}

/// A reminder that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Reminder {
    /// The step's name on that day.
    pub name: String,
    pub kind: StepKind,
    pub at: Timestamp,
}

/// A transfer in the words of EPC069-12, version 2, which banks' programs read as a QR code. There
/// is none but in euro, to an IBAN, for an amount they take.
#[must_use]
pub fn epc(bank: &Bank, open: Money, reference: &str) -> Option<String> {
    let is_iban = bank.iban.bytes().take(2).all(|b| b.is_ascii_uppercase());
    let is_amount = (1..=99_999_999_999).contains(&open.minor);
    if open.currency != Currency::EUR || !is_iban || !is_amount || bank.holder.is_empty() {
        return None;
    }
    let holder: String = bank.holder.chars().take(70).collect();
    let reference: String = reference.chars().take(140).collect();
    let (bic, iban, amount) = (&bank.bic, &bank.iban, open.to_input());
    Some(format!(
        "BCD\n002\n1\nSCT\n{bic}\n{holder}\n{iban}\nEUR{amount}\n\n\n{reference}"
    ))
}

/// How late an invoice is, so many days after it is due; below zero: before.
#[must_use]
pub fn late(lang: Lang, days: i64) -> String {
    let is_one = days.abs() == 1;
    let n = days.unsigned_abs();
    match (lang, days.signum()) {
        (Lang::En, 0) => "today".to_owned(),
        (Lang::En, 1) if is_one => "1 day late".to_owned(),
        (Lang::En, 1) => format!("{n} days late"),
        (Lang::En, _) if is_one => "tomorrow".to_owned(),
        (Lang::En, _) => format!("in {n} days"),
        (Lang::Es, 0) => "hoy".to_owned(),
        (Lang::Es, 1) if is_one => "1 día de retraso".to_owned(),
        (Lang::Es, 1) => format!("{n} días de retraso"),
        (Lang::Es, _) if is_one => "mañana".to_owned(),
        (Lang::Es, _) => format!("dentro de {n} días"),
        (Lang::PtBr, 0) => "hoje".to_owned(),
        (Lang::PtBr, 1) if is_one => "1 dia de atraso".to_owned(),
        (Lang::PtBr, 1) => format!("{n} dias de atraso"),
        (Lang::PtBr, _) if is_one => "amanhã".to_owned(),
        (Lang::PtBr, _) => format!("em {n} dias"),
        (Lang::Bg, 0) => "днес".to_owned(),
        (Lang::Bg, 1) if is_one => "1 ден закъснение".to_owned(),
        (Lang::Bg, 1) => format!("{n} дни закъснение"),
        (Lang::Bg, _) if is_one => "утре".to_owned(),
        (Lang::Bg, _) => format!("след {n} дни"),
    }
}
