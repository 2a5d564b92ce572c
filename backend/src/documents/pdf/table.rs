use krilla::tagging::{ArtifactType, TableHeaderScope, Tag};

use super::{
    faces::{Faces, Run, Weight},
    sheet::{Edge, GREY, LEFT, Place, RIGHT, STRONG, Sheet, Style, Tree},
};

const HEAD: Style = Style::new(8.0, Weight::Regular, GREY);
/// Above and below a row: airy where there are few, so that many are on fewer pages.
const AIRY: f32 = 8.5;
const CLOSE: f32 = 5.0;
const FEW: usize = 12;
const GAP: f32 = 18.0;
/// What the description has at least.
const NARROWEST: f32 = 150.0;

/// The columns after the description; all of them end at the right.
pub(super) const COLUMNS: usize = 4;

/// A part of a row's description, below the one before, and the figures beside its first line, by
/// column.
pub(super) struct Part {
    pub(super) text: String,
    pub(super) style: Style,
    pub(super) beside: Vec<(usize, String)>,
}

/// The parts of a row's description.
pub(super) type Row = Vec<Part>;

/// Descriptions with figures beside them, as wide as the page and as long as it takes.
pub(super) struct Table<'a> {
    /// What stands above the description.
    first: &'a str,
    /// What stands above the others.
    heads: [&'a str; COLUMNS],
    rows: Vec<Row>,
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
    pub(super) fn new(
        faces: &Faces,
        first: &'a str,
        heads: [&'a str; COLUMNS],
        rows: Vec<Row>,
    ) -> Self {
        let mut widths = heads.map(|head| faces.run(head, HEAD.weight).width(HEAD.size));
        for part in rows.iter().flatten() {
            for (column, figure) in &part.beside {
                if let Some(width) = widths.get_mut(*column) {
                    let style = part.style.beside();
                    *width = width.max(faces.figures(figure, style.weight).width(style.size));
                }
            }
        }
        let mut end = RIGHT;
        let mut ends = [RIGHT; COLUMNS];
        for (place, width) in ends.iter_mut().zip(widths).rev() {
            *place = end;
            end -= width + GAP;
        }
        Self {
            first,
            heads,
            ends,
            width: (end - LEFT).max(NARROWEST),
            padding: if rows.len() > FEW { CLOSE } else { AIRY },
            rows,
        }
    }

    pub(super) fn set(&self, sheet: &mut Sheet<'_>) -> Tree {
        sheet.make_room(90.0);
        let head = self.set_head(sheet, false);
        let mut rows = Vec::new();
        for row in &self.rows {
            rows.push(self.set_row(sheet, row));
        }
        let parts = vec![
            Tree::group(Tag::THead, vec![head]),
            Tree::group(Tag::TBody, rows),
        ];
        Tree::group(Tag::Table, parts)
    }

    /// The head; on later pages it only repeats what was said.
    fn set_head(&self, sheet: &mut Sheet<'_>, is_repeated: bool) -> Tree {
        let first = (self.first, Edge::Left(LEFT));
        let others = self.heads.into_iter().zip(self.ends.map(Edge::Right));
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

    fn set_row(&self, sheet: &mut Sheet<'_>, row: &Row) -> Tree {
        let pieces = self.pieces(sheet.faces, row);
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

    fn pieces(&self, faces: &Faces, row: &Row) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for part in row {
            let style = part.style;
            let lines = faces.lines(&part.text, style.weight, style.size, self.width, usize::MAX);
            let from = pieces.len();
            pieces.extend(lines.into_iter().map(|run| Piece {
                run,
                style,
                beside: Vec::new(),
            }));
            // A row without a description still has its figures.
            if pieces.is_empty() {
                pieces.push(Piece {
                    run: faces.run("–", STRONG.weight),
                    style: STRONG,
                    beside: Vec::new(),
                });
            }
            if let Some(first) = pieces.get_mut(from) {
                let figures = part.beside.iter();
                let set = |figure: &str| faces.figures(figure, style.beside().weight);
                first.beside = figures.map(|(column, it)| (*column, set(it))).collect();
            }
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
