use proptest::prelude::*;
use uuid::Uuid;

use super::{BankRow, Fit, OpenInvoice, amount, day, propose};
use crate::{Currency, InvoiceId, Money};

const fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

fn invoice(n: u32, client: &str, open: i64) -> OpenInvoice {
    OpenInvoice {
        id: InvoiceId::from_uuid(Uuid::from_u128(u128::from(n))),
        number: format!("INV-{n:05}"),
        client: client.to_owned(),
        open: eur(open),
    }
}

fn row(reference: &str, payer: &str, minor: i64) -> BankRow {
    BankRow {
        line: 1,
        on: "2026-11-22".parse().unwrap(),
        amount: eur(minor),
        payer: payer.to_owned(),
        reference: reference.to_owned(),
    }
}

#[test]
fn days_are_read_as_banks_write_them() {
    for text in [
        "2026-11-02",
        "02.11.2026",
        "2.11.2026",
        "02/11/2026",
        "02.11.26",
        "02.11.2026 г.",
        "2026-11-02T10:11:12",
        " 02-11-2026 10:11",
    ] {
        assert_eq!(
            day(text).map(|day| day.to_string()),
            Ok("2026-11-02".to_owned()),
            "{text}"
        );
    }
    for text in [
        "",
        "11/22/2026",
        "32.01.2026",
        "20261102",
        "yesterday",
        "..",
        "1.2.3",
    ] {
        assert!(day(text).is_err(), "{text}");
    }
}

#[test]
fn amounts_are_read_as_banks_write_them() {
    let read = |text| amount(text, Currency::EUR).map(|money| money.minor).ok();
    for (text, minor) in [
        ("23,79", Some(2_379)),
        ("23.79", Some(2_379)),
        ("1.234,56", Some(123_456)),
        ("1,234.56", Some(123_456)),
        ("1 234,56 €", Some(123_456)),
        ("1'234.5", Some(123_450)),
        ("1.234", Some(123_400)),
        ("1.234.567", Some(123_456_700)),
        ("-12,50", Some(-1_250)),
        ("−12,50", Some(-1_250)),
        ("12.50-", Some(-1_250)),
        ("(12.50)", Some(-1_250)),
        ("+12", Some(1_200)),
        ("EUR 12,50", Some(1_250)),
        ("12,5050", None),
        ("", None),
        ("paid", None),
        ("1-2", None),
        ("99999999999", None),
    ] {
        assert_eq!(read(text), minor, "{text}");
    }
    let other = amount("12,50 USD", Currency::EUR).unwrap();
    assert_eq!(other.currency, Currency::USD);
    assert_eq!(
        amount("500.00", Currency::CLP).map(|money| money.minor),
        Ok(500)
    );
    assert!(amount("500.50", Currency::CLP).is_err());
}

#[test]
fn a_number_is_found_however_it_is_written_and_never_in_another() {
    let open = [invoice(1, "Bakery", 100)];
    let fit = |reference| propose(&[row(reference, "", 100)], &open)[0].0;
    for reference in [
        "INV-00001",
        "inv00001",
        "Invoice INV 00001 of November",
        "INV-000 01",
        "SVWZ+INV-00001 2026",
        "Rechnung:INV-00001/Danke",
    ] {
        assert_eq!(fit(reference), Fit::Exact, "{reference}");
    }
    for reference in ["INV-000012", "INV-0001", "INV-00002", "", "00001"] {
        assert_eq!(fit(reference), Fit::Unknown, "{reference}");
    }
}

#[test]
fn the_surest_row_is_given_its_invoice_first() {
    let open = [
        invoice(1, "Bakery GmbH", 100),
        invoice(2, "Mill", 70),
        invoice(3, "Mill & Sons", 70),
    ];
    let rows = [
        row("INV-00001", "", 40),
        row("INV-00001", "", 100),
        row("INV-00001", "", 140),
        row("thanks", "Bakery", 100),
        row("thanks", "Mill", 70),
        row("INV-00002 INV-00003", "", 140),
        row("INV-00002", "", 30),
        row("INV-00002", "", 40),
    ];
    let found = propose(&rows, &open);
    let fits: Vec<Fit> = found.iter().map(|(fit, _)| *fit).collect();
    assert_eq!(
        fits,
        [
            Fit::TooMuch,
            Fit::Exact,
            Fit::TooMuch,
            Fit::Unknown,
            Fit::Likely,
            Fit::Unknown,
            Fit::Likely,
            Fit::Likely,
        ]
    );
    // What others name is not taken for the payer's: only one is left whose amount fits.
    assert_eq!(found[4].1, Some(open[2].id));
}

proptest! {
    #[test]
    fn no_invoice_gets_more_than_is_open(
        open in prop::collection::vec(1_i64..300, 1..6),
        paid in prop::collection::vec((0_u32..8, 0_u32..8, 1_i64..300, 0_u32..4), 0..24),
    ) {
        let open: Vec<OpenInvoice> = (1..).zip(open)
            .map(|(n, minor)| invoice(n, &format!("Client {}", n % 3), minor))
            .collect();
        let rows: Vec<BankRow> = paid
            .into_iter()
            .map(|(one, other, minor, payer)| {
                row(&format!("INV-{one:05} {other:05}"), &format!("Client {payer}"), minor)
            })
            .collect();
        let found = propose(&rows, &open);
        prop_assert_eq!(found.len(), rows.len());
        for invoice in &open {
            let given = rows.iter().zip(&found).filter(|(_, (fit, id))| {
                *fit != Fit::TooMuch && *id == Some(invoice.id)
            });
            let sum: i64 = given.map(|(row, _)| row.amount.minor).sum();
            prop_assert!(sum <= invoice.open.minor);
        }
        for (row, (fit, id)) in rows.iter().zip(&found) {
            prop_assert_eq!(*fit == Fit::Unknown, id.is_none());
            if *fit == Fit::Exact {
                let invoice = open.iter().find(|invoice| Some(invoice.id) == *id).unwrap();
                prop_assert!(row.amount.minor <= invoice.open.minor);
            }
        }
    }

    #[test]
    fn reading_never_breaks(text in ".{0,24}") {
        let _ = day(&text);
        let _ = amount(&text, Currency::EUR);
    }
}
