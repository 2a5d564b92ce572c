use domain::{
    CustomFieldId,
    billing::Payer,
    clients::{ClientDraft, ClientFormOptions},
    custom_fields::{CustomField, Kind},
    payments::Method,
};

use crate::{
    countries, editing,
    i18n::{m, t},
    words,
};

/// Fields and values as a person knows them: labels, names, countries, yes and no.
#[derive(Debug, Clone)]
pub(in crate::clients) struct Shown {
    fields: Vec<CustomField>,
    names: Vec<(String, String)>,
}

impl Shown {
    pub(super) fn new(options: &ClientFormOptions) -> Self {
        let plans = options
            .plans
            .iter()
            .map(|plan| (plan.id.to_string(), plan.name.clone()));
        let managers = options
            .managers
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()));
        Self {
            fields: options.fields.clone(),
            names: plans.chain(managers).collect(),
        }
    }

    /// For values that are names already.
    pub(in crate::clients) const fn of_fields(fields: Vec<CustomField>) -> Self {
        Self {
            fields,
            names: Vec::new(),
        }
    }

    /// The label of a field and its value in a draft.
    pub(super) fn words(&self, name: &str, draft: &ClientDraft) -> (String, String) {
        let value = editing::field(draft, name);
        let value = value.as_str().unwrap_or_default();
        (self.label(name), self.value(name, value))
    }

    pub(in crate::clients) fn label(&self, name: &str) -> String {
        if let Some(field) = self.field(name) {
            return field.label.clone();
        }
        words::field(name).map_or_else(|| t(m::CLIENTS_OLD_FIELD).to_owned(), ToOwned::to_owned)
    }

    pub(in crate::clients) fn value(&self, name: &str, value: &str) -> String {
        if name == "country" {
            return countries::name(value).to_owned();
        }
        match name {
            "method" => {
                return Method::named(value).map_or_else(
                    || value.to_owned(),
                    |method| words::payment_method(method).to_owned(),
                );
            }
            "payer" => {
                return Payer::named(value)
                    .map_or_else(|| value.to_owned(), |payer| words::payer(payer).to_owned());
            }
            _ => {}
        }
        if let Some(field) = self.field(name) {
            return custom_value(&field.kind, value);
        }
        let named = self.names.iter().find(|(id, _)| id == value);
        named.map_or(value, |(_, name)| name.as_str()).to_owned()
    }

    fn field(&self, name: &str) -> Option<&CustomField> {
        let id: CustomFieldId = name.parse().ok()?;
        self.fields.iter().find(|field| field.id == id)
    }
}

/// The value of an additional field as it is shown.
pub(in crate::clients) fn custom_value(kind: &Kind, value: &str) -> String {
    match (kind, value) {
        (Kind::YesNo, "yes") => t(m::CLIENTS_YES).to_owned(),
        (Kind::YesNo, "no") => t(m::CLIENTS_NO).to_owned(),
        (_, value) => value.to_owned(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::Version;

    use super::*;

    #[test]
    fn values_are_shown_by_their_names() {
        let id: CustomFieldId = format!("fld_{:032x}", 1).parse().unwrap();
        let shown = Shown::of_fields(vec![CustomField {
            id,
            label: "Newsletter".to_owned(),
            kind: Kind::YesNo,
            is_required: false,
            position: 0,
            version: Version(1),
        }]);
        let draft = ClientDraft {
            country: "BG".to_owned(),
            custom: [(id, "yes".to_owned())].into(),
            ..ClientDraft::default()
        };
        let words = |name: &str| shown.words(name, &draft);
        assert_eq!(
            words("country"),
            ("Country".to_owned(), "Bulgaria".to_owned())
        );
        let own = id.to_string();
        assert_eq!(words(&own), ("Newsletter".to_owned(), "Yes".to_owned()));
    }
}
