use domain::{
    Lang, Timestamp,
    auth::{INVITATION_DAYS, RESET_MINUTES},
};

/// A message that the portal writes.
///
/// It speaks with the partner's voice or with none: neither the product nor the operator is named
/// (G9). Links hold secrets, so a mail is not printed by `Debug`.
#[derive(Clone)]
pub enum Mail {
    /// A partner asks somebody into its team (G4).
    Invitation { partner: String, token: String },
    /// A client's people ask somebody in, or its partner does (G4).
    ClientInvitation {
        partner: String,
        company: String,
        token: String,
    },
    /// A user of a client asks for a section that is locked (G13); `path` is where that is decided.
    AccessRequest {
        name: String,
        client: String,
        section: String,
        message: String,
        path: String,
    },
    /// A link to set a new password.
    Reset { name: String, token: String },
    /// Notice that one's password is another now (ASVS 6.3.7).
    PasswordChanged { name: String, at: Timestamp },
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail(…)")
    }
}

/// A message with every word in its place.
#[derive(Clone)]
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) body: String,
    /// What the recipient is meant to open, if anything.
    pub(super) link: Option<String>,
}

/// Subject in the first line, then an empty one, then the text.
type Template = &'static str;

macro_rules! in_every_language {
    ($lang:expr, $name:literal) => {
        match $lang {
            Lang::En => include_str!(concat!("../../mails/", $name, ".en.txt")),
            Lang::Es => include_str!(concat!("../../mails/", $name, ".es.txt")),
            Lang::PtBr => include_str!(concat!("../../mails/", $name, ".pt-BR.txt")),
            Lang::Bg => include_str!(concat!("../../mails/", $name, ".bg.txt")),
        }
    };
}

impl Mail {
    pub(super) fn rendered(&self, lang: Lang, public_url: &str) -> Letter {
        let link = self.link(public_url);
        let text = fill(self.template(lang), &self.words(&link));
        let (subject, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        Letter {
            subject: one_line(subject),
            body: body.to_owned(),
            link: self.is_to_be_opened().then_some(link),
        }
    }

    const fn template(&self, lang: Lang) -> Template {
        match self {
            Self::Invitation { .. } => in_every_language!(lang, "invitation"),
            Self::ClientInvitation { .. } => in_every_language!(lang, "client_invitation"),
            Self::AccessRequest { .. } => in_every_language!(lang, "access_request"),
            Self::Reset { .. } => in_every_language!(lang, "reset"),
            Self::PasswordChanged { .. } => in_every_language!(lang, "password_changed"),
        }
    }

    fn link(&self, public_url: &str) -> String {
        match self {
            Self::Invitation { token, .. } | Self::ClientInvitation { token, .. } => {
                format!("{public_url}/invitation/{token}")
            }
            Self::AccessRequest { path, .. } => format!("{public_url}{path}"),
            Self::Reset { token, .. } => format!("{public_url}/reset/{token}"),
            Self::PasswordChanged { .. } => format!("{public_url}/reset"),
        }
    }

    const fn is_to_be_opened(&self) -> bool {
        !matches!(self, Self::PasswordChanged { .. })
    }

    fn words(&self, link: &str) -> Vec<(&'static str, String)> {
        let mut words = match self {
            Self::Invitation { partner, .. } => vec![
                ("partner", partner.clone()),
                ("days", INVITATION_DAYS.to_string()),
            ],
            Self::ClientInvitation {
                partner, company, ..
            } => vec![
                ("partner", partner.clone()),
                ("company", company.clone()),
                ("days", INVITATION_DAYS.to_string()),
            ],
            Self::AccessRequest {
                name,
                client,
                section,
                message,
                ..
            } => vec![
                ("name", name.clone()),
                ("client", client.clone()),
                ("section", section.clone()),
                ("message", message.clone()),
            ],
            Self::Reset { name, .. } => vec![
                ("name", name.clone()),
                ("minutes", RESET_MINUTES.to_string()),
            ],
            Self::PasswordChanged { name, at } => {
                vec![("name", name.clone()), ("at", minute_of(*at))]
            }
        };
        words.push(("link", link.to_owned()));
        words
    }
}

/// `2026-11-22 12:00 UTC`.
fn minute_of(at: Timestamp) -> String {
    let text = at.to_rfc3339().replace('T', " ");
    let minute = text.get(..16).unwrap_or(&text);
    format!("{minute} UTC")
}

/// Puts words where the template names them, in one pass: a name that holds braces stays a name.
fn fill(template: Template, words: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(template.len() + 200);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let word = words.iter().find(|(known, _)| *known == name);
        text.push_str(word.map_or("", |(_, value)| value));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A header is one line, whatever somebody called their company.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(word: &str) -> [Mail; 4] {
        let (name, token) = (word.to_owned(), "TOKEN".to_owned());
        [
            Mail::Invitation {
                partner: name.clone(),
                token: token.clone(),
            },
            Mail::ClientInvitation {
                partner: name.clone(),
                company: name.clone(),
                token: token.clone(),
            },
            Mail::Reset {
                name: name.clone(),
                token,
            },
            Mail::PasswordChanged {
                name,
                at: Timestamp(1_795_309_959_000_000),
            },
        ]
    }

    #[test]
    fn every_language_says_the_same_things() {
        for mail in samples("Ana") {
            for lang in Lang::ALL {
                let template = mail.template(lang);
                for (name, _) in mail.words("") {
                    assert!(template.contains(&format!("{{{name}}}")), "{lang} {name}");
                }
                let named = template.matches('{').count();
                let known: usize = (mail.words("").iter())
                    .map(|(name, _)| template.matches(&format!("{{{name}}}")).count())
                    .sum();
                assert_eq!(named, known, "{lang} names something unknown");
                assert!(!mail.rendered(lang, "http://h").body.trim().is_empty());
            }
        }
    }

    #[test]
    fn a_name_is_only_a_name() {
        for mail in samples("{link}{token} A\r\nBcc: evil@example.com") {
            for lang in Lang::ALL {
                let letter = mail.rendered(lang, "http://h");
                assert!(!letter.subject.contains(['\r', '\n']), "{lang}");
                assert!(letter.body.contains("{link}") || letter.subject.contains("{link}"));
            }
        }
    }

    #[test]
    fn links_lead_to_the_portal() {
        let [invitation, _, reset, changed] =
            samples("Ana").map(|m| m.rendered(Lang::Bg, "http://h"));
        assert_eq!(
            invitation.link.as_deref(),
            Some("http://h/invitation/TOKEN")
        );
        assert_eq!(reset.link.as_deref(), Some("http://h/reset/TOKEN"));
        assert_eq!(changed.link, None);
        assert!(changed.body.contains("2026-11-22 01:12 UTC"));
    }
}
