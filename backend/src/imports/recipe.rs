use std::collections::BTreeMap;

use csv::StringRecord;
use domain::{
    CustomFieldId, FieldErrors, Problem, Refusal, Version,
    clients::{ClientDraft, NewClient},
    custom_fields::{CustomField, FIELDS_MAX, Kind},
    fields::required,
    imports::{FIELDS, Mapping, Target},
    refusal::Rejection,
    text::fold,
};

use super::reading::country_code;

/// Fields that several columns may fill together, and what stands between their parts.
const JOINED: [(&str, &str); 3] = [("contact", " "), ("street", ", "), ("notes", "\n")];

/// How the cells of a row become a client: a mapping that was checked against the file and the
/// partner's fields.
#[derive(Debug)]
pub(super) struct Recipe {
    slots: Vec<Slot>,
    fields: Vec<CustomField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Nowhere,
    Field(&'static str),
    Custom(CustomFieldId),
}

impl Recipe {
    /// Checks a mapping; fields yet to be made get an id of `new_id`. What is wrong with one column
    /// stands at `column.N`, N from 0.
    pub(super) fn new(
        mapping: &Mapping,
        columns: usize,
        mut fields: Vec<CustomField>,
        mut new_id: impl FnMut() -> CustomFieldId,
    ) -> Result<Self, Refusal> {
        if mapping.targets.len() != columns {
            return Err(FieldErrors::one("targets", Problem::Unknown).into());
        }
        let mut errors = FieldErrors::default();
        let mut slots = Vec::new();
        for (column, target) in mapping.targets.iter().enumerate() {
            let slot = slot(target, &mut fields, &mut new_id);
            let slot = slot.and_then(|slot| unless_taken(slot, &slots));
            slots.push(slot.unwrap_or_else(|problem| {
                errors.add(&format!("column.{column}"), problem);
                Slot::Nowhere
            }));
        }
        if !slots.contains(&Slot::Field("company")) {
            errors.add("company", Problem::Required);
        }
        if fields.len() > FIELDS_MAX {
            let max = u64::try_from(FIELDS_MAX).unwrap_or(u64::MAX);
            return Err(Rejection::TooMuch { max }.into());
        }
        Ok(errors.or(Self { slots, fields })?)
    }

    /// `base` with the values of a row; empty cells leave what is there.
    pub(super) fn fill(&self, row: &StringRecord, base: &ClientDraft) -> ClientDraft {
        let mut client = base.clone();
        let mut typed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (slot, cell) in self.slots.iter().zip(row) {
            let cell = cell.trim();
            match slot {
                Slot::Nowhere => {}
                _ if cell.is_empty() => {}
                Slot::Field(field) => typed.entry(field).or_default().push(cell),
                Slot::Custom(id) => {
                    client.custom.insert(*id, self.adapted(*id, cell));
                }
            }
        }
        for (field, parts) in typed {
            let between = JOINED.iter().find(|(joined, _)| *joined == field);
            let value = parts.join(between.map_or(" ", |(_, between)| between));
            set(&mut client, field, value);
        }
        client
    }

    /// The client, or its fields that cannot be read and why.
    pub(super) fn check(&self, client: &ClientDraft) -> Result<NewClient, Vec<(String, Problem)>> {
        client.validate(&self.fields).map_err(|errors| {
            let named = errors.0.into_iter();
            named
                .map(|error| (self.label(error.field), error.problem))
                .collect()
        })
    }

    /// What a field is called: an additional field by its label, any other by its name.
    pub(super) fn label(&self, field: String) -> String {
        let custom = self
            .fields
            .iter()
            .find(|custom| custom.id.to_string() == field);
        custom.map_or(field, |custom| custom.label.clone())
    }

    fn adapted(&self, id: CustomFieldId, cell: &str) -> String {
        let field = self.fields.iter().find(|field| field.id == id);
        let adapted = field.and_then(|field| adapt(&field.kind, cell));
        adapted.unwrap_or_else(|| cell.to_owned())
    }
}

/// The mapping without additional fields that were removed since: their columns go nowhere.
pub(super) fn without_missing(mut mapping: Mapping, fields: &[CustomField]) -> Mapping {
    for target in &mut mapping.targets {
        if let Target::Custom(id) = target
            && !fields.iter().any(|field| field.id == *id)
        {
            *target = Target::Skip;
        }
    }
    mapping
}

fn slot(
    target: &Target,
    fields: &mut Vec<CustomField>,
    new_id: &mut impl FnMut() -> CustomFieldId,
) -> Result<Slot, Problem> {
    match target {
        Target::Skip => Ok(Slot::Nowhere),
        Target::Field(name) => FIELDS
            .into_iter()
            .find(|field| field == name)
            .map(Slot::Field)
            .ok_or(Problem::Unknown),
        Target::Custom(id) if fields.iter().any(|field| field.id == *id) => Ok(Slot::Custom(*id)),
        Target::Custom(_) => Err(Problem::Unknown),
        Target::NewCustom(label) => {
            let label = required(label, 80)?;
            if fields
                .iter()
                .any(|field| fold(&field.label) == fold(&label))
            {
                return Err(Problem::Taken);
            }
            let id = new_id();
            fields.push(CustomField {
                id,
                label,
                kind: Kind::Text,
                is_required: false,
                position: 0,
                version: Version(1),
            });
            Ok(Slot::Custom(id))
        }
    }
}

fn unless_taken(slot: Slot, slots: &[Slot]) -> Result<Slot, Problem> {
    let may_repeat = match slot {
        Slot::Nowhere => true,
        Slot::Field(field) => JOINED.iter().any(|(joined, _)| *joined == field),
        Slot::Custom(_) => false,
    };
    if may_repeat || !slots.contains(&slot) {
        Ok(slot)
    } else {
        Err(Problem::Taken)
    }
}

fn set(client: &mut ClientDraft, field: &str, value: String) {
    let place = match field {
        "company" => &mut client.company,
        "contact" => &mut client.contact,
        "email" => &mut client.email,
        "website" => &mut client.website,
        "phone" => &mut client.phone,
        "country" => {
            client.country = country_code(&value).map_or(value, str::to_owned);
            return;
        }
        "street" => &mut client.street,
        "city" => &mut client.city,
        "state" => &mut client.state,
        "postal_code" => &mut client.postal_code,
        _ => &mut client.notes,
    };
    *place = value;
}

/// A cell as people write it, in the form its field takes, where that is another.
fn adapt(kind: &Kind, cell: &str) -> Option<String> {
    match kind {
        Kind::Text | Kind::Number => None,
        Kind::Choice(choices) => choices
            .iter()
            .find(|choice| fold(choice) == fold(cell))
            .cloned(),
        Kind::YesNo => match fold(cell).as_str() {
            "да" | "si" | "sim" | "y" | "x" => Some("yes".to_owned()),
            "не" | "nao" | "n" => Some("no".to_owned()),
            _ => None,
        },
        Kind::Date => {
            let mut parts = cell.split(['.', '/']).map(str::trim);
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            // 22.11.2026 is clear; 11/22/2026 is another country's.
            let is_clear = cell.contains('.') && year.len() == 4 && parts.next().is_none();
            is_clear.then(|| format!("{year}-{month:0>2}-{day:0>2}"))
        }
    }
}
