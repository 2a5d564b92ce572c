use domain::{
    Currency, InvoiceId, Lang, Money, Timestamp,
    auth::{INVITATION_DAYS, RESET_MINUTES},
    dunning,
    mails::{Composed, LINK, MailKind, TemplateDraft, compose},
    visits::MINUTES_USUAL,
};

use super::{html::html, voice::Voice};
use crate::{Portal, brands::Front};

/// A message that the portal writes.
///
/// It speaks with the partner's voice or with none: neither the product nor the operator is named
/// (G9). Links hold secrets, so a mail is not printed by `Debug`.
#[derive(Clone)]
pub enum Mail {
    /// A partner asks somebody into its team (G4).
    Invitation { partner: String, token: String },
    /// A link to set a new password.
    Reset { name: String, token: String },
    /// Notice that one's password is another now (ASVS 6.3.7).
    PasswordChanged { name: String, at: Timestamp },
    /// A client, by its company's name, asks somebody in (G4).
    ClientInvitation { client: String, token: String },
    /// A link with which a client's user sets a new password.
    ClientReset { name: String, token: String },
    /// Notice to a client's user that their password is another now.
    ClientPasswordChanged { name: String, at: Timestamp },
    /// Somebody of the partner's asks the owners of a client to be let in (B3); `path` is where that
    /// is answered.
    VisitRequest {
        client: String,
        name: String,
        reason: String,
        minutes: u32,
        path: String,
    },
    /// A user of a client asks its partner for a section that is locked (G13); `path` is where
    /// that is decided.
    AccessRequest {
        name: String,
        client: String,
        section: String,
        message: String,
        path: String,
    },
    /// An invoice of a client: that there is one, that it is not paid, that it is.
    AboutInvoice(Box<AboutInvoice>),
}

/// What a message about an invoice says, as its readers write it.
#[derive(Debug, Clone)]
pub struct AboutInvoice {
    /// Which of the kinds about invoices.
    pub kind: MailKind,
    /// The client's company.
    pub client: String,
    /// The invoice's number.
    pub number: String,
    /// What it asks for, what is open of it, or what came in.
    pub amount: String,
    /// The day by which it is to be paid.
    pub due: String,
    /// How late that is.
    pub late: String,
    /// The name of the step of reminding.
    pub step: String,
    /// Where to pay to; empty without an account.
    pub bank: String,
    /// Where it is shown and paid.
    pub path: String,
    /// The invoice that travels along as a PDF.
    pub attached: Option<InvoiceId>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail(…)")
    }
}

/// A message with every word in its place.
#[derive(Clone)]
pub(crate) struct Letter {
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) html: String,
    /// What the recipient is meant to open, if anything.
    pub(super) link: Option<String>,
    /// The invoice that travels along as a PDF, made when the message leaves.
    pub(super) invoice: Option<InvoiceId>,
}

/// What a sample is about, where a real message has a real person and client.
const SAMPLE_NAME: &str = "Ana Petrova";
const SAMPLE_CLIENT: &str = "Sunrise Bakery";
const SAMPLE_TOKEN: &str = "example";

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

/// The text that a kind has when nobody has changed it.
pub(crate) fn usual_text(kind: MailKind, lang: Lang) -> TemplateDraft {
    split(match kind {
        MailKind::Invitation => in_every_language!(lang, "invitation"),
        MailKind::Reset => in_every_language!(lang, "reset"),
        MailKind::PasswordChanged => in_every_language!(lang, "password_changed"),
        MailKind::ClientInvitation => in_every_language!(lang, "client_invitation"),
        MailKind::ClientReset => in_every_language!(lang, "client_reset"),
        MailKind::ClientPasswordChanged => in_every_language!(lang, "client_password_changed"),
        MailKind::VisitRequest => in_every_language!(lang, "visit_request"),
        MailKind::AccessRequest => in_every_language!(lang, "access_request"),
        MailKind::InvoiceSent => in_every_language!(lang, "invoice_sent"),
        MailKind::InvoiceReminder => in_every_language!(lang, "invoice_reminder"),
        MailKind::ClientBlockedUnpaid => in_every_language!(lang, "client_blocked_unpaid"),
        MailKind::PaymentReceived => in_every_language!(lang, "payment_received"),
    })
}

/// The message by which a mail server is tried.
pub(crate) fn trial(portal: &Portal, voice: &Voice, lang: Lang) -> Letter {
    let text = split(in_every_language!(lang, "sender_test"));
    let words = [("brand", voice.brand().to_owned())];
    written(portal, voice, lang, &compose(&text, &words), None)
}

/// Subject in the first line, then an empty one, then the text.
fn split(text: &str) -> TemplateDraft {
    let (subject, body) = text.split_once("\n\n").unwrap_or((text, ""));
    TemplateDraft {
        subject: subject.to_owned(),
        body: body.trim_end().to_owned(),
    }
}

fn written(
    portal: &Portal,
    voice: &Voice,
    lang: Lang,
    composed: &Composed,
    link: Option<String>,
) -> Letter {
    let look = voice.speaker().map(|speaker| speaker.look(portal));
    Letter {
        subject: composed.subject.clone(),
        body: composed.text(),
        html: html(composed, lang, look.as_ref()),
        link,
        invoice: None,
    }
}

impl Mail {
    /// The link to set a new password, for somebody who asked at a brand's host or the portal's own.
    pub(crate) fn reset(front: Option<&Front>, name: String, token: String) -> Self {
        match front {
            Some(_) => Self::ClientReset { name, token },
            None => Self::Reset { name, token },
        }
    }

    /// The notice that a password is another now, for somebody at a brand's host or the portal's own.
    pub(crate) fn password_changed(front: Option<&Front>, name: String, at: Timestamp) -> Self {
        match front {
            Some(_) => Self::ClientPasswordChanged { name, at },
            None => Self::PasswordChanged { name, at },
        }
    }

    pub(super) const fn kind(&self) -> MailKind {
        match self {
            Self::Invitation { .. } => MailKind::Invitation,
            Self::Reset { .. } => MailKind::Reset,
            Self::PasswordChanged { .. } => MailKind::PasswordChanged,
            Self::ClientInvitation { .. } => MailKind::ClientInvitation,
            Self::ClientReset { .. } => MailKind::ClientReset,
            Self::ClientPasswordChanged { .. } => MailKind::ClientPasswordChanged,
            Self::VisitRequest { .. } => MailKind::VisitRequest,
            Self::AccessRequest { .. } => MailKind::AccessRequest,
            Self::AboutInvoice(about) => about.kind,
        }
    }

    /// A message of this kind about nobody, at a partner of this name: to see how a text reads.
    pub(crate) fn sample(kind: MailKind, partner: &str, lang: Lang, now: Timestamp) -> Self {
        let (name, token) = (SAMPLE_NAME.to_owned(), SAMPLE_TOKEN.to_owned());
        let client = SAMPLE_CLIENT.to_owned();
        let at = now;
        match kind {
            MailKind::Invitation => Self::Invitation {
                partner: partner.to_owned(),
                token,
            },
            MailKind::Reset => Self::Reset { name, token },
            MailKind::PasswordChanged => Self::PasswordChanged { name, at },
            MailKind::ClientInvitation => Self::ClientInvitation { client, token },
            MailKind::ClientReset => Self::ClientReset { name, token },
            MailKind::ClientPasswordChanged => Self::ClientPasswordChanged { name, at },
            MailKind::VisitRequest => Self::VisitRequest {
                client,
                name,
                reason: "…".to_owned(),
                minutes: MINUTES_USUAL,
                path: format!("/{token}"),
            },
            MailKind::AccessRequest => Self::AccessRequest {
                name,
                client,
                section: match lang {
                    Lang::En => "Statistics",
                    Lang::Es => "Estadísticas",
                    Lang::PtBr => "Estatísticas",
                    Lang::Bg => "Статистика",
                }
                .to_owned(),
                message: "…".to_owned(),
                path: format!("/{token}"),
            },
            MailKind::InvoiceSent
            | MailKind::InvoiceReminder
            | MailKind::ClientBlockedUnpaid
            | MailKind::PaymentReceived => {
                Self::AboutInvoice(Box::new(AboutInvoice::sample(kind, client, lang, now)))
            }
        }
    }

    /// The message as it is sent: the text of the partner, or else the usual one.
    pub(crate) fn rendered(
        &self,
        portal: &Portal,
        voice: &Voice,
        lang: Lang,
        own: Option<TemplateDraft>,
    ) -> Letter {
        let text = own.unwrap_or_else(|| usual_text(self.kind(), lang));
        let words = self.words(portal, voice);
        let link = words.iter().find(|(name, _)| *name == LINK);
        let link = link.map(|(_, link)| link.clone());
        let link = link.filter(|_| self.is_to_be_opened());
        let letter = written(portal, voice, lang, &compose(&text, &words), link);
        let invoice = match self {
            Self::AboutInvoice(about) => about.attached,
            _ => None,
        };
        Letter { invoice, ..letter }
    }

    /// A word for each placeholder of its kind.
    pub(crate) fn words(&self, portal: &Portal, voice: &Voice) -> Vec<(&'static str, String)> {
        let days = || ("days", INVITATION_DAYS.to_string());
        let minutes = || ("minutes", RESET_MINUTES.to_string());
        let brand = || ("brand", voice.brand().to_owned());
        let mut words = match self {
            Self::Invitation { partner, .. } => vec![("partner", partner.clone()), days()],
            Self::Reset { name, .. } => vec![("name", name.clone()), minutes()],
            Self::PasswordChanged { name, at } => {
                vec![("name", name.clone()), ("at", minute_of(*at))]
            }
            Self::ClientInvitation { client, .. } => {
                vec![brand(), ("client", client.clone()), days()]
            }
            Self::ClientReset { name, .. } => vec![brand(), ("name", name.clone()), minutes()],
            Self::ClientPasswordChanged { name, at } => {
                vec![brand(), ("name", name.clone()), ("at", minute_of(*at))]
            }
            Self::VisitRequest {
                client,
                name,
                reason,
                minutes,
                ..
            } => vec![
                brand(),
                ("client", client.clone()),
                ("name", name.clone()),
                ("reason", reason.clone()),
                ("minutes", minutes.to_string()),
            ],
            Self::AccessRequest {
                name,
                client,
                section,
                message,
                ..
            } => vec![
                ("client", client.clone()),
                ("name", name.clone()),
                ("section", section.clone()),
                ("message", message.clone()),
            ],
            Self::AboutInvoice(about) => about.words(voice.brand()),
        };
        let url = voice.url(portal);
        words.push((LINK, format!("{url}{}", self.path())));
        words
    }

    fn path(&self) -> String {
        match self {
            Self::Invitation { token, .. } | Self::ClientInvitation { token, .. } => {
                format!("/invitation/{token}")
            }
            Self::Reset { token, .. } | Self::ClientReset { token, .. } => {
                format!("/reset/{token}")
            }
            Self::PasswordChanged { .. } | Self::ClientPasswordChanged { .. } => {
                "/reset".to_owned()
            }
            Self::VisitRequest { path, .. } | Self::AccessRequest { path, .. } => path.clone(),
            Self::AboutInvoice(about) => about.path.clone(),
        }
    }

    /// Whether its link gives its holder something that nobody else may have. A payment link does
    /// not: who runs the partner's mail server may see the partner's invoices.
    const fn is_to_be_opened(&self) -> bool {
        !matches!(
            self,
            Self::PasswordChanged { .. }
                | Self::ClientPasswordChanged { .. }
                | Self::AboutInvoice(_)
        )
    }
}

impl AboutInvoice {
    fn sample(kind: MailKind, client: String, lang: Lang, now: Timestamp) -> Self {
        let amount = Money {
            minor: 11_900,
            currency: Currency::EUR,
        };
        let steps = dunning::DunningDraft::usual(lang).steps;
        Self {
            kind,
            client,
            number: "INV-00042".to_owned(),
            amount: amount.written(lang),
            due: now.date().plus_days(-3).written(lang),
            late: dunning::late(lang, 3),
            step: steps.first().map_or_else(String::new, |s| s.name.clone()),
            bank: "DE89 3704 0044 0532 0130 00".to_owned(),
            path: format!("/{SAMPLE_TOKEN}"),
            attached: None,
        }
    }

    /// A word for each placeholder of its kind but the link.
    fn words(&self, brand: &str) -> Vec<(&'static str, String)> {
        let known = self.kind.placeholders();
        let all = [
            ("brand", brand),
            ("client", &self.client),
            ("step", &self.step),
            ("number", &self.number),
            ("amount", &self.amount),
            ("due", &self.due),
            ("late", &self.late),
            ("bank", &self.bank),
        ];
        all.into_iter()
            .filter(|(name, _)| known.contains(name))
            .map(|(name, word)| (name, word.to_owned()))
            .collect()
    }
}

/// `2026-11-22 12:00 UTC`.
fn minute_of(at: Timestamp) -> String {
    let text = at.to_rfc3339().replace('T', " ");
    let minute = text.get(..16).unwrap_or(&text);
    format!("{minute} UTC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_text_is_one_that_a_partner_could_have_saved() {
        for kind in MailKind::ALL {
            for lang in Lang::ALL {
                let text = usual_text(kind, lang);
                assert_eq!(text.validate(kind).as_ref(), Ok(&text), "{kind:?} {lang}");
                for name in kind.placeholders() {
                    let named = format!("{{{name}}}");
                    assert!(
                        text.subject.contains(&named) || text.body.contains(&named),
                        "{kind:?} {lang} {name}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_sample_is_of_its_kind() {
        for kind in MailKind::ALL {
            let mail = Mail::sample(kind, "Acme", Lang::Bg, Timestamp(0));
            assert_eq!(mail.kind(), kind);
        }
    }

    #[test]
    fn a_time_is_told_to_the_minute() {
        assert_eq!(
            minute_of(Timestamp(1_795_309_959_000_000)),
            "2026-11-22 01:12 UTC"
        );
    }
}
