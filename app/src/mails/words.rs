//! What the pages of e-mails call things.

use domain::mails::{MailKind, Security, Trouble};

use crate::i18n::{m, t};

/// A kind of message.
pub(crate) fn kind(kind: MailKind) -> &'static str {
    t(match kind {
        MailKind::ClientInvitation => m::MAILS_CLIENT_INVITATION,
        MailKind::ClientReset => m::MAILS_CLIENT_RESET,
        MailKind::ClientPasswordChanged => m::MAILS_CLIENT_PASSWORD_CHANGED,
        MailKind::VisitRequest => m::MAILS_VISIT_REQUEST,
        MailKind::InvoiceSent => m::MAILS_INVOICE_SENT,
        MailKind::InvoiceReminder => m::MAILS_INVOICE_REMINDER,
        MailKind::ClientBlockedUnpaid => m::MAILS_CLIENT_BLOCKED_UNPAID,
        MailKind::PaymentReceived => m::MAILS_PAYMENT_RECEIVED,
        MailKind::AccessRequest => m::MAILS_ACCESS_REQUEST,
        MailKind::Invitation => m::MAILS_INVITATION,
        MailKind::Reset => m::MAILS_RESET,
        MailKind::PasswordChanged => m::MAILS_PASSWORD_CHANGED,
    })
}

/// Who gets a kind of message, in a line.
pub(super) fn readers(kind: MailKind) -> &'static str {
    t(if kind.is_for_clients() {
        m::MAILS_FOR_CLIENTS
    } else {
        m::MAILS_FOR_TEAM
    })
}

/// What a placeholder stands for.
pub(super) fn placeholder(name: &str) -> &'static str {
    t(match name {
        "partner" | "brand" => m::MAILS_WORD_COMPANY,
        "client" => m::MAILS_WORD_CLIENT,
        "name" => m::MAILS_WORD_NAME,
        "section" => m::MAILS_WORD_SECTION,
        "message" => m::MAILS_WORD_MESSAGE,
        "reason" => m::MAILS_WORD_REASON,
        "days" => m::MAILS_WORD_DAYS,
        "minutes" => m::MAILS_WORD_MINUTES,
        "at" => m::MAILS_WORD_AT,
        "number" => m::MAILS_WORD_NUMBER,
        "amount" => m::MAILS_WORD_AMOUNT,
        "due" => m::MAILS_WORD_DUE,
        "late" => m::MAILS_WORD_LATE,
        "step" => m::MAILS_WORD_STEP,
        "bank" => m::MAILS_WORD_BANK,
        _ => m::MAILS_WORD_LINK,
    })
}

/// How the way to a mail server is kept private.
pub(super) fn security(security: Security) -> &'static str {
    t(match security {
        Security::Tls => m::MAILS_SECURITY_TLS,
        Security::StartTls => m::MAILS_SECURITY_START_TLS,
        Security::Open => m::MAILS_SECURITY_OPEN,
    })
}

/// Why a mail server did not take a message, and what to do about it.
pub(super) fn trouble(trouble: Trouble) -> &'static str {
    t(match trouble {
        Trouble::UnknownHost => m::MAILS_TROUBLE_UNKNOWN_HOST,
        Trouble::NotPublic => m::MAILS_TROUBLE_NOT_PUBLIC,
        Trouble::Unreachable => m::MAILS_TROUBLE_UNREACHABLE,
        Trouble::TimedOut => m::MAILS_TROUBLE_TIMED_OUT,
        Trouble::NoTls => m::MAILS_TROUBLE_NO_TLS,
        Trouble::WrongPassword => m::MAILS_TROUBLE_WRONG_PASSWORD,
        Trouble::RefusedSender => m::MAILS_TROUBLE_REFUSED_SENDER,
        Trouble::RefusedRecipient => m::MAILS_TROUBLE_REFUSED_RECIPIENT,
        Trouble::Refused => m::MAILS_TROUBLE_REFUSED,
        Trouble::KeyLost => m::MAILS_TROUBLE_KEY_LOST,
    })
}
