mod drafting;
mod earning;
mod looking;
mod replaying;

use uuid::Uuid;

use super::RateTable;
use crate::{Currency, Money, ServiceClassId};

const fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

const fn class(number: u128) -> ServiceClassId {
    ServiceClassId::from_uuid(Uuid::from_u128(number))
}

/// Shared hosting, domains and SSL, cloud VPS, dedicated servers.
const CLASSES: [ServiceClassId; 4] = [class(1), class(2), class(3), class(4)];

fn shipped() -> RateTable {
    RateTable::shipped(CLASSES)
}
