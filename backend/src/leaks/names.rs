use std::collections::{BTreeMap, BTreeSet};

use domain::{PartnerId, leaks::Whose, partners::CompanyDraft};

use super::{
    search::{Form, Own, Sought},
    store,
    views::folded,
};
use crate::{Portal, Result, brands, brands::Front, db::Tx};

/// Hosts of mailboxes and pages that anybody can have: an address there tells of the one who has
/// it, its host of nobody. The first are for examples, in texts of ours too (RFC 2606).
const FOR_ANYBODY: [&str; 33] = [
    "example.com",
    "example.net",
    "example.org",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "proton.me",
    "protonmail.com",
    "zoho.com",
    "yandex.ru",
    "mail.ru",
    "abv.bg",
    "mail.bg",
    "uol.com.br",
    "bol.com.br",
    "terra.com.br",
    "telefonica.net",
    "facebook.com",
    "instagram.com",
    "linkedin.com",
    "linktr.ee",
    "t.me",
    "wa.me",
];

/// Whom a host belongs to, as far as addresses tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Operator,
    Partner(PartnerId),
}

/// The names that a partner's clients must not see, and what is the partner's own.
///
/// Of the operator: the portal's own host, the support address, the names that the settings list,
/// the addresses of its people, and the hosts of all those addresses. Of every other partner: its
/// full name, what it calls its product and its sender, its hosts, its addresses with their hosts,
/// its website. Not sought are names of people, which many share, and a partner's short name by
/// itself. A host that two sides have addresses at belongs to neither.
pub(super) struct Names {
    pub(super) sought: Vec<Sought>,
    pub(super) own: Own,
}

/// Gathers the names to look for where the clients of `partner` look; `operator` is what the
/// settings say of the operator: names, hosts, e-mail addresses.
pub(super) async fn gather(
    tx: &mut Tx,
    portal: &Portal,
    partner: PartnerId,
    operator: &[String],
) -> Result<Names> {
    let front = brands::front_of(tx, partner).await?;
    let mut book = Book::default();
    for said in operator {
        // A host of one label is no name: `localhost` is everybody's (RFC 6761).
        if said.contains('.') || said != portal.own_host() {
            book.operator(said);
        }
    }
    for email in store::operators(tx).await? {
        book.operator(&email);
    }
    let (company, from_address) = store::company(tx, partner).await?;
    let typed = own_addresses(&front, &company, from_address.as_deref());
    for address in &typed {
        book.belongs(address, Side::Partner(partner));
    }
    let mut after = None;
    loop {
        let page = store::others(tx, partner, after).await?;
        let Some(last) = page.last() else {
            break;
        };
        after = Some(last.partner);
        for other in &page {
            book.partner(portal, other);
        }
    }
    for domain in store::domains_of_others(tx, partner).await? {
        book.add(&domain, Form::Host, Whose::AnotherPartner);
    }
    let own = own(tx, portal, &front, &company).await?;
    let is_own: BTreeSet<String> = typed
        .iter()
        .chain([&company.website])
        .flat_map(|it| [Some(folded(it)), host_of_address(it), Some(place_of(it))])
        .flatten()
        .collect();
    Ok(Names {
        sought: book.sought(&is_own),
        own,
    })
}

/// Addresses at which the partner itself is written to, or writes from.
fn own_addresses(front: &Front, company: &CompanyDraft, from: Option<&str>) -> Vec<String> {
    [
        Some(company.support_email.as_str()),
        front.support_email.as_deref(),
        front.brand.support_email.as_deref(),
        from,
    ]
    .into_iter()
    .flatten()
    .filter(|address| !address.is_empty())
    .map(str::to_owned)
    .collect()
}

async fn own(tx: &mut Tx, portal: &Portal, front: &Front, company: &CompanyDraft) -> Result<Own> {
    let brand = &front.brand;
    let mut names = vec![
        front.name.clone(),
        company.name.clone(),
        brand.product_name.clone(),
        brand.sender().to_owned(),
    ];
    names.extend(store::domains(tx, front.partner).await?);
    names.retain(|name| !name.is_empty());
    let host_below = front.domain.is_none().then(|| {
        let below = folded(&portal.brand_host(&front.slug));
        (below, folded(portal.own_host()))
    });
    let mut words = vec![
        brand.product_name.clone(),
        brand.sender_name.clone(),
        brand.login_title.clone(),
        brand.login_text.clone(),
        brand.support_email.clone().unwrap_or_default(),
    ];
    for link in &brand.footer {
        words.extend([link.label.clone(), link.url.clone()]);
    }
    words.extend(company.fields().map(|(_, value)| value.to_owned()));
    words.extend(store::plans(tx, front.partner).await?);
    words.extend(store::templates(tx, front.partner).await?);
    Ok(Own {
        names: names.iter().map(|name| folded(name)).collect(),
        host_below,
        words: folded(&words.join("\n")),
    })
}

/// The names so far.
#[derive(Default)]
struct Book {
    sought: Vec<Sought>,
    /// Hosts of e-mail addresses, and whose addresses they are.
    hosts: BTreeMap<String, BTreeSet<Side>>,
}

impl Book {
    fn add(&mut self, text: &str, form: Form, whose: Whose) {
        if !text.trim().is_empty() {
            self.sought.push(Sought::new(text, form, whose));
        }
    }

    fn belongs(&mut self, address: &str, side: Side) {
        if let Some(host) = host_of_address(address) {
            self.hosts.entry(host).or_default().insert(side);
        }
    }

    /// Something that tells of the operator: an address, a host, a name.
    fn operator(&mut self, said: &str) {
        let said = said.trim();
        if said.contains('@') {
            self.add(said, Form::Address, Whose::Operator);
            self.belongs(said, Side::Operator);
        } else if said.contains('.') && !said.contains(' ') {
            self.add(said, Form::Host, Whose::Operator);
        } else {
            self.add(said, Form::Name, Whose::Operator);
        }
    }

    fn partner(&mut self, portal: &Portal, other: &store::Other) {
        let whose = Whose::AnotherPartner;
        for name in &other.names {
            self.add(name, Form::Name, whose);
        }
        self.add(&portal.brand_host(&other.slug), Form::Host, whose);
        for address in &other.addresses {
            self.add(address, Form::Address, whose);
            self.belongs(address, Side::Partner(other.partner));
        }
        let website = place_of(&other.website);
        if !FOR_ANYBODY.contains(&website.as_str()) {
            self.add(&website, Form::Host, whose);
        }
    }

    /// All names, but those that are `own` too.
    fn sought(mut self, own: &BTreeSet<String>) -> Vec<Sought> {
        for (host, sides) in std::mem::take(&mut self.hosts) {
            let mut sides = sides.into_iter();
            let (Some(side), None) = (sides.next(), sides.next()) else {
                continue;
            };
            if FOR_ANYBODY.contains(&host.as_str()) {
                continue;
            }
            let whose = match side {
                Side::Operator => Whose::Operator,
                Side::Partner(_) => Whose::AnotherPartner,
            };
            self.add(&host, Form::Host, whose);
        }
        let others =
            |name: &Sought| name.whose != Whose::AnotherPartner || !own.contains(&name.text);
        self.sought.retain(others);
        self.sought
    }
}

/// The host of an e-mail address, in small letters.
fn host_of_address(address: &str) -> Option<String> {
    let (_, host) = address.trim().rsplit_once('@')?;
    Some(folded(host.trim_end_matches('>')))
}

/// Where a website is: its host and path, in small letters, without what all of them begin with.
fn place_of(website: &str) -> String {
    let place = website
        .split_once("://")
        .map_or(website, |(_, place)| place);
    let place = place.split(['?', '#']).next().unwrap_or(place);
    let place = folded(place.trim_end_matches('/'));
    place
        .strip_prefix("www.")
        .map_or(place.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_website_is_known_by_its_place() {
        for (typed, place) in [
            ("https://www.Bolt.example/", "bolt.example"),
            ("https://facebook.com/bolt?x=1", "facebook.com/bolt"),
            ("", ""),
        ] {
            assert_eq!(place_of(typed), place);
        }
    }
}
