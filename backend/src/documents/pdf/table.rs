use domain::{
    Lang, Money,
    invoices::{Document, DocumentLine},
    rates::half_up,
    taxes::TaxCategory,
};
use krilla::tagging::{ArtifactType, TableHeaderScope, Tag};

use super::{
    faces::{Faces, Run, Weight},
    layout::figures,
    sheet::{Edge, GREY, LEFT, Place, RIGHT, SMALL, STRONG, Sheet, Style, TEXT, Tree},
};
use crate::documents::words::Words;

const HEAD: Style = Style::new(8.0, Weight::Regular, GREY);
/// Above and below a row: airy where there are few, so that many are on fewer pages.
const AIRY: f32 = 8.5;
const CLOSE: f32 = 5.0;
const FEW: usize = 12;
const GAP: f32 = 18.0;
/// What the description has at least.
const NARROWEST: f32 = 150.0;

/// The columns after the description; all of them end at the right.
const COLUMNS: usize = 4;
const AMOUNT: usize = 3;

/// The lines of a document, as wide as the page and as long as it takes.
pub(super) struct Table<'a> {
    document: &'a Document,
    words: &'static Words,
    /// Where each column but the first ends.
    ends: [f32; COLUMNS],
    /// How wide the description is.
    width: f32,
    padding: f32,
}

/// One line of a row's description, and what stands beside it.
struct Piece {
    run: Run,
    style: Style,
    beside: Vec<(usize, Run)>,
}

impl<'a> Table<'a> {
    pub(super) fn new(faces: &Faces, document: &'a Document, words: &'static Words) -> Self {
        let mut widths =
            heads(document, words).map(|head| faces.run(head, HEAD.weight).width(HEAD.size));
        for line in &document.lines {
            let cells = cells(document, line);
            for (width, cell) in widths.iter_mut().zip(&cells) {
                *width = width.max(faces.figures(cell, TEXT.weight).width(TEXT.size));
            }
        }
        let mut end = RIGHT;
        let mut ends = [RIGHT; COLUMNS];
        for (place, width) in ends.iter_mut().zip(widths).rev() {
            *place = end;
            end -= width + GAP;
        }
        Self {
            document,
            words,
            ends,
            width: (end - LEFT).max(NARROWEST),
            padding: if document.lines.len() > FEW {
                CLOSE
            } else {
                AIRY
            },
        }
    }

    pub(super) fn set(&self, sheet: &mut Sheet<'_>) -> Tree {
        sheet.make_room(90.0);
        let head = self.set_head(sheet, false);
        let mut rows = Vec::new();
        for line in &self.document.lines {
            rows.push(self.set_row(sheet, line));
        }
        let parts = vec![
            Tree::group(Tag::THead, vec![head]),
            Tree::group(Tag::TBody, rows),
        ];
        Tree::group(Tag::Table, parts)
    }

    /// The head; on later pages it only repeats what was said.
    fn set_head(&self, sheet: &mut Sheet<'_>, is_repeated: bool) -> Tree {
        let first = (self.words.description, Edge::Left(LEFT));
        let others = heads(self.document, self.words).into_iter();
        let others = others.zip(self.ends.map(Edge::Right));
        let mut cells = Vec::new();
        for (text, edge) in std::iter::once(first).chain(others) {
            let run = sheet.faces.run(text, HEAD.weight);
            if is_repeated {
                sheet.set_as(edge, run, HEAD, Place::Aside(ArtifactType::Header));
            } else {
                let leaf = sheet.set(edge, run, HEAD);
                let tag = Tag::TH(TableHeaderScope::Column);
                cells.push(Tree::group(tag, vec![leaf]));
            }
        }
        sheet.y += HEAD.leading() + 5.0;
        sheet.rule(LEFT, RIGHT);
        Tree::group(Tag::TR, cells)
    }

    fn set_row(&self, sheet: &mut Sheet<'_>, line: &DocumentLine) -> Tree {
        let pieces = self.pieces(sheet.faces, line);
        let height: f32 = pieces.iter().map(|piece| piece.style.leading()).sum();
        if !sheet.has_room(height + 2.0 * self.padding) {
            self.turn(sheet);
        }
        sheet.y += self.padding;
        let mut cells: [Vec<Tree>; COLUMNS] = Default::default();
        let mut description = Vec::new();
        for Piece { run, style, beside } in pieces {
            // A row that is higher than a page goes on over several.
            if !sheet.has_room(style.leading()) {
                self.turn(sheet);
                sheet.y += self.padding;
            }
            description.push(sheet.set(Edge::Left(LEFT), run, style));
            for (column, run) in beside {
                let edge = self.ends.get(column).copied().unwrap_or(RIGHT);
                let leaf = sheet.set(Edge::Right(edge), run, style.beside());
                if let Some(cell) = cells.get_mut(column) {
                    cell.push(leaf);
                }
            }
            sheet.y += style.leading();
        }
        sheet.y += self.padding;
        sheet.rule(LEFT, RIGHT);
        let mut row = vec![Tree::group(Tag::TD, description)];
        row.extend(cells.map(|cell| Tree::group(Tag::TD, cell)));
        Tree::group(Tag::TR, row)
    }

    fn turn(&self, sheet: &mut Sheet<'_>) {
        sheet.start_page();
        self.set_head(sheet, true);
    }

    fn pieces(&self, faces: &Faces, line: &DocumentLine) -> Vec<Piece> {
        let lang = self.document.lang;
        let cut = |text: &str, style: Style| {
            let lines = faces.lines(text, style.weight, style.size, self.width, usize::MAX);
            lines.into_iter().map(move |run| Piece {
                run,
                style,
                beside: Vec::new(),
            })
        };
        let mut pieces: Vec<Piece> = cut(&line.text, STRONG).collect();
        if pieces.is_empty() {
            pieces.extend(cut("–", STRONG));
        }
        if let Some(first) = pieces.first_mut() {
            let cells = cells(self.document, line);
            let runs = cells.iter().map(|cell| faces.figures(cell, TEXT.weight));
            first.beside = runs.enumerate().collect();
        }
        pieces.extend(cut(&line.detail, SMALL));
        if let Some((first, last)) = line.period {
            let (first, last) = (first.written_short(lang), last.written_short(lang));
            pieces.extend(cut(&format!("{first} – {last}"), SMALL));
        }
        if line.discount.minor != 0 {
            let mut discount: Vec<Piece> = cut(self.words.discount, SMALL).collect();
            if let Some(first) = discount.first_mut() {
                let taken = figures(line.discount.negated(), lang);
                first.beside = vec![(AMOUNT, faces.figures(&taken, SMALL.weight))];
            }
            pieces.extend(discount);
        }
        pieces
    }
}

impl Style {
    /// What stands beside a line of this style: as large, never strong.
    const fn beside(self) -> Self {
        Self {
            weight: Weight::Regular,
            ..self
        }
    }
}

fn heads(document: &Document, words: &'static Words) -> [&'static str; COLUMNS] {
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
