//! Brands: what a partner's clients see (P11, G10). Typed values only, never style sheets.

mod colour;
mod contrast;
mod draft;
mod palette;
mod pictures;
mod style;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{Timestamp, Version};

pub use colour::{NotAColour, Rgb};
pub use contrast::{Oklch, ratio};
pub use draft::{BrandDraft, FOOTER_MAX, FooterLink, NAME_MAX};
pub use palette::{Check, MailColours, Palette, Part, Scheme, Tokens};
pub use pictures::{
    FILE_MAX, Picture, Pictures, SIDE_MAX, STORED_MAX, SizedPicture, Slot, is_file_name,
};

/// The address below which a brand's files are on its own host.
pub const FILES: &str = "/brand";

macro_rules! choices {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $choice:ident = $stored:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* $choice,)* }

        impl $name {
            /// Every choice, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$choice,)*];

            /// The stable name, as stored.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$choice => $stored,)* }
            }

            /// The choice of a stored name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.name() == name)
            }
        }
    };
}

choices! {
    /// How round corners are.
    Radius {
        /// Not at all.
        Square = "square",
        /// A little.
        Small = "small",
        /// As the portal itself.
        #[default]
        Medium = "medium",
        /// Clearly.
        Large = "large",
        /// As round as it goes.
        Round = "round",
    }
}

choices! {
    /// The typeface: one of the shipped set.
    Font {
        /// Inter: neutral, made for screens.
        #[default]
        Inter = "inter",
        /// Manrope: geometric, friendly.
        Manrope = "manrope",
        /// Source Serif: a book face.
        SourceSerif = "source_serif",
        /// Whatever the visitor's system speaks: nothing is loaded.
        System = "system",
    }
}

choices! {
    /// Where the logo stands on the sign-in page.
    LogoPosition {
        /// Where lines begin.
        #[default]
        Start = "start",
        /// In the middle.
        Center = "center",
    }
}

/// A brand, checked: what is published, and what pages, messages and documents are dressed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// What the product is called: in titles, beside the logo, where there is no logo.
    pub product_name: String,
    /// Its colour on light pages.
    pub light: Rgb,
    /// Its colour on dark pages.
    pub dark: Rgb,
    /// How round corners are.
    pub radius: Radius,
    /// The typeface.
    pub font: Font,
    /// Where the logo stands on the sign-in page.
    pub logo_position: LogoPosition,
    /// The title of the sign-in page; empty for the usual one.
    pub login_title: String,
    /// A text below it, perhaps of several lines.
    pub login_text: String,
    /// Where clients write to.
    pub support_email: Option<String>,
    /// Links at the foot of pages and messages.
    pub footer: Vec<FooterLink>,
    /// Who messages are from; empty for the product's name.
    pub sender_name: String,
    /// Logos, icons and the picture of the sign-in page.
    #[serde(default)]
    pub pictures: Pictures,
}

impl Brand {
    /// The brand of a company that has published none.
    #[must_use]
    pub fn of_company(name: &str, support_email: Option<&str>) -> Self {
        Self {
            product_name: name.to_owned(),
            light: Rgb::DEFAULT,
            dark: Rgb::DEFAULT,
            radius: Radius::default(),
            font: Font::default(),
            logo_position: LogoPosition::default(),
            login_title: String::new(),
            login_text: String::new(),
            support_email: support_email.map(str::to_owned),
            footer: Vec::new(),
            sender_name: String::new(),
            pictures: Pictures::default(),
        }
    }

    /// Who messages are from.
    #[must_use]
    pub fn sender(&self) -> &str {
        if self.sender_name.is_empty() {
            &self.product_name
        } else {
            &self.sender_name
        }
    }

    /// Its colours, solved so that everything stays readable.
    #[must_use]
    pub fn palette(&self) -> Palette {
        Palette::solve(self.light, self.dark)
    }
}

/// What stands of a brand at the head of its clients' pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// What the product is called.
    pub product_name: String,
    /// Its logos and icons.
    pub pictures: Pictures,
}

impl Face {
    /// The face of a brand.
    #[must_use]
    pub fn of(brand: &Brand) -> Self {
        let mut pictures = brand.pictures.clone();
        pictures.0.remove(&Slot::LoginPicture);
        Self {
            product_name: brand.product_name.clone(),
            pictures,
        }
    }
}

/// A brand being edited, and the one that is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandDetails {
    /// The texts and choices as saved last.
    pub draft: BrandDraft,
    /// The pictures as uploaded last.
    pub pictures: Pictures,
    /// To be named when saving.
    pub version: Version,
    /// What clients see; nothing before the first publication.
    pub published: Option<Published>,
    /// What undoing brings back: the brand before, or nothing when there was none.
    pub undo: Option<Undo>,
    /// Where clients sign in.
    pub url: String,
}

impl BrandDetails {
    /// Whether the draft, as saved, differs from what clients see.
    #[must_use]
    pub fn is_unpublished(&self) -> bool {
        self.published.as_ref().is_none_or(|published| {
            published.brand.pictures != self.pictures
                || BrandDraft::from(&published.brand) != self.draft
        })
    }
}

/// What clients see, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The brand.
    pub brand: Brand,
    /// Since when.
    pub at: Timestamp,
}

/// What undoing the last publication brings back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The brand before; nothing for the company's bare name.
    pub brand: Option<Brand>,
}
