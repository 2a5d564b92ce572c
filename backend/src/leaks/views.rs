use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose};
use mail_parser::decoders::html::add_html_token;
use percent_encoding::percent_decode_str;

use super::{Nature, Seen};

/// Attributes whose values are shown, or lead somewhere.
const TELLING: [&str; 14] = [
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "placeholder",
    "content",
    "value",
    "href",
    "src",
    "srcset",
    "action",
    "download",
    "data-me",
    "label",
];
/// Elements whose content is a language of its own.
const CODE: [&str; 2] = ["script", "style"];
/// Characters from which on a run of the alphabet of base64 is decoded: shorter ones are words.
const BASE64_MIN: usize = 16;
/// Characters from which on a run in a binary file is a text.
const TEXT_MIN: usize = 4;

/// A text that somebody who looks at a surface can come to read.
#[derive(Debug)]
pub(super) struct View {
    pub(super) text: String,
    /// The same in small letters, letter by letter.
    pub(super) folded: String,
    /// Whether people wrote it for people: markup and code have words of their own.
    pub(super) is_prose: bool,
}

impl View {
    fn new(text: String, is_prose: bool) -> Self {
        Self {
            folded: folded(&text),
            text,
            is_prose,
        }
    }
}

/// Small letters, one for one, so that places in both texts can be counted alike.
pub(super) fn folded(text: &str) -> String {
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    text.chars().map(small).collect()
}

/// A surface as it is, as it reads, and with what is written in it in percent signs (RFC 3986) or
/// base64 (RFC 4648). Not seen is what is compressed or encrypted in a file, drawn in a picture, or
/// put together by a script.
pub(super) fn views(seen: &Seen) -> Vec<View> {
    let text = String::from_utf8_lossy(&seen.bytes);
    match seen.nature {
        Nature::Binary => vec![View::new(strings(&text), false)],
        Nature::Code => with_decoded(View::new(text.into_owned(), false)),
        Nature::Text => with_decoded(View::new(text.into_owned(), true)),
        Nature::Html => {
            let mut views = with_decoded(View::new(said(&text), true));
            views.extend(with_decoded(View::new(text.into_owned(), false)));
            views
        }
    }
}

fn with_decoded(view: View) -> Vec<View> {
    let unescaped = view.text.contains('%').then(|| {
        let decoded = percent_decode_str(&view.text).decode_utf8_lossy();
        View::new(decoded.into_owned(), view.is_prose)
    });
    let hidden = View::new(from_base64(&view.text), true);
    let mut views = vec![view];
    views.extend(unescaped);
    if !hidden.text.is_empty() {
        views.push(hidden);
    }
    views
}

/// The texts that stand in base64, a line each.
fn from_base64(text: &str) -> String {
    let is_outside = |c: char| !(c.is_ascii_alphanumeric() || "+/-_".contains(c));
    let mut found = String::new();
    for run in text.split(is_outside).filter(|run| run.len() >= BASE64_MIN) {
        // One character over is no byte.
        let whole = if run.len() % 4 == 1 {
            run.get(..run.len() - 1).unwrap_or(run)
        } else {
            run
        };
        let decoded = [
            general_purpose::STANDARD_NO_PAD,
            general_purpose::URL_SAFE_NO_PAD,
        ]
        .into_iter()
        .find_map(|alphabet| alphabet.decode(whole).ok());
        if let Some(text) = decoded.and_then(|bytes| String::from_utf8(bytes).ok()) {
            let _ = writeln!(found, "{text}");
        }
    }
    found
}

/// The texts in a binary file, a line each.
fn strings(text: &str) -> String {
    let is_between = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER;
    let runs = text.split(is_between);
    let runs = runs.filter(|run| run.chars().nth(TEXT_MIN - 1).is_some());
    runs.collect::<Vec<_>>().join("\n")
}

/// What a page says: its texts, also those in comments, and what attributes show or lead to.
fn said(html: &str) -> String {
    let mut said = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        say(&mut said, text);
        if let Some(comment) = after.strip_prefix("!--") {
            let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
            say(&mut said, inside);
            said.push('\n');
            rest = after;
            continue;
        }
        let end = end_of_tag(after);
        let (tag, after) = after.split_at_checked(end).unwrap_or((after, ""));
        attributes(&mut said, tag);
        rest = after.strip_prefix('>').unwrap_or(after);
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        if CODE.contains(&name) {
            let close = format!("</{name}");
            rest = rest
                .find(&close)
                .and_then(|at| rest.get(at..))
                .unwrap_or("");
        }
        // Elements set words apart; those inside a line do so rarely, and two halves of a name in
        // two of them are still read as one.
        if !matches!(
            name,
            "b" | "/b" | "i" | "/i" | "em" | "/em" | "strong" | "/strong" | "span" | "/span"
        ) {
            said.push('\n');
        }
    }
    say(&mut said, rest);
    said
}

/// Where a tag ends: at the first bracket that stands in no quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn attributes(said: &mut String, tag: &str) {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before
            .rsplit([' ', '\n', '"', '\''])
            .next()
            .unwrap_or_default();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let inside = after.get(1..).unwrap_or_default();
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        if TELLING.contains(&name) {
            said.push('\n');
            say(said, value);
        }
        rest = after;
    }
}

/// Adds a text with its entities as the characters they stand for, and one space for any number.
fn say(said: &mut String, text: &str) {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let entity = after.split_once(';');
        let entity = entity.filter(|(name, _)| name.len() < 12 && name.is_ascii());
        rest = if let Some((name, after)) = entity {
            add_html_token(&mut plain, format!("&{name};").as_bytes(), false);
            after
        } else {
            plain.push('&');
            after
        };
    }
    plain.push_str(rest);
    for c in plain.chars() {
        if !c.is_whitespace() {
            said.push(c);
        } else if !said.ends_with([' ', '\n']) {
            said.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_it_shows() {
        let page = "<!DOCTYPE html><title>A &amp; B</title><style>.bolt{}</style>\
            <a class=\"bolt\" href='/x?a=1&amp;b=2' title=\"1 > 0\">G<b>r</b>eat</a>\
            <!-- said aside --><script>bolt()</script><p id=bolt>Caf&#233;\n  <b>au</b>\nlait</p>";
        let said = said(page);
        for part in [
            "A & B",
            "/x?a=1&b=2",
            "1 > 0",
            "Great",
            "said aside",
            "Café",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!said.contains("bolt"), "{said}");
    }

    #[test]
    fn what_is_written_otherwise_is_read_too() {
        let shown = |nature, bytes: &[u8]| {
            let seen = Seen::of(domain::leaks::Surface::Page, "/", nature, bytes.to_vec());
            let views = views(&seen).into_iter().map(|view| view.text);
            views.collect::<Vec<_>>().join("\n")
        };
        assert!(shown(Nature::Text, b"a%20b%C3%A9").contains("a bé"));
        assert!(
            shown(Nature::Code, b"url(data:x;base64,Qm9sdCBTeXN0ZW1z)").contains("Bolt Systems")
        );
        assert!(shown(Nature::Text, b"x: eyJhIjoiQm9sdCJ9.x").contains("\"a\":\"Bolt\""));
        let binary = shown(Nature::Binary, b"\0\x01abc\0Bolt Systems\xff\xfe\0");
        assert_eq!(binary, "Bolt Systems");
    }
}
