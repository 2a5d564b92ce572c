//! Demo and load data, for the console of the machine.
//!
//! The demo is a rehearsed quarter: its partners use the same use cases as everybody, on a clock that
//! runs through the last ninety days. What has no use case (people with a known password, partners
//! without an invitation) and what must be fast (load data) is written by statements of this
//! module's own: the one exception to the rule that a feature writes only its own tables.

mod brands;
mod cast;
mod catalogue;
mod demo;
mod drawing;
mod load;
mod money;
mod offers;
mod office;
mod orders;
mod rehearsal;
mod roster;
mod store;
#[cfg(test)]
mod tests;
mod words;
mod work;

use crate::{Error, Portal, Result};

pub use demo::demo;
pub use load::{clients, subscriptions};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The password of everybody in demo and load data.
pub const PASSWORD: &str = "correct horse battery";

/// A person of demo or load data who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Their e-mail address.
    pub email: String,
    /// Who they are, for the person at the console.
    pub who: String,
    /// The partner on whose brand's host they sign in; nobody on the portal's own.
    pub brand: Option<&'static str>,
}

/// Whether nobody and nothing is in the database yet.
///
/// # Errors
/// When the database does not answer.
pub async fn is_empty(portal: &Portal) -> Result<bool> {
    let mut tx = portal.db().read().await?;
    store::is_empty(&mut tx).await
}

async fn refuse_unless_empty(portal: &Portal) -> Result<()> {
    if is_empty(portal).await? {
        Ok(())
    } else {
        Err(Error::Broken(
            "demo data goes into an empty database only".into(),
        ))
    }
}
