use std::collections::HashMap;

use domain::{Date, Rate};

use super::store;
use crate::{Result, db::Tx};

/// The usual rates of tax of some countries on a day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rates(HashMap<String, Rate>);

impl Rates {
    /// That of a country; nothing where none is known.
    pub(crate) fn of(&self, country: &str) -> Rate {
        self.0.get(country).copied().unwrap_or_default()
    }
}

/// The rates of a seller's country and a buyer's that are in force on a day.
pub(crate) async fn rates(tx: &mut Tx, on: Date, countries: [&str; 2]) -> Result<Rates> {
    // Of one country the last is kept: the one in force.
    let rates = store::rates(tx, on, countries).await?;
    Ok(Rates(rates.into_iter().collect()))
}
