use domain::brands::Rgb;
use krilla::tagging::{ArtifactType, TagKind};

use super::faces::{Faces, Run, Weight};

/// A4, in points of 1/72 inch, as every length here.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
pub(super) const LEFT: f32 = 50.0;
pub(super) const RIGHT: f32 = WIDTH - 50.0;
const TOP: f32 = 50.0;
/// Below it stands the foot.
pub(super) const BOTTOM: f32 = HEIGHT - 62.0;

pub(super) const INK: Rgb = Rgb([0x17, 0x1a, 0x21]);
pub(super) const GREY: Rgb = Rgb([0x5f, 0x67, 0x76]);
pub(super) const RULE: Rgb = Rgb([0xe3, 0xe6, 0xeb]);
pub(super) const GROUND: Rgb = Rgb([0xf6, 0xf7, 0xf9]);

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) colour: Rgb,
}

impl Style {
    pub(super) const fn new(size: f32, weight: Weight, colour: Rgb) -> Self {
        Self {
            size,
            weight,
            colour,
        }
    }

    /// From one line to the next.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.45
    }

    /// From the top of a line to what letters stand on.
    fn ascent(self) -> f32 {
        self.size * 1.07
    }
}

pub(super) const TEXT: Style = Style::new(9.5, Weight::Regular, INK);
pub(super) const STRONG: Style = Style::new(9.5, Weight::Semibold, INK);
pub(super) const SMALL: Style = Style::new(8.5, Weight::Regular, GREY);

/// What something is to those who cannot see it: a part of the document or an aside.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Leaf(usize),
    Aside(ArtifactType),
}

/// Something on a page.
pub(super) enum Mark {
    Text {
        x: f32,
        baseline: f32,
        run: Run,
        style: Style,
        place: Place,
    },
    Area {
        at: [f32; 4],
        radius: f32,
        colour: Rgb,
    },
    /// The logo.
    Picture { at: [f32; 4], place: Place },
}

/// What a document consists of, as assistive technology reads it.
pub(super) enum Tree {
    Group(TagKind, Vec<Self>),
    Leaf(usize),
}

impl Tree {
    pub(super) fn group(tag: impl Into<TagKind>, children: Vec<Self>) -> Self {
        Self::Group(tag.into(), children)
    }
}

/// Where text begins or ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edge {
    Left(f32),
    Right(f32),
}

/// The pages so far, and how far down the last one is filled. Nothing is drawn yet: how many pages
/// there are is known only in the end.
pub(super) struct Sheet<'a> {
    pub(super) faces: &'a Faces,
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) leaves: usize,
    pub(super) y: f32,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(faces: &'a Faces) -> Self {
        Self {
            faces,
            pages: vec![Vec::new()],
            leaves: 0,
            y: TOP,
        }
    }

    pub(super) fn start_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Whether so much still fits on the page.
    pub(super) fn has_room(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    /// Starts a page unless so much still fits.
    pub(super) fn make_room(&mut self, height: f32) {
        if !self.has_room(height) {
            self.start_page();
        }
    }

    pub(super) fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    pub(super) fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    /// Sets a run in the line at `y`, as a part of the document.
    pub(super) fn set(&mut self, edge: Edge, run: Run, style: Style) -> Tree {
        let leaf = self.leaf();
        self.set_as(edge, run, style, Place::Leaf(leaf));
        Tree::Leaf(leaf)
    }

    /// Sets a run in the line at `y`.
    pub(super) fn set_as(&mut self, edge: Edge, run: Run, style: Style, place: Place) {
        let x = match edge {
            Edge::Left(x) => x,
            Edge::Right(x) => x - run.width(style.size),
        };
        let baseline = self.y + style.ascent();
        self.put(Mark::Text {
            x,
            baseline,
            run,
            style,
            place,
        });
    }

    /// Sets a text in lines from `y` down, over as many pages as it takes.
    pub(super) fn flow(&mut self, text: &str, style: Style, x: f32, width: f32) -> Vec<Tree> {
        let faces = self.faces;
        let lines = faces.lines(text, style.weight, style.size, width, usize::MAX);
        let lines = lines.into_iter().map(|line| {
            self.make_room(style.leading());
            let leaf = self.set(Edge::Left(x), line, style);
            self.y += style.leading();
            leaf
        });
        lines.collect()
    }

    /// A hairline at `y`.
    pub(super) fn rule(&mut self, from: f32, to: f32) {
        self.area([from, self.y, to - from, 0.6], 0.0, RULE);
    }

    pub(super) fn area(&mut self, at: [f32; 4], radius: f32, colour: Rgb) {
        self.put(Mark::Area { at, radius, colour });
    }
}
