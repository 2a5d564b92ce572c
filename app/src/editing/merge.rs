use serde_json::{Map, Value};

use super::Draft;

/// Two edits of one form, brought together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged<T> {
    /// Mine where I changed something, theirs everywhere else.
    pub draft: T,
    /// Fields that both changed, each to another value: mine is in the draft.
    pub clashes: Vec<String>,
}

/// The names of the fields in which two drafts differ, in the order of the form.
pub fn dirty<T: Draft>(base: &T, draft: &T) -> Vec<String> {
    let (base, draft) = (object(base), object(draft));
    paths::<T>(&[&base, &draft])
        .into_iter()
        .filter(|path| get(&base, path) != get(&draft, path))
        .map(Path::name)
        .collect()
}

/// The value of a field, as it is serialised; nothing where an entry is missing.
pub fn field<T: Draft>(draft: &T, name: &str) -> Value {
    let draft = object(draft);
    paths::<T>(&[&draft])
        .into_iter()
        .find(|path| path.is(name))
        .and_then(|path| get(&draft, &path).cloned())
        .unwrap_or_default()
}

/// A draft with one field as another draft has it.
pub fn with_field<T: Draft>(draft: &T, name: &str, from: &T) -> T {
    let mut changed = object(draft);
    let from = object(from);
    for path in paths::<T>(&[&changed, &from])
        .into_iter()
        .filter(|path| path.is(name))
    {
        put(&mut changed, &path, get(&from, &path).cloned());
    }
    parse(changed).unwrap_or_else(|| draft.clone())
}

/// Brings `mine` and `theirs`, which both began as `base`, together.
pub fn merge<T: Draft>(base: &T, mine: &T, theirs: &T) -> Merged<T> {
    let (base, draft, other) = (object(base), object(mine), object(theirs));
    let mut merged = draft.clone();
    let mut clashes = Vec::new();
    for path in paths::<T>(&[&base, &draft, &other]) {
        let (was, own, their) = (get(&base, &path), get(&draft, &path), get(&other, &path));
        if own == was {
            put(&mut merged, &path, their.cloned());
        } else if their != was && their != own {
            clashes.push(path.name());
        }
    }
    Merged {
        draft: parse(merged).unwrap_or_else(|| mine.clone()),
        clashes,
    }
}

/// Where a field stands: under its own name, or as an entry of a map.
enum Path {
    Field(&'static str),
    Entry(&'static str, String),
}

impl Path {
    fn name(self) -> String {
        match self {
            Self::Field(name) => name.to_owned(),
            Self::Entry(_, key) => key,
        }
    }

    fn is(&self, name: &str) -> bool {
        match self {
            Self::Field(own) => *own == name,
            Self::Entry(_, key) => key == name,
        }
    }
}

fn paths<T: Draft>(drafts: &[&Map<String, Value>]) -> Vec<Path> {
    let mut paths = Vec::with_capacity(T::FIELDS.len());
    for &name in T::FIELDS {
        if !T::MAPS.contains(&name) {
            paths.push(Path::Field(name));
            continue;
        }
        let mut keys: Vec<&String> = drafts
            .iter()
            .filter_map(|draft| draft.get(name)?.as_object())
            .flat_map(Map::keys)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        paths.extend(keys.into_iter().map(|key| Path::Entry(name, key.clone())));
    }
    paths
}

fn get<'a>(draft: &'a Map<String, Value>, path: &Path) -> Option<&'a Value> {
    match path {
        Path::Field(name) => draft.get(*name),
        Path::Entry(name, key) => draft.get(*name)?.get(key),
    }
}

fn put(draft: &mut Map<String, Value>, path: &Path, value: Option<Value>) {
    let (map, key) = match path {
        Path::Field(name) => (Some(draft), *name),
        Path::Entry(name, key) => (
            draft.get_mut(*name).and_then(Value::as_object_mut),
            key.as_str(),
        ),
    };
    let Some(map) = map else { return };
    match value {
        Some(value) => {
            map.insert(key.to_owned(), value);
        }
        None => {
            map.remove(key);
        }
    }
}

fn object<T: Draft>(draft: &T) -> Map<String, Value> {
    match serde_json::to_value(draft) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn parse<T: Draft>(map: Map<String, Value>) -> Option<T> {
    serde_json::from_value(Value::Object(map)).ok()
}

#[cfg(test)]
mod tests {
    use domain::{
        CustomFieldId,
        auth::ProfileDraft,
        catalogue::{ItemDraft, ItemKind, MarginsDraft},
        clients::ClientDraft,
        limit::LimitDraft,
        partners::CompanyDraft,
        plans::PlanDraft,
    };

    use super::*;

    fn names_every_field<T: Draft>(draft: &T) {
        let mut named = T::FIELDS.to_vec();
        named.sort_unstable();
        let map = object(draft);
        let mut there: Vec<&str> = map.keys().map(String::as_str).collect();
        there.sort_unstable();
        assert_eq!(named, there);
    }

    #[test]
    fn every_field_of_a_form_is_watched() {
        names_every_field(&PlanDraft::default());
        names_every_field(&ItemDraft::new(ItemKind::Service));
        names_every_field(&MarginsDraft::default());
        names_every_field(&ClientDraft::default());
        names_every_field(&CompanyDraft::default());
        names_every_field(&ProfileDraft::default());
    }

    fn plan(name: &str, price: &str, seats: &str) -> PlanDraft {
        PlanDraft {
            name: name.to_owned(),
            price: price.to_owned(),
            seats: LimitDraft {
                unlimited: false,
                number: seats.to_owned(),
            },
            ..PlanDraft::default()
        }
    }

    #[test]
    fn changes_are_told_in_the_order_of_the_form() {
        let base = plan("Growth", "49.00", "5");
        assert_eq!(dirty(&base, &base), Vec::<String>::new());
        assert_eq!(
            dirty(&base, &plan("Growth", "59.00", "6")),
            ["price", "seats"]
        );
    }

    #[test]
    fn two_edits_of_different_fields_both_stay() {
        let base = plan("Growth", "49.00", "5");
        let merged = merge(
            &base,
            &plan("Growth", "59.00", "5"),
            &plan("Grow", "49.00", "5"),
        );
        assert_eq!(merged.draft, plan("Grow", "59.00", "5"));
        assert_eq!(merged.clashes, Vec::<String>::new());
    }

    #[test]
    fn two_edits_of_one_field_keep_mine_and_say_so() {
        let base = plan("Growth", "49.00", "5");
        let theirs = plan("Growth", "39.00", "5");
        let merged = merge(&base, &plan("Growth", "59.00", "5"), &theirs);
        assert_eq!(merged.draft.price, "59.00");
        assert_eq!(merged.clashes, ["price"]);
        assert_eq!(with_field(&merged.draft, "price", &theirs).price, "39.00");
    }

    #[test]
    fn the_same_edit_twice_is_no_clash() {
        let base = plan("Growth", "49.00", "5");
        let same = plan("Growth", "59.00", "5");
        assert_eq!(merge(&base, &same, &same).clashes, Vec::<String>::new());
    }

    #[test]
    fn entries_of_a_map_are_fields_of_their_own() {
        let id = |n: u128| -> CustomFieldId { format!("fld_{n:032x}").parse().unwrap() };
        let client = |values: &[(u128, &str)]| ClientDraft {
            custom: values
                .iter()
                .map(|(n, text)| (id(*n), (*text).to_owned()))
                .collect(),
            ..ClientDraft::default()
        };
        let base = client(&[(1, "a")]);
        assert_eq!(
            dirty(&base, &client(&[(1, "a"), (2, "b")])),
            [id(2).to_string()]
        );
        let merged = merge(&base, &client(&[(1, "a"), (2, "b")]), &client(&[]));
        assert_eq!(merged.draft, client(&[(2, "b")]));
        assert_eq!(field(&merged.draft, &id(2).to_string()), Value::from("b"));
    }
}
