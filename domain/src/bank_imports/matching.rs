use serde::{Deserialize, Serialize};

use super::{BankRow, OpenInvoice};
use crate::{InvoiceId, text::fold};

/// How well a row and an invoice go together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// The number is named, and the amount is what is open.
    Exact,
    /// The number is named and a part is paid; or nothing is named, and amount and payer fit this
    /// invoice alone.
    Likely,
    /// The number is named, and more came than is open.
    TooMuch,
    /// Nothing fits.
    #[default]
    Unknown,
}

/// Words that say what kind of company it is, and not which.
const LEGAL_FORMS: [&str; 22] = [
    "gmbh", "ug", "kg", "ohg", "ag", "ltd", "llc", "llp", "inc", "plc", "co", "sl", "sa", "srl",
    "sas", "lda", "ltda", "me", "ood", "eood", "оод", "еоод",
];

/// Proposes an invoice for each row: none to two invoices, and to none more than is open. Exact ones
/// are given away first, whatever stands before them.
#[must_use]
pub fn propose(rows: &[BankRow], open: &[OpenInvoice]) -> Vec<(Fit, Option<InvoiceId>)> {
    let numbers: Vec<String> = open.iter().map(|invoice| bare(&invoice.number)).collect();
    let named: Vec<Vec<usize>> = rows.iter().map(|row| named(row, open, &numbers)).collect();
    let mut left: Vec<i64> = open.iter().map(|invoice| invoice.open.minor).collect();
    let mut found = vec![(Fit::Unknown, None); rows.len()];
    for step in [exact, partial, by_payer] {
        for ((row, named), place) in rows.iter().zip(&named).zip(&mut found) {
            if place.0 != Fit::Unknown {
                continue;
            }
            let Some((fit, at)) = step(row, named, open, &left) else {
                continue;
            };
            *place = (fit, open.get(at).map(|invoice| invoice.id));
            if fit != Fit::TooMuch
                && let Some(left) = left.get_mut(at)
            {
                *left -= row.amount.minor;
            }
        }
    }
    found
}

/// A way to find the invoice of a row: how well it fits, and which it is.
type Found = Option<(Fit, usize)>;

fn exact(row: &BankRow, named: &[usize], _: &[OpenInvoice], left: &[i64]) -> Found {
    let is_all = |at: &&usize| left.get(**at) == Some(&row.amount.minor);
    named.iter().find(is_all).map(|at| (Fit::Exact, *at))
}

fn partial(row: &BankRow, named: &[usize], _: &[OpenInvoice], left: &[i64]) -> Found {
    // Of several that are named, a person knows how much is for which.
    let [at] = named else { return None };
    let fits = left.get(*at).is_some_and(|left| row.amount.minor <= *left);
    Some((if fits { Fit::Likely } else { Fit::TooMuch }, *at))
}

fn by_payer(row: &BankRow, named: &[usize], open: &[OpenInvoice], left: &[i64]) -> Found {
    if !named.is_empty() {
        return None;
    }
    let mut fitting = open
        .iter()
        .zip(left)
        .enumerate()
        .filter(|(_, (invoice, left))| {
            invoice.open == row.amount
                && **left == row.amount.minor
                && is_same_name(&row.payer, &invoice.client)
        });
    match (fitting.next(), fitting.next()) {
        (Some((at, _)), None) => Some((Fit::Likely, at)),
        _ => None,
    }
}

/// The invoices whose numbers a row names, in its own currency.
fn named(row: &BankRow, open: &[OpenInvoice], numbers: &[String]) -> Vec<usize> {
    let text = Letters::of(&row.reference);
    let all = open.iter().zip(numbers).enumerate();
    all.filter(|(_, (invoice, number))| {
        invoice.open.currency == row.amount.currency && text.holds(number)
    })
    .map(|(at, _)| at)
    .collect()
}

/// Letters and digits alone, in capitals: banks drop hyphens, and cut lines anywhere.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_uppercase).collect()
}

/// A reference as numbers are looked for in it.
struct Letters {
    text: String,
    /// Where, in bytes, something else stood before a letter or digit.
    begins: Vec<usize>,
}

impl Letters {
    fn of(reference: &str) -> Self {
        let (mut text, mut begins) = (String::new(), vec![0]);
        let mut is_apart = false;
        for c in reference.chars() {
            if !c.is_alphanumeric() {
                is_apart = true;
                continue;
            }
            if std::mem::take(&mut is_apart) {
                begins.push(text.len());
            }
            text.extend(c.to_uppercase());
        }
        Self { text, begins }
    }

    /// Whether a number stands in it whole: `INV-00001` does not stand in `INV-000012`.
    fn holds(&self, number: &str) -> bool {
        !number.is_empty()
            && self
                .text
                .match_indices(number)
                .any(|(at, found)| !self.goes_on(at) && !self.goes_on(at + found.len()))
    }

    /// Whether digits stand on both sides of a place, with nothing between them.
    fn goes_on(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at_checked(at).unwrap_or_default();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        is_digit(before.chars().next_back())
            && is_digit(after.chars().next())
            && !self.begins.contains(&at)
    }
}

/// Whether two names are of one company: every word of the shorter is in the longer.
fn is_same_name(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let name = fold(name);
        let words = name.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| word.chars().count() > 1 && !LEGAL_FORMS.contains(word))
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let (few, many) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    few.iter().any(|word| word.chars().count() > 2) && few.iter().all(|word| many.contains(word))
}
