//! The languages of the interface (G14).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Spanish.
    #[serde(rename = "es")]
    Es,
    /// Brazilian Portuguese.
    #[serde(rename = "pt-BR")]
    PtBr,
    /// Bulgarian.
    #[serde(rename = "bg")]
    Bg,
}

/// A tag of a language that the interface does not speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a language of the interface")]
pub struct UnknownLang;

impl Lang {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::En, Self::Es, Self::PtBr, Self::Bg];

    /// The tag for `<html lang>` (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::PtBr => "pt-BR",
            Self::Bg => "bg",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::PtBr => "Português (Brasil)",
            Self::Bg => "Български",
        }
    }

    /// The first language of an `Accept-Language` header that the interface speaks (RFC 9110).
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(|range| {
            let tag = range.split(';').next()?.trim().to_ascii_lowercase();
            let primary = tag.split('-').next()?;
            Self::ALL.into_iter().find(|lang| {
                lang.tag()
                    .split('-')
                    .next()
                    .is_some_and(|own| own.eq_ignore_ascii_case(primary))
            })
        })
    }

    /// Whether `n` takes the singular (CLDR plural rules; Portuguese counts 0 as one).
    #[must_use]
    pub const fn is_one(self, n: u64) -> bool {
        match self {
            Self::PtBr => n <= 1,
            Self::En | Self::Es | Self::Bg => n == 1,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(tag: &str) -> Result<Self, UnknownLang> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag() == tag)
            .ok_or(UnknownLang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_first_language_it_speaks() {
        assert_eq!(Lang::accepted("de-DE,pt;q=0.8,en;q=0.5"), Some(Lang::PtBr));
        assert_eq!(Lang::accepted("bg"), Some(Lang::Bg));
        assert_eq!(Lang::accepted("de"), None);
        assert_eq!(Lang::accepted(""), None);
    }
}
