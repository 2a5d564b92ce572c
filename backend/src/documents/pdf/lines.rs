use domain::{
    Lang, Money,
    invoices::{Document, DocumentLine},
    rates::half_up,
    taxes::TaxCategory,
};

use super::{
    layout::figures,
    sheet::{SMALL, STRONG},
    table::{COLUMNS, Part, Row},
};
use crate::documents::words::Words;

const AMOUNT: usize = 3;

/// What a line of an invoice says, with its figures.
pub(super) fn row(document: &Document, words: &Words, line: &DocumentLine) -> Row {
    let lang = document.lang;
    let small = |text: String| Part {
        text,
        style: SMALL,
        beside: Vec::new(),
    };
    let mut row = vec![Part {
        text: line.text.clone(),
        style: STRONG,
        beside: cells(document, line).into_iter().enumerate().collect(),
    }];
    row.push(small(line.detail.clone()));
    if let Some((first, last)) = line.period {
        let (first, last) = (first.written_short(lang), last.written_short(lang));
        row.push(small(format!("{first} – {last}")));
    }
    if line.discount.minor != 0 {
        row.push(Part {
            beside: vec![(AMOUNT, figures(line.discount.negated(), lang))],
            ..small(words.discount.to_owned())
        });
    }
    row
}

/// What stands above the figures.
pub(super) fn heads(document: &Document, words: &'static Words) -> [&'static str; COLUMNS] {
    let tax = words.tax_of(&document.seller.country);
    [words.quantity, words.price, tax, words.amount]
}

fn cells(document: &Document, line: &DocumentLine) -> [String; COLUMNS] {
    let lang = document.lang;
    let rate = match line.category {
        TaxCategory::NotSubject => "–".to_owned(),
        _ => line.rate.written(lang),
    };
    [
        lang.grouped(line.quantity.into()),
        unit_price(line, lang),
        rate,
        figures(line.full, lang),
    ]
}

/// The price of one piece: to the minor unit where it is exact, and else with two decimals more.
fn unit_price(line: &DocumentLine, lang: Lang) -> String {
    let pieces = i128::from(line.quantity.max(1));
    let whole = i128::from(line.full.minor);
    let price = |minor| i64::try_from(minor).map(|minor| Money { minor, ..line.full });
    if whole % pieces == 0 {
        return price(whole / pieces).map_or_else(|_| String::new(), |price| figures(price, lang));
    }
    let hundredths = half_up(whole * 100, pieces);
    let (minor, rest) = (hundredths / 100, (hundredths % 100).abs());
    let sign = if hundredths < 0 && minor == 0 {
        "\u{2212}"
    } else {
        ""
    };
    let point = if line.full.currency.digits() > 0 {
        String::new()
    } else {
        lang.point().to_string()
    };
    price(minor).map_or_else(
        |_| String::new(),
        |price| format!("{sign}{}{point}{rest:02}", figures(price, lang)),
    )
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;
    use crate::documents::samples;

    fn price(minor: i64, quantity: u32, currency: Currency) -> String {
        let mut line = samples::one_line().lines.remove(0);
        line.full = Money { minor, currency };
        line.quantity = quantity;
        unit_price(&line, Lang::En)
    }

    #[test]
    fn a_price_that_is_not_exact_has_more_decimals() {
        assert_eq!(price(129_000, 1, Currency::EUR), "1,290.00");
        assert_eq!(price(129_000, 3, Currency::EUR), "430.00");
        assert_eq!(price(100, 3, Currency::EUR), "0.3333");
        assert_eq!(price(-100, 300, Currency::EUR), "\u{2212}0.0033");
        assert_eq!(price(10_000, 3, Currency::JPY), "3,333.33");
        assert_eq!(price(5, 0, Currency::EUR), "0.05");
    }
}
