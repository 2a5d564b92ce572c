//! How numbers, amounts, rates and days are written in a language (CLDR): on pages and on documents
//! alike.

use crate::{Date, Lang, Money, Rate};

impl Lang {
    /// A whole number with its digits in groups of three.
    #[must_use]
    pub fn grouped(self, n: u64) -> String {
        let separator = match self {
            Self::En => ',',
            Self::Es | Self::PtBr => '.',
            Self::Bg => '\u{a0}',
        };
        let digits = n.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// What stands before decimals.
    #[must_use]
    pub const fn point(self) -> char {
        match self {
            Self::En => '.',
            Self::Es | Self::PtBr | Self::Bg => ',',
        }
    }
}

impl Money {
    /// The amount with its currency: "1,290.00 EUR".
    #[must_use]
    pub fn written(self, lang: Lang) -> String {
        format!("{}\u{a0}{}", self.figures(lang), self.currency)
    }

    /// The amount without its currency: "1,290.00".
    #[must_use]
    pub fn figures(self, lang: Lang) -> String {
        let text = self.to_input();
        let (sign, text) = text
            .strip_prefix('-')
            .map_or(("", &*text), |rest| ("-", rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let whole = whole
            .parse()
            .map_or_else(|_| whole.to_owned(), |n| lang.grouped(n));
        if fraction.is_empty() {
            return format!("{sign}{whole}");
        }
        format!("{sign}{whole}{}{fraction}", lang.point())
    }
}

impl Rate {
    /// Percent: "7.5%".
    #[must_use]
    pub fn written(self, lang: Lang) -> String {
        let percent = self.to_input().replace('.', &lang.point().to_string());
        match lang {
            Lang::En | Lang::PtBr => format!("{percent}%"),
            Lang::Es | Lang::Bg => format!("{percent}\u{a0}%"),
        }
    }
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const MONTHS_PT: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];
const MONTHS_BG: [&str; 12] = [
    "януари",
    "февруари",
    "март",
    "април",
    "май",
    "юни",
    "юли",
    "август",
    "септември",
    "октомври",
    "ноември",
    "декември",
];

impl Date {
    /// The day in full: "November 22, 2026".
    #[must_use]
    pub fn written(self, lang: Lang) -> String {
        let (day, year) = (self.day(), self.year());
        match lang {
            Lang::En => format!("{} {day}, {year}", self.named(&MONTHS_EN)),
            Lang::Es => format!("{day} de {} de {year}", self.named(&MONTHS_ES)),
            Lang::PtBr => format!("{day} de {} de {year}", self.named(&MONTHS_PT)),
            Lang::Bg => format!("{day} {} {year}\u{a0}г.", self.named(&MONTHS_BG)),
        }
    }

    /// The day in short: "Nov 22, 2026".
    #[must_use]
    pub fn written_short(self, lang: Lang) -> String {
        let (day, month, year) = (self.day(), self.month(), self.year());
        let short = |months| self.named(months).chars().take(3).collect::<String>();
        match lang {
            Lang::En => format!("{} {day}, {year}", short(&MONTHS_EN)),
            Lang::Es => format!("{day} {} {year}", short(&MONTHS_ES)),
            Lang::PtBr => format!("{day} de {}. de {year}", short(&MONTHS_PT)),
            Lang::Bg => format!("{day}.{month:02}.{year}\u{a0}г."),
        }
    }

    fn named(self, months: &[&'static str; 12]) -> &'static str {
        let mut months = months.iter().zip(1..);
        months
            .find(|(_, month)| *month == self.month())
            .map_or("", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    #[test]
    fn amounts_are_written_as_their_readers_write_them() {
        let written = |minor, currency, lang| Money { minor, currency }.written(lang);
        assert_eq!(
            written(129_000, Currency::EUR, Lang::En),
            "1,290.00\u{a0}EUR"
        );
        assert_eq!(
            written(129_000, Currency::EUR, Lang::Es),
            "1.290,00\u{a0}EUR"
        );
        assert_eq!(written(1_290, Currency::JPY, Lang::PtBr), "1.290\u{a0}JPY");
        assert_eq!(
            written(123_456_789, Currency::EUR, Lang::Bg),
            "1\u{a0}234\u{a0}567,89\u{a0}EUR"
        );
        assert_eq!(
            written(-129_005, Currency::EUR, Lang::En),
            "-1,290.05\u{a0}EUR"
        );
        assert_eq!(written(-5, Currency::EUR, Lang::En), "-0.05\u{a0}EUR");
    }

    #[test]
    fn rates_and_days_too() {
        assert_eq!(Rate(750).written(Lang::En), "7.5%");
        assert_eq!(Rate(750).written(Lang::Bg), "7,5\u{a0}%");
        let day: Date = "2026-09-02".parse().unwrap();
        let told = Lang::ALL.map(|lang| (day.written(lang), day.written_short(lang)));
        let told: Vec<(&str, &str)> = told.iter().map(|(l, s)| (&**l, &**s)).collect();
        assert_eq!(
            told,
            [
                ("September 2, 2026", "Sep 2, 2026"),
                ("2 de septiembre de 2026", "2 sep 2026"),
                ("2 de setembro de 2026", "2 de set. de 2026"),
                ("2 септември 2026\u{a0}г.", "2.09.2026\u{a0}г."),
            ]
        );
    }
}
