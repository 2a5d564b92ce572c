//! What a finalized invoice looks like outside: as a PDF in the seller's brand, and as EN 16931 for
//! programs (B12). Pure: the same document gives the same bytes.

mod cii;
mod facts;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod ubl;
mod words;
mod xml;

pub use cii::cii;
pub use ubl::ubl;
