//! What is wrong with a form, field by field.

use serde::{Deserialize, Serialize};

use crate::{Money, mails::MailKind, text};

/// Why a value is not accepted: a stable code, translated where it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given.
    Required,
    /// More than so many characters.
    TooLong { max: u32 },
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a web address.
    NotAWebsite,
    /// Not a phone number.
    NotAPhone,
    /// Not a country of the list.
    NotACountry,
    /// Not a whole number.
    NotANumber,
    /// Not a calendar date.
    NotADate,
    /// Not a day after today.
    NotInTheFuture,
    /// Not one of the offered choices.
    NotAChoice,
    /// Not an amount in this currency.
    NotMoney,
    /// Not a short name for addresses: lower-case letters, digits and inner hyphens.
    NotASlug,
    /// Below the least.
    TooSmall { min: i64 },
    /// Above the most.
    TooLarge { max: i64 },
    /// Somebody else has it already.
    Taken,
    /// Characters that show nothing or reorder the text.
    HiddenCharacters,
    /// A password shorter than so many characters.
    PasswordTooShort { min: u32 },
    /// A password everybody tries first.
    PasswordTooCommon,
    /// A password that holds the person's or company's name.
    PasswordTooClose,
    /// Not the present password.
    WrongPassword,
    /// Not the name that was to be typed.
    NotTheName,
    /// Does not exist here (any more).
    Unknown,
    /// Not the name of a host.
    NotAHost,
    /// Not a port that mail servers have.
    NotAMailPort,
    /// Braces around something that this kind of message has no word for.
    NotAPlaceholder { kind: MailKind },
    /// A message without what is to be opened.
    LinkMissing,
    /// Not a colour of the form `#rrggbb`.
    NotAColour,
    /// A name that holds an address of the web or of a person.
    HoldsAnAddress,
    /// A web address without `https`.
    NotSecure,
    /// Not a picture of a format that is taken in.
    NotAPicture,
    /// A drawing that could hold scripts: SVG.
    DrawingsRefused,
    /// A picture that cannot be read to its end.
    BrokenPicture,
    /// A file of more than so many bytes.
    FileTooLarge { max: u32 },
    /// A picture with a side of more than so many pixels.
    PictureTooLarge { max: u32 },
    /// Not the name of a host in the public DNS.
    NotADomain,
    /// The portal's own name, or one below it.
    OwnDomain,
    /// A name that leads nowhere in the public DNS.
    SpecialDomain,
    /// A name below which anybody can have their own, such as `co.uk`.
    PublicSuffix,
    /// Not what names of domains end with, such as `com`.
    NotAnEnding,
    /// Not percent, from 0 to 1 000.
    NotARate,
    /// Not what the numbers of documents can begin with.
    NotAPrefix,
    /// Nothing may come after it.
    NotTheLast,
    /// Not the number of an account.
    NotAnIban,
    /// Not the code of a bank.
    NotABic,
    /// Not a key as the payment provider gives them for servers.
    NotAKey,
    /// A key that the payment provider does not know.
    KeyRefused,
    /// More than there is.
    MoreThan { most: Money },
    /// A day that has not come yet.
    InTheFuture,
    /// A day that is over.
    InThePast,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in its form.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// Everything wrong with a form: a person should see all of it at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// One field, one problem.
    #[must_use]
    pub fn one(field: &str, problem: Problem) -> Self {
        let mut errors = Self::default();
        errors.add(field, problem);
        errors
    }

    /// Notes a problem.
    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError {
            field: field.to_owned(),
            problem,
        });
    }

    /// The first problem of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<Problem> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.problem)
    }

    /// `value` when nothing is wrong.
    ///
    /// # Errors
    /// Itself, when something is.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// Keeps a parsed value, or notes why there is none and goes on with the next field.
    pub fn take<T: Default>(&mut self, field: &str, parsed: Result<T, Problem>) -> T {
        parsed.unwrap_or_else(|problem| {
            self.add(field, problem);
            T::default()
        })
    }
}

/// Single spaces, no spaces around; at most `max` characters, none of them hidden.
///
/// # Errors
/// [`Problem::TooLong`], [`Problem::HiddenCharacters`].
pub fn optional(value: &str, max: u32) -> Result<String, Problem> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.chars().count() > usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(Problem::TooLong { max });
    }
    if text::has_hidden(&value) {
        return Err(Problem::HiddenCharacters);
    }
    Ok(value)
}

/// Like [`optional`], and something must be there.
///
/// # Errors
/// Those of [`optional`], and [`Problem::Required`].
pub fn required(value: &str, max: u32) -> Result<String, Problem> {
    let value = optional(value, max)?;
    if value.is_empty() {
        Err(Problem::Required)
    } else {
        Ok(value)
    }
}

/// Several lines of text, each trimmed at its end.
///
/// # Errors
/// [`Problem::TooLong`], [`Problem::HiddenCharacters`].
pub fn lines(value: &str, max: u32) -> Result<String, Problem> {
    let value = value
        .trim()
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n");
    if value.chars().count() > usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(Problem::TooLong { max });
    }
    if value.lines().any(text::has_hidden) {
        return Err(Problem::HiddenCharacters);
    }
    Ok(value)
}

/// An e-mail address, its domain in lower case: `local@domain` of at most 254 characters, without
/// the quoted and literal forms of RFC 5321 that no provider gives out.
///
/// # Errors
/// [`Problem::Required`], [`Problem::NotAnEmail`].
pub fn email(value: &str) -> Result<String, Problem> {
    let value = value.trim();
    if value.is_empty() {
        return Err(Problem::Required);
    }
    let (local, domain) = value.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
    let local_is_fine = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
    if !local_is_fine || value.len() > 254 || !is_hostname(domain) {
        return Err(Problem::NotAnEmail);
    }
    Ok(format!("{local}@{}", domain.to_lowercase()))
}

/// An optional web address; `https://` is put before a bare host.
///
/// # Errors
/// [`Problem::NotAWebsite`], [`Problem::TooLong`].
pub fn website(value: &str) -> Result<String, Problem> {
    let value = optional(value, 255)?;
    if value.is_empty() {
        return Ok(value);
    }
    let (scheme, rest) = value.split_once("://").unwrap_or(("https", &value));
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    if !matches!(scheme.as_str(), "http" | "https") || !is_hostname(host) || rest.contains(' ') {
        return Err(Problem::NotAWebsite);
    }
    Ok(format!("{scheme}://{rest}"))
}

/// An optional phone number: digits and the usual signs, 4 to 15 digits (E.164).
///
/// # Errors
/// [`Problem::NotAPhone`], [`Problem::TooLong`].
pub fn phone(value: &str) -> Result<String, Problem> {
    let value = optional(value, 40)?;
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let signs = value
        .chars()
        .all(|c| c.is_ascii_digit() || " +-()/.x#".contains(c));
    if value.is_empty() || (signs && (4..=20).contains(&digits)) {
        Ok(value)
    } else {
        Err(Problem::NotAPhone)
    }
}

/// A whole number between `min` and `max`.
///
/// # Errors
/// [`Problem::Required`], [`Problem::NotANumber`], [`Problem::TooSmall`], [`Problem::TooLarge`].
pub fn number(value: &str, min: u32, max: u32) -> Result<u32, Problem> {
    let value = value.trim();
    if value.is_empty() {
        return Err(Problem::Required);
    }
    let number: i64 = value.parse().map_err(|_| Problem::NotANumber)?;
    if number < i64::from(min) {
        return Err(Problem::TooSmall {
            min: i64::from(min),
        });
    }
    match u32::try_from(number) {
        Ok(number) if number <= max => Ok(number),
        _ => Err(Problem::TooLarge {
            max: i64::from(max),
        }),
    }
}

/// A short name for addresses: 2 to 40 lower-case letters, digits and inner hyphens.
///
/// # Errors
/// [`Problem::Required`], [`Problem::NotASlug`], [`Problem::TooLong`].
pub fn slug(value: &str) -> Result<String, Problem> {
    let value = required(value, 40)?;
    let fits = value.len() >= 2
        && value
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && !value.starts_with('-')
        && !value.ends_with('-')
        && !value.contains("--");
    if fits {
        Ok(value)
    } else {
        Err(Problem::NotASlug)
    }
}

/// The name of a host, in lower case and without a final dot, or its address in figures.
///
/// # Errors
/// [`Problem::Required`], [`Problem::NotAHost`].
pub fn host(value: &str) -> Result<String, Problem> {
    let value = value.trim().trim_end_matches('.').to_lowercase();
    if value.is_empty() {
        Err(Problem::Required)
    } else if value == "localhost" || is_hostname(&value) {
        Ok(value)
    } else {
        Err(Problem::NotAHost)
    }
}

fn is_hostname(host: &str) -> bool {
    let label_is_fine = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(label_is_fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_an_address_from_a_wish() {
        assert_eq!(email(" Ana@Example.COM "), Ok("Ana@example.com".to_owned()));
        assert_eq!(email("иван@пример.бг"), Ok("иван@пример.бг".to_owned()));
        for bad in [
            "ana",
            "@example.com",
            "ana@localhost",
            "a..b@example.com",
            "a b@example.com",
        ] {
            assert_eq!(email(bad), Err(Problem::NotAnEmail), "{bad}");
        }
    }

    #[test]
    fn completes_a_bare_host() {
        assert_eq!(
            website("example.com/a"),
            Ok("https://example.com/a".to_owned())
        );
        assert_eq!(website(""), Ok(String::new()));
        assert_eq!(
            website("javascript://example.com"),
            Err(Problem::NotAWebsite)
        );
        assert_eq!(website("not a site"), Err(Problem::NotAWebsite));
    }

    #[test]
    fn numbers_have_bounds() {
        assert_eq!(number("10", 1, 10), Ok(10));
        assert_eq!(number("11", 1, 10), Err(Problem::TooLarge { max: 10 }));
        assert_eq!(number("0", 1, 10), Err(Problem::TooSmall { min: 1 }));
        assert_eq!(number("-5", 0, 10), Err(Problem::TooSmall { min: 0 }));
        assert_eq!(number("ten", 1, 10), Err(Problem::NotANumber));
    }

    #[test]
    fn every_problem_is_kept() {
        let mut errors = FieldErrors::default();
        errors.take("a", required("", 5));
        errors.take("b", required("too long", 5));
        assert_eq!(errors.of("a"), Some(Problem::Required));
        assert_eq!(errors.of("b"), Some(Problem::TooLong { max: 5 }));
    }
}
