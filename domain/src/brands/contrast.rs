use super::Rgb;

/// A colour as eyes order them: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees (Ottosson,
/// "A perceptual color space for image processing", as in CSS Color 4).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// Lightness.
    pub l: f64,
    /// Chroma.
    pub c: f64,
    /// Hue.
    pub h: f64,
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
#[must_use]
pub fn ratio(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.0.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn linear(byte: u8) -> f64 {
    let value = f64::from(byte) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn encoded(value: f64) -> f64 {
    if value <= 0.003_130_8 {
        value * 12.92
    } else {
        1.055 * value.powf(1.0 / 2.4) - 0.055
    }
}

impl From<Rgb> for Oklch {
    fn from(colour: Rgb) -> Self {
        let [red, green, blue] = colour.0.map(linear);
        let long =
            (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium =
            (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short =
            (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let l = 0.210_454_255_3 * long + 0.793_617_785 * medium - 0.004_072_046_8 * short;
        let a = 1.977_998_495_1 * long - 2.428_592_205 * medium + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766 * short;
        Self {
            l,
            c: a.hypot(b),
            h: b.atan2(a).to_degrees(),
        }
    }
}

impl Oklch {
    /// The same with another lightness.
    #[must_use]
    pub const fn at(self, l: f64) -> Self {
        Self { l, ..self }
    }

    /// The same with no more than this chroma.
    #[must_use]
    pub const fn at_most(self, chroma: f64) -> Self {
        Self {
            c: self.c.min(chroma),
            ..self
        }
    }

    /// The colour on a screen. Where a screen cannot show that much chroma, the most it can.
    #[must_use]
    pub fn to_rgb(self) -> Rgb {
        if let Some(shown) = shown(self.linear()) {
            return shown;
        }
        let (mut low, mut high) = (0.0, self.c);
        for _ in 0..14 {
            let middle = f64::midpoint(low, high);
            let is_shown = shown(Self { c: middle, ..self }.linear()).is_some();
            if is_shown {
                low = middle;
            } else {
                high = middle;
            }
        }
        Rgb(Self { c: low, ..self }.linear().map(byte))
    }

    fn linear(self) -> [f64; 3] {
        let (sin, cos) = self.h.to_radians().sin_cos();
        let (a, b) = (self.c * cos, self.c * sin);
        let long = (self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.l - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
        ]
    }
}

/// Less than half a step of a byte.
const SLACK: f64 = 0.000_1;

fn shown(linear: [f64; 3]) -> Option<Rgb> {
    let is_within = |value: &f64| (-SLACK..=1.0 + SLACK).contains(value);
    linear.iter().all(is_within).then(|| Rgb(linear.map(byte)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 255 after clamping"
)]
fn byte(linear: f64) -> u8 {
    (encoded(linear.clamp(0.0, 1.0)) * 255.0).round() as u8
}
