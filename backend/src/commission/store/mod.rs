//! The SQL of commission: the ledger, what it is worked out from, and payouts.

pub(super) mod entries;
pub(super) mod history;
pub(super) mod ledger;
pub(super) mod outlook;
pub(super) mod payouts;
pub(super) mod tables;

#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 6] = [
    entries::STATEMENTS,
    history::STATEMENTS,
    ledger::STATEMENTS,
    outlook::STATEMENTS,
    payouts::STATEMENTS,
    tables::STATEMENTS,
];
