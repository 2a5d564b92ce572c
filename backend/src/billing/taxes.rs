use std::collections::HashMap;

use domain::{Date, Rate};

use super::store;
use crate::{Result, db::Tx};

/// The usual rates of tax on a day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rates(HashMap<String, Rate>);

impl Rates {
    /// That of a country; nothing where none is known.
    pub(crate) fn of(&self, country: &str) -> Rate {
        self.0.get(country).copied().unwrap_or_default()
    }
}

/// The rates in force on a day.
pub(crate) async fn rates(tx: &mut Tx, on: Date) -> Result<Rates> {
    Ok(Rates(store::rates(tx, on).await?.into_iter().collect()))
}
