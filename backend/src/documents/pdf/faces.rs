use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{
    Direction, Feature, ShapePlan, UnicodeBuffer, script, shape_with_plan, ttf_parser::Tag,
};

use crate::{Error, Result};

/// Inter; see `fonts/README.md`.
const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/Inter-SemiBold.ttf");

/// What stands for a character that the font lacks: an archived document may have no gaps.
const LACKING: char = '□';

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Semibold,
}

/// The two weights that documents are set in.
pub(super) struct Faces {
    regular: Face,
    semibold: Face,
}

struct Face {
    shaper: rustybuzz::Face<'static>,
    text: ShapePlan,
    figures: ShapePlan,
    font: Font,
}

/// A piece of a line, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) weight: Weight,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Of a font of size 1.
    width: f32,
}

impl Run {
    /// How wide it is at a size.
    pub(super) fn width(&self, size: f32) -> f32 {
        self.width * size
    }
}

impl Faces {
    pub(super) fn new() -> Result<Self> {
        Ok(Self {
            regular: Face::new(REGULAR)?,
            semibold: Face::new(SEMIBOLD)?,
        })
    }

    const fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Semibold => &self.semibold,
        }
    }

    pub(super) fn font(&self, weight: Weight) -> Font {
        self.of(weight).font.clone()
    }

    /// One line, however long.
    pub(super) fn run(&self, text: &str, weight: Weight) -> Run {
        let face = self.of(weight);
        face.shaped(&self.shown(text), weight, &face.text)
    }

    /// One line with figures of one width, so that they stand below each other.
    pub(super) fn figures(&self, text: &str, weight: Weight) -> Run {
        let face = self.of(weight);
        face.shaped(&self.shown(text), weight, &face.figures)
    }

    /// A text in lines that are no wider than `width` at a size, at most so many of them. Words that
    /// are wider are broken, and where lines are left out it ends in an ellipsis.
    pub(super) fn lines(
        &self,
        text: &str,
        weight: Weight,
        size: f32,
        width: f32,
        most: usize,
    ) -> Vec<Run> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            self.break_up(&self.shown(paragraph), weight, width / size, &mut lines);
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                let kept = last.trim_end().chars().count().saturating_sub(2);
                *last = last.chars().take(kept).chain(['…']).collect();
            }
        }
        let lines = lines.iter();
        let face = self.of(weight);
        lines
            .map(|line| face.shaped(line, weight, &face.text))
            .collect()
    }

    fn break_up(&self, text: &str, weight: Weight, width: f32, lines: &mut Vec<String>) {
        let face = self.of(weight);
        let space = face.shaped(" ", weight, &face.text).width;
        let (mut line, mut used) = (String::new(), 0.0);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            for (piece, piece_width) in face.pieces(word, weight, width) {
                let is_first = line.is_empty();
                if !is_first && used + space + piece_width > width {
                    // Whoever reads the text out needs the space between the words.
                    line.push(' ');
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                } else if !is_first {
                    line.push(' ');
                    used += space;
                }
                line.push_str(piece);
                used += piece_width;
            }
        }
        lines.push(line);
    }

    /// A text as it can be shown in one line.
    fn shown(&self, text: &str) -> String {
        let shown = text.chars().filter_map(|c| match c {
            '\u{a0}' | '\u{202f}' => Some('\u{a0}'),
            c if c.is_whitespace() => Some(' '),
            c if is_hidden(c) => None,
            c if self.regular.shaper.glyph_index(c).is_some() => Some(c),
            _ => Some(LACKING),
        });
        shown.collect()
    }
}

impl Face {
    fn new(file: &'static [u8]) -> Result<Self> {
        let broken = || Error::corrupt("a font of documents");
        let shaper = rustybuzz::Face::from_slice(file, 0).ok_or_else(broken)?;
        // Everything that is needed of the font for other scripts is there for this one as well.
        let plan = |features: &[Feature]| {
            let script = Some(script::LATIN);
            ShapePlan::new(&shaper, Direction::LeftToRight, script, None, features)
        };
        let tabular = Feature::new(Tag::from_bytes(b"tnum"), 1, ..);
        Ok(Self {
            text: plan(&[]),
            figures: plan(&[tabular]),
            font: Font::new(file.into(), 0).ok_or_else(broken)?,
            shaper,
        })
    }

    /// A word in pieces that fit, with their widths; nearly always one.
    fn pieces<'a>(&self, word: &'a str, weight: Weight, width: f32) -> Vec<(&'a str, f32)> {
        let run = self.shaped(word, weight, &self.text);
        if run.width <= width {
            return vec![(word, run.width)];
        }
        let mut pieces = Vec::new();
        let (mut start, mut used) = (0, 0.0);
        for glyph in &run.glyphs {
            let at = glyph.text_range.start;
            if used + glyph.x_advance > width && at > start {
                pieces.push((word.get(start..at).unwrap_or_default(), used));
                (start, used) = (at, 0.0);
            }
            used += glyph.x_advance;
        }
        pieces.push((word.get(start..).unwrap_or_default(), used));
        pieces
    }

    fn shaped(&self, text: &str, weight: Weight, plan: &ShapePlan) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaped = shape_with_plan(&self.shaper, plan, buffer);
        let scale = f32::from(u16::try_from(self.shaper.units_per_em()).unwrap_or(1));
        let (infos, places) = (shaped.glyph_infos(), shaped.glyph_positions());
        let glyphs = infos.iter().zip(places).enumerate();
        let glyphs = glyphs.map(|(at, (info, place))| {
            let mut later = infos.iter().skip(at + 1).map(|later| later.cluster);
            let end = later.find(|cluster| *cluster != info.cluster);
            let byte = |cluster: u32| usize::try_from(cluster).unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                units(place.x_advance) / scale,
                units(place.x_offset) / scale,
                units(place.y_offset) / scale,
                units(place.y_advance) / scale,
                byte(info.cluster)..end.map_or(text.len(), byte),
                None,
            )
        });
        let glyphs: Vec<KrillaGlyph> = glyphs.collect();
        Run {
            text: text.to_owned(),
            weight,
            width: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
            glyphs,
        }
    }
}

fn units(value: i32) -> f32 {
    f32::from(i16::try_from(value).unwrap_or_default())
}

/// Characters that show nothing, or reorder what is shown (`Default_Ignorable_Code_Point`).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, width: f32, most: usize) -> Vec<String> {
        let faces = Faces::new().unwrap();
        let lines = faces.lines(text, Weight::Regular, 10.0, width, most);
        for line in &lines {
            let width_without_space = faces.run(line.text.trim_end(), Weight::Regular).width(10.0);
            assert!(
                width_without_space <= width + 0.1 || most < 9,
                "{}",
                line.text
            );
        }
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn texts_are_broken_between_words() {
        assert_eq!(texts("Managed hosting", 500.0, 9), ["Managed hosting"]);
        assert_eq!(texts("Managed  hosting", 50.0, 9), ["Managed ", "hosting"]);
        assert_eq!(texts("a\n\nb", 50.0, 9), ["a", "", "b"]);
        assert_eq!(texts("", 50.0, 9), Vec::<String>::new());
        assert_eq!(texts("one two three four", 20.0, 2), ["one ", "t…"]);
    }

    #[test]
    fn words_that_are_too_wide_are_broken() {
        let pieces = texts("Donaudampfschifffahrtsgesellschaft", 60.0, 99);
        assert!(pieces.len() > 2);
        let whole: String = pieces.iter().map(|piece| piece.trim()).collect();
        assert_eq!(whole, "Donaudampfschifffahrtsgesellschaft");
    }

    #[test]
    fn what_the_font_lacks_is_a_box() {
        let faces = Faces::new().unwrap();
        let shown = |text| faces.run(text, Weight::Semibold).text;
        assert_eq!(shown("Щърк, Θ, Đà Nẵng, é"), "Щърк, Θ, Đà Nẵng, é");
        assert_eq!(shown("株 a\u{202e}b\u{0}\u{fffe}"), "□ ab□");
        let run = faces.run("株e\u{301}x", Weight::Regular);
        let is_drawn = |glyph: &KrillaGlyph| glyph.glyph_id.to_u32() != 0;
        assert!(run.glyphs.iter().all(is_drawn), "no .notdef");
    }

    #[test]
    fn figures_are_of_one_width() {
        let faces = Faces::new().unwrap();
        let width = |text| faces.figures(text, Weight::Regular).width(10.0);
        assert!((width("111") - width("888")).abs() < 0.01);
    }
}
