//! Random statements of commission, and what `domain` says of them: natively, and, built for the
//! browser's machine, as WebAssembly. No part of the product.

#[cfg(not(target_arch = "wasm32"))]
pub mod making;
#[cfg(target_arch = "wasm32")]
mod outside;

use domain::commission::{Signed, verify};

/// What is found of each line of a signed statement, one a line: `holds PLACE`, or
/// `BROKEN PLACE FLAW`.
#[must_use]
pub fn verdicts(text: &str) -> String {
    let Ok(signed) = serde_json::from_str::<Signed>(text) else {
        return "unreadable".to_owned();
    };
    let told = verify(&signed.statement)
        .into_iter()
        .map(|verdict| match verdict.flaw {
            None => format!("holds {:?}", verdict.place),
            Some(flaw) => format!("BROKEN {:?} {flaw:?}", verdict.place),
        });
    told.collect::<Vec<_>>().join("\n")
}
