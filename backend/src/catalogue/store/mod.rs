//! The SQL of the catalogue: its classes, its items, and what partners make of its prices.

mod classes;
mod items;
mod prices;

use domain::{
    Currency, Money,
    catalogue::{ItemKind, PriceSlot, Term},
};

use crate::{Error, Result};

pub(super) use classes::*;
pub(super) use items::*;
pub(super) use prices::*;

#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 3] =
    [classes::STATEMENTS, items::STATEMENTS, prices::STATEMENTS];

/// How a save ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saved {
    Yes,
    Stale,
    NameTaken,
}

fn kind(name: &str) -> Result<ItemKind> {
    ItemKind::named(name).ok_or_else(|| Error::corrupt("items.kind"))
}

fn slot(months: i64, currency: &str) -> Result<PriceSlot> {
    let months = u32::try_from(months).ok();
    let term = months.and_then(|months| Term::try_from(months).ok());
    let currency: std::result::Result<Currency, _> = currency.parse();
    Ok(PriceSlot {
        term: term.ok_or_else(|| Error::corrupt("a term of the catalogue"))?,
        currency: currency.map_err(|_| Error::corrupt("a currency of the catalogue"))?,
    })
}

const fn money(slot: PriceSlot, minor: i64) -> Money {
    Money {
        minor,
        currency: slot.currency,
    }
}
