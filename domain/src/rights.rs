//! What a client user may do in which section: the boxes of their form (G7, G8).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::inclusions::Section;

/// How far a right on a section goes; editing includes viewing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// See what is there.
    View,
    /// See and change it.
    Edit,
}

impl Level {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Edit => "edit",
        }
    }
}

/// The ticked boxes of a person: a section without an entry is locked (G8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rights(BTreeMap<Section, Level>);

impl Rights {
    /// The same right on every section.
    #[must_use]
    pub fn everywhere(level: Level) -> Self {
        Section::ALL
            .iter()
            .map(|section| (*section, level))
            .collect()
    }

    /// How far the right on `section` goes; nothing when its boxes are empty.
    #[must_use]
    pub fn level(&self, section: Section) -> Option<Level> {
        self.0.get(&section).copied()
    }

    /// Whether the box for this much is ticked.
    #[must_use]
    pub fn allows(&self, section: Section, wanted: Level) -> bool {
        self.level(section).is_some_and(|level| level >= wanted)
    }

    /// Sets the boxes of a section; nothing empties both.
    pub fn set(&mut self, section: Section, level: Option<Level>) {
        match level {
            Some(level) => self.0.insert(section, level),
            None => self.0.remove(&section),
        };
    }

    /// The sections with a ticked box, in the order they are shown.
    pub fn sections(&self) -> impl Iterator<Item = (Section, Level)> + '_ {
        self.0.iter().map(|(section, level)| (*section, *level))
    }

    /// The boxes as one line, for the activity: `design: edit, content: view`.
    #[must_use]
    pub fn in_a_line(&self) -> String {
        let boxes = self
            .sections()
            .map(|(section, level)| format!("{}: {}", section.key(), level.name()));
        boxes.collect::<Vec<_>>().join(", ")
    }
}

impl FromIterator<(Section, Level)> for Rights {
    fn from_iter<T: IntoIterator<Item = (Section, Level)>>(boxes: T) -> Self {
        Self(boxes.into_iter().collect())
    }
}

/// Boxes that are often ticked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Everything.
    Everything,
    /// Everything to look at, nothing to change.
    Viewer,
    /// Looks and texts.
    Designer,
    /// Texts, messages and mailings, and what they bring.
    Marketer,
    /// Contacts and figures.
    Sales,
}

impl Preset {
    /// Every preset, in the order it is offered.
    pub const ALL: [Self; 5] = [
        Self::Everything,
        Self::Viewer,
        Self::Designer,
        Self::Marketer,
        Self::Sales,
    ];

    /// The boxes it ticks.
    #[must_use]
    pub fn rights(self) -> Rights {
        use Level::{Edit, View};
        use Section as S;
        match self {
            Self::Everything => Rights::everywhere(Edit),
            Self::Viewer => Rights::everywhere(View),
            Self::Designer => [(S::Design, Edit), (S::Content, Edit)]
                .into_iter()
                .collect(),
            Self::Marketer => [
                (S::Content, Edit),
                (S::PushNotifications, Edit),
                (S::Email, Edit),
                (S::Contacts, View),
                (S::Statistics, View),
            ]
            .into_iter()
            .collect(),
            Self::Sales => [(S::Contacts, Edit), (S::Statistics, View)]
                .into_iter()
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_includes_viewing() {
        let mut rights = Rights::default();
        assert!(!rights.allows(Section::Design, Level::View));
        rights.set(Section::Design, Some(Level::Edit));
        assert!(rights.allows(Section::Design, Level::View));
        rights.set(Section::Design, Some(Level::View));
        assert!(!rights.allows(Section::Design, Level::Edit));
        rights.set(Section::Design, None);
        assert_eq!(rights, Rights::default());
    }

    #[test]
    fn rights_are_stored_by_section() {
        let rights: Rights = [
            (Section::Email, Level::View),
            (Section::Design, Level::Edit),
        ]
        .into_iter()
        .collect();
        let json = serde_json::to_string(&rights).unwrap();
        assert_eq!(json, r#"{"design":"edit","email":"view"}"#);
        assert_eq!(serde_json::from_str::<Rights>(&json).unwrap(), rights);
        assert_eq!(rights.in_a_line(), "design: edit, email: view");
    }

    #[test]
    fn presets_differ() {
        for (n, one) in Preset::ALL.iter().enumerate() {
            for other in &Preset::ALL[n + 1..] {
                assert_ne!(one.rights(), other.rights(), "{one:?} {other:?}");
            }
        }
    }
}
