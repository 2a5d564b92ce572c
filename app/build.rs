//! Turns `locales/<feature>.<lang>.toml` into message ids and, for the server, their texts.
//!
//! The browser gets ids only: the texts of one language reach it as a file of their own, so that
//! no language weighs on the WebAssembly. A missing key, or a placeholder that one language lacks,
//! fails the build.

#![expect(clippy::panic, reason = "a build script fails by panicking")]

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

const LANGS: [&str; 4] = ["en", "es", "pt-BR", "bg"];

type Texts = BTreeMap<String, Vec<String>>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let all: Vec<Texts> = LANGS.iter().map(|lang| read(lang)).collect();
    let [english, others @ ..] = all.as_slice() else {
        unreachable!("there are four languages")
    };
    for (texts, lang) in others.iter().zip(LANGS.iter().skip(1)) {
        compare(english, texts, lang);
    }

    let mut ids = String::from(
        "/// Every message of the interface.\npub mod m {\n    use super::{Msg, Plural};\n",
    );
    let mut next = 0_usize;
    for (key, forms) in english {
        let name = key.to_uppercase().replace(['.', '-'], "_");
        let kind = if forms.len() == 1 { "Msg" } else { "Plural" };
        let shown = forms.last().and_then(|text| text.lines().next());
        let shown = shown.unwrap_or_default().replace(['`', '[', ']'], " ");
        let _ = writeln!(
            ids,
            "    /// `{shown}`\n    pub const {name}: {kind} = {kind}({next});"
        );
        next += forms.len();
    }
    ids.push_str("}\n");

    let mut tables = String::from("pub(super) const TABLES: [&[&str]; 4] = [\n");
    for texts in &all {
        let _ = writeln!(
            tables,
            "    &{:?},",
            texts.values().flatten().collect::<Vec<_>>()
        );
    }
    tables.push_str("];\n");

    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("messages.rs"), ids).expect("OUT_DIR can be written");
    fs::write(Path::new(&out).join("tables.rs"), tables).expect("OUT_DIR can be written");
}

fn read(lang: &str) -> Texts {
    let mut texts = Texts::new();
    let mut files: Vec<_> = fs::read_dir("locales")
        .expect("locales/ is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(&format!(".{lang}.toml")))
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).expect("a locale file can be read");
        let table: toml::Table = text
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for (key, value) in table {
            let text = |value: &toml::Value| {
                let Some(text) = value.as_str() else {
                    panic!(
                        "{}: {key} must be a text or {{ one, other }}",
                        file.display()
                    )
                };
                text.to_owned()
            };
            let forms = match &value {
                toml::Value::Table(forms) => match (forms.get("one"), forms.get("other")) {
                    (Some(one), Some(other)) => vec![text(one), text(other)],
                    _ => panic!("{}: {key} needs `one` and `other`", file.display()),
                },
                value => vec![text(value)],
            };
            assert!(
                texts.insert(key.clone(), forms).is_none(),
                "{}: {key} stands in another file too",
                file.display()
            );
        }
    }
    texts
}

fn compare(english: &Texts, texts: &Texts, lang: &str) {
    for (key, forms) in english {
        let other = texts
            .get(key)
            .unwrap_or_else(|| panic!("{lang} lacks {key}"));
        assert_eq!(
            forms.len(),
            other.len(),
            "{lang}: {key} has other forms than English"
        );
        let wanted = placeholders(forms.last().map_or("", String::as_str));
        let found = placeholders(other.last().map_or("", String::as_str));
        assert_eq!(
            wanted, found,
            "{lang}: {key} has other placeholders than English"
        );
    }
    for key in texts.keys() {
        assert!(
            english.contains_key(key),
            "{lang} has {key}, which English lacks"
        );
    }
}

fn placeholders(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
        .collect();
    found.sort();
    found.dedup();
    found
}
