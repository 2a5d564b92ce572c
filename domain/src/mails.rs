//! Messages that people get: their kinds, their texts, who they are from.

mod sender;
mod template;

use serde::{Deserialize, Serialize};

use crate::{Lang, Version};

pub use sender::{
    MAIL_PORTS, NewSender, Password, Security, Sender, SenderDraft, SenderState, Trouble,
};
pub use template::{Block, Composed, Span, TemplateDraft, clean, compose};

/// A kind of message, whose text a partner may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A partner asks somebody into its team (G4).
    Invitation,
    /// A link with which somebody of a team sets a new password.
    Reset,
    /// Notice to somebody of a team that their password is another now (ASVS 6.3.7).
    PasswordChanged,
    /// A client asks somebody in (G4).
    ClientInvitation,
    /// A link with which a client's user sets a new password.
    ClientReset,
    /// Notice to a client's user that their password is another now.
    ClientPasswordChanged,
    /// Somebody of the partner's asks the owners of a client to be let in (B3).
    VisitRequest,
    /// A client's user asks the partner for a section that is locked (G13).
    AccessRequest,
    /// An invoice to a client (B11).
    InvoiceSent,
    /// A client is reminded of an invoice that it has not paid (S15).
    InvoiceReminder,
    /// A client is blocked until it has paid (P9).
    ClientBlockedUnpaid,
    /// An invoice of a client is paid.
    PaymentReceived,
}

/// The placeholder of what the recipient is meant to open. Every text must have it.
pub const LINK: &str = "link";

impl MailKind {
    /// Every kind, those that clients get first.
    pub const ALL: [Self; 12] = [
        Self::ClientInvitation,
        Self::ClientReset,
        Self::ClientPasswordChanged,
        Self::VisitRequest,
        Self::InvoiceSent,
        Self::InvoiceReminder,
        Self::ClientBlockedUnpaid,
        Self::PaymentReceived,
        Self::AccessRequest,
        Self::Invitation,
        Self::Reset,
        Self::PasswordChanged,
    ];

    /// The stable name, as stored and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::PasswordChanged => "password_changed",
            Self::ClientInvitation => "client_invitation",
            Self::ClientReset => "client_reset",
            Self::ClientPasswordChanged => "client_password_changed",
            Self::VisitRequest => "visit_request",
            Self::AccessRequest => "access_request",
            Self::InvoiceSent => "invoice_sent",
            Self::InvoiceReminder => "invoice_reminder",
            Self::ClientBlockedUnpaid => "client_blocked_unpaid",
            Self::PaymentReceived => "payment_received",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether clients' users get it, and not the partner's own team.
    #[must_use]
    pub const fn is_for_clients(self) -> bool {
        matches!(
            self,
            Self::ClientInvitation
                | Self::ClientReset
                | Self::ClientPasswordChanged
                | Self::VisitRequest
                | Self::InvoiceSent
                | Self::InvoiceReminder
                | Self::ClientBlockedUnpaid
                | Self::PaymentReceived
        )
    }

    /// The names that its text may hold in braces.
    #[must_use]
    pub const fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::Invitation => &["partner", "days", LINK],
            Self::Reset => &["name", "minutes", LINK],
            Self::PasswordChanged => &["name", "at", LINK],
            Self::ClientInvitation => &["brand", "client", "days", LINK],
            Self::ClientReset => &["brand", "name", "minutes", LINK],
            Self::ClientPasswordChanged => &["brand", "name", "at", LINK],
            Self::VisitRequest => &["brand", "client", "name", "reason", "minutes", LINK],
            Self::AccessRequest => &["client", "name", "section", "message", LINK],
            Self::InvoiceSent => &["brand", "client", "number", "amount", "due", "bank", LINK],
            Self::InvoiceReminder => &[
                "brand", "client", "step", "number", "amount", "due", "late", LINK,
            ],
            Self::ClientBlockedUnpaid => {
                &["brand", "client", "step", "number", "amount", "due", LINK]
            }
            Self::PaymentReceived => &["brand", "client", "number", "amount", LINK],
        }
    }

    /// Them in braces, as one types them: `{name}, {link}`.
    #[must_use]
    pub fn listed_placeholders(self) -> String {
        let names = self.placeholders().iter().map(|name| format!("{{{name}}}"));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// How a partner looks to its clients, as far as a message shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// What the product is called.
    pub product_name: String,
    /// The colour of buttons, as `#rrggbb`.
    pub accent: String,
    /// The colour of what is written on them, as `#rrggbb`.
    pub on_accent: String,
    /// The logo; a message without one is headed by the name.
    pub logo: Option<Logo>,
}

/// A logo, as far as a message shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// Where it is, on the brand's host.
    pub url: String,
    /// The name of its file, by which the editor of messages finds it.
    pub file: String,
    /// How wide it is shown, in pixels.
    pub width: u32,
    /// How high.
    pub height: u32,
}

impl Look {
    /// The look of a company that has not chosen one.
    #[must_use]
    pub fn plain(name: &str) -> Self {
        Self {
            product_name: name.to_owned(),
            accent: "#2f4858".to_owned(),
            on_accent: "#ffffff".to_owned(),
            logo: None,
        }
    }
}

/// The text of a kind in a language, as listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSummary {
    /// Which kind.
    pub kind: MailKind,
    /// In which language.
    pub lang: Lang,
    /// Whether it is the partner's own text.
    pub is_own: bool,
}

/// The text of a kind in a language, as its form is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The present text.
    pub draft: TemplateDraft,
    /// The text it has without the partner's doing.
    pub default: TemplateDraft,
    /// Whether it is the partner's own.
    pub is_own: bool,
    /// To be named when saving; 0 while it is not the partner's own.
    pub version: Version,
    /// Words for each placeholder, to show how it will read.
    pub sample: Vec<(String, String)>,
    /// How the partner looks.
    pub look: Look,
}

/// What the page of e-mails shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The partner's own mail server, for those who may set it.
    pub sender: Option<Sender>,
    /// Every kind in every language.
    pub templates: Vec<TemplateSummary>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_name_and_has_a_link() {
        for kind in MailKind::ALL {
            assert_eq!(MailKind::named(kind.name()), Some(kind));
            assert!(kind.placeholders().contains(&LINK));
        }
        assert_eq!(
            MailKind::Reset.listed_placeholders(),
            "{name}, {minutes}, {link}"
        );
    }
}
