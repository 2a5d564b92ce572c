//! The SQL of commission: the ledger, what it is worked out from, and payouts.

pub(super) mod ledger;
pub(super) mod payouts;
pub(super) mod reading;
pub(super) mod tables;

#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 4] = [
    ledger::STATEMENTS,
    payouts::STATEMENTS,
    reading::STATEMENTS,
    tables::STATEMENTS,
];
