//! What a bank wrote: rows of any order of columns, below headings in any of five languages, below
//! whatever else it says about the account.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use csv::StringRecord;
use domain::{
    Currency, Date, Problem,
    bank_imports::{BankRow, Columns, ROWS_MAX, STATEMENT_MAX, StatementDraft, amount, day},
    refusal::Rejection,
    text::has_hidden,
};
use sha2::{Digest as _, Sha256};

use crate::imports::reading::{Table, decode, headings::normal, line};

/// Where headings are looked for: banks put the account and its balance above them.
const HEAD_MAX: usize = 30;
/// Characters of a text of a row that are kept.
const TEXT_MAX: usize = 300;

/// What the columns are called in English, German, Spanish, Portuguese and Bulgarian, the surest
/// first.
#[rustfmt::skip]
const DATES: &[&str] = &[
    "booking date", "transaction date", "posting date", "date", "value date", "completed date",
    "date completed utc", "buchungstag", "buchungsdatum", "buchung", "datum", "valuta",
    "valutadatum", "wertstellung", "fecha de operacion", "fecha operacion", "fecha",
    "fecha valor", "data do lancamento", "data lancamento", "data mov", "data movimento", "data",
    "data valor", "data da operacao", "дата на операция", "дата на плащане", "дата", "вальор",
];
#[rustfmt::skip]
const AMOUNTS: &[&str] = &[
    "amount", "transaction amount", "betrag", "umsatz", "betrag eur", "importe", "monto", "valor",
    "montante", "quantia", "сума", "credit", "credit amount", "paid in", "money in", "deposit",
    "haben", "gutschrift", "eingang", "abono", "haber", "ingreso", "ingresos", "credito",
    "creditos", "entrada", "entradas", "кредит", "постъпление", "приход",
];
#[rustfmt::skip]
const REFERENCES: &[&str] = &[
    "reference", "payment reference", "remittance information", "payment details", "details",
    "description", "memo", "narrative", "verwendungszweck", "referencia", "concepto",
    "descripcion", "observaciones", "descricao", "historico", "descritivo", "основание",
    "основание за плащане", "описание", "пояснение", "buchungstext",
];
#[rustfmt::skip]
const PAYERS: &[&str] = &[
    "payer", "payer name", "counterparty", "counterparty name", "debtor", "debtor name",
    "sender", "from", "name", "auftraggeber", "zahlungspflichtiger", "zahler",
    "auftraggeber empfanger", "beguenstigter zahlungspflichtiger",
    "begunstigter zahlungspflichtiger", "name zahlungsbeteiligter", "ordenante", "pagador",
    "remitente", "beneficiario ordenante", "nombre", "remetente", "ordenador", "contraparte",
    "nome", "наредител", "контрагент", "платец", "име",
];
#[rustfmt::skip]
const CURRENCIES: &[&str] = &[
    "currency", "wahrung", "waehrung", "divisa", "moneda", "moeda", "валута",
];

/// A statement as it is read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) headings: Vec<String>,
    pub(super) sample: Vec<String>,
    pub(super) columns: Columns,
    /// Rows in which money came in, each with what its payment is called.
    pub(super) rows: Vec<(BankRow, String)>,
    pub(super) outgoing: u64,
    /// Line, name of the column and what is wrong there.
    pub(super) faulty: Vec<(u64, String, Problem)>,
}

impl Read {
    /// Reads a statement; money that names no currency is in `currency`.
    ///
    /// # Errors
    /// [`Rejection::NotATable`], [`Rejection::NoRows`], [`Rejection::TooMuch`].
    pub(super) fn of(
        draft: &StatementDraft,
        currency: Currency,
        today: Date,
    ) -> Result<Self, Rejection> {
        let bytes = STANDARD.decode(&draft.content);
        let bytes = bytes.map_err(|_| Rejection::NotATable)?;
        if bytes.len() > STATEMENT_MAX {
            let max = u64::try_from(STATEMENT_MAX).unwrap_or(u64::MAX);
            return Err(Rejection::TooMuch { max });
        }
        let (text, _) = decode(bytes)?;
        let delimiter = Table::find(&text)?.delimiter;
        // All of it: which row the headings are is found by what they say.
        let mut rows = Table::read(&text, delimiter, false)?.rows;
        let head = rows.iter().take(HEAD_MAX).position(is_head);
        let names: Vec<String> = match head {
            Some(head) => rows.drain(..=head).next_back(),
            None => None,
        }
        .map(|row| row.iter().map(tidy).collect())
        .unwrap_or_default();
        if rows.is_empty() {
            return Err(Rejection::NoRows);
        }
        if u64::try_from(rows.len()).unwrap_or(u64::MAX) > ROWS_MAX {
            return Err(Rejection::TooMuch { max: ROWS_MAX });
        }
        let width = rows.iter().take(100).map(StringRecord::len).max();
        let width = width.unwrap_or_default().max(names.len());
        let heading = |at: usize| {
            let name = names.get(at).filter(|name| !name.is_empty());
            name.cloned().unwrap_or_else(|| (at + 1).to_string())
        };
        let mut read = Self {
            headings: (0..width).map(heading).collect(),
            sample: rows
                .first()
                .map_or_else(Vec::new, |row| row.iter().map(tidy).collect()),
            columns: draft.columns.unwrap_or_else(|| recognised(&names)),
            rows: Vec::new(),
            outgoing: 0,
            faulty: Vec::new(),
        };
        if read.columns.are_enough() {
            read.take_in(&rows, currency, today);
        }
        Ok(read)
    }

    /// What the payments of its rows are called.
    pub(super) fn names(&self) -> Vec<String> {
        self.rows.iter().map(|(_, name)| name.clone()).collect()
    }

    fn take_in(&mut self, rows: &[StringRecord], currency: Currency, today: Date) {
        let columns = self.columns;
        // Of rows that say the same, each is a payment of its own.
        let mut same: BTreeMap<String, u32> = BTreeMap::new();
        for row in rows {
            let at = line(row);
            match of_row(row, columns, currency, today) {
                Ok(Some(mut read)) => {
                    read.line = at;
                    let print = print(&read);
                    let ordinal = same.entry(print.clone()).or_default();
                    let name = format!("bank:{print}:{ordinal}");
                    *ordinal += 1;
                    self.rows.push((read, name));
                }
                Ok(None) => self.outgoing += 1,
                Err((column, problem)) => {
                    let column = usize::try_from(column).ok();
                    let heading = column.and_then(|at| self.headings.get(at));
                    self.faulty
                        .push((at, heading.cloned().unwrap_or_default(), problem));
                }
            }
        }
    }
}

/// Whether a row names a day and an amount.
fn is_head(row: &StringRecord) -> bool {
    let names: Vec<String> = row.iter().map(tidy).collect();
    let found = recognised(&names);
    found.date.is_some() && found.amount.is_some()
}

/// What the headings say. Each column is one thing: "name" is not two.
fn recognised(names: &[String]) -> Columns {
    let names: Vec<String> = names.iter().map(|name| normal(name)).collect();
    let find = |known: &[&str]| {
        let at = known
            .iter()
            .find_map(|known| names.iter().position(|name| name == known))
            // With more around it: "Betrag (EUR)", "Auftraggeber / Empfänger".
            .or_else(|| {
                names.iter().position(|name| {
                    known.iter().any(|known| {
                        known.chars().count() > 4 && name.split(' ').any(|word| word == *known)
                    })
                })
            });
        at.and_then(|at| u32::try_from(at).ok())
    };
    Columns {
        date: find(DATES),
        amount: find(AMOUNTS),
        reference: find(REFERENCES),
        payer: find(PAYERS),
        currency: find(CURRENCIES),
    }
}

/// Money that came in; nothing where it went out. Else the column that is wrong, and why.
fn of_row(
    row: &StringRecord,
    columns: Columns,
    currency: Currency,
    today: Date,
) -> Result<Option<BankRow>, (u32, Problem)> {
    let cell = |column: Option<u32>| {
        let at = column.and_then(|column| usize::try_from(column).ok());
        at.and_then(|at| row.get(at)).unwrap_or_default().trim()
    };
    let wrong = |column: Option<u32>, problem| (column.unwrap_or_default(), problem);
    let typed = cell(columns.amount);
    // Where what comes in and what goes out have columns of their own, one of them is empty.
    if typed.is_empty() && !cell(columns.date).is_empty() {
        return Ok(None);
    }
    let on = day(cell(columns.date)).map_err(|_| wrong(columns.date, Problem::NotADate))?;
    let named = cell(columns.currency).to_ascii_uppercase();
    let currency = match named.as_str() {
        "" => currency,
        named => named
            .parse()
            .map_err(|_| wrong(columns.currency, Problem::NotAChoice))?,
    };
    let amount = amount(typed, currency).map_err(|_| wrong(columns.amount, Problem::NotMoney))?;
    if amount.minor <= 0 {
        return Ok(None);
    }
    if on > today {
        return Err(wrong(columns.date, Problem::InTheFuture));
    }
    Ok(Some(BankRow {
        line: 0,
        on,
        amount,
        payer: tidy(cell(columns.payer)),
        reference: tidy(cell(columns.reference)),
    }))
}

/// A text on one line, without what shows nothing, of a length that can be shown.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    let shown = words
        .chars()
        .filter(|c| !has_hidden(c.encode_utf8(&mut [0; 4])));
    shown.take(TEXT_MAX).collect()
}

/// What tells a row from every other that does not say the same.
fn print(row: &BankRow) -> String {
    let mut hash = Sha256::new();
    let (on, amount) = (row.on.to_string(), row.amount.to_string());
    for part in [&on, &amount, &row.payer, &row.reference] {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize().get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Read {
        read_with(text, None)
    }

    fn read_with(text: &str, columns: Option<Columns>) -> Read {
        let draft = StatementDraft {
            content: STANDARD.encode(text),
            columns,
        };
        let today = "2026-11-22".parse().unwrap();
        Read::of(&draft, Currency::EUR, today).unwrap()
    }

    fn rows(text: &str) -> Vec<(u64, String, i64, String, String)> {
        let read = read(text);
        assert_eq!(read.faulty, []);
        let told = |(row, _): (BankRow, String)| {
            let on = row.on.to_string();
            (row.line, on, row.amount.minor, row.payer, row.reference)
        };
        read.rows.into_iter().map(told).collect()
    }

    #[test]
    fn five_languages_and_three_separators_are_read() {
        let wanted = |line| {
            let (payer, reference) = ("Bakery".to_owned(), "INV-00001".to_owned());
            vec![(line, "2026-11-02".to_owned(), 123_456, payer, reference)]
        };
        for (text, line) in [
            (
                "Date,Amount,Payer,Reference\n2026-11-02,\"1,234.56\",Bakery,INV-00001\n",
                2,
            ),
            (
                "Konto;DE89370400440532013000\nSaldo;1,00\n\n\
                 Buchungstag;Auftraggeber / Empfänger;Verwendungszweck;Betrag (EUR)\n\
                 02.11.2026;Bakery;INV-00001;1.234,56\n\
                 03.11.2026;Power;Bill;-20,00\n",
                5,
            ),
            (
                "Fecha\tConcepto\tImporte\tOrdenante\n02/11/2026\tINV-00001\t1234,56\tBakery\n",
                2,
            ),
            (
                "Data;Descrição;Crédito;Débito;Remetente\n02-11-2026;INV-00001;1.234,56;;Bakery\n04-11-2026;Luz;;20,00;\n",
                2,
            ),
            (
                "Дата;Наредител;Основание;Сума;Валута\n02.11.2026 г.;Bakery;INV-00001;1234.56;EUR\n",
                2,
            ),
        ] {
            assert_eq!(rows(text), wanted(line), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_line() {
        let read = read(
            "Date,Amount,Reference,Currency\n2026-13-01,1,a,EUR\n2026-11-02,one,b,EUR\n\
             2026-11-02,1,c,XAU\n2026-11-23,1,d,EUR\n2026-11-02,1,e,EUR\n2026-11-02,-1,f,EUR\n",
        );
        let faulty: Vec<_> = read
            .faulty
            .iter()
            .map(|(line, name, problem)| (*line, name.as_str(), *problem))
            .collect();
        assert_eq!(
            faulty,
            [
                (2, "Date", Problem::NotADate),
                (3, "Amount", Problem::NotMoney),
                (4, "Currency", Problem::NotAChoice),
                (5, "Date", Problem::InTheFuture),
            ]
        );
        assert_eq!((read.rows.len(), read.outgoing), (1, 1));
    }

    #[test]
    fn columns_nobody_knows_are_chosen_by_a_person() {
        let text = "2026-11-02;x;12,50;INV-1\n2026-11-03;y;2,50;INV-2\n";
        let unknown = read(text);
        assert_eq!(unknown.columns, Columns::default());
        assert!(unknown.rows.is_empty());
        assert_eq!(unknown.headings, ["1", "2", "3", "4"]);
        assert_eq!(unknown.sample, ["2026-11-02", "x", "12,50", "INV-1"]);
        let columns = Columns {
            date: Some(0),
            amount: Some(2),
            reference: Some(3),
            ..Columns::default()
        };
        let chosen = read_with(text, Some(columns));
        assert_eq!(chosen.rows.len(), 2);
        assert_eq!(chosen.rows[1].0.reference, "INV-2");
        let beyond = Columns {
            date: Some(9),
            ..columns
        };
        assert_eq!(read_with(text, Some(beyond)).faulty.len(), 2);
    }

    #[test]
    fn equal_rows_are_payments_of_their_own_and_the_same_each_time() {
        let text = "Date,Amount,Reference\n2026-11-02,1,a\n2026-11-02,1,a\n2026-11-02,2,a\n";
        let names = read(text).names();
        assert_eq!(names, read(text).names());
        assert_ne!(names[0], names[1]);
        assert_ne!(names[0], names[2]);
        // Written otherwise, by another bank's export, it is the same money.
        let other = read("Reference;Amount;Date\na;1,00;02.11.2026\n").names();
        assert_eq!(other[0], names[0]);
    }

    #[test]
    fn what_is_no_statement_is_refused() {
        let refused = |content: String| {
            let draft = StatementDraft {
                content,
                columns: None,
            };
            Read::of(&draft, Currency::EUR, "2026-11-22".parse().unwrap()).unwrap_err()
        };
        assert_eq!(refused("…".to_owned()), Rejection::NotATable);
        assert_eq!(refused(STANDARD.encode("%PDF-1.7")), Rejection::NotATable);
        assert_eq!(
            refused(STANDARD.encode("Date,Amount,Reference\n")),
            Rejection::NoRows
        );
        let long = format!(
            "Date,Amount,Reference\n{}",
            "2026-11-02,1,a\n".repeat(5_001)
        );
        assert_eq!(
            refused(STANDARD.encode(long)),
            Rejection::TooMuch { max: ROWS_MAX }
        );
        let large = "a,b\n".repeat(STATEMENT_MAX / 4 + 1);
        assert!(matches!(
            refused(STANDARD.encode(large)),
            Rejection::TooMuch { .. }
        ));
    }
}
