use csv::StringRecord;
use domain::{
    imports::{COLUMNS_MAX, ROWS_MAX},
    refusal::Rejection,
};

use super::{delimiter, headings, looks};
use crate::formulas;

/// Longest line, in bytes. No client fills it, and a line of nothing but separators takes many times
/// its size when it is cut into cells.
const LINE_MAX: usize = 256 * 1024;

/// A file's rows, cut into cells.
#[derive(Debug)]
pub(crate) struct Table {
    /// What separates the columns.
    pub(crate) delimiter: char,
    /// Whether the file's first row is headings.
    pub(crate) has_headings: bool,
    /// One heading for every column; a number where the file has none.
    pub(crate) headings: Vec<String>,
    /// The rows below the headings that hold anything.
    pub(crate) rows: Vec<StringRecord>,
}

impl Table {
    /// Finds out how a text is laid out, and reads it.
    ///
    /// # Errors
    /// [`Rejection::NotATable`] without a row, [`Rejection::TooMuch`] with too many.
    pub(crate) fn find(text: &str) -> Result<Self, Rejection> {
        if text.split(['\r', '\n']).any(|line| line.len() > LINE_MAX) {
            return Err(Rejection::NotATable);
        }
        let delimiter = delimiter::find(text);
        let rows = rows(text, delimiter)?;
        let has_headings = are_headings(&rows);
        Self::of(rows, delimiter, has_headings)
    }

    /// Reads a text whose layout is known.
    ///
    /// # Errors
    /// Those of [`Table::find`].
    pub(crate) fn read(text: &str, delimiter: char, has_headings: bool) -> Result<Self, Rejection> {
        let delimiter = u8::try_from(delimiter).map_err(|_| Rejection::NotATable)?;
        Self::of(rows(text, delimiter)?, delimiter, has_headings)
    }

    fn of(
        mut rows: Vec<StringRecord>,
        delimiter: u8,
        has_headings: bool,
    ) -> Result<Self, Rejection> {
        let first = if has_headings && !rows.is_empty() {
            rows.remove(0)
        } else {
            StringRecord::new()
        };
        if rows.is_empty() {
            return Err(if first.is_empty() {
                Rejection::NotATable
            } else {
                Rejection::NoRows
            });
        }
        if rows.len() > usize::try_from(ROWS_MAX).unwrap_or(usize::MAX) {
            return Err(Rejection::TooMuch { max: ROWS_MAX });
        }
        let widest = rows.iter().take(100).map(StringRecord::len).max();
        let columns = widest.unwrap_or_default().max(first.len());
        let heading = |column: usize| match first.get(column).map(str::trim) {
            None | Some("") => (column + 1).to_string(),
            Some(heading) => heading.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        Ok(Self {
            delimiter: char::from(delimiter),
            has_headings,
            headings: (0..columns).map(heading).collect(),
            rows,
        })
    }

    /// The cells of a column that hold anything.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .filter_map(move |row| row.get(column))
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
    }
}

/// The line of the file on which a row begins, from 1.
pub(crate) fn line(row: &StringRecord) -> u64 {
    row.position().map_or(0, csv::Position::line)
}

fn rows(text: &str, delimiter: u8) -> Result<Vec<StringRecord>, Rejection> {
    // The line stays, empty, so that the lines of the rows are those of the file.
    let text = delimiter::split_said(text).map_or(text, |(_, rest)| rest);
    // The headings are a row too.
    let most = usize::try_from(ROWS_MAX).map_or(usize::MAX, |rows| rows + 1);
    let mut rows = Vec::new();
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    for row in delimiter::reader(text, delimiter).into_records() {
        let mut row = row.map_err(|_| Rejection::NotATable)?;
        lines.put_right(&mut row);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // Said at once: all the rows of a file that is made for it would take a hundred times its size.
        if row.len() > COLUMNS_MAX {
            let max = u64::try_from(COLUMNS_MAX).unwrap_or(u64::MAX);
            return Err(Rejection::TooMuch { max });
        }
        if rows.len() == most {
            return Err(Rejection::TooMuch { max: ROWS_MAX });
        }
        rows.push(unguarded(row));
    }
    Ok(rows)
}

/// A row without the apostrophes that keep spreadsheets from taking a cell for a formula: our own
/// export puts them there, before `+49 …` too.
fn unguarded(row: StringRecord) -> StringRecord {
    if row.iter().all(|cell| formulas::unguarded(cell).is_none()) {
        return row;
    }
    let plain = |cell| formulas::unguarded(cell).unwrap_or(cell);
    let mut cells: StringRecord = row.iter().map(plain).collect();
    cells.set_position(row.position().cloned());
    cells
}

/// Counts the lines of a text: the reader counts neither empty lines nor `\r\n` as people do.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// Gives a row, which comes after the one before it, the line it begins on.
    fn put_right(&mut self, row: &mut StringRecord) {
        let Some(mut position) = row.position().cloned() else {
            return;
        };
        let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let rest = self.text.get(start..).unwrap_or_default();
        let begin = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line += ends(self.text.get(self.at..begin).unwrap_or_default());
        self.at = begin;
        position.set_line(self.line);
        row.set_position(Some(position));
    }
}

/// How many lines end in a text: with `\n`, `\r\n` or `\r`.
fn ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let after = bytes.iter().skip(1).chain(std::iter::once(&0));
    let ends = bytes
        .iter()
        .zip(after)
        .filter(|(byte, next)| **byte == b'\n' || (**byte == b'\r' && **next != b'\n'));
    ends.map(|_| 1).sum()
}

/// Whether the first row is headings: one of its cells is a known heading, or it says in words what
/// the rows below say in figures or addresses.
fn are_headings(rows: &[StringRecord]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    if first.iter().any(looks::is_data) {
        return false;
    }
    let is_known = first.iter().any(headings::is_known);
    let is_of_another_kind = |column: usize| {
        let mut below = rest
            .iter()
            .take(20)
            .filter_map(|row| row.get(column))
            .filter(|cell| !cell.trim().is_empty())
            .peekable();
        below.peek().is_some() && below.all(looks::is_data)
    };
    is_known || (0..first.len()).any(is_of_another_kind)
}
