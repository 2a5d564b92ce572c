use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::{Brand, Font, LogoPosition, Pictures, Radius, Rgb};
use crate::{
    FieldErrors, Problem,
    fields::{email, lines, optional, required, website},
};

/// Longest name of a product or a sender, in characters.
pub const NAME_MAX: u32 = 60;
/// Most links at the foot.
pub const FOOTER_MAX: usize = 5;
const TITLE_MAX: u32 = 80;
const TEXT_MAX: u32 = 400;
const LABEL_MAX: u32 = 40;

/// A link at the foot of pages and messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterLink {
    /// Its words.
    pub label: String,
    /// Where it leads: an address with `https`.
    pub url: String,
}

/// A brand as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the brand")]
pub struct BrandDraft {
    pub product_name: String,
    pub light: String,
    pub dark: String,
    pub radius: String,
    pub font: String,
    pub logo_position: String,
    pub login_title: String,
    pub login_text: String,
    pub support_email: String,
    pub footer: Vec<FooterLink>,
    pub sender_name: String,
}

impl From<&Brand> for BrandDraft {
    fn from(brand: &Brand) -> Self {
        Self {
            product_name: brand.product_name.clone(),
            light: brand.light.to_string(),
            dark: brand.dark.to_string(),
            radius: brand.radius.name().to_owned(),
            font: brand.font.name().to_owned(),
            logo_position: brand.logo_position.name().to_owned(),
            login_title: brand.login_title.clone(),
            login_text: brand.login_text.clone(),
            support_email: brand.support_email.clone().unwrap_or_default(),
            footer: brand.footer.clone(),
            sender_name: brand.sender_name.clone(),
        }
    }
}

impl BrandDraft {
    /// Checks every field; the pictures come from elsewhere. Problems of a link are those of
    /// `footer.0.label` and `footer.0.url`.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Brand, FieldErrors> {
        let mut errors = FieldErrors::default();
        let support_email = if self.support_email.trim().is_empty() {
            None
        } else {
            Some(errors.take("support_email", email(&self.support_email)))
        };
        let brand = Brand {
            product_name: errors.take("product_name", name(&self.product_name, NAME_MAX)),
            light: colour(&mut errors, "light", &self.light),
            dark: colour(&mut errors, "dark", &self.dark),
            radius: choice(&mut errors, "radius", Radius::named(&self.radius)),
            font: choice(&mut errors, "font", Font::named(&self.font)),
            logo_position: choice(
                &mut errors,
                "logo_position",
                LogoPosition::named(&self.logo_position),
            ),
            login_title: errors.take("login_title", optional(&self.login_title, TITLE_MAX)),
            login_text: errors.take("login_text", lines(&self.login_text, TEXT_MAX)),
            support_email,
            footer: self.footer(&mut errors),
            sender_name: errors.take("sender_name", optional_name(&self.sender_name, NAME_MAX)),
            pictures: Pictures::default(),
        };
        errors.or(brand)
    }

    /// Name and value of every field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, String); 11] {
        let links = self.footer.iter();
        let links = links.map(|link| format!("{} ({})", link.label, link.url));
        [
            ("product_name", self.product_name.clone()),
            ("light", self.light.clone()),
            ("dark", self.dark.clone()),
            ("radius", self.radius.clone()),
            ("font", self.font.clone()),
            ("logo_position", self.logo_position.clone()),
            ("login_title", self.login_title.clone()),
            ("login_text", self.login_text.clone()),
            ("support_email", self.support_email.clone()),
            ("footer", links.collect::<Vec<_>>().join(", ")),
            ("sender_name", self.sender_name.clone()),
        ]
    }

    /// The links that have words or lead anywhere.
    fn footer(&self, errors: &mut FieldErrors) -> Vec<FooterLink> {
        if self.footer.len() > FOOTER_MAX {
            errors.add(
                "footer",
                Problem::TooLarge {
                    max: i64::try_from(FOOTER_MAX).unwrap_or(i64::MAX),
                },
            );
            return Vec::new();
        }
        let typed = self.footer.iter().enumerate();
        let typed =
            typed.filter(|(_, link)| !link.label.trim().is_empty() || !link.url.trim().is_empty());
        typed
            .map(|(place, link)| FooterLink {
                label: errors.take(
                    &format!("footer.{place}.label"),
                    name(&link.label, LABEL_MAX),
                ),
                url: errors.take(&format!("footer.{place}.url"), secure(&link.url)),
            })
            .collect()
    }
}

fn colour(errors: &mut FieldErrors, field: &str, value: &str) -> Rgb {
    value.trim().parse().unwrap_or_else(|_| {
        errors.add(field, Problem::NotAColour);
        Rgb::DEFAULT
    })
}

fn choice<T: Default>(errors: &mut FieldErrors, field: &str, found: Option<T>) -> T {
    errors.take(field, found.ok_or(Problem::NotAChoice))
}

/// A name that claims nothing else: signs that look like letters become those letters (NFKC), and
/// addresses, with which somebody could pose as another, are refused (B14).
fn name(value: &str, max: u32) -> Result<String, Problem> {
    let value = optional_name(value, max)?;
    required(&value, max)
}

fn optional_name(value: &str, max: u32) -> Result<String, Problem> {
    // Before spaces are put in order: a line break is one of the spaces, and no part of a name.
    if value.chars().any(char::is_control) {
        return Err(Problem::HiddenCharacters);
    }
    let value = optional(value, max)?;
    let value = optional(&value.nfkc().collect::<String>(), max)?;
    if value.split(' ').any(is_address) {
        return Err(Problem::HoldsAnAddress);
    }
    Ok(value)
}

/// Whether a word could be taken for an address: `a.example`, `www…`, `https://…`, `ann@…`.
fn is_address(word: &str) -> bool {
    let is_label = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    let has_host = word
        .split_once('.')
        .is_some_and(|(before, after)| is_label(before) && is_label(after));
    has_host
        || word.contains("://")
        || word.contains('@')
        || word.to_lowercase().starts_with("www.")
}

fn secure(value: &str) -> Result<String, Problem> {
    let url = website(value)?;
    if url.is_empty() {
        Err(Problem::Required)
    } else if url.starts_with("https://") {
        Ok(url)
    } else {
        Err(Problem::NotSecure)
    }
}
