use super::{
    Rgb,
    contrast::{Oklch, ratio},
};

/// Least contrast of text (WCAG 2.2, 1.4.3 AA).
const TEXT: f64 = 4.5;
/// Least contrast of marks and of the ring around what has the focus (1.4.11).
const MARK: f64 = 3.0;
/// Least contrast by which a filled button is seen to be one.
const SEEN: f64 = 1.3;
/// How far a colour is darkened for white text before it gets dark text instead.
const FOR_WHITE: f64 = 0.06;

/// Light or dark pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Dark text on light pages.
    Light,
    /// Light text on dark pages.
    Dark,
}

impl Scheme {
    /// What pages of the scheme are painted with, as in `style/tokens.css`: the page, what stands
    /// on it, and what is raised or sunken.
    fn grounds(self) -> [Rgb; 4] {
        let (hue, steps) = match self {
            Self::Light => (
                75.0,
                [(0.972, 0.004), (1.0, 0.0), (1.0, 0.0), (0.983, 0.003)],
            ),
            Self::Dark => (
                70.0,
                [
                    (0.172, 0.004),
                    (0.205, 0.004),
                    (0.243, 0.005),
                    (0.185, 0.004),
                ],
            ),
        };
        steps.map(|(l, c)| Oklch { l, c, h: hue }.to_rgb())
    }

    /// A breath of the colour, as a ground.
    fn soft(self, colour: Oklch) -> Rgb {
        match self {
            Self::Light => colour.at(0.955).at_most(0.024),
            Self::Dark => colour.at(0.275).at_most(0.055),
        }
        .to_rgb()
    }

    /// Away from the ground.
    const fn away(self) -> Way {
        match self {
            Self::Light => Way::Darker,
            Self::Dark => Way::Lighter,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Darker,
    Lighter,
}

/// What the style needs of a brand's colour, in one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// Text and links, on every ground and on `soft`: 4.5 at least.
    pub accent: Rgb,
    /// A ground with a breath of the colour.
    pub soft: Rgb,
    /// The ground of the main button.
    pub fill: Rgb,
    /// The same under the pointer.
    pub fill_hover: Rgb,
    /// Text on both: 4.5 at least.
    pub on: Rgb,
    /// Marks, lines and the ring of the focus, on every ground: 3 at least.
    pub mark: Rgb,
}

/// The colours of messages, which know no scheme: their ground is white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailColours {
    /// The ground of the button; seen on white (3 at least).
    pub fill: Rgb,
    /// Text on it: 4.5 at least.
    pub on: Rgb,
    /// Links on white: 4.5 at least.
    pub link: Rgb,
}

/// A brand's colours, solved: whatever was chosen, everything is readable (WCAG AA). Hues are kept;
/// lightness moves no farther than it must, and chroma only where a screen cannot show it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The colour chosen for light pages.
    pub chosen_light: Rgb,
    /// The colour chosen for dark pages.
    pub chosen_dark: Rgb,
    /// For light pages.
    pub light: Tokens,
    /// For dark pages.
    pub dark: Tokens,
    /// For messages.
    pub mail: MailColours,
    /// Headings and lines on paper: 4.5 at least.
    pub print: Rgb,
}

impl Palette {
    /// Solves two colours.
    #[must_use]
    pub fn solve(light: Rgb, dark: Rgb) -> Self {
        let tokens = solve(light, Scheme::Light);
        let link = moved(light, Way::Darker, |it| ratio(it, Rgb::WHITE) >= TEXT);
        let seen = moved(light, Way::Darker, |it| ratio(it, Rgb::WHITE) >= MARK);
        let (fill, on) = with_text(seen, |it| ratio(it, Rgb::WHITE) >= MARK);
        Self {
            chosen_light: light,
            chosen_dark: dark,
            light: tokens,
            dark: solve(dark, Scheme::Dark),
            mail: MailColours { fill, on, link },
            print: link,
        }
    }

    /// The tokens of a scheme.
    #[must_use]
    pub const fn of(&self, scheme: Scheme) -> &Tokens {
        match scheme {
            Scheme::Light => &self.light,
            Scheme::Dark => &self.dark,
        }
    }

    /// What was chosen beside what was solved, with the contrast of each: for whoever chooses.
    #[must_use]
    pub fn checks(&self, scheme: Scheme) -> [Check; 3] {
        let chosen = match scheme {
            Scheme::Light => self.chosen_light,
            Scheme::Dark => self.chosen_dark,
        };
        let tokens = self.of(scheme);
        let grounds = scheme.grounds();
        let check = |part, needed, solved, before, after| Check {
            part,
            needed,
            chosen,
            solved,
            before,
            after,
        };
        [
            check(
                Part::Text,
                TEXT,
                tokens.accent,
                least(chosen, &grounds),
                least(tokens.accent, &grounds),
            ),
            check(
                Part::Button,
                TEXT,
                tokens.fill,
                ratio(chosen, Rgb::WHITE),
                ratio(tokens.fill, tokens.on),
            ),
            check(
                Part::Mark,
                MARK,
                tokens.mark,
                least(chosen, &grounds),
                least(tokens.mark, &grounds),
            ),
        ]
    }
}

/// What a colour is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Text and links.
    Text,
    /// The main button: white text before, the text that was solved after.
    Button,
    /// Marks and the ring of the focus.
    Mark,
}

/// A colour before and after solving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Check {
    /// What for.
    pub part: Part,
    /// The contrast it needs.
    pub needed: f64,
    /// What was chosen.
    pub chosen: Rgb,
    /// What is used.
    pub solved: Rgb,
    /// The contrast of what was chosen.
    pub before: f64,
    /// The contrast of what is used.
    pub after: f64,
}

fn solve(chosen: Rgb, scheme: Scheme) -> Tokens {
    let grounds = scheme.grounds();
    let soft = scheme.soft(chosen.into());
    let holds = |it: Rgb, least_ratio: f64| least(it, &grounds) >= least_ratio;
    let accent = moved(chosen, scheme.away(), |it| {
        holds(it, TEXT) && ratio(it, soft) >= TEXT
    });
    let mark = moved(chosen, scheme.away(), |it| holds(it, MARK));
    let seen = moved(chosen, scheme.away(), |it| holds(it, SEEN));
    let (fill, on) = with_text(seen, |it| holds(it, SEEN));
    Tokens {
        accent,
        soft,
        fill,
        fill_hover: hovered(fill, on),
        on,
        mark,
    }
}

/// A ground for a button, and the text on it: white if the ground need not be darkened much for it,
/// else dark. One of white and black has 4.5 on any colour.
fn with_text(fill: Rgb, is_fine: impl Fn(Rgb) -> bool) -> (Rgb, Rgb) {
    let darkened = moved(fill, Way::Darker, |it| ratio(it, Rgb::WHITE) >= TEXT);
    let way = Oklch::from(fill).l - Oklch::from(darkened).l;
    if way <= FOR_WHITE && is_fine(darkened) {
        return (darkened, Rgb::WHITE);
    }
    let ink = Oklch::from(fill).at(0.2).at_most(0.02).to_rgb();
    if ratio(ink, fill) >= TEXT {
        (fill, ink)
    } else if ratio(Rgb::BLACK, fill) >= TEXT {
        (fill, Rgb::BLACK)
    } else {
        (darkened, Rgb::WHITE)
    }
}

/// A step away from the text on it, so that it is never read worse.
fn hovered(fill: Rgb, on: Rgb) -> Rgb {
    let colour = Oklch::from(fill);
    let step = if on == Rgb::WHITE { -0.05 } else { 0.05 };
    let hovered = colour.at((colour.l + step).clamp(0.0, 1.0)).to_rgb();
    if ratio(hovered, on) >= TEXT {
        hovered
    } else {
        fill
    }
}

/// The least contrast to any of the grounds.
fn least(colour: Rgb, grounds: &[Rgb]) -> f64 {
    let ratios = grounds.iter().map(|ground| ratio(colour, *ground));
    ratios.fold(f64::INFINITY, f64::min)
}

/// The nearest colour one way that is fine: itself, if it is. Halving finds the place, and small
/// steps from there end on bytes that truly hold.
fn moved(chosen: Rgb, way: Way, is_fine: impl Fn(Rgb) -> bool) -> Rgb {
    const STEP: f64 = 0.002;
    if is_fine(chosen) {
        return chosen;
    }
    let colour = Oklch::from(chosen);
    let (end, step) = match way {
        Way::Darker => (0.0, -STEP),
        Way::Lighter => (1.0, STEP),
    };
    let (mut bad, mut good) = (colour.l.clamp(0.0, 1.0), end);
    for _ in 0..10 {
        let middle = f64::midpoint(bad, good);
        if is_fine(colour.at(middle).to_rgb()) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    loop {
        let found = colour.at(good).to_rgb();
        if is_fine(found) {
            return found;
        }
        if good <= 0.0 || good >= 1.0 {
            break;
        }
        good = (good + step).clamp(0.0, 1.0);
    }
    match way {
        Way::Darker => Rgb::BLACK,
        Way::Lighter => Rgb::WHITE,
    }
}
