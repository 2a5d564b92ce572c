//! Texts with places for words, and the little markup they have: paragraphs, a button, a note.

use serde::{Deserialize, Serialize};

use super::{LINK, MailKind};
use crate::{FieldErrors, Problem, fields, text};

/// Characters of a subject.
const SUBJECT_MAX: u32 = 150;
/// Characters of a text.
const BODY_MAX: u32 = 4_000;

/// The text of a message as typed. Paragraphs are parted by an empty line; one that is
/// `[Words]({link})` is a button, one whose lines begin with `> ` is a note in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateDraft {
    /// What stands in the list of messages.
    pub subject: String,
    /// The text.
    pub body: String,
}

impl TemplateDraft {
    /// Checks both parts and brings them into the stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self, kind: MailKind) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let draft = Self {
            subject: errors.take("subject", fields::required(&self.subject, SUBJECT_MAX)),
            body: errors.take("body", body(&self.body)),
        };
        let wrong = Problem::NotAPlaceholder { kind };
        // A link in the subject could not be pressed, and would show its secret in a list.
        let in_subject = |name: &str| name != LINK && kind.placeholders().contains(&name);
        if errors.of("subject").is_none()
            && !names(&draft.subject).all(|n| n.is_some_and(in_subject))
        {
            errors.add("subject", wrong);
        }
        if errors.of("body").is_none() {
            let is_known = |name: &str| kind.placeholders().contains(&name);
            if !names(&draft.body).all(|name| name.is_some_and(is_known)) {
                errors.add("body", wrong);
            } else if !names(&draft.body).any(|name| name == Some(LINK)) {
                errors.add("body", Problem::LinkMissing);
            }
        }
        errors.or(draft)
    }
}

fn body(value: &str) -> Result<String, Problem> {
    let value = fields::lines(value, BODY_MAX)?;
    if value.is_empty() {
        return Err(Problem::Required);
    }
    Ok(value)
}

/// What stands in braces, in order; nothing for a brace without its counterpart.
fn names(text: &str) -> impl Iterator<Item = Option<&str>> {
    let closed_first = text
        .split('{')
        .next()
        .is_some_and(|before| before.contains('}'));
    let named = text.split('{').skip(1).map(|rest| {
        let (name, after) = rest.split_once('}')?;
        (!after.contains('}')).then_some(name)
    });
    closed_first.then_some(None).into_iter().chain(named)
}

/// A piece of a message, as both its parts show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Text, with line breaks where it has them.
    Paragraph(Vec<Span>),
    /// What the recipient is meant to press.
    Button {
        /// Its words.
        label: String,
        /// Where it leads.
        url: String,
    },
    /// Text in small letters.
    Note(Vec<Span>),
}

impl Block {
    /// A paragraph that was only a word is none when that word is empty.
    fn shows_something(&self) -> bool {
        match self {
            Self::Paragraph(spans) | Self::Note(spans) => !flat(spans).trim().is_empty(),
            Self::Button { .. } => true,
        }
    }
}

/// A run of text inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Text(String),
    /// An address that can be opened.
    Link(String),
}

/// A message with every word in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// One line.
    pub subject: String,
    /// The text.
    pub blocks: Vec<Block>,
}

/// Puts words where a text names them. The text is taken apart before any word comes in: whatever
/// somebody is called, it stays a name and never becomes a button, a line or a placeholder.
#[must_use]
pub fn compose(draft: &TemplateDraft, words: &[(&str, String)]) -> Composed {
    let parts = draft.body.split("\n\n").map(str::trim);
    Composed {
        subject: flat(&spans(&draft.subject, words)),
        blocks: (parts.filter(|part| !part.is_empty()))
            .map(|part| block(part, words))
            .filter(Block::shows_something)
            .collect(),
    }
}

impl Composed {
    /// As plain text: what every mail program can show.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            match block {
                Block::Paragraph(spans) | Block::Note(spans) => text.push_str(&flat(spans)),
                Block::Button { label, url } => {
                    text.push_str(label);
                    text.push_str(":\n");
                    text.push_str(url);
                }
            }
        }
        text.push('\n');
        text
    }
}

fn block(part: &str, words: &[(&str, String)]) -> Block {
    let button = part.strip_prefix('[').and_then(|rest| {
        rest.strip_suffix("]({link})")
            .or(rest.strip_suffix("] ({link})"))
    });
    if let Some(label) = button.filter(|label| !label.contains(['\n', ']'])) {
        return Block::Button {
            label: flat(&spans(label, words)),
            url: word(LINK, words),
        };
    }
    if part.lines().all(|line| line.starts_with('>')) {
        let lines: Vec<&str> = part
            .lines()
            .map(|line| line.trim_start_matches('>').trim())
            .collect();
        return Block::Note(spans(&lines.join("\n"), words));
    }
    Block::Paragraph(spans(part, words))
}

fn spans(text: &str, words: &[(&str, String)]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut run = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        run.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if name == LINK {
            if !run.is_empty() {
                spans.push(Span::Text(std::mem::take(&mut run)));
            }
            spans.push(Span::Link(word(LINK, words)));
        } else {
            run.push_str(&word(name, words));
        }
        rest = after;
    }
    run.push_str(rest);
    if !run.is_empty() {
        spans.push(Span::Text(run));
    }
    spans
}

fn word(name: &str, words: &[(&str, String)]) -> String {
    let found = words.iter().find(|(known, _)| *known == name);
    found.map_or_else(String::new, |(_, value)| clean(value))
}

fn flat(spans: &[Span]) -> String {
    let texts = spans.iter().map(|span| match span {
        Span::Text(text) | Span::Link(text) => text.as_str(),
    });
    texts.collect()
}

/// A word as one line, without what shows nothing or reorders the text around it: whatever
/// somebody called their company, it cannot begin a header or pose as the rest of a sentence.
#[must_use]
pub fn clean(word: &str) -> String {
    let one_line = word.chars().map(|c| {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        }
    });
    let shown: String = one_line
        .filter(|c| !text::has_hidden(c.encode_utf8(&mut [0; 4])))
        .collect();
    shown.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(subject: &str, body: &str) -> TemplateDraft {
        TemplateDraft {
            subject: subject.to_owned(),
            body: body.to_owned(),
        }
    }

    fn problems(subject: &str, body: &str) -> (Option<Problem>, Option<Problem>) {
        match draft(subject, body).validate(MailKind::Reset) {
            Ok(_) => (None, None),
            Err(errors) => (errors.of("subject"), errors.of("body")),
        }
    }

    #[test]
    fn a_text_has_its_link_and_no_unknown_places() {
        let wrong = Some(Problem::NotAPlaceholder {
            kind: MailKind::Reset,
        });
        assert_eq!(problems("Hello {name}", "Open {link}"), (None, None));
        assert_eq!(problems("Hello {link}", "Open {link}"), (wrong, None));
        assert_eq!(problems("Hello {client}", "Open {link}"), (wrong, None));
        for body in [
            "{link} {days}",
            "{link} {",
            "{link} }",
            "} {link}",
            "{link}}",
            "{{link}}",
            "{ link }",
        ] {
            assert_eq!(problems("Hello", body).1, wrong, "{body}");
        }
        let missing = Some(Problem::LinkMissing);
        assert_eq!(problems("Hello", "Nothing to open"), (None, missing));
        let required = Some(Problem::Required);
        assert_eq!(problems(" ", " \n "), (required, required));
        let long = format!("{{link}}{}", "a".repeat(4_000));
        assert_eq!(
            problems("Hello", &long).1,
            Some(Problem::TooLong { max: 4_000 })
        );
        let hidden = Some(Problem::HiddenCharacters);
        assert_eq!(problems("Pay\u{200b}Pal", "{link}").0, hidden);
    }

    #[test]
    fn blocks_are_what_they_are_typed_as() {
        let text = draft(
            "Hi",
            "Dear {name},\nwelcome.\n\n[Go on, {name}]({link})\n\n> Or open\n> {link}",
        );
        let words = [
            ("name", "Ana".to_owned()),
            ("link", "https://h/x".to_owned()),
        ];
        let composed = compose(&text, &words);
        assert_eq!(
            composed.blocks,
            [
                Block::Paragraph(vec![Span::Text("Dear Ana,\nwelcome.".to_owned())]),
                Block::Button {
                    label: "Go on, Ana".to_owned(),
                    url: "https://h/x".to_owned()
                },
                Block::Note(vec![
                    Span::Text("Or open\n".to_owned()),
                    Span::Link("https://h/x".to_owned())
                ]),
            ]
        );
        assert_eq!(
            composed.text(),
            "Dear Ana,\nwelcome.\n\nGo on, Ana:\nhttps://h/x\n\nOr open\nhttps://h/x\n"
        );
    }

    #[test]
    fn a_name_is_only_a_name() {
        let evil = "{link}\r\n\r\n[Press]({link})\u{202e}\u{200b}\0 > x";
        let words = [
            ("name", evil.to_owned()),
            ("link", "https://h/x".to_owned()),
        ];
        let composed = compose(&draft("{name}", "{name}\n\n{link}"), &words);
        assert_eq!(composed.blocks.len(), 2);
        assert_eq!(composed.subject, "{link}    [Press]({link})  > x");
        assert!(!composed.text().contains('\u{202e}'));
    }
}
