use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, MembershipId, PlanId, countries,
    custom_fields::{CustomField, CustomValues, check_values},
    fields::{email, optional, phone, required, website},
    text::fold,
};

/// A client as typed (S0, B9).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ClientDraft {
    pub company: String,
    pub contact: String,
    pub email: String,
    pub website: String,
    pub phone: String,
    pub country: String,
    pub street: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub notes: String,
    pub manager: Option<MembershipId>,
    /// The plan it starts on; only when adding.
    pub plan: Option<PlanId>,
    pub custom: CustomValues,
}

/// A client's data, checked and in the stored form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewClient(ClientDraft);

impl NewClient {
    /// Values that were checked once and come back from where they were stored.
    #[must_use]
    pub const fn stored(values: ClientDraft) -> Self {
        Self(values)
    }

    /// The checked values.
    #[must_use]
    pub const fn values(&self) -> &ClientDraft {
        &self.0
    }

    /// What lists sort by.
    #[must_use]
    pub fn name_key(&self) -> String {
        fold(&self.0.company)
    }

    /// What searches look in: company, contact, e-mail and web address.
    #[must_use]
    pub fn search_text(&self) -> String {
        let ClientDraft {
            company,
            contact,
            email,
            website,
            ..
        } = &self.0;
        fold(&format!("{company} {contact} {email} {website}"))
    }
}

impl ClientDraft {
    /// Checks every field; a problem of an additional field carries the field's id.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self, fields: &[CustomField]) -> Result<NewClient, FieldErrors> {
        let mut errors = FieldErrors::default();
        let client = Self {
            company: errors.take("company", required(&self.company, 200)),
            contact: errors.take("contact", optional(&self.contact, 120)),
            email: errors.take(
                "email",
                if self.email.trim().is_empty() {
                    Ok(String::new())
                } else {
                    email(&self.email)
                },
            ),
            website: errors.take("website", website(&self.website)),
            phone: errors.take("phone", phone(&self.phone)),
            country: errors.take("country", countries::optional(&self.country)),
            street: errors.take("street", optional(&self.street, 200)),
            city: errors.take("city", optional(&self.city, 120)),
            state: errors.take("state", optional(&self.state, 120)),
            postal_code: errors.take("postal_code", optional(&self.postal_code, 20)),
            notes: errors.take("notes", crate::fields::lines(&self.notes, 2_000)),
            manager: self.manager,
            plan: self.plan,
            custom: check_values(fields, &self.custom, &mut errors),
        };
        errors.or(NewClient(client))
    }

    /// Name and value of every plain text field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("company", &self.company),
            ("contact", &self.contact),
            ("email", &self.email),
            ("website", &self.website),
            ("phone", &self.phone),
            ("country", &self.country),
            ("street", &self.street),
            ("city", &self.city),
            ("state", &self.state),
            ("postal_code", &self.postal_code),
            ("notes", &self.notes),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Problem;

    #[test]
    fn a_company_is_all_it_takes() {
        let draft = ClientDraft {
            company: "  Щърк  ЕООД ".to_owned(),
            ..ClientDraft::default()
        };
        let client = draft.validate(&[]).unwrap();
        assert_eq!(client.values().company, "Щърк ЕООД");
        assert_eq!(client.search_text(), "щърк еоод");
    }

    #[test]
    fn every_problem_stands_at_its_field() {
        let draft = ClientDraft {
            email: "nobody".to_owned(),
            country: "Utopia".to_owned(),
            ..ClientDraft::default()
        };
        let errors = draft.validate(&[]).unwrap_err();
        assert_eq!(errors.of("company"), Some(Problem::Required));
        assert_eq!(errors.of("email"), Some(Problem::NotAnEmail));
        assert_eq!(errors.of("country"), Some(Problem::NotACountry));
    }
}
