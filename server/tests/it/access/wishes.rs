use domain::policy::{Endpoint, Method};
use serde_json::Value;

use crate::{
    browser::{Answer, Browser},
    things::Things,
};

/// Addresses that name more in their query than in their path.
const QUERIES: [(&str, &str); 1] = [("/p/{slug}/clients/export", "?ids={client}")];

/// What is asked: an address and arguments, with the ids in both.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wish {
    method: Method,
    path: String,
    arguments: Value,
    /// Whether it is asked at the host of another brand, if at that of a brand at all.
    pub(super) is_elsewhere: bool,
}

/// A place in a wish that holds an id, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// The id in the address of this number, from 0.
    Address(usize),
    /// In the arguments; a JSON pointer (RFC 6901).
    Argument(String),
}

impl Wish {
    /// The wish to do what an endpoint does to these things, at the partner `slug`.
    pub(super) fn of(endpoint: &Endpoint, things: &Things, slug: &str) -> Self {
        let query = QUERIES.iter().find(|(path, _)| *path == endpoint.path);
        let template = format!("{}{}", endpoint.path, query.map_or("", |(_, query)| query));
        let path = things.path(&template, slug);
        assert!(!path.contains('{'), "say in things.rs what {path} is about");
        let arguments = if path.starts_with("/fn/") {
            things.arguments(&path, slug)
        } else {
            Value::Null
        };
        Self {
            method: endpoint.method,
            path,
            arguments,
            is_elsewhere: false,
        }
    }

    /// Asks for it.
    pub(super) async fn send(&self, browser: &mut Browser) -> Answer {
        if self.path.starts_with("/fn/") {
            return browser.call(&self.path, &self.arguments).await;
        }
        match self.method {
            Method::Get => browser.get(&self.path).await,
            Method::Post => {
                browser
                    .upload_parts(&self.path, &Things::upload(&self.path))
                    .await
            }
        }
    }

    /// Its address, for an assertion.
    pub(super) fn said(&self) -> String {
        format!("{} {} {}", self.method.name(), self.path, self.arguments)
    }

    /// Every place that holds an id.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let in_address = 0..ids_in(&self.path).len();
        let mut slots: Vec<Slot> = in_address.map(Slot::Address).collect();
        find_slots(&self.arguments, String::new(), &mut slots);
        slots
    }

    /// Whether a place holds a list.
    pub(super) fn is_list(&self, slot: &Slot) -> bool {
        match slot {
            Slot::Address(number) => {
                let (at, _) = ids_in(&self.path)[*number];
                self.path.find('?').is_some_and(|query| query < at)
            }
            Slot::Argument(pointer) => self.arguments.pointer(pointer).unwrap().is_array(),
        }
    }

    /// The ids at a place.
    pub(super) fn ids(&self, slot: &Slot) -> Vec<String> {
        match slot {
            Slot::Address(number) => {
                let (at, length) = ids_in(&self.path)[*number];
                vec![self.path[at..at + length].to_owned()]
            }
            Slot::Argument(pointer) => match self.arguments.pointer(pointer).unwrap() {
                Value::Array(ids) => ids.iter().map(text).collect(),
                id => vec![text(id)],
            },
        }
    }

    /// The same wish with other ids at a place.
    pub(super) fn with(mut self, slot: &Slot, ids: &[String]) -> Self {
        match slot {
            Slot::Address(number) => {
                let (at, length) = ids_in(&self.path)[*number];
                let ids: Vec<String> = ids.iter().map(|id| escaped(id)).collect();
                self.path.replace_range(at..at + length, &ids.join(","));
            }
            Slot::Argument(pointer) => {
                let place = self.arguments.pointer_mut(pointer).unwrap();
                *place = if place.is_array() {
                    ids.into()
                } else {
                    ids[0].as_str().into()
                };
            }
        }
        self
    }

    /// The same wish at the partner of another short name, and at its host.
    pub(super) fn at(mut self, slug: &str) -> Self {
        if let Some(rest) = self.path.strip_prefix("/p/") {
            let (_, rest) = rest.split_once('/').unwrap_or((rest, ""));
            self.path = format!("/p/{slug}/{rest}");
            self.path.truncate(self.path.trim_end_matches('/').len());
        }
        if let Some(at) = self.arguments.get_mut("at") {
            *at = slug.into();
        }
        self.is_elsewhere = true;
        self
    }
}

fn text(id: &Value) -> String {
    id.as_str().unwrap().to_owned()
}

fn find_slots(value: &Value, pointer: String, slots: &mut Vec<Slot>) {
    match value {
        Value::String(text) if is_id(text) => slots.push(Slot::Argument(pointer)),
        Value::Array(values)
            if !values.is_empty() && values.iter().all(|id| id.as_str().is_some_and(is_id)) =>
        {
            slots.push(Slot::Argument(pointer));
        }
        Value::Array(values) => {
            for (number, value) in values.iter().enumerate() {
                find_slots(value, format!("{pointer}/{number}"), slots);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                find_slots(value, format!("{pointer}/{name}"), slots);
            }
        }
        _ => {}
    }
}

/// What may stand in an address as it is, and the rest in percents (RFC 3986).
fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

/// Whether a text is an id, `cli_…`, or the name of a brand's file, which is as good as one.
pub(super) fn is_id(text: &str) -> bool {
    let is_hex =
        |hex: &str| hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match (text.split_once('_'), text.split_once('.')) {
        (Some((kind, hex)), _) => kind.len() == 3 && is_hex(hex),
        (_, Some((hex, "png"))) => is_hex(hex),
        _ => false,
    }
}

/// Where ids stand in a text, and how long they are.
pub(super) fn ids_in(text: &str) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c| !is_part(c)) {
        if is_id(word) {
            found.push((at, word.len()));
        }
        // What splits may be longer than a byte.
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}
