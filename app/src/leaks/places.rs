//! What the meter's page calls things.

use domain::{
    leaks::{Finding, Surface, Whose},
    mails::MailKind,
};

use crate::{
    i18n::{m, t},
    mails::kind_name,
};

/// Kinds of surfaces.
pub(super) fn surface(surface: Surface) -> &'static str {
    t(match surface {
        Surface::Page => m::LEAKS_PAGES,
        Surface::ErrorPage => m::LEAKS_ERROR_PAGES,
        Surface::Answer => m::LEAKS_ANSWERS,
        Surface::Header => m::LEAKS_HEADERS,
        Surface::Cookie => m::LEAKS_COOKIES,
        Surface::Style => m::LEAKS_STYLES,
        Surface::Script => m::LEAKS_SCRIPTS,
        Surface::Program => m::LEAKS_PROGRAMS,
        Surface::File => m::LEAKS_FILES,
        Surface::Mail => m::LEAKS_MAILS,
        Surface::Plan => m::LEAKS_PLANS,
        Surface::Section => m::LEAKS_ADDRESSES,
    })
}

/// Whose name it is.
pub(crate) fn whose(whose: Whose) -> &'static str {
    t(match whose {
        Whose::Operator => m::LEAKS_OPERATOR,
        Whose::Product => m::LEAKS_PRODUCT,
        Whose::AnotherPartner => m::LEAKS_ANOTHER_PARTNER,
    })
}

/// Where a finding is: an address, or the part of a message.
pub(super) fn place(finding: &Finding) -> String {
    let of_mail = finding.at.split_once('/');
    match of_mail.and_then(|(kind, part)| Some((MailKind::named(kind)?, part))) {
        Some((kind, part)) if finding.surface == Surface::Mail => {
            format!("{} · {part}", kind_name(kind))
        }
        _ => finding.at.clone(),
    }
}
