use std::{fmt, future::Future, pin::Pin, sync::Arc};

use domain::{Lang, inclusions::Section, leaks::Surface};

use super::Stage;
use crate::Result;

/// How a surface is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A page.
    Html,
    /// Words for people, or data with such words in it.
    Text,
    /// A language of machines.
    Code,
    /// Anything else: only the texts in it are read.
    Binary,
}

/// One surface as it was seen.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What it is.
    pub surface: Surface,
    /// Which of them, in words that tell a person where to look.
    pub at: String,
    /// The section that it belongs to, if to one.
    pub section: Option<Section>,
    /// The language it speaks, if any.
    pub lang: Option<Lang>,
    /// How it is to be read.
    pub nature: Nature,
    /// What was seen.
    pub bytes: Vec<u8>,
}

impl Seen {
    /// A surface of no section that speaks no language.
    pub fn of(surface: Surface, at: &str, nature: Nature, bytes: Vec<u8>) -> Self {
        Self {
            surface,
            at: at.to_owned(),
            section: None,
            lang: None,
            nature,
            bytes,
        }
    }

    /// The same, in a language.
    #[must_use]
    pub fn in_lang(mut self, lang: Lang) -> Self {
        self.lang = Some(lang);
        self
    }

    /// The same, of a section.
    #[must_use]
    pub const fn of_section(mut self, section: Option<Section>) -> Self {
        self.section = section;
        self
    }
}

/// What was seen on a stage, or what broke.
pub type Sight = Pin<Box<dyn Future<Output = Result<Vec<Seen>>> + Send>>;

/// Whoever can look at pages: only what speaks HTTP can.
pub trait Eyes: fmt::Debug + Send + Sync {
    /// The build whose pages it looks at.
    fn build(&self) -> String;

    /// What the settings say of the operator: names, hosts, e-mail addresses.
    fn operator(&self) -> Vec<String>;

    /// Looks at everything that is answered to clients on a stage.
    fn see(&self, stage: Arc<Stage>) -> Sight;
}
