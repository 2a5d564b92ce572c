//! The words on a document, each language in a file of its own.

mod bg;
mod en;
mod es;
mod pt_br;
mod statement;

use domain::{
    Lang,
    invoices::{DocumentKind, TaxTotal},
    taxes::{TaxCategory, is_in_union},
};

pub(crate) use statement::StatementWords;

/// What is printed around the facts, in one language. `{…}` is filled in.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) invoice: &'static str,
    pub(super) credit_note: &'static str,
    pub(super) number: &'static str,
    pub(super) issued: &'static str,
    pub(super) due: &'static str,
    pub(super) corrects: &'static str,
    /// `{number}` and `{date}` of the invoice that is corrected.
    pub(super) corrected: &'static str,
    pub(super) seller: &'static str,
    pub(super) buyer: &'static str,
    /// What a tax number is called in the EU.
    pub(super) vat_number: &'static str,
    /// What it is called elsewhere.
    pub(super) tax_number: &'static str,
    /// `{amount}` to be paid by `{date}`.
    pub(super) to_pay_by: &'static str,
    /// `{amount}` to be paid.
    pub(super) to_pay: &'static str,
    /// `{amount}` given back.
    pub(super) given_back: &'static str,
    pub(super) description: &'static str,
    pub(super) quantity: &'static str,
    pub(super) price: &'static str,
    /// The tax of the EU.
    pub(super) vat: &'static str,
    /// The tax of others.
    pub(super) tax: &'static str,
    pub(super) amount: &'static str,
    pub(super) discount: &'static str,
    pub(super) net: &'static str,
    /// `{tax}` at `{rate}` on `{amount}`.
    pub(super) tax_on: &'static str,
    pub(super) total: &'static str,
    pub(super) total_given_back: &'static str,
    pub(super) payment: &'static str,
    pub(super) holder: &'static str,
    /// An account's number that is not an IBAN.
    pub(super) account: &'static str,
    pub(super) bank: &'static str,
    pub(super) reference: &'static str,
    pub(super) notes: &'static str,
    /// `{page}` of `{pages}`.
    pub(super) page: &'static str,
    /// What the attached file is: the same for programs.
    pub(super) attachment: &'static str,
    pub(super) reverse_charge: &'static str,
    pub(super) exempt: &'static str,
    pub(super) export: &'static str,
    pub(super) out_of_scope: &'static str,
    pub(super) due_now: &'static str,
    pub(super) credited: &'static str,
    /// Why there is a credit note: money was given back.
    pub(super) refunded: &'static str,
    /// Every country, a code and a name a line (CLDR).
    countries: &'static str,
}

impl Words {
    pub(super) const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &en::WORDS,
            Lang::Es => &es::WORDS,
            Lang::PtBr => &pt_br::WORDS,
            Lang::Bg => &bg::WORDS,
        }
    }

    /// What a kind of document is called.
    pub(super) const fn title(&self, kind: DocumentKind) -> &'static str {
        match kind {
            DocumentKind::Invoice => self.invoice,
            DocumentKind::CreditNote => self.credit_note,
        }
    }

    /// Why no tax is charged; empty where it is.
    pub(super) fn reason<'a>(&self, total: &'a TaxTotal) -> &'a str {
        match total.category {
            TaxCategory::Standard => "",
            TaxCategory::ReverseCharge => self.reverse_charge,
            TaxCategory::Exempt if total.reason.trim().is_empty() => self.exempt,
            TaxCategory::Exempt => &total.reason,
            TaxCategory::Export => self.export,
            TaxCategory::NotSubject => self.out_of_scope,
        }
    }

    /// What the tax of a seller's country is called.
    pub(super) fn tax_of(&self, country: &str) -> &'static str {
        if is_in_union(country) {
            self.vat
        } else {
            self.tax
        }
    }

    /// What a tax number of a country is called.
    pub(super) fn tax_number_of(&self, country: &str) -> &'static str {
        if is_in_union(country) {
            self.vat_number
        } else {
            self.tax_number
        }
    }

    /// The name of a country; the code itself when it is none.
    pub(super) fn country<'a>(&self, code: &'a str) -> &'a str {
        let mut names = self.countries.lines().filter_map(|l| l.split_once(' '));
        names
            .find(|(known, _)| *known == code)
            .map_or(code, |(_, name)| name)
    }
}

/// A text with its `{placeholders}` filled.
pub(super) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let fill = |text: String, (name, value): &(&str, &str)| text.replace(name, value);
    values.iter().fold(text.to_owned(), fill)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for lang in Lang::ALL {
            for code in domain::countries::CODES {
                assert!(Words::of(lang).country(code) != code, "{lang} {code}");
            }
        }
        assert_eq!(Words::of(Lang::Bg).country("BG"), "България");
        assert_eq!(Words::of(Lang::Bg).country("??"), "??");
    }

    #[test]
    fn every_language_fills_the_same() {
        for lang in Lang::ALL {
            let words = Words::of(lang);
            for (text, names) in [
                (words.corrected, ["{number}", "{date}"].as_slice()),
                (words.to_pay_by, &["{amount}", "{date}"]),
                (words.to_pay, &["{amount}"]),
                (words.given_back, &["{amount}"]),
                (words.tax_on, &["{tax}", "{rate}", "{amount}"]),
                (words.page, &["{page}", "{pages}"]),
            ] {
                assert_eq!(text.matches('{').count(), names.len(), "{lang}: {text}");
                assert!(names.iter().all(|name| text.contains(name)), "{text}");
            }
        }
    }
}
