//! What a cell looks like.

use std::collections::BTreeSet;

use domain::{fields, time::Date};

use super::{Table, countries};

/// A word that a heading would not be: a number, a date, an address.
pub(crate) fn is_data(cell: &str) -> bool {
    let cell = cell.trim();
    let is_figure =
        cell.chars().any(|c| c.is_ascii_digit()) && cell.chars().all(|c| !c.is_alphabetic());
    is_figure || is_email(cell) || cell.contains("://") || cell.starts_with("www.")
}

pub(crate) fn is_email(cell: &str) -> bool {
    fields::email(cell).is_ok()
}

pub(super) fn is_website(cell: &str) -> bool {
    let ending = cell.rsplit('.').next().unwrap_or_default();
    let ends_like_a_host = ending.chars().take(2).all(char::is_alphabetic) && ending.len() >= 2;
    !cell.is_empty()
        && fields::website(cell).is_ok()
        && (cell.contains("://") || cell.starts_with("www.") || ends_like_a_host)
}

/// A phone number that is not as well a date, a year or a register's number.
pub(crate) fn is_phone(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let is_date = cell.parse::<Date>().is_ok();
    let has_signs = cell.chars().any(|c| " ()-/.".contains(c)) && digits >= 9;
    fields::phone(cell).is_ok()
        && !is_date
        && digits >= 7
        && (cell.starts_with(['+', '(', '0']) || has_signs)
}

/// A country by its name; two letters may be many things.
pub(super) fn is_country(cell: &str) -> bool {
    cell.chars().count() > 3 && countries::code(cell).is_some()
}

/// Whether at least `percent` of a column's cells look so.
pub(crate) fn mostly(
    table: &Table,
    column: usize,
    percent: usize,
    looks_so: impl Fn(&str) -> bool,
) -> bool {
    let (mut all, mut so) = (0, 0);
    for cell in table.cells(column).take(500) {
        all += 1;
        so += usize::from(looks_so(cell));
    }
    all > 0 && so * 100 >= all * percent
}

/// How much a column looks like names of companies, or nothing when it does not: names differ from
/// row to row, are there in every row, and are words.
pub(super) fn as_companies(table: &Table, column: usize) -> Option<usize> {
    let cells: Vec<&str> = table.cells(column).take(500).collect();
    let rows = table.rows.len().min(500);
    let distinct = cells.iter().collect::<BTreeSet<_>>().len();
    let letters = |cell: &&&str| cell.chars().any(char::is_alphabetic) && !is_data(cell);
    let words = cells.iter().filter(letters).count();
    if cells.len() * 10 < rows * 9 || distinct * 10 < cells.len() * 9 || words * 10 < rows * 8 {
        return None;
    }
    let legal = cells.iter().filter(|cell| has_legal_form(cell)).count();
    let shouting = cells.iter().filter(|cell| is_code(cell)).count();
    let longish = cells
        .iter()
        .map(|cell| cell.chars().count().min(30))
        .sum::<usize>();
    Some((longish + 30 * legal).saturating_sub(20 * shouting))
}

fn is_code(cell: &str) -> bool {
    !cell.contains(' ') && !cell.chars().any(char::is_lowercase)
}

fn has_legal_form(cell: &str) -> bool {
    const FORMS: [&str; 22] = [
        "inc", "ltd", "llc", "corp", "co", "plc", "gmbh", "ag", "sa", "sl", "srl", "sas", "bv",
        "ltda", "me", "eireli", "ад", "еад", "оод", "еоод", "ет", "group",
    ];
    cell.to_lowercase()
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.replace('.', ""))
        .any(|word| FORMS.contains(&word.as_str()))
}
