//! A partner's own mail server.

use serde::{Deserialize, Serialize};

use crate::{FieldErrors, Problem, Timestamp, Version, fields};

/// The ports of mail servers. Others are refused: the portal is not a way to knock at doors.
pub const MAIL_PORTS: [u16; 4] = [465, 587, 25, 2525];

/// How the way to a mail server is kept private.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// From the first byte (port 465).
    #[default]
    Tls,
    /// Asked for before anything is said (port 587).
    StartTls,
    /// Not at all: only towards the portal's own network, never over the internet.
    Open,
}

impl Security {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Tls, Self::StartTls, Self::Open];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "start_tls",
            Self::Open => "open",
        }
    }

    /// The way of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// A password on its way. `Debug` does not tell it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A mail server as typed. Its password travels apart: a form that is kept over a reload must not
/// hold one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SenderDraft {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: String,
    /// How the way to it is kept private.
    pub security: Security,
    /// Who signs in there; nobody when this is empty.
    pub username: String,
    /// Whether a new password comes along; else the stored one stays.
    pub replaces_password: bool,
    /// The address that messages are from.
    pub from_address: String,
    /// The name that messages are from.
    pub from_name: String,
}

impl Default for SenderDraft {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: "465".to_owned(),
            security: Security::Tls,
            username: String::new(),
            replaces_password: false,
            from_address: String::new(),
            from_name: String::new(),
        }
    }
}

/// A mail server, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct NewSender {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub username: String,
    pub from_address: String,
    pub from_name: String,
}

impl SenderDraft {
    /// Checks every field. `is_private_allowed`: the portal stands in a network of its own, where a
    /// mail server may have any port, and need not speak TLS.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self, is_private_allowed: bool) -> Result<NewSender, FieldErrors> {
        let mut errors = FieldErrors::default();
        let port = errors.take("port", fields::number(&self.port, 1, 65_535));
        let port = u16::try_from(port).unwrap_or_default();
        if errors.of("port").is_none() && !is_private_allowed && !MAIL_PORTS.contains(&port) {
            errors.add("port", Problem::NotAMailPort);
        }
        if self.security == Security::Open && !is_private_allowed {
            errors.add("security", Problem::NotAChoice);
        }
        let sender = NewSender {
            host: errors.take("host", fields::host(&self.host)),
            port,
            security: self.security,
            username: errors.take("username", fields::optional(&self.username, 254)),
            from_address: errors.take("from_address", fields::email(&self.from_address)),
            from_name: errors.take("from_name", fields::required(&self.from_name, 120)),
        };
        errors.or(sender)
    }

    /// Name and value of every field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("host", &self.host),
            ("port", &self.port),
            ("security", self.security.name()),
            ("username", &self.username),
            ("from_address", &self.from_address),
            ("from_name", &self.from_name),
        ]
    }
}

/// Whether a mail server is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SenderState {
    /// Not yet: no test has worked since it was saved.
    Untested,
    /// It is.
    Working,
    /// Not any more: messages go the portal's own way until a test works again.
    Failing,
}

impl SenderState {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Untested => "untested",
            Self::Working => "working",
            Self::Failing => "failing",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Untested, Self::Working, Self::Failing]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// Why a mail server did not take a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No host has this name.
    UnknownHost,
    /// The name leads into a private network.
    NotPublic,
    /// Nobody answers there.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// It does not speak TLS, or its certificate is not one of this name.
    NoTls,
    /// It does not know the name and password.
    WrongPassword,
    /// It does not take messages from this address.
    RefusedSender,
    /// It does not take messages to this address.
    RefusedRecipient,
    /// It refused something else.
    Refused,
    /// The stored password cannot be read any more: the portal's key is another one.
    KeyLost,
}

impl Trouble {
    /// Every trouble.
    pub const ALL: [Self; 10] = [
        Self::UnknownHost,
        Self::NotPublic,
        Self::Unreachable,
        Self::TimedOut,
        Self::NoTls,
        Self::WrongPassword,
        Self::RefusedSender,
        Self::RefusedRecipient,
        Self::Refused,
        Self::KeyLost,
    ];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownHost => "unknown_host",
            Self::NotPublic => "not_public",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::NoTls => "no_tls",
            Self::WrongPassword => "wrong_password",
            Self::RefusedSender => "refused_sender",
            Self::RefusedRecipient => "refused_recipient",
            Self::Refused => "refused",
            Self::KeyLost => "key_lost",
        }
    }

    /// The trouble of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.name() == name)
    }
}

/// A partner's mail server, as its form shows it: never with its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The present values.
    pub draft: SenderDraft,
    /// Whether it is used; nothing while there is none.
    pub state: Option<SenderState>,
    /// Whether a password is stored.
    pub has_password: bool,
    /// What went wrong last, and the server's own words for it.
    pub trouble: Option<(Trouble, String)>,
    /// When it was tried last.
    pub tested_at: Option<Timestamp>,
    /// To be named when saving; 0 while there is none.
    pub version: Version,
    /// Whether a server in a private network may be named.
    pub is_private_allowed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_a_mail_server() {
        let draft = SenderDraft {
            host: " Mail.Example.COM. ".to_owned(),
            from_address: "hello@example.com".to_owned(),
            from_name: "Acme".to_owned(),
            ..SenderDraft::default()
        };
        assert_eq!(draft.validate(false).unwrap().host, "mail.example.com");
        let odd = |change: fn(&mut SenderDraft)| {
            let mut odd = draft.clone();
            change(&mut odd);
            let fields = |is_private_allowed| match odd.validate(is_private_allowed) {
                Ok(_) => String::new(),
                Err(errors) => errors
                    .0
                    .first()
                    .map_or_else(String::new, |e| e.field.clone()),
            };
            (fields(false), fields(true))
        };
        let (port, both) = ("port".to_owned(), |name: &str| {
            (name.to_owned(), name.to_owned())
        });
        assert_eq!(odd(|d| d.port = "22".to_owned()), (port, String::new()));
        assert_eq!(odd(|d| d.port = "0".to_owned()), both("port"));
        assert_eq!(
            odd(|d| d.security = Security::Open),
            ("security".to_owned(), String::new())
        );
        for host in [
            "",
            "a b.example",
            "user@mail.example",
            "mail.example:25",
            "[::1]",
            "mail.example/x",
            "a\r\nb.example",
        ] {
            let mut odd = draft.clone();
            odd.host = host.to_owned();
            assert!(
                odd.validate(true).unwrap_err().of("host").is_some(),
                "{host}"
            );
        }
        assert_eq!(
            odd(|d| d.from_address = "a@b.example\r\nBcc: c".to_owned()),
            both("from_address")
        );
    }

    #[test]
    fn a_password_is_not_told() {
        assert_eq!(
            format!("{:?}", Password("s3cr3t".to_owned())),
            "Password(…)"
        );
    }
}
