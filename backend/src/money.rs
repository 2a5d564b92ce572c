//! Sums that went beyond what can be counted are something broken, not an answer.

use domain::money::Overflow;

use crate::{Error, Result};

/// A sum, or an incident: what is typed is bounded, so no sum of it can run over.
pub(crate) fn sum<T>(sum: std::result::Result<T, Overflow>) -> Result<T> {
    sum.map_err(|overflow| Error::Broken(Box::new(overflow)))
}
