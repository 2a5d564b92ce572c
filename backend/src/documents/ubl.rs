use domain::{
    Money,
    invoices::{Bank, Document, DocumentKind, DocumentLine, Party, TaxTotal},
};

use super::{
    facts::{self, DISCOUNT, EN_16931, Facts, PIECE, Tax},
    xml::{Written, Xml, says_something},
};
use crate::Result;

/// What is called differently in the two kinds of documents.
struct Names {
    root: &'static str,
    namespace: &'static str,
    kind: &'static str,
    line: &'static str,
    quantity: &'static str,
}

const INVOICE: Names = Names {
    root: "Invoice",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    kind: "cbc:InvoiceTypeCode",
    line: "cac:InvoiceLine",
    quantity: "cbc:InvoicedQuantity",
};

const CREDIT_NOTE: Names = Names {
    root: "CreditNote",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    kind: "cbc:CreditNoteTypeCode",
    line: "cac:CreditNoteLine",
    quantity: "cbc:CreditedQuantity",
};

/// A document as EN 16931 says it in UBL 2.1. The order of elements is that of its schemas.
///
/// # Errors
/// None that a document could cause.
pub fn ubl(document: &Document) -> Result<String> {
    let facts = Facts::of(document);
    let names = match document.kind {
        DocumentKind::Invoice => INVOICE,
        DocumentKind::CreditNote => CREDIT_NOTE,
    };
    let namespaces = [
        ("xmlns", names.namespace),
        (
            "xmlns:cac",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        ),
        (
            "xmlns:cbc",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
        ),
    ];
    Xml::document(names.root, &namespaces, |xml| {
        head(xml, &facts, &names)?;
        xml.group("cac:AccountingSupplierParty", |xml| {
            xml.group("cac:Party", |xml| seller(xml, &facts))
        })?;
        xml.group("cac:AccountingCustomerParty", |xml| {
            xml.group("cac:Party", |xml| buyer(xml, &facts))
        })?;
        xml.group("cac:Delivery", |xml| {
            xml.group("cac:DeliveryParty", |xml| {
                xml.group("cac:PartyName", |xml| {
                    xml.leaf("cbc:Name", &document.buyer.name)
                })
            })
        })?;
        payment(xml, &facts)?;
        xml.group("cac:TaxTotal", |xml| {
            xml.amount_in_currency("cbc:TaxAmount", document.tax)?;
            for total in &document.taxes {
                xml.group("cac:TaxSubtotal", |xml| tax(xml, &facts, total))?;
            }
            Ok(())
        })?;
        xml.group("cac:LegalMonetaryTotal", |xml| {
            xml.amount_in_currency("cbc:LineExtensionAmount", document.net)?;
            xml.amount_in_currency("cbc:TaxExclusiveAmount", document.net)?;
            xml.amount_in_currency("cbc:TaxInclusiveAmount", document.gross)?;
            xml.amount_in_currency("cbc:PayableAmount", document.gross)
        })?;
        for (item, place) in document.lines.iter().zip(1_u32..) {
            xml.group(names.line, |xml| line(xml, &facts, &names, item, place))?;
        }
        Ok(())
    })
}

fn head(xml: &mut Xml, facts: &Facts<'_>, names: &Names) -> Written {
    let document = facts.document;
    xml.leaf("cbc:CustomizationID", EN_16931)?;
    xml.leaf("cbc:ID", &document.number)?;
    xml.leaf("cbc:IssueDate", &document.issued_on.to_string())?;
    // A credit note has no element for it here; it has none to say either.
    if let (DocumentKind::Invoice, Some(day)) = (document.kind, document.due_on) {
        xml.leaf("cbc:DueDate", &day.to_string())?;
    }
    xml.leaf(names.kind, document.kind.code())?;
    xml.optional("cbc:Note", &document.note)?;
    xml.leaf("cbc:DocumentCurrencyCode", document.currency.code())?;
    let Some((number, day)) = &document.corrects else {
        return Ok(());
    };
    xml.group("cac:BillingReference", |xml| {
        xml.group("cac:InvoiceDocumentReference", |xml| {
            xml.leaf("cbc:ID", number)?;
            xml.leaf("cbc:IssueDate", &day.to_string())
        })
    })
}

fn seller(xml: &mut Xml, facts: &Facts<'_>) -> Written {
    let party = &facts.document.seller;
    address(xml, party)?;
    if says_something(facts.seller_id()) {
        xml.group("cac:PartyIdentification", |xml| {
            xml.leaf("cbc:ID", facts.seller_id())
        })?;
    }
    place(xml, party, &party.country)?;
    registration(xml, "VAT", facts.seller_vat.as_deref().unwrap_or_default())?;
    registration(xml, "FC", facts.seller_number())?;
    xml.group("cac:PartyLegalEntity", |xml| {
        xml.leaf("cbc:RegistrationName", &party.name)
    })?;
    contact(xml, party)
}

fn buyer(xml: &mut Xml, facts: &Facts<'_>) -> Written {
    let party = &facts.document.buyer;
    address(xml, party)?;
    place(xml, party, facts.buyer_country())?;
    registration(xml, "VAT", facts.buyer_vat.as_deref().unwrap_or_default())?;
    xml.group("cac:PartyLegalEntity", |xml| {
        xml.leaf("cbc:RegistrationName", &party.name)?;
        xml.optional("cbc:CompanyID", facts.buyer_number())
    })?;
    contact(xml, party)
}

fn address(xml: &mut Xml, party: &Party) -> Written {
    if says_something(&party.email) {
        xml.leaf_with("cbc:EndpointID", &[("schemeID", "EM")], &party.email)
    } else {
        Ok(())
    }
}

fn place(xml: &mut Xml, party: &Party, country: &str) -> Written {
    xml.group("cac:PostalAddress", |xml| {
        xml.optional("cbc:StreetName", &party.street)?;
        xml.optional("cbc:CityName", &party.city)?;
        xml.optional("cbc:PostalZone", &party.postal_code)?;
        xml.optional("cbc:CountrySubentity", &party.state)?;
        if !says_something(country) {
            return Ok(());
        }
        xml.group("cac:Country", |xml| {
            xml.leaf("cbc:IdentificationCode", country)
        })
    })
}

fn registration(xml: &mut Xml, scheme: &str, number: &str) -> Written {
    if !says_something(number) {
        return Ok(());
    }
    xml.group("cac:PartyTaxScheme", |xml| {
        xml.leaf("cbc:CompanyID", number)?;
        xml.group("cac:TaxScheme", |xml| xml.leaf("cbc:ID", scheme))
    })
}

fn contact(xml: &mut Xml, party: &Party) -> Written {
    let contact = [&party.contact, &party.phone, &party.email];
    if !contact.into_iter().any(|text| says_something(text)) {
        return Ok(());
    }
    xml.group("cac:Contact", |xml| {
        xml.optional("cbc:Name", &party.contact)?;
        xml.optional("cbc:Telephone", &party.phone)?;
        xml.optional("cbc:ElectronicMail", &party.email)
    })
}

fn payment(xml: &mut Xml, facts: &Facts<'_>) -> Written {
    let means = facts.means();
    xml.group("cac:PaymentMeans", |xml| {
        xml.leaf("cbc:PaymentMeansCode", means.code)?;
        xml.leaf("cbc:PaymentID", &facts.document.number)?;
        means
            .account
            .map_or(Ok(()), |(bank, is_iban)| account(xml, bank, is_iban))
    })?;
    if !says_something(facts.terms()) {
        return Ok(());
    }
    xml.group("cac:PaymentTerms", |xml| {
        xml.leaf("cbc:Note", facts.terms())
    })
}

fn account(xml: &mut Xml, bank: &Bank, is_iban: bool) -> Written {
    xml.group("cac:PayeeFinancialAccount", |xml| {
        if is_iban {
            xml.leaf("cbc:ID", &facts::compact(&bank.iban))?;
        } else {
            xml.leaf("cbc:ID", &bank.iban)?;
        }
        xml.optional("cbc:Name", &bank.holder)?;
        if !says_something(&bank.bic) {
            return Ok(());
        }
        xml.group("cac:FinancialInstitutionBranch", |xml| {
            xml.leaf("cbc:ID", &facts::compact(&bank.bic))
        })
    })
}

fn tax(xml: &mut Xml, facts: &Facts<'_>, total: &TaxTotal) -> Written {
    xml.amount_in_currency("cbc:TaxableAmount", total.net)?;
    xml.amount_in_currency("cbc:TaxAmount", total.tax)?;
    xml.group("cac:TaxCategory", |xml| {
        let tax = facts.tax(total.category, total.rate);
        category(xml, &tax)?;
        xml.optional(
            "cbc:TaxExemptionReasonCode",
            tax.reason_code.unwrap_or_default(),
        )?;
        xml.optional("cbc:TaxExemptionReason", facts.reason(total))?;
        scheme(xml)
    })
}

fn category(xml: &mut Xml, tax: &Tax) -> Written {
    xml.leaf("cbc:ID", tax.code)?;
    xml.optional("cbc:Percent", tax.percent.as_deref().unwrap_or_default())
}

fn scheme(xml: &mut Xml) -> Written {
    xml.group("cac:TaxScheme", |xml| xml.leaf("cbc:ID", "VAT"))
}

fn line(
    xml: &mut Xml,
    facts: &Facts<'_>,
    names: &Names,
    line: &DocumentLine,
    place: u32,
) -> Written {
    let (price, pieces) = facts::priced(line);
    xml.leaf("cbc:ID", &place.to_string())?;
    quantity(xml, names.quantity, pieces)?;
    xml.amount_in_currency("cbc:LineExtensionAmount", line.net)?;
    if let Some((first, last)) = line.period {
        xml.group("cac:InvoicePeriod", |xml| {
            xml.leaf("cbc:StartDate", &first.to_string())?;
            xml.leaf("cbc:EndDate", &last.to_string())
        })?;
    }
    if let Some(change) = facts::change(line) {
        xml.group("cac:AllowanceCharge", |xml| {
            xml.leaf("cbc:ChargeIndicator", &change.is_charge.to_string())?;
            if !change.is_charge {
                xml.leaf("cbc:AllowanceChargeReasonCode", DISCOUNT)?;
            }
            xml.leaf("cbc:AllowanceChargeReason", facts.words.discount)?;
            xml.amount_in_currency("cbc:Amount", change.amount)
        })?;
    }
    xml.group("cac:Item", |xml| {
        xml.optional("cbc:Description", &line.detail)?;
        xml.leaf("cbc:Name", &line.text)?;
        xml.group("cac:ClassifiedTaxCategory", |xml| {
            category(xml, &facts.tax(line.category, line.rate))?;
            scheme(xml)
        })
    })?;
    xml.group("cac:Price", |xml| unit_price(xml, price, pieces.abs()))
}

fn unit_price(xml: &mut Xml, price: Money, pieces: i64) -> Written {
    xml.amount_in_currency("cbc:PriceAmount", price)?;
    quantity(xml, "cbc:BaseQuantity", pieces)
}

fn quantity(xml: &mut Xml, name: &str, pieces: i64) -> Written {
    xml.leaf_with(name, &[("unitCode", PIECE)], &pieces.to_string())
}
