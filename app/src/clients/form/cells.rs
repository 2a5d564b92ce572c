use domain::{
    clients::ClientDraft,
    custom_fields::{CustomField, CustomValues},
};
use leptos::prelude::*;

/// The fields of the form: each its name and its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells(StoredValue<Vec<(String, RwSignal<String>)>>);

impl Cells {
    pub(super) fn new(draft: &ClientDraft, fields: &[CustomField]) -> Self {
        let texts = texts(draft, fields.iter().map(|field| field.id.to_string()));
        let cells = texts
            .into_iter()
            .map(|(name, text)| (name, RwSignal::new(text)))
            .collect();
        Self(StoredValue::new(cells))
    }

    /// The text of a field.
    pub(super) fn cell(self, name: &str) -> RwSignal<String> {
        self.0
            .with_value(|cells| {
                let found = cells.iter().find(|(known, _)| known == name);
                found.map(|(_, cell)| *cell)
            })
            .unwrap_or_default()
    }

    /// The form as a draft; follows every field.
    pub(super) fn draft(self) -> ClientDraft {
        let texts: Vec<(String, String)> = self.0.with_value(|cells| {
            cells
                .iter()
                .map(|(name, cell)| (name.clone(), cell.get()))
                .collect()
        });
        draft_of(&texts)
    }

    /// Fills the form with a draft.
    pub(super) fn fill(self, draft: &ClientDraft) {
        let names: Vec<String> = self
            .0
            .with_value(|cells| cells.iter().map(|(name, _)| name.clone()).collect());
        let custom = names
            .iter()
            .filter(|name| name.starts_with("fld_"))
            .cloned();
        for (name, text) in texts(draft, custom) {
            let cell = self.cell(&name);
            if *cell.read_untracked() != text {
                cell.set(text);
            }
        }
    }
}

/// Name and text of every field: the plain ones, manager and plan, the additional ones.
fn texts(draft: &ClientDraft, custom: impl Iterator<Item = String>) -> Vec<(String, String)> {
    let plain = draft
        .fields()
        .map(|(name, text)| (name.to_owned(), text.to_owned()));
    let text = |id: Option<String>| id.unwrap_or_default();
    let people = [
        (
            "manager".to_owned(),
            text(draft.manager.map(|id| id.to_string())),
        ),
        ("plan".to_owned(), text(draft.plan.map(|id| id.to_string()))),
    ];
    let custom = custom.map(|id| {
        let value = id.parse().ok().and_then(|id| draft.custom.get(&id));
        (id, text(value.cloned()))
    });
    plain.into_iter().chain(people).chain(custom).collect()
}

fn draft_of(texts: &[(String, String)]) -> ClientDraft {
    let text = |name: &str| {
        let found = texts.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let custom: CustomValues = texts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .filter_map(|(name, text)| Some((name.parse().ok()?, text.clone())))
        .collect();
    ClientDraft {
        company: text("company"),
        contact: text("contact"),
        email: text("email"),
        website: text("website"),
        phone: text("phone"),
        country: text("country"),
        street: text("street"),
        city: text("city"),
        state: text("state"),
        postal_code: text("postal_code"),
        notes: text("notes"),
        manager: text("manager").parse().ok(),
        plan: text("plan").parse().ok(),
        custom,
    }
}

#[cfg(test)]
mod tests {
    use domain::CustomFieldId;

    use super::*;

    #[test]
    fn a_draft_survives_the_form() {
        let id: CustomFieldId = format!("fld_{:032x}", 1).parse().unwrap();
        let empty: CustomFieldId = format!("fld_{:032x}", 2).parse().unwrap();
        let draft = ClientDraft {
            company: "Acme".to_owned(),
            contact: "Ana".to_owned(),
            email: "ana@acme.example".to_owned(),
            website: "acme.example".to_owned(),
            phone: "+359 2 123".to_owned(),
            country: "BG".to_owned(),
            street: "1 Main".to_owned(),
            city: "Sofia".to_owned(),
            state: "Sofia-City".to_owned(),
            postal_code: "1000".to_owned(),
            notes: "Two\nlines".to_owned(),
            manager: format!("mem_{:032x}", 3).parse().ok(),
            plan: format!("pln_{:032x}", 4).parse().ok(),
            custom: [(id, "blue".to_owned())].into(),
        };
        let names = [id.to_string(), empty.to_string()];
        assert_eq!(draft_of(&texts(&draft, names.into_iter())), draft);
    }
}
