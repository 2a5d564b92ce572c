use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Largest file that is taken in, in bytes. A little less than the largest body of any form
/// (1 MiB), so that the one limit in front of everything holds here too: a logo that is larger was
/// meant for print, and a picture of 1600 pixels needs a third of it.
pub const FILE_MAX: usize = 1_000_000;
/// Most pixels a side of a file that is taken in.
pub const SIDE_MAX: u32 = 4_096;
/// Largest picture that is kept and served, in bytes.
pub const STORED_MAX: usize = 512 * 1024;

/// A place of a brand for a picture (G10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The logo of the sign-in page and of messages.
    LogoLight,
    /// The same, for dark pages.
    LogoDark,
    /// The icon of the back office.
    IconLight,
    /// The same, for dark pages.
    IconDark,
    /// The icon in the browser's tab.
    Favicon,
    /// The picture behind the sign-in form.
    LoginPicture,
}

impl Slot {
    /// Every place, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::LogoLight,
        Self::LogoDark,
        Self::IconLight,
        Self::IconDark,
        Self::Favicon,
        Self::LoginPicture,
    ];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LogoLight => "logo_light",
            Self::LogoDark => "logo_dark",
            Self::IconLight => "icon_light",
            Self::IconDark => "icon_dark",
            Self::Favicon => "favicon",
            Self::LoginPicture => "login_picture",
        }
    }

    /// The place of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.name() == name)
    }
}

/// A picture that was taken in: made anew from what was sent, in the sizes pages need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The name of its file.
    pub file: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The same as squares of certain sides, the smallest first; of icons only.
    #[serde(default)]
    pub sizes: Vec<SizedPicture>,
    /// The same in the old format for icons; of favicons only.
    #[serde(default)]
    pub ico: Option<String>,
}

/// A square of a certain side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizedPicture {
    /// In pixels.
    pub side: u32,
    /// The name of its file.
    pub file: String,
}

impl Picture {
    /// The names of all its files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let sizes = self.sizes.iter().map(|size| size.file.as_str());
        std::iter::once(self.file.as_str())
            .chain(sizes)
            .chain(self.ico.as_deref())
    }

    /// Its size in a box of at most so many pixels: as large as fits, never larger than it is.
    #[must_use]
    pub fn within(&self, width: u32, height: u32) -> (u32, u32) {
        let [own_width, own_height] = [self.width, self.height].map(|side| u64::from(side.max(1)));
        let [most_wide, most_high] = [width, height].map(u64::from);
        if own_width <= most_wide && own_height <= most_high {
            return (self.width, self.height);
        }
        let (wide, high) = if most_wide * own_height <= most_high * own_width {
            (most_wide, most_wide * own_height / own_width)
        } else {
            (most_high * own_width / own_height, most_high)
        };
        let side = |side: u64| u32::try_from(side).unwrap_or(u32::MAX).max(1);
        (side(wide), side(high))
    }

    /// The square of this side, if there is one.
    #[must_use]
    pub fn side(&self, side: u32) -> Option<&str> {
        let found = self.sizes.iter().find(|square| square.side == side);
        found.map(|square| square.file.as_str())
    }
}

/// The pictures of a brand, by their place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pictures(pub BTreeMap<Slot, Picture>);

impl Pictures {
    /// The picture at a place.
    #[must_use]
    pub fn of(&self, slot: Slot) -> Option<&Picture> {
        self.0.get(&slot)
    }

    /// The picture in the browser's tab: the favicon, else the icon.
    #[must_use]
    pub fn tab_icon(&self) -> Option<&Picture> {
        self.of(Slot::Favicon).or_else(|| self.of(Slot::IconLight))
    }

    /// The names of all their files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.values().flat_map(Picture::files)
    }
}

/// Whether a text is the name of a file of a brand: 32 digits of the hash of its content and what
/// kind it is.
#[must_use]
pub fn is_file_name(name: &str) -> bool {
    let is_hash = |text: &str| {
        text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    name.split_once('.')
        .is_some_and(|(hash, kind)| is_hash(hash) && matches!(kind, "png" | "jpg" | "ico"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_shape_in_a_box() {
        let of = |width, height| {
            let picture = Picture {
                file: String::new(),
                width,
                height,
                sizes: Vec::new(),
                ico: None,
            };
            picture.within(144, 28)
        };
        assert_eq!(of(144, 28), (144, 28));
        assert_eq!(of(20, 10), (20, 10), "nothing is blown up");
        assert_eq!(of(288, 28), (144, 14));
        assert_eq!(of(28, 280), (2, 28));
        assert_eq!(of(600, 100), (144, 24));
        assert_eq!(of(4_096, 1), (144, 1), "something is left of the thinnest");
    }
}
