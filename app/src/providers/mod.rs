//! Payments by card: the keys a partner sets, and the button that its clients press.

pub mod api;
mod pay;
mod settings;

pub use pay::{Begin, Begun, PayByCard, Returned};
pub use settings::CardKeys;
