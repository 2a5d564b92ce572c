use csv::{Reader, ReaderBuilder, StringRecord};

/// Bytes that separate columns, from the most usual.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many rows are looked at.
const ROWS: usize = 100;

/// A reader that forgives rows of different lengths; quotes are respected.
pub(super) fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// What separates the columns: whatever cuts the most rows into the same number of cells, and into
/// many. A list without any separator has one column.
pub(super) fn find(text: &str) -> u8 {
    if let Some(said) = said(text) {
        return said;
    }
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let score = score(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// What the first line says, as some spreadsheet programs write it: `sep=;`.
fn said(text: &str) -> Option<u8> {
    let (line, _) = split_said(text)?;
    line.bytes().next_back()
}

/// The first line when it only says the separator, and the text from its end on.
pub(super) fn split_said(text: &str) -> Option<(&str, &str)> {
    let end = text.find(['\r', '\n'])?;
    let (line, rest) = text.split_at_checked(end)?;
    let is_said = line.len() == 5 && line.to_ascii_lowercase().starts_with("sep=");
    is_said.then_some((line, rest))
}

fn score(text: &str, delimiter: u8) -> usize {
    let mut lengths = [0_usize; ROWS];
    let mut rows = 0;
    for (row, length) in reader(text, delimiter).records().zip(lengths.iter_mut()) {
        *length = row.as_ref().map_or(0, StringRecord::len);
        rows += 1;
    }
    let lengths = lengths.get(..rows).unwrap_or_default();
    let same = |length: usize| lengths.iter().filter(|other| **other == length).count();
    lengths
        .iter()
        .filter(|length| **length > 1)
        .map(|length| same(*length) * same(*length) * length)
        .max()
        .unwrap_or_default()
}
