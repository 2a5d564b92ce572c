//! The texts of the interface in the reader's language.
//!
//! A message is a number. On the server its text comes from the tables compiled in; in the browser
//! from the one language that `load` was given before the page came alive.

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

#[cfg(feature = "ssr")]
mod tables {
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

/// A text of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Msg(u16);

/// A text that depends on a number: the singular, and after it the plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural(u16);

/// The text of a message.
pub fn t(msg: Msg) -> &'static str {
    text(msg.0)
}

/// The text of a message with its `{placeholders}` filled.
pub fn tf(msg: Msg, values: &[(&str, &str)]) -> String {
    fill(text(msg.0), values)
}

/// The text for a number, `{n}` filled with it.
pub fn tn(plural: Plural, n: u64) -> String {
    tnf(plural, n, &[])
}

/// The text for a number, `{n}` and the other placeholders filled.
pub fn tnf(plural: Plural, n: u64, values: &[(&str, &str)]) -> String {
    let form = if lang().is_one(n) {
        plural.0
    } else {
        plural.0 + 1
    };
    fill(&fill(text(form), &[("n", &grouped(n))]), values)
}

/// A whole number with its digits in groups of three, as the language writes them.
pub fn grouped(n: u64) -> String {
    lang().grouped(n)
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            filled.push_str(value);
        } else {
            filled.push('{');
            filled.push_str(name);
            filled.push('}');
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(feature = "ssr")]
pub use server::*;
#[cfg(feature = "ssr")]
mod server {
    use domain::Lang;
    use leptos::prelude::use_context;

    /// The reader's language: that of the request being answered.
    pub fn lang() -> Lang {
        use_context::<Lang>().unwrap_or_default()
    }

    pub(super) fn text(index: u16) -> &'static str {
        texts(lang())
            .get(usize::from(index))
            .copied()
            .unwrap_or_default()
    }

    /// Every text of a language, in the order of the message ids.
    pub fn texts(lang: Lang) -> &'static [&'static str] {
        let [en, es, pt_br, bg] = super::tables::TABLES;
        match lang {
            Lang::En => en,
            Lang::Es => es,
            Lang::PtBr => pt_br,
            Lang::Bg => bg,
        }
    }

    /// The file of a language's texts, named for what is in it.
    pub fn file_name(lang: Lang) -> String {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        texts(lang).hash(&mut hasher);
        format!("texts.{lang}.{:016x}.json", hasher.finish())
    }

    /// The text of a message in a given language, for answers outside any page.
    pub fn text_in(lang: Lang, msg: super::Msg) -> &'static str {
        texts(lang)
            .get(usize::from(msg.0))
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(not(feature = "ssr"))]
pub use browser::*;
#[cfg(not(feature = "ssr"))]
mod browser {
    use std::sync::OnceLock;

    use domain::Lang;

    static LOADED: OnceLock<(Lang, Vec<&'static str>)> = OnceLock::new();

    /// Takes the texts of the page's language: a JSON list in the order of the message ids.
    pub fn load(lang: &str, json: &str) {
        let texts: Vec<String> = serde_json::from_str(json).unwrap_or_default();
        let texts = texts
            .into_iter()
            .map(|text| &*Box::leak(text.into_boxed_str()))
            .collect();
        let _ = LOADED.set((lang.parse().unwrap_or_default(), texts));
    }

    /// The reader's language: that of the page.
    pub fn lang() -> Lang {
        LOADED.get().map(|(lang, _)| *lang).unwrap_or_default()
    }

    pub(super) fn text(index: u16) -> &'static str {
        LOADED
            .get()
            .and_then(|(_, texts)| texts.get(usize::from(index)))
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        assert_eq!(
            fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]),
            "{b} and 2"
        );
        assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
