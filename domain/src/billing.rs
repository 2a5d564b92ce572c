//! How a partner sells and who pays: prices, numbers, the bank, the payer of a client (P1, S6).

use serde::{Deserialize, Serialize};

use crate::{
    Currency, Date, FieldErrors, Lang, Problem, Rate, Version, countries,
    fields::{lines, number, optional},
    invoices::Bank,
    partners::CompanyDraft,
    taxes::Prices,
};

/// Whose invoice a client's charges land on (S6, S15).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The client's own, from the partner, at retail prices.
    #[default]
    Client,
    /// The partner's, from the operator, at wholesale prices.
    Partner,
}

impl Payer {
    /// Both, in the order offered.
    pub const ALL: [Self; 2] = [Self::Client, Self::Partner];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Partner => "partner",
        }
    }

    /// The payer of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|payer| payer.name() == name)
    }
}

/// How a seller sells, as typed: a partner to its clients, or the operator to partners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct BillingDraft {
    /// Whether prices include tax.
    pub prices: Prices,
    /// The currency offered first.
    pub currency: Currency,
    /// The language of invoices to whoever has no other.
    pub lang: Lang,
    pub days_to_pay: String,
    /// What the numbers of invoices begin with, as `2026-`: another prefix begins at 1.
    pub invoice_prefix: String,
    /// What the numbers of credit notes begin with.
    pub credit_prefix: String,
    pub bank_holder: String,
    pub bank_iban: String,
    pub bank_bic: String,
    pub bank_name: String,
    /// What stands below the sums of every invoice.
    pub note: String,
    /// Whether clients see their invoices also when the partner pays (G5).
    pub publishes_invoices: bool,
    /// Whether an owner of a client may order (G5).
    pub client_may_order: bool,
}

impl Default for BillingDraft {
    fn default() -> Self {
        Self {
            prices: Prices::Net,
            currency: Currency::EUR,
            lang: Lang::default(),
            days_to_pay: "14".to_owned(),
            invoice_prefix: "INV-".to_owned(),
            credit_prefix: "CN-".to_owned(),
            bank_holder: String::new(),
            bank_iban: String::new(),
            bank_bic: String::new(),
            bank_name: String::new(),
            note: String::new(),
            publishes_invoices: false,
            client_may_order: false,
        }
    }
}

/// How a seller sells, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct BillingValues {
    pub prices: Prices,
    pub currency: Currency,
    pub lang: Lang,
    pub days_to_pay: u32,
    pub invoice_prefix: String,
    pub credit_prefix: String,
    /// Nothing without a number of an account.
    pub bank: Option<Bank>,
    pub note: String,
    pub publishes_invoices: bool,
    pub client_may_order: bool,
}

/// The settings with their version, as the form is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Billing {
    pub draft: BillingDraft,
    /// Company data without which an invoice cannot be right, by the name of the field.
    pub missing: Vec<String>,
    pub version: Version,
}

impl BillingDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<BillingValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        let invoice_prefix = errors.take("invoice_prefix", prefix(&self.invoice_prefix));
        let credit_prefix = errors.take("credit_prefix", prefix(&self.credit_prefix));
        // Two series of one prefix would give two documents of one number.
        if errors.0.is_empty() && invoice_prefix == credit_prefix {
            errors.add("credit_prefix", Problem::Taken);
        }
        let bank = Bank {
            holder: errors.take("bank_holder", optional(&self.bank_holder, 120)),
            iban: errors.take("bank_iban", iban(&self.bank_iban)),
            bic: errors.take("bank_bic", bic(&self.bank_bic)),
            name: errors.take("bank_name", optional(&self.bank_name, 120)),
        };
        let values = BillingValues {
            prices: self.prices,
            currency: self.currency,
            lang: self.lang,
            days_to_pay: errors.take("days_to_pay", number(&self.days_to_pay, 0, 365)),
            invoice_prefix,
            credit_prefix,
            bank: (!bank.iban.is_empty()).then_some(bank),
            note: errors.take("note", lines(&self.note, 1_000)),
            publishes_invoices: self.publishes_invoices,
            client_may_order: self.client_may_order,
        };
        errors.or(values)
    }

    /// Name and value of every field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, String); 13] {
        [
            ("prices", self.prices.name().to_owned()),
            ("currency", self.currency.code().to_owned()),
            ("lang", self.lang.tag().to_owned()),
            ("days_to_pay", self.days_to_pay.clone()),
            ("invoice_prefix", self.invoice_prefix.clone()),
            ("credit_prefix", self.credit_prefix.clone()),
            ("bank_holder", self.bank_holder.clone()),
            ("bank_iban", self.bank_iban.clone()),
            ("bank_bic", self.bank_bic.clone()),
            ("bank_name", self.bank_name.clone()),
            ("note", self.note.clone()),
            ("publishes_invoices", self.publishes_invoices.to_string()),
            ("client_may_order", self.client_may_order.to_string()),
        ]
    }
}

/// What numbers begin with: letters, digits and `-`, `/`, `.`; it ends on none of the digits that
/// follow.
fn prefix(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.len() > 16 {
        return Err(Problem::TooLong { max: 16 });
    }
    let sane = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-/.".contains(&b));
    if !sane || text.bytes().next_back().is_some_and(|b| b.is_ascii_digit()) {
        return Err(Problem::NotAPrefix);
    }
    Ok(text.to_owned())
}

/// An IBAN with its check digits right (ISO 13616), or another number of an account, without
/// spaces.
fn iban(text: &str) -> Result<String, Problem> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_uppercase();
    if text.is_empty() {
        return Ok(text);
    }
    if text.len() > 34 || text.len() < 4 || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Problem::NotAnIban);
    }
    let begins_as_iban = text.bytes().take(2).all(|b| b.is_ascii_uppercase());
    if begins_as_iban && remainder(&text) != Some(1) {
        return Err(Problem::NotAnIban);
    }
    Ok(text)
}

/// The number that ISO 7064 makes of an IBAN, modulo 97.
fn remainder(iban: &str) -> Option<u32> {
    let (head, tail) = iban.split_at_checked(4)?;
    tail.chars()
        .chain(head.chars())
        .try_fold(0, |rest: u32, c| {
            let digit = c.to_digit(36)?;
            let shift = if digit < 10 { 10 } else { 100 };
            Some((rest * shift + digit) % 97)
        })
}

/// A BIC: 8 or 11 letters and digits (ISO 9362).
fn bic(text: &str) -> Result<String, Problem> {
    let text = text.trim().to_uppercase();
    if text.is_empty() {
        return Ok(text);
    }
    let sane = text.bytes().all(|b| b.is_ascii_alphanumeric());
    if sane && matches!(text.len(), 8 | 11) {
        Ok(text)
    } else {
        Err(Problem::NotABic)
    }
}

/// Who pays for a client and how it is taxed, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ClientBillingDraft {
    pub payer: Payer,
    pub tax_id: String,
    /// Why it pays no tax; empty when it does.
    pub exempt_reason: String,
    /// The language of its invoices; none: the partner's.
    pub lang: Option<Lang>,
}

/// The same with its version, as the form is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ClientBilling {
    pub draft: ClientBillingDraft,
    pub version: Version,
}

impl ClientBillingDraft {
    /// Checks every field and brings it into the stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let values = Self {
            payer: self.payer,
            tax_id: errors.take("tax_id", optional(&self.tax_id, 40)),
            exempt_reason: errors.take("exempt_reason", optional(&self.exempt_reason, 200)),
            lang: self.lang,
        };
        errors.or(values)
    }

    /// Name and value of every field.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 4] {
        [
            ("payer", self.payer.name()),
            ("tax_id", &self.tax_id),
            ("exempt_reason", &self.exempt_reason),
            ("lang", self.lang.map_or("", Lang::tag)),
        ]
    }
}

/// Who the operator is on its invoices to partners, and how it sells, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OperatorBillingDraft {
    pub company: CompanyDraft,
    pub billing: BillingDraft,
}

/// The same with its version, as the form is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OperatorBilling {
    pub draft: OperatorBillingDraft,
    pub version: Version,
}

impl OperatorBillingDraft {
    /// Checks every field and brings it into the stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let company = self.company.validate().unwrap_or_else(|problems| {
            errors.0.extend(problems.0);
            CompanyDraft::default()
        });
        if let Err(problems) = self.billing.validate() {
            errors.0.extend(problems.0);
        }
        let values = Self {
            company,
            billing: self.billing.clone(),
        };
        errors.or(values)
    }

    /// Name and value of every field, in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, String)> + use<> {
        let company = self
            .company
            .fields()
            .map(|(field, value)| (field, value.to_owned()));
        company.into_iter().chain(self.billing.fields())
    }
}

/// A country's usual rate of tax, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TaxRate {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub since: Date,
    pub rate: Rate,
    /// Whether it is the one of today.
    pub is_in_force: bool,
}

/// A rate of tax as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TaxRateDraft {
    pub country: String,
    /// Percent.
    pub rate: String,
    /// `YYYY-MM-DD`; not in the past.
    pub since: String,
}

impl TaxRateDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self, today: Date) -> Result<TaxRate, FieldErrors> {
        let mut errors = FieldErrors::default();
        let country = errors.take("country", countries::optional(&self.country));
        if country.is_empty() && errors.0.is_empty() {
            errors.add("country", Problem::Required);
        }
        let rate = Rate::parse(&self.rate).map_err(|_| Problem::NotANumber);
        let rate = rate.and_then(|rate| {
            if rate > Rate::WHOLE {
                Err(Problem::TooLarge { max: 100 })
            } else {
                Ok(rate)
            }
        });
        let since = self.since.parse().unwrap_or_else(|_| {
            errors.add("since", Problem::NotADate);
            today
        });
        if since < today {
            errors.add("since", Problem::InThePast);
        }
        let values = TaxRate {
            country,
            since,
            rate: errors.take("rate", rate),
            is_in_force: since == today,
        };
        errors.or(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_checked_by_their_digits() {
        assert_eq!(
            iban("DE89 3704 0044 0532 0130 00"),
            Ok("DE89370400440532013000".to_owned())
        );
        assert_eq!(
            iban("bg80bnbg96611020345678"),
            Ok("BG80BNBG96611020345678".to_owned())
        );
        assert_eq!(iban("DE89370400440532013001"), Err(Problem::NotAnIban));
        assert_eq!(iban("0123456789"), Ok("0123456789".to_owned()));
        assert_eq!(iban("XX"), Err(Problem::NotAnIban));
        assert_eq!(bic("cobadeff"), Ok("COBADEFF".to_owned()));
        assert_eq!(bic("COBADE"), Err(Problem::NotABic));
    }

    #[test]
    fn a_prefix_never_runs_into_the_number() {
        let with = |invoice: &str, credit: &str| BillingDraft {
            invoice_prefix: invoice.to_owned(),
            credit_prefix: credit.to_owned(),
            ..BillingDraft::default()
        };
        assert!(BillingDraft::default().validate().is_ok());
        let problem = |draft: BillingDraft, field: &str| draft.validate().err()?.of(field);
        assert_eq!(
            problem(with("2026", "CN-"), "invoice_prefix"),
            Some(Problem::NotAPrefix)
        );
        assert_eq!(
            problem(with("", "CN-"), "invoice_prefix"),
            Some(Problem::Required)
        );
        assert_eq!(
            problem(with("A-", "A-"), "credit_prefix"),
            Some(Problem::Taken)
        );
    }
}
