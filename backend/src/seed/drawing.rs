//! Logos of the demo, drawn: lines and arcs with soft edges, so that no picture lies in the source.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "pixels are small whole numbers"
)]

use std::{f32::consts::TAU, io::Cursor};

use domain::brands::Rgb;
use image::{ImageError, ImageFormat, Rgba, RgbaImage};

/// A sign beside a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    /// The needle of a compass.
    Needle,
    /// Three waves.
    Waves,
}

/// A part of a letter, in units of the height of small letters; the line they stand on is 0.
#[derive(Debug, Clone, Copy)]
enum Stroke {
    /// From one point to another.
    Line(f32, f32, f32, f32),
    /// Around a middle with the radius one half, from one part of a turn to another.
    Arc(f32, f32, f32),
}

use Stroke::{Arc, Line};

/// The strokes of a letter, and how wide it is.
fn letter(letter: char) -> (Vec<Stroke>, f32) {
    let bowl = Arc(0.5, 0.0, 1.0);
    let arch = [Arc(0.5, 0.0, 0.5), Line(1.0, 0.5, 1.0, 0.0)];
    let slant = |at: f32| {
        [
            Line(at, 1.0, at + 0.36, 0.0),
            Line(at + 0.36, 0.0, at + 0.72, 1.0),
        ]
    };
    match letter {
        'n' => ([&[Line(0.0, 0.0, 0.0, 1.0)][..], &arch].concat(), 1.0),
        'h' => ([&[Line(0.0, 0.0, 0.0, 1.5)][..], &arch].concat(), 1.0),
        'o' => (vec![bowl], 1.0),
        'a' => (vec![bowl, Line(1.0, 0.0, 1.0, 1.0)], 1.0),
        'b' => (vec![bowl, Line(0.0, 0.0, 0.0, 1.5)], 1.0),
        'd' => (vec![bowl, Line(1.0, 0.0, 1.0, 1.5)], 1.0),
        'e' => (vec![Arc(0.5, 0.0, 0.87), Line(0.0, 0.5, 1.0, 0.5)], 1.0),
        'r' => (vec![Line(0.0, 0.0, 0.0, 1.0), Arc(0.5, 0.17, 0.5)], 0.72),
        't' => (
            vec![Line(0.25, 0.0, 0.25, 1.4), Line(0.0, 1.0, 0.62, 1.0)],
            0.62,
        ),
        'i' => (
            vec![Line(0.0, 0.0, 0.0, 1.0), Line(0.0, 1.45, 0.0, 1.46)],
            0.0,
        ),
        'l' => (vec![Line(0.0, 0.0, 0.0, 1.5)], 0.0),
        'u' => (
            vec![
                Line(0.0, 1.0, 0.0, 0.5),
                Arc(0.5, 0.5, 1.0),
                Line(1.0, 1.0, 1.0, 0.0),
            ],
            1.0,
        ),
        'v' => (slant(0.0).to_vec(), 0.72),
        'w' => ([slant(0.0), slant(0.72)].concat(), 1.44),
        _ => (Vec::new(), 0.4),
    }
}

impl Stroke {
    /// How far a point is from the stroke.
    fn distance(self, x: f32, y: f32) -> f32 {
        match self {
            Line(x1, y1, x2, y2) => {
                let (dx, dy) = (x2 - x1, y2 - y1);
                let along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
                let along = along.clamp(0.0, 1.0);
                (x - x1 - along * dx).hypot(y - y1 - along * dy)
            }
            Arc(middle, from, to) => {
                let (dx, dy) = (x - middle, y - 0.5);
                let turn = (dy.atan2(dx) / TAU).rem_euclid(1.0);
                if (from..=to).contains(&turn) {
                    return (dx.hypot(dy) - 0.5).abs();
                }
                let end = |turn: f32| {
                    let (sin, cos) = (turn * TAU).sin_cos();
                    (dx - 0.5 * cos).hypot(dy - 0.5 * sin)
                };
                end(from).min(end(to))
            }
        }
    }
}

/// A drawing.
#[derive(Debug)]
pub(super) struct Canvas(RgbaImage);

/// Height of a small letter, in pixels.
const LETTER: f32 = 84.0;
/// Space between letters, in units of that height.
const GAP: f32 = 0.44;
/// Half the width of a stroke, in the same units.
const PEN: f32 = 0.105;
/// Side of an icon, in pixels.
const SIDE: u32 = 512;

impl Canvas {
    /// A sign with a name beside it.
    pub(super) fn lockup(mark: Mark, name: &str, ink: Rgb, text: Rgb) -> Self {
        let mut strokes = Vec::new();
        let mut at = 2.2;
        for c in name.chars() {
            let (parts, width) = letter(c);
            strokes.extend(parts.into_iter().map(|part| (at, part)));
            at += width + GAP;
        }
        let (width, height) = ((at * LETTER) as u32, (2.0 * LETTER) as u32);
        Self(RgbaImage::from_fn(width, height, |x, y| {
            let (x, y) = (x as f32 / LETTER - 0.15, 1.65 - y as f32 / LETTER);
            let sign = mark.cover((x - 0.7) / 0.72, (y - 0.72) / 0.72, LETTER * 0.72);
            let near = strokes
                .iter()
                .filter(|(at, _)| (at - 0.6..at + 2.2).contains(&x));
            let far = near.map(|(at, part)| part.distance(x - at, y));
            let far = far.fold(f32::INFINITY, f32::min);
            let letters = ((PEN - far) * LETTER + 0.5).clamp(0.0, 1.0);
            if letters > 0.0 {
                painted(text, letters)
            } else {
                painted(ink, sign)
            }
        }))
    }

    /// A sign alone, on a square.
    pub(super) fn icon(mark: Mark, ink: Rgb) -> Self {
        let half = SIDE as f32 / 2.0;
        Self(RgbaImage::from_fn(SIDE, SIDE, |x, y| {
            let (x, y) = ((x as f32 - half) / half, (half - y as f32) / half);
            painted(ink, mark.cover(x, y, half))
        }))
    }

    /// Rows of waves, darker towards the bottom, under a pale sky.
    pub(super) fn sea(water: Rgb, night: Rgb) -> Self {
        const WIDTH: u32 = 1_280;
        const HEIGHT: u32 = 800;
        let rows: Vec<Vec<f32>> = (0..6_u8)
            .map(|row| {
                let row = f32::from(row);
                let height = |x: u32| {
                    let x = x as f32 / WIDTH as f32 * TAU;
                    let swell = (x * (1.0 + row * 0.25) + row * 1.7).sin() * 34.0;
                    240.0 + row * 95.0 + swell + (x * 2.6 - row).sin() * 12.0
                };
                (0..WIDTH).map(height).collect()
            })
            .collect();
        Self(RgbaImage::from_fn(WIDTH, HEIGHT, |x, y| {
            let y = y as f32;
            let column = usize::try_from(x).unwrap_or_default();
            let mut colour = mixed(Rgb([0xf3, 0xf8, 0xff]), Rgb([0xc6, 0xde, 0xff]), y / 420.0);
            for (row, heights) in (0_u8..).zip(&rows) {
                let top = heights.get(column).copied().unwrap_or_default();
                let depth = f32::from(row) / 5.0;
                let here = mixed(
                    mixed(Rgb([0x8d, 0xc2, 0xff]), water, depth * 1.4),
                    night,
                    depth * depth,
                );
                colour = mixed(colour, here, (y - top + 0.5).clamp(0.0, 1.0));
            }
            painted(colour, 1.0)
        }))
    }

    /// As a file.
    pub(super) fn png(&self) -> Result<Vec<u8>, ImageError> {
        let mut bytes = Cursor::new(Vec::new());
        self.0.write_to(&mut bytes, ImageFormat::Png)?;
        Ok(bytes.into_inner())
    }
}

impl Mark {
    /// How much of a pixel is painted: the sign fills the square from -1 to 1, `scale` pixels a
    /// unit.
    fn cover(self, x: f32, y: f32, scale: f32) -> f32 {
        let soft = |inside: f32| (inside * scale + 0.5).clamp(0.0, 1.0);
        match self {
            Self::Needle => {
                let disc = soft(0.98 - x.hypot(y));
                // Turned to the north-east: a slim rhomb, hollow in its southern half.
                let (along, across) = ((x + y) * 0.707, (x - y) * 0.707);
                let rhomb = 0.26 - across.abs() - along.abs() * 0.36;
                let eye = soft(0.085 - x.hypot(y));
                disc * (1.0 - soft(rhomb) * (1.0 - eye))
            }
            Self::Waves => {
                let (dx, dy) = (x.abs() - 0.62, y.abs() - 0.62);
                let corner = dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0);
                let tile = soft(0.36 - corner);
                let wave = |middle: f32| {
                    let crest = middle + (x * 5.2).sin() * 0.13;
                    soft(0.085 - (y - crest).abs()) * soft(0.7 - x.abs())
                };
                tile * (1.0 - wave(0.4)) * (1.0 - wave(0.0)) * (1.0 - wave(-0.4))
            }
        }
    }
}

fn painted(Rgb([red, green, blue]): Rgb, cover: f32) -> Rgba<u8> {
    Rgba([red, green, blue, (cover * 255.0) as u8])
}

fn mixed(one: Rgb, other: Rgb, part: f32) -> Rgb {
    let part = part.clamp(0.0, 1.0);
    let mut mixed = one.0;
    for (value, wanted) in mixed.iter_mut().zip(other.0) {
        *value = (f32::from(*value) * (1.0 - part) + f32::from(wanted) * part) as u8;
    }
    Rgb(mixed)
}
