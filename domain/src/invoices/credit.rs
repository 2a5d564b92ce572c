use serde::{Deserialize, Serialize};

use crate::{FieldErrors, InvoiceId, Money, Problem, Version, fields::required};

/// A wish to take an invoice back, wholly or in part, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CreditDraft {
    pub invoice: InvoiceId,
    /// Of each line, what is taken back of its net; empty is nothing.
    pub nets: Vec<String>,
    /// Why: it stands on the credit note.
    pub reason: String,
    pub seen: Version,
}

impl CreditDraft {
    /// What is taken back of each line, and why. `creditable` is what is left of each.
    ///
    /// # Errors
    /// All problems at once, each at `nets.N` or `reason`.
    pub fn validate(&self, creditable: &[Money]) -> Result<(Vec<Money>, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let reason = errors.take("reason", required(&self.reason, 200));
        let mut nets = Vec::new();
        for (at, left) in creditable.iter().enumerate() {
            let typed = self.nets.get(at).map_or("", |typed| typed.trim());
            let net = if typed.is_empty() {
                Ok(Money::zero(left.currency))
            } else {
                Money::parse(typed, left.currency).map_err(|_| Problem::NotMoney)
            };
            match net {
                Ok(net) if net.minor <= left.minor => nets.push(net),
                Ok(_) => errors.add(&format!("nets.{at}"), Problem::MoreThan { most: *left }),
                Err(problem) => errors.add(&format!("nets.{at}"), problem),
            }
        }
        if errors.0.is_empty() && nets.iter().all(|net| net.minor == 0) {
            errors.add("nets", Problem::Required);
        }
        // A line below zero took something off the others: all together is what can be taken back.
        if let (Some(first), true) = (creditable.first(), errors.0.is_empty()) {
            let total = |all: &[Money]| Money::sum(first.currency, all.iter().copied());
            if let (Ok(taken), Ok(most)) = (total(&nets), total(creditable))
                && taken.minor > most.minor
            {
                errors.add("nets", Problem::MoreThan { most });
            }
        }
        errors.or((nets, reason))
    }
}
