use domain::{Date, brands::Rgb};
use krilla::{
    Document as Pdf,
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect, Size, Transform},
    image::Image,
    num::NormalizedF32,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, TagGroup, TagTree},
};

use super::{
    faces::Faces,
    sheet::{HEIGHT, Mark, Place, Sheet, Tree, WIDTH},
};

/// Draws laid out pages, and says which part each mark belongs to.
pub(super) fn paint(pdf: &mut Pdf, sheet: Sheet<'_>, parts: Vec<Tree>, logo: Option<&Image>) {
    let mut ids = vec![None; sheet.leaves];
    let faces = sheet.faces;
    for marks in sheet.pages {
        let Some(settings) = PageSettings::from_wh(WIDTH, HEIGHT) else {
            continue;
        };
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            let place = mark.place();
            let id = surface.start_tagged(match place {
                Place::Leaf(_) => ContentTag::Other,
                Place::Aside(kind) => ContentTag::Artifact(Artifact::with_kind(kind)),
            });
            draw(&mut surface, faces, mark, logo);
            surface.end_tagged();
            if let Place::Leaf(leaf) = place
                && let Some(slot) = ids.get_mut(leaf)
            {
                *slot = Some(id);
            }
        }
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new();
    for part in parts {
        if let Some(node) = node(part, &ids) {
            tree.push(node);
        }
    }
    pdf.set_tag_tree(tree);
}

fn node(part: Tree, ids: &[Option<Identifier>]) -> Option<Node> {
    match part {
        Tree::Leaf(leaf) => ids.get(leaf).copied().flatten().map(Node::Leaf),
        Tree::Group(tag, children) => {
            let children = children.into_iter().filter_map(|child| node(child, ids));
            Some(Node::Group(TagGroup::with_children(
                tag,
                children.collect(),
            )))
        }
    }
}

impl Mark {
    const fn place(&self) -> Place {
        match self {
            Self::Text { place, .. } | Self::Picture { place, .. } => *place,
            Self::Area { .. } => Place::Aside(ArtifactType::Layout),
        }
    }
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, mark: Mark, logo: Option<&Image>) {
    match mark {
        Mark::Text {
            x,
            baseline,
            run,
            style,
            ..
        } => {
            surface.set_fill(Some(fill(style.colour)));
            let from = Point::from_xy(x, baseline);
            let font = faces.font(run.weight);
            surface.draw_glyphs(from, &run.glyphs, font, &run.text, style.size, false);
        }
        Mark::Area { at, radius, colour } => {
            surface.set_fill(Some(fill(colour)));
            if let Some(path) = rounded(at, radius) {
                surface.draw_path(&path);
            }
        }
        Mark::Picture {
            at: [x, y, width, height],
            ..
        } => {
            if let (Some(logo), Some(size)) = (logo, Size::from_wh(width, height)) {
                surface.push_transform(&Transform::from_translate(x, y));
                surface.draw_image(logo.clone(), size);
                surface.pop();
            }
        }
    }
}

fn fill(Rgb([red, green, blue]): Rgb) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }
}

/// A rectangle with round corners.
fn rounded([x, y, width, height]: [f32; 4], radius: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    if radius <= 0.0 {
        path.push_rect(Rect::from_xywh(x, y, width, height)?);
        return path.finish();
    }
    // How far the handles of a Bézier curve are from the corner of a quarter of a circle.
    let handle = radius * 0.447_7;
    let (right, bottom) = (x + width, y + height);
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.cubic_to(right - handle, y, right, y + handle, right, y + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(
        right,
        bottom - handle,
        right - handle,
        bottom,
        right - radius,
        bottom,
    );
    path.line_to(x + radius, bottom);
    path.cubic_to(x + handle, bottom, x, bottom - handle, x, bottom - radius);
    path.line_to(x, y + radius);
    path.cubic_to(x, y + handle, x + handle, y, x + radius, y);
    path.close();
    path.finish()
}

/// A day as the format knows it.
pub(super) fn date(day: Date) -> krilla::metadata::DateTime {
    let part = |value: i64| u8::try_from(value).unwrap_or(1);
    krilla::metadata::DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(part(day.month()))
        .day(part(day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
