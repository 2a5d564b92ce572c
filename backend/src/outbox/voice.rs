use domain::{
    PartnerId,
    auth::Membership,
    brands::{FILES, Slot},
    mails::{Logo, Look, clean},
};

use crate::{Portal, brands::Front};

/// The room for a logo above a message, in pixels.
const LOGO_WIDTH: u32 = 240;
const LOGO_HEIGHT: u32 = 36;

/// In whose name a message speaks: it decides its host, its look, its texts and who it is from.
#[derive(Debug, Clone)]
pub enum Voice {
    /// The portal's own: on its host, from its address, naming nobody. The texts are those of a
    /// team, if it is meant for one.
    Portal {
        /// Whose texts.
        texts_of: Option<PartnerId>,
    },
    /// A partner's: on the brand's host, in its look, by its own mail server where that works.
    Partner(Box<Speaker>),
}

/// A partner that speaks.
#[derive(Debug, Clone)]
pub struct Speaker {
    /// Which.
    pub partner: PartnerId,
    /// What its clients see of it, and where.
    front: Front,
    /// Who messages are from.
    pub name: String,
    /// Where answers go.
    pub reply_to: Option<String>,
}

impl Voice {
    /// The portal's own, with its usual texts.
    pub const PORTAL: Self = Self::Portal { texts_of: None };

    /// The voice of the partner whose brand a host carries.
    pub fn of(front: &Front) -> Self {
        Self::Partner(Box::new(Speaker::of(front)))
    }

    /// The portal's own, with the texts of a partner: what its team gets.
    pub const fn of_team(partner: PartnerId) -> Self {
        Self::Portal {
            texts_of: Some(partner),
        }
    }

    /// The portal's own, with the texts of the one team that somebody is in. Who is in several gets
    /// the usual ones: none of them speaks for the others.
    pub fn of_teams(memberships: &[Membership]) -> Self {
        match memberships {
            [only] => Self::of_team(only.partner),
            _ => Self::PORTAL,
        }
    }

    /// The voice in which somebody is answered on a host: the brand's that it carries, or the
    /// portal's own.
    pub fn at(front: Option<&Front>, memberships: &[Membership]) -> Self {
        front.map_or_else(|| Self::of_teams(memberships), Self::of)
    }

    /// Whose texts it takes.
    pub(super) fn texts_of(&self) -> Option<PartnerId> {
        match self {
            Self::Portal { texts_of } => *texts_of,
            Self::Partner(speaker) => Some(speaker.partner),
        }
    }

    /// What its links begin with. Never the host of a request (security.md B10).
    pub(super) fn url(&self, portal: &Portal) -> String {
        match self {
            Self::Portal { .. } => portal.public_url().to_owned(),
            Self::Partner(speaker) => speaker.front.url(portal),
        }
    }

    /// What it calls itself; the portal has no name.
    pub(super) fn brand(&self) -> &str {
        match self {
            Self::Portal { .. } => "",
            Self::Partner(speaker) => &speaker.front.brand.product_name,
        }
    }

    pub(super) fn speaker(&self) -> Option<&Speaker> {
        match self {
            Self::Portal { .. } => None,
            Self::Partner(speaker) => Some(speaker),
        }
    }
}

impl Speaker {
    /// The partner whose brand a host carries.
    pub fn of(front: &Front) -> Self {
        Self {
            partner: front.partner,
            front: front.clone(),
            name: front.brand.sender().to_owned(),
            reply_to: front.support_email.clone(),
        }
    }

    /// How it looks in a message. A logo made for dark pages alone would be lost on the light card.
    pub fn look(&self, portal: &Portal) -> Look {
        let brand = &self.front.brand;
        let colours = brand.palette().mail;
        let logo = brand.pictures.of(Slot::LogoLight).map(|logo| {
            let (width, height) = logo.within(LOGO_WIDTH, LOGO_HEIGHT);
            Logo {
                url: format!("{}{FILES}/{}", self.front.url(portal), logo.file),
                file: logo.file.clone(),
                width,
                height,
            }
        });
        Look {
            accent: colours.fill.to_string(),
            on_accent: colours.on.to_string(),
            logo,
            ..Look::plain(&brand.product_name)
        }
    }

    /// The name as it may stand in a header.
    pub(super) fn header_name(&self) -> String {
        clean(&self.name)
    }
}

/// The host of a web address, without its port.
pub(crate) fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_has_no_port() {
        assert_eq!(host_of("http://localhost:3000"), "localhost");
        assert_eq!(
            host_of("https://portal.example.com/x"),
            "portal.example.com"
        );
    }
}
