use domain::{
    Date,
    invoices::{Bank, Document, DocumentLine, Party, TaxTotal},
};

use super::{
    facts::{self, DISCOUNT, EN_16931, Facts, PIECE, Tax},
    xml::{Written, Xml, says_something},
};
use crate::Result;

/// The element that all others are in, and what their prefixes stand for.
const ROOT: &str = "rsm:CrossIndustryInvoice";
const NAMESPACES: [(&str, &str); 4] = [
    (
        "xmlns:rsm",
        "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    ),
    (
        "xmlns:ram",
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    ),
    (
        "xmlns:udt",
        "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    ),
    (
        "xmlns:qdt",
        "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    ),
];

/// A document as EN 16931 says it in the Cross Industry Invoice of UN/CEFACT, as Factur-X and
/// ZUGFeRD do in their profile of that name. The order of elements is that of its schema.
///
/// # Errors
/// None that a document could cause.
pub fn cii(document: &Document) -> Result<String> {
    let facts = Facts::of(document);
    Xml::document(ROOT, &NAMESPACES, |xml| {
        xml.group("rsm:ExchangedDocumentContext", |xml| {
            xml.group("ram:GuidelineSpecifiedDocumentContextParameter", |xml| {
                xml.leaf("ram:ID", EN_16931)
            })
        })?;
        xml.group("rsm:ExchangedDocument", |xml| {
            xml.leaf("ram:ID", &document.number)?;
            xml.leaf("ram:TypeCode", document.kind.code())?;
            date(xml, "ram:IssueDateTime", document.issued_on)?;
            if says_something(&document.note) {
                xml.group("ram:IncludedNote", |xml| {
                    xml.leaf("ram:Content", &document.note)
                })?;
            }
            Ok(())
        })?;
        xml.group("rsm:SupplyChainTradeTransaction", |xml| {
            for (line, place) in document.lines.iter().zip(1_u32..) {
                xml.group("ram:IncludedSupplyChainTradeLineItem", |xml| {
                    item(xml, &facts, line, place)
                })?;
            }
            xml.group("ram:ApplicableHeaderTradeAgreement", |xml| {
                xml.group("ram:SellerTradeParty", |xml| seller(xml, &facts))?;
                xml.group("ram:BuyerTradeParty", |xml| buyer(xml, &facts))
            })?;
            // Never without anything in it, says PEPPOL-EN16931-R008.
            xml.group("ram:ApplicableHeaderTradeDelivery", |xml| {
                xml.group("ram:ShipToTradeParty", |xml| {
                    xml.leaf("ram:Name", &document.buyer.name)
                })
            })?;
            xml.group("ram:ApplicableHeaderTradeSettlement", |xml| {
                settlement(xml, &facts)
            })
        })
    })
}

fn item(xml: &mut Xml, facts: &Facts<'_>, line: &DocumentLine, place: u32) -> Written {
    let (price, pieces) = facts::priced(line);
    xml.group("ram:AssociatedDocumentLineDocument", |xml| {
        xml.leaf("ram:LineID", &place.to_string())
    })?;
    xml.group("ram:SpecifiedTradeProduct", |xml| {
        xml.leaf("ram:Name", &line.text)?;
        xml.optional("ram:Description", &line.detail)
    })?;
    xml.group("ram:SpecifiedLineTradeAgreement", |xml| {
        xml.group("ram:NetPriceProductTradePrice", |xml| {
            xml.amount("ram:ChargeAmount", price)?;
            quantity(xml, "ram:BasisQuantity", pieces.abs())
        })
    })?;
    xml.group("ram:SpecifiedLineTradeDelivery", |xml| {
        quantity(xml, "ram:BilledQuantity", pieces)
    })?;
    xml.group("ram:SpecifiedLineTradeSettlement", |xml| {
        xml.group("ram:ApplicableTradeTax", |xml| {
            let Tax { code, percent, .. } = facts.tax(line.category, line.rate);
            xml.leaf("ram:TypeCode", "VAT")?;
            xml.leaf("ram:CategoryCode", code)?;
            xml.optional(
                "ram:RateApplicablePercent",
                percent.as_deref().unwrap_or_default(),
            )
        })?;
        if let Some((first, last)) = line.period {
            xml.group("ram:BillingSpecifiedPeriod", |xml| {
                date(xml, "ram:StartDateTime", first)?;
                date(xml, "ram:EndDateTime", last)
            })?;
        }
        if let Some(change) = facts::change(line) {
            xml.group("ram:SpecifiedTradeAllowanceCharge", |xml| {
                xml.group("ram:ChargeIndicator", |xml| {
                    xml.leaf("udt:Indicator", &change.is_charge.to_string())
                })?;
                xml.amount("ram:ActualAmount", change.amount)?;
                if !change.is_charge {
                    xml.leaf("ram:ReasonCode", DISCOUNT)?;
                }
                xml.leaf("ram:Reason", facts.words.discount)
            })?;
        }
        xml.group("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
            xml.amount("ram:LineTotalAmount", line.net)
        })
    })
}

fn seller(xml: &mut Xml, facts: &Facts<'_>) -> Written {
    let party = &facts.document.seller;
    xml.optional("ram:ID", facts.seller_id())?;
    xml.leaf("ram:Name", &party.name)?;
    whereabouts(xml, party, &party.country)?;
    registration(xml, "VA", facts.seller_vat.as_deref().unwrap_or_default())?;
    registration(xml, "FC", facts.seller_number())
}

fn buyer(xml: &mut Xml, facts: &Facts<'_>) -> Written {
    let party = &facts.document.buyer;
    xml.leaf("ram:Name", &party.name)?;
    if says_something(facts.buyer_number()) {
        xml.group("ram:SpecifiedLegalOrganization", |xml| {
            xml.leaf("ram:ID", facts.buyer_number())
        })?;
    }
    whereabouts(xml, party, facts.buyer_country())?;
    registration(xml, "VA", facts.buyer_vat.as_deref().unwrap_or_default())
}

/// How a party is found: a person, an address, an electronic address.
fn whereabouts(xml: &mut Xml, party: &Party, country: &str) -> Written {
    let contact = [&party.contact, &party.phone, &party.email];
    if contact.into_iter().any(|text| says_something(text)) {
        xml.group("ram:DefinedTradeContact", |xml| {
            xml.optional("ram:PersonName", &party.contact)?;
            if says_something(&party.phone) {
                xml.group("ram:TelephoneUniversalCommunication", |xml| {
                    xml.leaf("ram:CompleteNumber", &party.phone)
                })?;
            }
            if says_something(&party.email) {
                xml.group("ram:EmailURIUniversalCommunication", |xml| {
                    xml.leaf("ram:URIID", &party.email)
                })?;
            }
            Ok(())
        })?;
    }
    xml.group("ram:PostalTradeAddress", |xml| {
        xml.optional("ram:PostcodeCode", &party.postal_code)?;
        xml.optional("ram:LineOne", &party.street)?;
        xml.optional("ram:CityName", &party.city)?;
        xml.optional("ram:CountryID", country)?;
        xml.optional("ram:CountrySubDivisionName", &party.state)
    })?;
    if says_something(&party.email) {
        xml.group("ram:URIUniversalCommunication", |xml| {
            xml.leaf_with("ram:URIID", &[("schemeID", "EM")], &party.email)
        })?;
    }
    Ok(())
}

fn registration(xml: &mut Xml, scheme: &str, number: &str) -> Written {
    if !says_something(number) {
        return Ok(());
    }
    xml.group("ram:SpecifiedTaxRegistration", |xml| {
        xml.leaf_with("ram:ID", &[("schemeID", scheme)], number)
    })
}

fn settlement(xml: &mut Xml, facts: &Facts<'_>) -> Written {
    let document = facts.document;
    let means = facts.means();
    xml.leaf("ram:PaymentReference", &document.number)?;
    xml.leaf("ram:InvoiceCurrencyCode", document.currency.code())?;
    xml.group("ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
        xml.leaf("ram:TypeCode", means.code)?;
        means
            .account
            .map_or(Ok(()), |(bank, is_iban)| account(xml, bank, is_iban))
    })?;
    for total in &document.taxes {
        xml.group("ram:ApplicableTradeTax", |xml| tax(xml, facts, total))?;
    }
    if document.due_on.is_some() || says_something(facts.terms()) {
        xml.group("ram:SpecifiedTradePaymentTerms", |xml| {
            xml.optional("ram:Description", facts.terms())?;
            document
                .due_on
                .map_or(Ok(()), |day| date(xml, "ram:DueDateDateTime", day))
        })?;
    }
    xml.group(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        |xml| {
            xml.amount("ram:LineTotalAmount", document.net)?;
            xml.amount("ram:TaxBasisTotalAmount", document.net)?;
            xml.amount_in_currency("ram:TaxTotalAmount", document.tax)?;
            xml.amount("ram:GrandTotalAmount", document.gross)?;
            xml.amount("ram:DuePayableAmount", document.gross)
        },
    )?;
    let Some((number, day)) = &document.corrects else {
        return Ok(());
    };
    xml.group("ram:InvoiceReferencedDocument", |xml| {
        xml.leaf("ram:IssuerAssignedID", number)?;
        xml.group("ram:FormattedIssueDateTime", |xml| {
            let format = [("format", "102")];
            xml.leaf_with("qdt:DateTimeString", &format, &digits(*day))
        })
    })
}

fn account(xml: &mut Xml, bank: &Bank, is_iban: bool) -> Written {
    xml.group("ram:PayeePartyCreditorFinancialAccount", |xml| {
        if is_iban {
            xml.leaf("ram:IBANID", &facts::compact(&bank.iban))?;
        }
        xml.optional("ram:AccountName", &bank.holder)?;
        if is_iban {
            Ok(())
        } else {
            xml.leaf("ram:ProprietaryID", &bank.iban)
        }
    })?;
    if !says_something(&bank.bic) {
        return Ok(());
    }
    xml.group("ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| {
        xml.leaf("ram:BICID", &facts::compact(&bank.bic))
    })
}

fn tax(xml: &mut Xml, facts: &Facts<'_>, total: &TaxTotal) -> Written {
    let tax = facts.tax(total.category, total.rate);
    xml.amount("ram:CalculatedAmount", total.tax)?;
    xml.leaf("ram:TypeCode", "VAT")?;
    xml.optional("ram:ExemptionReason", facts.reason(total))?;
    xml.amount("ram:BasisAmount", total.net)?;
    xml.leaf("ram:CategoryCode", tax.code)?;
    xml.optional(
        "ram:ExemptionReasonCode",
        tax.reason_code.unwrap_or_default(),
    )?;
    xml.optional(
        "ram:RateApplicablePercent",
        tax.percent.as_deref().unwrap_or_default(),
    )
}

fn quantity(xml: &mut Xml, name: &str, pieces: i64) -> Written {
    xml.leaf_with(name, &[("unitCode", PIECE)], &pieces.to_string())
}

fn date(xml: &mut Xml, name: &str, day: Date) -> Written {
    xml.group(name, |xml| {
        xml.leaf_with("udt:DateTimeString", &[("format", "102")], &digits(day))
    })
}

/// A day as `20261122` (format 102 of UNTDID 2379).
fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}
