use std::num::NonZeroU16;

use domain::{Date, Lang, Money, Rate, brands::Rgb};
use krilla::{Document as Pdf, metadata::Metadata, tagging::Tag};

use super::{
    faces::{Faces, Weight},
    layout::{LABEL, TITLE, TOTAL, feet, figures, written},
    outline, paint,
    pairs::Pairs,
    settings,
    sheet::{Edge, LEFT, RIGHT, SMALL, STRONG, Sheet, Style, TEXT, Tree, WIDTH},
    shortened,
    table::{Part, Row, Table},
};
use crate::{
    Error, Result,
    documents::words::{StatementWords, Words},
};

/// What the pages of a statement of commission say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementSheet {
    /// The language it is written in.
    pub lang: Lang,
    /// Whose it is.
    pub partner: String,
    /// The first and the last day of its month.
    pub month: (Date, Date),
    /// What was owed before it, by currency.
    pub opening: Vec<Money>,
    /// What is owed after it, by currency.
    pub closing: Vec<Money>,
    /// What moved it, in the order in which it happened.
    pub rows: Vec<StatementRow>,
    /// The signature of the statement that this was made of; none while its month is not over.
    pub signature: Option<String>,
}

/// Something that moved the balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// What it was.
    pub kind: StatementKind,
    /// The number of the invoice or credit note; empty of a payout.
    pub document: String,
    /// For which client, and which class of services; empty of a payout.
    pub about: String,
    /// When.
    pub day: Date,
    /// Of what.
    pub base: Option<Money>,
    /// Which part of that.
    pub rate: Option<Rate>,
    /// What it adds to what is owed.
    pub amount: Money,
}

/// Which kind of movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementKind {
    /// A paid line earned something.
    Earned,
    /// A credit note took something back.
    Reversed,
    /// Money left for the partner.
    PaidOut,
}

/// Makes the PDF of a statement: much work for a core, so never between others on an async thread.
///
/// # Errors
/// `Broken`: none that a statement could cause.
pub fn statement(sheet: &StatementSheet) -> Result<Vec<u8>> {
    let faces = Faces::new()?;
    let words = StatementWords::of(sheet.lang);
    let mut pages = Sheet::new(&faces);
    let parts = lay(sheet, words, &mut pages);
    let mut pdf = Pdf::new_with(settings()?);
    paint::paint(&mut pdf, pages, parts, None);
    let title = format!("{} {}", words.title, sheet.month.0.written(sheet.lang));
    pdf.set_outline(outline(&title));
    let metadata = Metadata::new()
        .title(title)
        .authors(vec![shortened(&sheet.partner)])
        .language(sheet.lang.tag().to_owned())
        .creation_date(paint::date(sheet.month.1));
    pdf.set_metadata(metadata);
    let written = pdf.finish();
    written.map_err(|error| Error::Broken(format!("{error:?}").into()))
}

fn lay(statement: &StatementSheet, words: &StatementWords, sheet: &mut Sheet<'_>) -> Vec<Tree> {
    sheet.area([0.0, 0.0, WIDTH, 6.0], 0.0, Rgb::DEFAULT);
    let run = sheet.faces.run(words.title, TITLE.weight);
    let leaf = sheet.set(Edge::Left(LEFT), run, TITLE);
    sheet.y += 46.0;
    let heading = Tag::Hn(NonZeroU16::MIN, Some(words.title.to_owned()));
    let mut parts = vec![Tree::group(heading, vec![leaf])];
    parts.push(facts(statement, words, sheet));
    sheet.y += 20.0;
    if statement.rows.is_empty() {
        parts.push(Tree::group(
            Tag::P,
            sheet.flow(words.nothing, TEXT, LEFT, RIGHT - LEFT),
        ));
    } else {
        let rows = statement
            .rows
            .iter()
            .map(|row| told(row, statement.lang, words));
        let heads = [words.day, words.net, words.rate, words.amount];
        let table = Table::new(sheet.faces, words.document, heads, rows.collect());
        parts.push(table.set(sheet));
    }
    parts.push(closing(statement, words, sheet));
    sheet.y += 24.0;
    let about = match &statement.signature {
        Some(_) => words.signed,
        None => words.running,
    };
    let note = sheet.flow(about, SMALL, LEFT, RIGHT - LEFT);
    parts.push(Tree::group(Tag::P, note));
    if let Some(signature) = &statement.signature {
        // Cut where a line is full: it has no places to break at.
        let digits: Vec<char> = signature.chars().collect();
        let lines: Vec<String> = digits
            .chunks(64)
            .map(|part| part.iter().collect())
            .collect();
        let small = Style::new(7.5, Weight::Regular, SMALL.colour);
        let leaves = lines
            .iter()
            .flat_map(|line| sheet.flow(line, small, LEFT, RIGHT - LEFT));
        let leaves = leaves.collect();
        parts.push(Tree::group(Tag::P, leaves));
    }
    let page = Words::of(statement.lang).page;
    feet(
        sheet,
        &format!("{} · {}", words.title, statement.partner),
        page,
    );
    parts
}

/// Whose it is, of when, and what was owed before.
fn facts(statement: &StatementSheet, words: &StatementWords, sheet: &mut Sheet<'_>) -> Tree {
    let lang = statement.lang;
    let (first, last) = statement.month;
    let days = format!(
        "{} – {}",
        first.written_short(lang),
        last.written_short(lang)
    );
    let mut pairs = Pairs::beginning(LEFT, LEFT + 116.0, 1.5);
    let width = RIGHT - LEFT - 116.0;
    for (label, value, style) in [
        (words.partner, &statement.partner, STRONG),
        (words.month, &days, TEXT),
        (words.opening, &all(&statement.opening, lang), TEXT),
    ] {
        pairs.add(
            sheet.faces,
            (label, LABEL.sized(TEXT)),
            (value, style),
            width,
        );
    }
    pairs.set(sheet, RIGHT)
}

fn told(row: &StatementRow, lang: Lang, words: &StatementWords) -> Row {
    let kind = match row.kind {
        StatementKind::Earned => words.earned,
        StatementKind::Reversed => words.reversed,
        StatementKind::PaidOut => words.paid_out,
    };
    let text = if row.document.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind} · {}", row.document)
    };
    let mut beside = vec![
        (0, row.day.written_short(lang)),
        (3, written(row.amount, lang)),
    ];
    beside.extend(row.base.map(|base| (1, figures(base, lang))));
    beside.extend(row.rate.map(|rate| (2, rate.written(lang))));
    let first = Part {
        text,
        style: STRONG,
        beside,
    };
    let about = Part {
        text: row.about.clone(),
        style: SMALL,
        beside: Vec::new(),
    };
    vec![first, about]
}

fn closing(statement: &StatementSheet, words: &StatementWords, sheet: &mut Sheet<'_>) -> Tree {
    let mut pairs = Pairs::ending(LEFT + 200.0, RIGHT, 5.0);
    let sum = all(&statement.closing, statement.lang);
    pairs.add(sheet.faces, (words.closing, TOTAL), (&sum, TOTAL), 0.0);
    sheet.make_room(pairs.height() + 18.0);
    sheet.y += 18.0;
    pairs.set(sheet, RIGHT)
}

/// Amounts of several currencies beside each other.
fn all(amounts: &[Money], lang: Lang) -> String {
    if amounts.is_empty() {
        return "0".to_owned();
    }
    let amounts: Vec<String> = amounts.iter().map(|money| written(*money, lang)).collect();
    amounts.join(" · ")
}
