use std::fmt::Write as _;

use super::{Brand, Font, Palette, Radius, Rgb};

/// The face of the visitor's system.
const SYSTEM: &str = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", sans-serif";
/// The book face of the visitor's system.
const SYSTEM_SERIF: &str =
    "Charter, \"Bitstream Charter\", \"Sitka Text\", Cambria, \"Liberation Serif\", serif";

impl Radius {
    /// Of controls and of cards, in pixels.
    #[must_use]
    pub const fn pixels(self) -> (u8, u8) {
        match self {
            Self::Square => (0, 0),
            Self::Small => (3, 5),
            Self::Medium => (6, 10),
            Self::Large => (10, 18),
            Self::Round => (22, 28),
        }
    }
}

impl Font {
    /// The value of `font-family`.
    #[must_use]
    pub fn family(self) -> String {
        match self {
            Self::Inter => format!("\"Inter\", \"Inter fallback\", {SYSTEM}"),
            Self::Manrope => format!("\"Manrope\", {SYSTEM}"),
            Self::SourceSerif => format!("\"Source Serif 4\", {SYSTEM_SERIF}"),
            Self::System => SYSTEM.to_owned(),
        }
    }

    /// A face of the visitor's system that is like it: for pages that load no font.
    #[must_use]
    pub const fn family_at_hand(self) -> &'static str {
        match self {
            Self::Inter | Self::Manrope | Self::System => SYSTEM,
            Self::SourceSerif => SYSTEM_SERIF,
        }
    }
}

impl Palette {
    /// The custom properties that dress a page in these colours, by name: `style/tokens.css` derives
    /// them by formulas for whoever has none.
    #[must_use]
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let both = |light: Rgb, dark: Rgb| format!("light-dark({light}, {dark})");
        let (light, dark) = (&self.light, &self.dark);
        vec![
            ("--brand", self.chosen_light.to_string()),
            ("--brand-dark", self.chosen_dark.to_string()),
            ("--accent", both(light.accent, dark.accent)),
            ("--accent-soft", both(light.soft, dark.soft)),
            ("--accent-fill", both(light.fill, dark.fill)),
            (
                "--accent-fill-hover",
                both(light.fill_hover, dark.fill_hover),
            ),
            ("--accent-on", both(light.on, dark.on)),
            ("--accent-mark", both(light.mark, dark.mark)),
            ("--ring", both(light.mark, dark.mark)),
        ]
    }
}

impl Brand {
    /// The custom properties that dress a page in this brand, by name. `is_plain` for pages that load
    /// no font.
    #[must_use]
    pub fn properties(&self, is_plain: bool) -> Vec<(&'static str, String)> {
        let mut properties = self.palette().properties();
        let (control, card) = self.radius.pixels();
        let family = if is_plain {
            self.font.family_at_hand().to_owned()
        } else {
            self.font.family()
        };
        properties.extend([
            ("--radius", format!("{control}px")),
            ("--radius-large", format!("{card}px")),
            ("--font", family),
        ]);
        properties
    }

    /// The style of a page dressed in this brand: made of typed values, so nothing that was typed
    /// can be more than a value in it (B17).
    #[must_use]
    pub fn style(&self, is_plain: bool) -> String {
        let mut style = String::from(":root{");
        for (name, value) in self.properties(is_plain) {
            let _ = write!(style, "{name}:{value};");
        }
        style.push('}');
        style
    }
}
