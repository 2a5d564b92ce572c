//! Sections: which of the operator's products they lead to, and handing people over to them (G1).

mod hand_over;
mod links;
mod store;
#[cfg(test)]
mod tests;

use domain::{PartnerId, inclusions::Section, leaks::SectionLeak, sections::Offered};

use crate::{Context, Result, db::Tx, leaks::section_leaks};

pub use hand_over::hand_over;
pub use links::{connect, disconnect, list, renew_key};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The sections that clients of a partner can be given: those built in, and those that lead
/// somewhere. One on which the leak meter found somebody else's name is not white-label safe (G12);
/// until it has looked, the host it leads to decides.
pub(crate) async fn offered(tx: &mut Tx, partner: PartnerId) -> Result<Vec<Offered>> {
    let links = store::links(tx).await?;
    let leaks = leaks(tx, partner).await?;
    let offered = Section::ALL.iter().filter_map(|section| {
        let link = links.iter().find(|link| link.section == *section);
        if link.is_none() && !section.is_built_in() {
            return None;
        }
        let is_safe = link.is_none_or(|link| link.is_safe);
        Some(Offered {
            section: *section,
            is_safe: is_safe && leaks.iter().all(|leak| leak.section != *section),
        })
    });
    Ok(offered.collect())
}

/// What leaks on the sections of a partner's clients, as the meter saw it. A section that leads
/// elsewhere by now is another one.
pub(crate) async fn leaks(tx: &mut Tx, partner: PartnerId) -> Result<Vec<SectionLeak>> {
    let addresses = addresses(tx).await?;
    let mut leaks = section_leaks(tx, partner).await?;
    leaks.retain(|leak| {
        let is_there =
            |(section, url): &(Section, String)| (*section, url) == (leak.section, &leak.at);
        leak.section.is_built_in() || addresses.iter().any(is_there)
    });
    Ok(leaks)
}

/// Where the sections lead that are not built in.
pub(crate) async fn addresses(tx: &mut Tx) -> Result<Vec<(Section, String)>> {
    let links = store::links(tx).await?;
    Ok(links
        .into_iter()
        .map(|link| (link.section, link.url))
        .collect())
}

/// Whether nothing of the operator's can be seen at an address: it lies at no host of the portal's
/// own name, nor of the name above that.
fn is_safe(cx: &Context, url: &str) -> bool {
    let host = host_of(url);
    let own = host_of(cx.portal().public_url());
    let above = own.split_once('.').map_or(own, |(_, above)| above);
    let above = if above.contains('.') { above } else { own };
    host != above && !host.ends_with(&format!(".{above}"))
}

/// The host of a web address.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.split(':').next().unwrap_or(authority)
}
