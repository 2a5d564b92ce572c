//! Documents of every kind, for tests and for the public validators.

use domain::{
    Currency, Date, Lang, Money, Rate,
    invoices::{Bank, Document, DocumentKind, DocumentLine, Party, line_sums, totals},
    taxes::{Prices, TaxCategory, Treatment},
};

/// Every sample, by a name for its files.
pub(super) fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("one-line", one_line()),
        ("sixty-lines", sixty_lines()),
        ("yen", yen()),
        ("gross", gross()),
        ("discounts", discounts()),
        ("proration", proration()),
        ("credit-note", credit_note()),
        ("reverse-charge", reverse_charge()),
        ("exempt", exempt()),
        ("export", export()),
        ("not-registered", not_registered()),
        ("american", american()),
        ("no-tax-at-home", no_tax_at_home()),
        ("long-names", long_names()),
        ("other-scripts", other_scripts()),
    ]
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) const fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

const fn treated(category: TaxCategory, rate: Rate) -> Treatment {
    Treatment { category, rate }
}

const DOMESTIC: Treatment = treated(TaxCategory::Standard, Rate::percent(19));

fn german() -> Party {
    Party {
        name: "Northwind Studio GmbH".to_owned(),
        contact: "Nora Lindqvist".to_owned(),
        street: "Torstraße 12".to_owned(),
        city: "Berlin".to_owned(),
        state: String::new(),
        postal_code: "10119".to_owned(),
        country: "DE".to_owned(),
        email: "billing@northwind.example".to_owned(),
        phone: "+49 30 5550100".to_owned(),
        tax_id: "DE 136 695 976".to_owned(),
    }
}

fn neighbour() -> Party {
    Party {
        name: "Greenleaf Organics KG".to_owned(),
        contact: "Olivia Brandt".to_owned(),
        street: "Lindenallee 4".to_owned(),
        city: "Potsdam".to_owned(),
        postal_code: "14467".to_owned(),
        country: "DE".to_owned(),
        email: "olivia@greenleaf.example".to_owned(),
        ..Party::default()
    }
}

fn bulgarian() -> Party {
    Party {
        name: "Щърк и синове ЕООД".to_owned(),
        contact: "Здравка Йорданова".to_owned(),
        street: "бул. „Княз Дондуков“ № 17, вх. Б".to_owned(),
        city: "София".to_owned(),
        postal_code: "1000".to_owned(),
        country: "BG".to_owned(),
        email: "office@shtark.example".to_owned(),
        tax_id: "BG175074752".to_owned(),
        ..Party::default()
    }
}

fn brazilian() -> Party {
    Party {
        name: "Ação Digital Ltda.".to_owned(),
        street: "Rua Augusta, 1500".to_owned(),
        city: "São Paulo".to_owned(),
        state: "SP".to_owned(),
        postal_code: "01304-001".to_owned(),
        country: "BR".to_owned(),
        tax_id: "11.222.333/0001-81".to_owned(),
        ..Party::default()
    }
}

fn iban() -> Bank {
    Bank {
        holder: "Northwind Studio GmbH".to_owned(),
        iban: "DE89370400440532013000".to_owned(),
        bic: "COBADEFFXXX".to_owned(),
        name: "Commerzbank".to_owned(),
    }
}

/// A line of so many pieces that cost so much together.
fn line(text: &str, quantity: u32, whole: Money, treatment: Treatment) -> DocumentLine {
    reduced(text, quantity, whole, Rate::ZERO, Prices::Net, treatment)
}

fn reduced(
    text: &str,
    quantity: u32,
    whole: Money,
    discount: Rate,
    prices: Prices,
    treatment: Treatment,
) -> DocumentLine {
    let sums = line_sums(whole, discount, prices, Rate::percent(19), treatment).unwrap();
    DocumentLine {
        text: text.to_owned(),
        detail: String::new(),
        period: None,
        quantity,
        full: sums.full,
        discount: sums.discount,
        net: sums.net,
        category: treatment.category,
        rate: treatment.rate,
        tax: sums.tax,
    }
}

fn monthly(line: DocumentLine, detail: &str) -> DocumentLine {
    DocumentLine {
        detail: detail.to_owned(),
        period: Some((day("2026-11-01"), day("2026-11-30"))),
        ..line
    }
}

/// The same document with other lines, summed up anew.
pub(super) fn with_lines(document: Document, lines: Vec<DocumentLine>, exempt: &str) -> Document {
    let currency = document.currency;
    let sums = totals(currency, &lines, exempt).unwrap();
    Document {
        lines,
        taxes: sums.taxes,
        net: sums.net,
        tax: sums.tax,
        gross: sums.gross,
        ..document
    }
}

/// An invoice at home, in English.
pub(super) fn one_line() -> Document {
    let document = Document {
        kind: DocumentKind::Invoice,
        number: "NW-2026-0042".to_owned(),
        issued_on: day("2026-11-22"),
        due_on: Some(day("2026-12-06")),
        lang: Lang::En,
        currency: Currency::EUR,
        seller: german(),
        buyer: neighbour(),
        bank: Some(iban()),
        corrects: None,
        lines: Vec::new(),
        taxes: Vec::new(),
        net: eur(0),
        tax: eur(0),
        gross: eur(0),
        note: "Thank you for working with us.".to_owned(),
    };
    let hosting = line("Managed hosting, Business", 1, eur(129_000), DOMESTIC);
    let lines = vec![monthly(hosting, "greenleaf.example, 4 cores and 16 GB")];
    with_lines(document, lines, "")
}

fn sixty_lines() -> Document {
    let lines = (1..=60).map(|place| {
        let price = eur(i64::from(place) * 737 + 99);
        let text = format!("Domain registration no. {place}");
        let line = line(&text, place % 4 + 1, price, DOMESTIC);
        if place % 3 == 0 {
            monthly(line, "shop.greenleaf.example, with a certificate")
        } else {
            line
        }
    });
    with_lines(one_line(), lines.collect(), "")
}

fn yen() -> Document {
    let japanese = |party: Party| Party {
        country: "JP".to_owned(),
        city: "Osaka".to_owned(),
        postal_code: "530-0001".to_owned(),
        ..party
    };
    let document = Document {
        currency: Currency::JPY,
        seller: Party {
            tax_id: "T1234567890123".to_owned(),
            ..japanese(german())
        },
        buyer: japanese(neighbour()),
        bank: Some(Bank {
            holder: "Northwind Studio".to_owned(),
            iban: "0001-123-4567890".to_owned(),
            bic: "BOTKJPJT".to_owned(),
            name: "MUFG".to_owned(),
        }),
        ..one_line()
    };
    let consumption = treated(TaxCategory::Standard, Rate::percent(10));
    let yen = |minor| Money {
        minor,
        currency: Currency::JPY,
    };
    let lines = vec![
        line("Hosting", 3, yen(10_000), consumption),
        line("Certificate", 1, yen(1_980), consumption),
    ];
    with_lines(document, lines, "")
}

fn gross() -> Document {
    let of = |text: &str, whole, discount| {
        reduced(text, 3, eur(whole), discount, Prices::Gross, DOMESTIC)
    };
    let lines = vec![
        of("Website care", 9_999, Rate::ZERO),
        of("Newsletter", 4_701, Rate(1_250)),
    ];
    with_lines(one_line(), lines, "")
}

fn discounts() -> Document {
    let of = |text: &str, quantity, whole, discount| {
        reduced(text, quantity, eur(whole), discount, Prices::Net, DOMESTIC)
    };
    let lines = vec![
        monthly(
            of("Cloud server L", 7, 69_993, Rate::percent(10)),
            "Frankfurt",
        ),
        of("Setup", 1, 25_000, Rate::WHOLE),
        of("Domain greenleaf.example", 1, 1_299, Rate(333)),
    ];
    let document = Document {
        lang: Lang::Es,
        due_on: None,
        bank: None,
        ..one_line()
    };
    with_lines(document, lines, "")
}

fn proration() -> Document {
    let back = reduced(
        "Plan Start, not used from 12 November",
        1,
        eur(-1_833),
        Rate::percent(10),
        Prices::Net,
        DOMESTIC,
    );
    let lines = vec![line("Plan Business", 1, eur(9_900), DOMESTIC), back];
    with_lines(one_line(), lines, "")
}

pub(super) fn credit_note() -> Document {
    let invoice = one_line();
    Document {
        kind: DocumentKind::CreditNote,
        number: "NW-C-2026-0007".to_owned(),
        due_on: None,
        corrects: Some((invoice.number.clone(), day("2026-11-02"))),
        note: String::new(),
        ..invoice
    }
}

pub(super) fn reverse_charge() -> Document {
    let reversed = treated(TaxCategory::ReverseCharge, Rate::ZERO);
    let hosting = line("Управляван хостинг „Бизнес“", 2, eur(25_800), reversed);
    let document = Document {
        lang: Lang::Bg,
        buyer: bulgarian(),
        note: "Благодарим ви за доверието.".to_owned(),
        ..one_line()
    };
    let lines = vec![
        monthly(hosting, "щърк.example"),
        line("Регистрация на домейн", 1, eur(1_499), reversed),
    ];
    with_lines(document, lines, "")
}

fn exempt() -> Document {
    let free = treated(TaxCategory::Exempt, Rate::ZERO);
    let document = Document {
        lang: Lang::Es,
        ..one_line()
    };
    let lines = vec![line("Alojamiento web", 1, eur(4_900), free)];
    let reason = "Organización exenta, § 4 Nr. 18 UStG <certificado \"12&34\">";
    with_lines(document, lines, reason)
}

fn export() -> Document {
    let exported = treated(TaxCategory::Export, Rate::ZERO);
    let document = Document {
        lang: Lang::PtBr,
        currency: Currency::USD,
        buyer: brazilian(),
        ..one_line()
    };
    let price = Money {
        minor: 123_456_789,
        currency: Currency::USD,
    };
    let lines = vec![line("Servidor dedicado", 12, price, exported)];
    with_lines(document, lines, "")
}

fn not_registered() -> Document {
    let untaxed = treated(TaxCategory::NotSubject, Rate::ZERO);
    let document = Document {
        seller: Party {
            tax_id: String::new(),
            email: String::new(),
            ..german()
        },
        buyer: bulgarian(),
        ..one_line()
    };
    let lines = vec![line("Website care", 1, eur(4_900), untaxed)];
    with_lines(document, lines, "")
}

fn american() -> Document {
    let exported = treated(TaxCategory::Export, Rate::ZERO);
    let document = Document {
        currency: Currency::USD,
        seller: Party {
            name: "Bluewave Agency, Inc.".to_owned(),
            street: "500 Howard St".to_owned(),
            city: "San Francisco".to_owned(),
            state: "CA".to_owned(),
            postal_code: "94105".to_owned(),
            country: "US".to_owned(),
            tax_id: "94-1234567".to_owned(),
            ..german()
        },
        bank: None,
        ..one_line()
    };
    let price = Money {
        minor: 250_000,
        currency: Currency::USD,
    };
    let lines = vec![line("Shared hosting", 10, price, exported)];
    with_lines(document, lines, "")
}

fn no_tax_at_home() -> Document {
    let zero = treated(TaxCategory::Standard, Rate::ZERO);
    let document = Document {
        buyer: Party {
            country: String::new(),
            ..neighbour()
        },
        ..one_line()
    };
    with_lines(document, vec![line("Consulting", 8, eur(96_000), zero)], "")
}

pub(super) fn long_names() -> Document {
    let long = "Internationale Gesellschaft für nachhaltige Digitalisierung mittelständischer \
        Handwerksbetriebe und verwandter Gewerbe in Norddeutschland mbH & Co. KGaA";
    let unbroken = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft\
        Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
    let document = Document {
        number: "NORTHWIND-BERLIN-HEADQUARTERS-2026-000000000042".to_owned(),
        seller: Party {
            name: long.to_owned(),
            ..german()
        },
        buyer: Party {
            name: format!("{long} {unbroken}"),
            street: format!("{unbroken} 1 bis 27, Hinterhaus, dritter Aufgang links"),
            ..bulgarian()
        },
        note: format!("{long}. {long}.\nSecond line.\n\n{unbroken}"),
        ..one_line()
    };
    let lines = vec![
        monthly(
            line(long, 4_294_967_295, eur(999_999_999_999), DOMESTIC),
            unbroken,
        ),
        line(unbroken, 1, eur(1), DOMESTIC),
    ];
    with_lines(document, lines, "")
}

pub(super) fn other_scripts() -> Document {
    let document = Document {
        buyer: Party {
            name: "株式会社さくら (Sakura) — شركة النور 🦀".to_owned(),
            street: "Οδός Ερμού 5".to_owned(),
            city: "Đà Nẵng".to_owned(),
            ..neighbour()
        },
        ..one_line()
    };
    let lines = vec![line(
        "e\u{301}tude\u{0}\u{fffe} \u{202e}abc",
        1,
        eur(100),
        DOMESTIC,
    )];
    with_lines(document, lines, "")
}
