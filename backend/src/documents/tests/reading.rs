//! XML, read back.

use quick_xml::{Reader, events::Event};

/// An element: its name as written, its attributes, its own text and what is in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Self>,
}

/// Reads a whole document; panics where it is not well-formed.
pub(super) fn read(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(started(&start)),
            Event::Empty(start) => {
                let element = started(&start);
                open.last_mut().unwrap().children.push(element);
            }
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(name) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*name))
                    .unwrap()
                    .into_owned();
                open.last_mut().unwrap().text.push_str(&text);
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "everything is closed");
    open.pop().unwrap().children.remove(0)
}

fn started(start: &quick_xml::events::BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let name = attribute.key.as_ref().to_owned();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap();
        (name, value.into_owned())
    });
    Element {
        name: start.name().as_ref().to_owned(),
        attributes: attributes.collect(),
        ..Element::default()
    }
}

impl Element {
    /// Every element at a path of names without prefixes, such as `TaxTotal/TaxSubtotal`.
    pub(super) fn all(&self, path: &str) -> Vec<&Self> {
        let mut found = vec![self];
        for name in path.split('/') {
            found = found
                .into_iter()
                .flat_map(|element| &element.children)
                .filter(|child| child.is(name))
                .collect();
        }
        found
    }

    /// The text of the only element at a path.
    pub(super) fn one(&self, path: &str) -> &str {
        let found = self.all(path);
        assert_eq!(found.len(), 1, "{path} in {}", self.name);
        &found[0].text
    }

    /// The first element of a name, wherever it is.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        let inside = || self.children.iter().find_map(|child| child.find(name));
        if self.is(name) { Some(self) } else { inside() }
    }

    /// The names of what is in it, without prefixes, each run of the same once.
    pub(super) fn order(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.children.iter().map(Self::bare).collect();
        names.dedup();
        names
    }

    fn is(&self, name: &str) -> bool {
        self.bare() == name
    }

    fn bare(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }
}
