use std::io;

use domain::Money;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::{Error, Result};

pub(super) type Written = io::Result<()>;

/// XML as it grows. Every text is escaped, and what XML cannot hold is left out of it.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A whole document in UTF-8.
    pub(super) fn document(
        root: &str,
        namespaces: &[(&str, &str)],
        inside: impl FnOnce(&mut Self) -> Written,
    ) -> Result<String> {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.root(root, namespaces, inside)
            .map_err(|error| Error::Broken(Box::new(error)))?;
        String::from_utf8(xml.0.into_inner()).map_err(|error| Error::Broken(Box::new(error)))
    }

    fn root(
        &mut self,
        root: &str,
        namespaces: &[(&str, &str)],
        inside: impl FnOnce(&mut Self) -> Written,
    ) -> Written {
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        self.0.write_event(Event::Decl(declaration))?;
        let start = BytesStart::new(root).with_attributes(namespaces.iter().copied());
        self.0.write_event(Event::Start(start))?;
        inside(self)?;
        self.0.write_event(Event::End(BytesEnd::new(root)))
    }

    /// An element with others in it.
    pub(super) fn group(
        &mut self,
        name: &str,
        inside: impl FnOnce(&mut Self) -> Written,
    ) -> Written {
        self.0.write_event(Event::Start(BytesStart::new(name)))?;
        inside(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with a text.
    pub(super) fn leaf(&mut self, name: &str, text: &str) -> Written {
        self.leaf_with(name, &[], text)
    }

    /// An element with attributes and a text.
    pub(super) fn leaf_with(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> Written {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))?;
        self.0
            .write_event(Event::Text(BytesText::new(&holdable(text))))?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with a text, if there is one: these formats allow no empty elements.
    pub(super) fn optional(&mut self, name: &str, text: &str) -> Written {
        if says_something(text) {
            self.leaf(name, text)
        } else {
            Ok(())
        }
    }

    /// An amount, in the document's currency.
    pub(super) fn amount(&mut self, name: &str, amount: Money) -> Written {
        self.leaf(name, &amount.to_input())
    }

    /// An amount that names its currency.
    pub(super) fn amount_in_currency(&mut self, name: &str, amount: Money) -> Written {
        let currency = [("currencyID", amount.currency.code())];
        self.leaf_with(name, &currency, &amount.to_input())
    }
}

/// Whether anything of a text is left in XML.
pub(super) fn says_something(text: &str) -> bool {
    !holdable(text).is_empty()
}

/// A text without the characters that XML 1.0 cannot hold (production 2), and without spaces around.
fn holdable(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_holdable(*c)).collect();
    text.trim().to_owned()
}

const fn is_holdable(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..
    )
}
