use domain::{
    Currency, Money, Rate,
    invoices::{Bank, Document, DocumentKind, DocumentLine, Party, TaxTotal},
    taxes::{TaxCategory, is_in_union},
};

use super::words::Words;

/// What both forms of EN 16931 say alike, worked out once. Names such as BT-31 and BR-O-02 are those
/// of the standard's fields and rules.
pub(super) struct Facts<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'static Words,
    /// The seller's VAT number (BT-31).
    pub(super) seller_vat: Option<String>,
    /// The buyer's VAT number (BT-48).
    pub(super) buyer_vat: Option<String>,
    is_outside: bool,
}

/// How something is taxed, in the words of the standard.
pub(super) struct Tax {
    /// UNTDID 5305.
    pub(super) code: &'static str,
    /// Percent; nothing where there is no tax to have a rate (BR-O-05).
    pub(super) percent: Option<String>,
    /// VATEX.
    pub(super) reason_code: Option<&'static str>,
}

/// Where money is to go.
pub(super) struct Means<'a> {
    /// UNTDID 4461.
    pub(super) code: &'static str,
    /// The account and whether its number is an IBAN.
    pub(super) account: Option<(&'a Bank, bool)>,
}

/// What a line's price is changed by before tax.
pub(super) struct Change {
    /// Whether it makes the line dearer.
    pub(super) is_charge: bool,
    pub(super) amount: Money,
}

/// The code of a discount (UNTDID 5189).
pub(super) const DISCOUNT: &str = "95";
/// The unit of pieces, the only one there is (UN/ECE recommendation 20).
pub(super) const PIECE: &str = "C62";
/// What the documents follow.
pub(super) const EN_16931: &str = "urn:cen.eu:en16931:2017";

impl<'a> Facts<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let has = |wanted| document.taxes.iter().any(|tax| tax.category == wanted);
        let seller_vat = vat_number(&document.seller);
        // Who has no VAT number sells abroad outside the scope of VAT: "export" needs one (BR-G-02).
        let is_outside =
            has(TaxCategory::NotSubject) || has(TaxCategory::Export) && seller_vat.is_none();
        // Outside its scope nobody has a VAT number (BR-O-02).
        Self {
            document,
            words: Words::of(document.lang),
            seller_vat: seller_vat.filter(|_| !is_outside),
            buyer_vat: vat_number(&document.buyer).filter(|_| !is_outside),
            is_outside,
        }
    }

    pub(super) fn tax(&self, category: TaxCategory, rate: Rate) -> Tax {
        let category = match category {
            TaxCategory::Export if self.is_outside => TaxCategory::NotSubject,
            category => category,
        };
        let is_taxed = category == TaxCategory::Standard;
        Tax {
            // A usual rate of nothing has a code of its own (BR-S-05).
            code: if is_taxed && rate == Rate::ZERO {
                "Z"
            } else {
                category.code()
            },
            percent: (category != TaxCategory::NotSubject).then(|| rate.to_input()),
            reason_code: category.reason_code(),
        }
    }

    /// Why no tax is charged, in words (BT-120).
    pub(super) fn reason(&self, total: &'a TaxTotal) -> &'a str {
        self.words.reason(total)
    }

    /// The seller's tax number where it is not a VAT number (BT-32).
    pub(super) fn seller_number(&self) -> &'a str {
        other_number(&self.document.seller, self.seller_vat.as_deref())
    }

    /// The buyer's number where it is not a VAT number (BT-47).
    pub(super) fn buyer_number(&self) -> &'a str {
        other_number(&self.document.buyer, self.buyer_vat.as_deref())
    }

    /// What the seller is known by where there is no VAT number (BT-29, BR-CO-26).
    pub(super) fn seller_id(&self) -> &'a str {
        let seller = &self.document.seller;
        let known_by = [&seller.tax_id, &seller.email, &seller.name];
        let mut known_by = known_by.into_iter().filter(|id| !id.trim().is_empty());
        match &self.seller_vat {
            Some(_) => "",
            None => known_by.next().map_or("", String::as_str),
        }
    }

    /// The buyer's country (BT-55): whose is unknown counts as at home.
    pub(super) fn buyer_country(&self) -> &'a str {
        let home = &self.document.seller.country;
        let country = &self.document.buyer.country;
        if country.is_empty() { home } else { country }
    }

    /// How it is to be paid (BG-16). What is given back goes where it came from.
    pub(super) fn means(&self) -> Means<'a> {
        let bank = self.document.bank.as_ref();
        let bank = bank.filter(|bank| !bank.iban.is_empty());
        match (self.document.kind, bank) {
            (DocumentKind::Invoice, Some(bank)) => {
                let is_iban = is_iban(&bank.iban);
                let is_sepa = is_iban && self.document.currency == Currency::EUR;
                Means {
                    code: if is_sepa { "58" } else { "30" },
                    account: Some((bank, is_iban)),
                }
            }
            _ => Means {
                code: "1",
                account: None,
            },
        }
    }

    /// The terms of payment in words, where no day says when (BT-20, BR-CO-25).
    pub(super) fn terms(&self) -> &'static str {
        match (self.document.kind, self.document.due_on) {
            (DocumentKind::CreditNote, _) => self.words.credited,
            (DocumentKind::Invoice, None) => self.words.due_now,
            (DocumentKind::Invoice, Some(_)) => "",
        }
    }
}

/// The price of a line's whole quantity, never negative (BT-146, BR-27), and the quantity that makes
/// the line with it (BT-129): what is taken back is so many pieces less.
pub(super) fn priced(line: &DocumentLine) -> (Money, i64) {
    let pieces = i64::from(line.quantity.max(1));
    if line.full.minor < 0 {
        (line.full.negated(), -pieces)
    } else {
        (line.full, pieces)
    }
}

/// What a line's price is changed by (BG-27, BG-28).
pub(super) fn change(line: &DocumentLine) -> Option<Change> {
    let is_charge = line.discount.minor < 0;
    (line.discount.minor != 0).then(|| Change {
        is_charge,
        amount: if is_charge {
            line.discount.negated()
        } else {
            line.discount
        },
    })
}

fn other_number<'a>(party: &'a Party, vat: Option<&str>) -> &'a str {
    if vat.is_some() { "" } else { &party.tax_id }
}

/// A tax number that is a VAT number: it begins with a country (BR-CO-09), the party's own or, for
/// one in the EU, another one there.
fn vat_number(party: &Party) -> Option<String> {
    let number = compact(&party.tax_id);
    let (prefix, rest) = number.split_at_checked(2)?;
    let country = match prefix {
        "EL" => "GR",
        "XI" => "GB",
        prefix => prefix,
    };
    let is_own = country == party.country;
    let is_near = is_in_union(country) && is_in_union(&party.country);
    let is_number = rest.len() >= 2 && rest.bytes().any(|byte| byte.is_ascii_digit());
    ((is_own || is_near) && is_number).then_some(number)
}

/// Whether an account's number is an IBAN (ISO 13616: the remainder by 97 is 1).
pub(super) fn is_iban(number: &str) -> bool {
    let number = compact(number);
    let is_long = (15..=34).contains(&number.len());
    let Some((head, tail)) = number.split_at_checked(4).filter(|_| is_long) else {
        return false;
    };
    let is_headed = head.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
        && head.bytes().skip(2).all(|byte| byte.is_ascii_digit());
    let mut digits = tail.chars().chain(head.chars()).map(|c| c.to_digit(36));
    let remainder = digits.try_fold(0, |sum: u32, digit| {
        let digit = digit?;
        Some((sum * if digit > 9 { 100 } else { 10 } + digit) % 97)
    });
    is_headed && remainder == Some(1)
}

/// A number without what people write for the eye.
pub(super) fn compact(number: &str) -> String {
    let kept = number.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(country: &str, tax_id: &str) -> Option<String> {
        vat_number(&Party {
            country: country.to_owned(),
            tax_id: tax_id.to_owned(),
            ..Party::default()
        })
    }

    #[test]
    fn a_vat_number_begins_with_a_country() {
        assert_eq!(of("DE", "DE 136 695 976").as_deref(), Some("DE136695976"));
        assert_eq!(of("GR", "el094259216").as_deref(), Some("EL094259216"));
        assert_eq!(of("DE", "ATU33864707").as_deref(), Some("ATU33864707"));
        assert_eq!(of("ES", "B58378431"), None, "a number at home");
        assert_eq!(of("MX", "DEAB010101XX1"), None, "begins so by chance");
        assert_eq!(of("DE", "DE"), None);
        assert_eq!(of("BR", "12.345.678/0001-90"), None);
        assert_eq!(of("DE", "Öä"), None);
    }

    #[test]
    fn an_iban_proves_itself() {
        assert!(is_iban("DE89 3704 0044 0532 0130 00"));
        assert!(is_iban("BG80BNBG96611020345678"));
        assert!(!is_iban("DE88370400440532013000"));
        assert!(!is_iban("0123456789012345"));
        assert!(!is_iban(""));
    }
}
