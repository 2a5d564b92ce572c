//! Sections: which of the operator's products they lead to, and handing people over to them (G1).

mod hand_over;
mod links;
mod store;
#[cfg(test)]
mod tests;

use domain::{catalogue::Section, sections::Offered};

use crate::{Context, Result, db::Tx};

pub use hand_over::hand_over;
pub use links::{connect, disconnect, list, renew_key};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The sections that clients can be given: those built in, and those that lead somewhere.
pub(crate) async fn offered(tx: &mut Tx) -> Result<Vec<Offered>> {
    let links = store::links(tx).await?;
    let offered = Section::ALL.iter().filter_map(|section| {
        if section.is_built_in() {
            return Some(Offered {
                section: *section,
                is_safe: true,
            });
        }
        let link = links.iter().find(|link| link.section == *section)?;
        Some(Offered {
            section: *section,
            is_safe: link.is_safe,
        })
    });
    Ok(offered.collect())
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
