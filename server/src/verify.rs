//! `marque verify`: works a statement of commission out again, line by line, without a database.

use std::process::ExitCode;

use anyhow::Context as _;
use domain::commission::{Event, Flaw, Place, Signed, Statement, What, verify};

/// Prints what holds and what does not; fails if anything does not. With `key`, the statement must
/// be signed with that one.
pub(crate) fn file(path: &str, key: Option<&str>) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{path} cannot be read"))?;
    let signed: Signed =
        serde_json::from_str(&text).with_context(|| format!("{path} is no statement"))?;
    let mut is_whole = true;
    for verdict in verify(&signed.statement) {
        is_whole &= verdict.flaw.is_none();
        println!("{}", line(&signed.statement, verdict.place, verdict.flaw));
    }
    let is_signed = backend::commission::is_signed(&signed)?;
    let is_expected = key.is_none_or(|key| key.eq_ignore_ascii_case(&signed.key));
    println!("{:<9}signature of the key {}", mark(is_signed), signed.key);
    if !is_expected {
        println!("{:<9}the key that was expected is another one", mark(false));
    }
    Ok(if is_whole && is_signed && is_expected {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

const fn mark(holds: bool) -> &'static str {
    if holds { "holds" } else { "BROKEN" }
}

fn line(statement: &Statement, place: Place, flaw: Option<Flaw>) -> String {
    let what = match place {
        Place::Whole => format!("statement of {} for {}", statement.partner, statement.month),
        Place::Closing(currency) => format!("what is owed at the end in {currency}"),
        Place::Event(number) => {
            let event = statement.events.iter().find(|event| event.number == number);
            event.map(told).unwrap_or_default()
        }
    };
    let why = flaw.map(|flaw| format!(": {flaw:?}")).unwrap_or_default();
    format!("{:<9}{what}{why}", mark(flaw.is_none()))
}

fn told(event: &Event) -> String {
    let number = event.number;
    match &event.what {
        What::Counts(client) => format!("{number} {client} begins to count"),
        What::CountsNoMore(client) => format!("{number} {client} counts no more"),
        What::Level(moved) => format!(
            "{number} level {} to {} with {} clients",
            moved.from.number(),
            moved.to.number(),
            moved.counted
        ),
        What::Accrued(line) => format!(
            "{number} {} line {}: {} at {} % makes {}",
            line.document,
            line.position + 1,
            line.base,
            line.rate.to_input(),
            line.amount
        ),
        What::Reversed(line) => format!(
            "{number} {} line {}: {} credited at {} % takes {}",
            line.document,
            line.position + 1,
            line.base,
            line.rate.to_input(),
            line.amount
        ),
        What::PaidOut { payout, amount } => format!("{number} {payout} paid {amount}"),
    }
}
