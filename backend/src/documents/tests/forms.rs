use domain::{
    Money,
    invoices::{Document, DocumentKind},
};
use proptest::prelude::*;

use super::reading::{Element, read};
use crate::documents::{cii, samples, ubl};

/// An amount as minor units; it has just the decimals of its currency.
fn amount(text: &str, document: &Document) -> i128 {
    let digits = usize::from(document.currency.digits());
    let (_, decimals) = text.split_once('.').unwrap_or((text, ""));
    assert_eq!(decimals.len(), digits, "{text}");
    text.replace('.', "").parse().unwrap()
}

/// A line's pieces, its price and for how many, what is added, and what it comes to.
type Sums = (i128, i128, i128, i128, i128);

fn check_sums(name: &str, document: &Document, lines: &[Sums], [net, tax, gross]: [&str; 3]) {
    for (line, (pieces, price, base, added, net)) in document.lines.iter().zip(lines) {
        assert_eq!(pieces * price % base, 0, "{name}: exact");
        assert_eq!(pieces * price / base + added, *net, "{name}");
        assert_eq!(*net, i128::from(line.net.minor), "{name}");
        assert!(*price >= 0, "{name}: BR-27");
    }
    assert_eq!(lines.len(), document.lines.len(), "{name}");
    let sum: i128 = lines.iter().map(|line| line.4).sum();
    assert_eq!(amount(net, document), sum, "{name}");
    let minor = |money: Money| i128::from(money.minor);
    assert_eq!(amount(tax, document), minor(document.tax), "{name}");
    assert_eq!(amount(gross, document), minor(document.gross), "{name}");
}

fn cii_line(line: &Element, document: &Document) -> Sums {
    let changes = line.all("SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge");
    let added = changes.iter().map(|change| {
        let sign = if change.one("ChargeIndicator/Indicator") == "true" {
            1
        } else {
            -1
        };
        sign * amount(change.one("ActualAmount"), document)
    });
    let price = "SpecifiedLineTradeAgreement/NetPriceProductTradePrice";
    let net = "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount";
    (
        line.one("SpecifiedLineTradeDelivery/BilledQuantity")
            .parse()
            .unwrap(),
        amount(line.one(&format!("{price}/ChargeAmount")), document),
        line.one(&format!("{price}/BasisQuantity")).parse().unwrap(),
        added.sum(),
        amount(line.one(net), document),
    )
}

fn ubl_line(line: &Element, document: &Document) -> Sums {
    let added = line.all("AllowanceCharge").into_iter().map(|change| {
        let sign = if change.one("ChargeIndicator") == "true" {
            1
        } else {
            -1
        };
        sign * amount(change.one("Amount"), document)
    });
    let quantity = match document.kind {
        DocumentKind::Invoice => "InvoicedQuantity",
        DocumentKind::CreditNote => "CreditedQuantity",
    };
    (
        line.one(quantity).parse().unwrap(),
        amount(line.one("Price/PriceAmount"), document),
        line.one("Price/BaseQuantity").parse().unwrap(),
        added.sum(),
        amount(line.one("LineExtensionAmount"), document),
    )
}

#[test]
fn both_forms_sum_up_to_the_document() {
    for (name, document) in samples::all() {
        let root = read(&cii(&document).unwrap());
        let lines = root.all("SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem");
        let lines: Vec<Sums> = lines.into_iter().map(|l| cii_line(l, &document)).collect();
        let sums = root
            .find("SpecifiedTradeSettlementHeaderMonetarySummation")
            .unwrap();
        let told = ["LineTotalAmount", "TaxTotalAmount", "DuePayableAmount"].map(|n| sums.one(n));
        check_sums(name, &document, &lines, told);

        let root = read(&ubl(&document).unwrap());
        let lines = match document.kind {
            DocumentKind::Invoice => root.all("InvoiceLine"),
            DocumentKind::CreditNote => root.all("CreditNoteLine"),
        };
        let lines: Vec<Sums> = lines.into_iter().map(|l| ubl_line(l, &document)).collect();
        let sums = root.find("LegalMonetaryTotal").unwrap();
        let told = [
            sums.one("LineExtensionAmount"),
            root.one("TaxTotal/TaxAmount"),
            sums.one("PayableAmount"),
        ];
        check_sums(name, &document, &lines, told);
    }
}

#[test]
fn elements_stand_in_the_order_of_the_schemas() {
    let document = samples::credit_note();
    let root = read(&cii(&document).unwrap());
    let transaction = root.find("SupplyChainTradeTransaction").unwrap();
    let order = [
        "IncludedSupplyChainTradeLineItem",
        "ApplicableHeaderTradeAgreement",
        "ApplicableHeaderTradeDelivery",
        "ApplicableHeaderTradeSettlement",
    ];
    assert_eq!(transaction.order(), order);
    let order = [
        "PaymentReference",
        "InvoiceCurrencyCode",
        "SpecifiedTradeSettlementPaymentMeans",
        "ApplicableTradeTax",
        "SpecifiedTradePaymentTerms",
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        "InvoiceReferencedDocument",
    ];
    assert_eq!(
        root.find("ApplicableHeaderTradeSettlement")
            .unwrap()
            .order(),
        order
    );

    let root = read(&ubl(&document).unwrap());
    assert_eq!(root.name, "CreditNote");
    let order = [
        "CustomizationID",
        "ID",
        "IssueDate",
        "CreditNoteTypeCode",
        "DocumentCurrencyCode",
        "BillingReference",
        "AccountingSupplierParty",
        "AccountingCustomerParty",
        "Delivery",
        "PaymentMeans",
        "PaymentTerms",
        "TaxTotal",
        "LegalMonetaryTotal",
        "CreditNoteLine",
    ];
    assert_eq!(root.order(), order);
}

#[test]
fn a_credit_note_names_what_it_corrects() {
    let document = samples::credit_note();
    let cii = read(&cii(&document).unwrap());
    let reference = cii.find("InvoiceReferencedDocument").unwrap();
    assert_eq!(cii.one("ExchangedDocument/TypeCode"), "381");
    assert_eq!(reference.one("IssuerAssignedID"), "NW-2026-0042");
    assert_eq!(
        reference.one("FormattedIssueDateTime/DateTimeString"),
        "20261102"
    );
    let ubl = read(&ubl(&document).unwrap());
    assert_eq!(ubl.one("CreditNoteTypeCode"), "381");
    let reference = ubl.find("InvoiceDocumentReference").unwrap();
    assert_eq!(reference.one("ID"), "NW-2026-0042");
    assert_eq!(reference.one("IssueDate"), "2026-11-02");
    assert!(
        ubl.find("PayeeFinancialAccount").is_none(),
        "nothing is to be paid"
    );
}

/// Categories, reason codes and the schemes of the seller's and the buyer's tax numbers.
fn taxed(document: &Document) -> (String, String, Vec<String>, Vec<String>) {
    let root = read(&cii(document).unwrap());
    let total = root.find("ApplicableHeaderTradeSettlement").unwrap();
    let tax = total.all("ApplicableTradeTax")[0];
    let reason = tax
        .find("ExemptionReasonCode")
        .map_or("", |code| &code.text);
    let schemes = |party: &str| {
        let party = root.find(party).unwrap();
        let ids = party.all("SpecifiedTaxRegistration/ID");
        ids.iter().map(|id| id.attributes[0].1.clone()).collect()
    };
    let ubl = read(&ubl(document).unwrap());
    assert_eq!(
        ubl.one("TaxTotal/TaxSubtotal/TaxCategory/ID"),
        tax.one("CategoryCode")
    );
    (
        tax.one("CategoryCode").to_owned(),
        reason.to_owned(),
        schemes("SellerTradeParty"),
        schemes("BuyerTradeParty"),
    )
}

#[test]
fn tax_numbers_go_where_the_category_lets_them() {
    let samples: std::collections::BTreeMap<_, _> = samples::all().into_iter().collect();
    let told = |name: &str| {
        let (code, reason, seller, buyer) = taxed(&samples[name]);
        format!("{code} {reason} {} {}", seller.join("+"), buyer.join("+"))
    };
    assert_eq!(told("one-line"), "S  VA ");
    assert_eq!(told("reverse-charge"), "AE VATEX-EU-AE VA VA");
    assert_eq!(told("exempt"), "E  VA ");
    assert_eq!(told("export"), "G VATEX-EU-G VA ");
    assert_eq!(told("not-registered"), "O VATEX-EU-O  ");
    assert_eq!(told("american"), "O VATEX-EU-O FC ");
    assert_eq!(told("no-tax-at-home"), "Z  VA ");
    assert_eq!(told("yen"), "S  FC ");
    let brazilian = read(&cii(&samples["export"]).unwrap());
    let number = brazilian.find("SpecifiedLegalOrganization").unwrap();
    assert_eq!(
        number.one("ID"),
        "11.222.333/0001-81",
        "no VAT number, but a number"
    );
}

#[test]
fn an_account_is_told_as_what_it_is() {
    let samples: std::collections::BTreeMap<_, _> = samples::all().into_iter().collect();
    let told = |name: &str| {
        let root = read(&ubl(&samples[name]).unwrap());
        let means = root.find("PaymentMeans").unwrap();
        let account = means.find("PayeeFinancialAccount");
        let number = account.map_or("", |account| account.one("ID"));
        format!("{} {number}", means.one("PaymentMeansCode"))
    };
    assert_eq!(told("one-line"), "58 DE89370400440532013000");
    assert_eq!(
        told("export"),
        "30 DE89370400440532013000",
        "dollars are not SEPA"
    );
    assert_eq!(told("yen"), "30 0001-123-4567890");
    assert_eq!(told("discounts"), "1 ");
}

#[test]
fn texts_are_texts() {
    let samples: std::collections::BTreeMap<_, _> = samples::all().into_iter().collect();
    let reason = "Organización exenta, § 4 Nr. 18 UStG <certificado \"12&34\">";
    let root = read(&cii(&samples["exempt"]).unwrap());
    assert_eq!(root.find("ExemptionReason").unwrap().text, reason);
    let root = read(&ubl(&samples["exempt"]).unwrap());
    assert_eq!(root.find("TaxExemptionReason").unwrap().text, reason);
    let root = read(&cii(&samples["other-scripts"]).unwrap());
    let name = &root.find("SpecifiedTradeProduct").unwrap().children[0].text;
    assert_eq!(
        name, "e\u{301}tude \u{202e}abc",
        "what XML cannot hold is left out"
    );
}

/// A document with any text in every place for one.
pub(super) fn anything() -> impl Strategy<Value = Document> {
    let text = prop_oneof![any::<String>(), "\\PC{0,200}", "[\\x00-\\x1f<&\"\\]]{0,12}"];
    (
        prop::collection::vec(text, 12),
        0_usize..samples::all().len(),
    )
        .prop_map(|(texts, at)| {
            let (_, mut document) = samples::all().swap_remove(at);
            let mut texts = texts.into_iter();
            let mut next = || texts.next().unwrap_or_default();
            document.number = next();
            document.note = next();
            document.seller.name = next();
            document.seller.email = next();
            document.seller.tax_id = next();
            document.seller.country = next();
            document.buyer.name = next();
            document.buyer.street = next();
            document.buyer.phone = next();
            document.lines[0].text = next();
            document.lines[0].detail = next();
            let bank = document.bank.get_or_insert_default();
            bank.iban = next();
            bank.holder.clone_from(&document.buyer.name);
            document
        })
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_xml(document in anything()) {
        for xml in [cii(&document).unwrap(), ubl(&document).unwrap()] {
            let root = read(&xml);
            let all_hold = xml.chars().all(|c| {
                matches!(c, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
            });
            prop_assert!(all_hold && root.children.len() > 2);
        }
    }
}
