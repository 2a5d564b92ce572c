//! Partners: the agencies and resellers that run their clients here.

use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, Lang, PartnerId, Timestamp, Version, countries,
    fields::{email, optional, phone, required, slug, website},
    invoices::Party,
};

/// Whether a partner may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnerStatus {
    /// It may.
    Active,
    /// The operator has suspended it: its people are told so and can do nothing.
    Suspended,
}

impl PartnerStatus {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Active, Self::Suspended]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

/// A wish to create a partner, as typed by the operator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerDraft {
    /// The company's name.
    pub name: String,
    /// Its short name in addresses.
    pub slug: String,
    /// Who becomes the first administrator and gets the invitation (P2).
    pub administrator: String,
    /// The language of that invitation: a tag of [`Lang`].
    pub lang: String,
}

/// A partner to be created, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct NewPartner {
    pub name: String,
    pub slug: String,
    pub administrator: String,
    pub lang: Lang,
}

impl PartnerDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<NewPartner, FieldErrors> {
        let mut errors = FieldErrors::default();
        let partner = NewPartner {
            name: errors.take("name", required(&self.name, 120)),
            slug: errors.take("slug", slug(&self.slug)),
            administrator: errors.take("administrator", email(&self.administrator)),
            lang: self.lang.parse().unwrap_or_default(),
        };
        errors.or(partner)
    }
}

/// A partner in the operator's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PartnerSummary {
    pub id: PartnerId,
    pub name: String,
    pub slug: String,
    pub status: PartnerStatus,
    pub clients: u64,
    pub members: u64,
    pub created_at: Timestamp,
}

/// A partner on the operator's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerDetails {
    /// What the list shows.
    pub summary: PartnerSummary,
    /// Its administrators, by name and e-mail address.
    pub administrators: Vec<(String, String)>,
    /// Invitations of administrators that wait for an answer.
    pub invitations: Vec<crate::team::PendingInvitation>,
}

/// Company information as typed (P11): what clients see of the partner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CompanyDraft {
    pub name: String,
    pub support_email: String,
    pub phone: String,
    pub website: String,
    pub country: String,
    pub street: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub tax_id: String,
}

/// Company information with its version, as the form is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// The present values.
    pub values: CompanyDraft,
    /// To be named when saving.
    pub version: Version,
}

impl CompanyDraft {
    /// Checks every field and brings it into the stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let support_email = if self.support_email.trim().is_empty() {
            String::new()
        } else {
            errors.take("support_email", email(&self.support_email))
        };
        let company = Self {
            name: errors.take("name", required(&self.name, 120)),
            support_email,
            phone: errors.take("phone", phone(&self.phone)),
            website: errors.take("website", website(&self.website)),
            country: errors.take("country", countries::optional(&self.country)),
            street: errors.take("street", optional(&self.street, 200)),
            city: errors.take("city", optional(&self.city, 120)),
            state: errors.take("state", optional(&self.state, 120)),
            postal_code: errors.take("postal_code", optional(&self.postal_code, 20)),
            tax_id: errors.take("tax_id", optional(&self.tax_id, 40)),
        };
        errors.or(company)
    }

    /// The company as it stands on invoices.
    #[must_use]
    pub fn party(&self) -> Party {
        Party {
            name: self.name.clone(),
            contact: String::new(),
            street: self.street.clone(),
            city: self.city.clone(),
            state: self.state.clone(),
            postal_code: self.postal_code.clone(),
            country: self.country.clone(),
            email: self.support_email.clone(),
            phone: self.phone.clone(),
            tax_id: self.tax_id.clone(),
        }
    }

    /// Name and value of every field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 10] {
        [
            ("name", &self.name),
            ("support_email", &self.support_email),
            ("phone", &self.phone),
            ("website", &self.website),
            ("country", &self.country),
            ("street", &self.street),
            ("city", &self.city),
            ("state", &self.state),
            ("postal_code", &self.postal_code),
            ("tax_id", &self.tax_id),
        ]
    }
}
