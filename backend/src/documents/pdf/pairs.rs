use krilla::tagging::{TableHeaderScope, Tag};

use super::{
    faces::{Faces, Run},
    sheet::{Edge, Sheet, Style, Tree},
};

/// Most lines of a label or a value, so that all pairs of a block fit on a page.
const MOST: usize = 4;

/// Labels with their values, row below row: to assistive technology a table whose rows have heads.
pub(super) struct Pairs {
    rows: Vec<Row>,
    left: f32,
    /// Where values begin, or end.
    values: Edge,
    gap: f32,
}

struct Row {
    label: (Vec<Run>, Style),
    value: (Vec<Run>, Style),
    is_ruled: bool,
}

impl Pairs {
    /// Values begin at `values`.
    pub(super) const fn beginning(left: f32, values: f32, gap: f32) -> Self {
        Self {
            rows: Vec::new(),
            left,
            values: Edge::Left(values),
            gap,
        }
    }

    /// Values end at `values`.
    pub(super) const fn ending(left: f32, values: f32, gap: f32) -> Self {
        Self {
            rows: Vec::new(),
            left,
            values: Edge::Right(values),
            gap,
        }
    }

    /// Adds a row; its value takes up to `width`.
    pub(super) fn add(
        &mut self,
        faces: &Faces,
        (label, label_style): (&str, Style),
        (value, value_style): (&str, Style),
        width: f32,
    ) {
        let (label_width, value) = match self.values {
            Edge::Left(values) => {
                let size = value_style.size;
                let lines = faces.lines(value, value_style.weight, size, width, MOST);
                (values - self.left - 8.0, lines)
            }
            Edge::Right(values) => {
                let run = faces.figures(value, value_style.weight);
                let used = run.width(value_style.size);
                (values - self.left - used - 12.0, vec![run])
            }
        };
        let size = label_style.size;
        let label = faces.lines(label, label_style.weight, size, label_width.max(60.0), MOST);
        self.rows.push(Row {
            label: (label, label_style),
            value: (value, value_style),
            is_ruled: false,
        });
    }

    /// A line above the last row.
    pub(super) fn rule_last(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.is_ruled = true;
        }
    }

    pub(super) fn height(&self) -> f32 {
        self.rows.iter().map(|row| self.row_height(row)).sum()
    }

    fn row_height(&self, row: &Row) -> f32 {
        let rule = if row.is_ruled { self.gap } else { 0.0 };
        height(&row.label).max(height(&row.value)) + self.gap + rule
    }

    /// Sets them from `y` down; there must be room.
    pub(super) fn set(self, sheet: &mut Sheet<'_>, right: f32) -> Tree {
        let (left, values, gap) = (self.left, self.values, self.gap);
        let heights: Vec<f32> = self.rows.iter().map(|row| self.row_height(row)).collect();
        let mut rows = Vec::new();
        for (row, height) in self.rows.into_iter().zip(heights) {
            let top = sheet.y;
            if row.is_ruled {
                sheet.rule(left, right);
                sheet.y += gap;
            }
            let from = sheet.y;
            let label = set_lines(sheet, Edge::Left(left), row.label);
            sheet.y = from;
            let value = set_lines(sheet, values, row.value);
            sheet.y = top + height;
            let cells = vec![
                Tree::group(Tag::TH(TableHeaderScope::Row), label),
                Tree::group(Tag::TD, value),
            ];
            rows.push(Tree::group(Tag::TR, cells));
        }
        Tree::group(Tag::Table, rows)
    }
}

fn height((lines, style): &(Vec<Run>, Style)) -> f32 {
    lines.iter().map(|_| style.leading()).sum()
}

fn set_lines(sheet: &mut Sheet<'_>, edge: Edge, (lines, style): (Vec<Run>, Style)) -> Vec<Tree> {
    let lines = lines.into_iter().map(|line| {
        let leaf = sheet.set(edge, line, style);
        sheet.y += style.leading();
        leaf
    });
    lines.collect()
}
