//! Custom domains: a partner claims a host name, proves it by a record in the DNS, and its clients
//! find their pages there (docs/domains.md).

mod check;
mod dns;
mod look_alike;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    DomainId, FieldErrors, Problem, Refusal,
    audit::Event,
    domains::{DOMAINS_MAX, DomainName, DomainState, DomainSummary, Domains, Finding, Standing},
    policy::Action,
    refusal::Rejection,
};

use crate::{Context, Error, Portal, Result, audit::entry, auth, portal::fill_random};
use store::Claim;

pub use check::{check_now, run_domain_checks, run_due};
pub(crate) use dns::Nobody;
pub use dns::{Answer, Dns, Resolver, Silence};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Days for which it is kept that a domain was removed.
const TOMBSTONE_DAYS: i64 = 30;

/// The partner's domains, the oldest first.
pub async fn list(cx: &Context) -> Result<Domains> {
    let partner = cx.allow(Action::SeeDomains)?;
    let mut tx = cx.read().await?;
    let rows = store::domains(&mut tx, partner).await?;
    let slug = store::slug(&mut tx, partner).await?;
    Ok(Domains {
        list: rows
            .iter()
            .map(store::DomainRow::summary)
            .collect::<Result<_>>()?,
        platform_url: cx.portal().brand_url(&slug),
        platform_host: cx.portal().brand_host(&slug),
    })
}

/// Claims a domain by its name as typed. Others may have claimed it too: it belongs to whoever
/// proves it first.
pub async fn add(cx: &Context, typed: String) -> Result<DomainSummary> {
    let partner = cx.allow(Action::ManageDomains)?;
    let name = DomainName::parse(&typed, cx.portal().own_host()).map_err(at_the_name)?;
    if look_alike::is_public_suffix(name.as_str()) {
        return Err(at_the_name(Problem::PublicSuffix));
    }

    let mut tx = cx.begin().await?;
    store::slug_held(&mut tx, partner).await?;
    let present = store::domains(&mut tx, partner).await?;
    if present.len() >= usize::try_from(DOMAINS_MAX).unwrap_or(usize::MAX) {
        let max = u64::from(DOMAINS_MAX);
        return Err(Rejection::TooMuch { max }.into());
    }
    let id = DomainId::from_uuid(cx.new_id());
    let standing = Standing::claimed(cx.now());
    let claim = Claim {
        id,
        name: &name,
        token: &new_text(),
        standing,
        next_check_at: standing.next_check(Finding::Missing, cx.now()),
    };
    if !store::add(&mut tx, partner, &claim).await? {
        return Err(at_the_name(Problem::Taken));
    }
    entry(Event::DomainAdded)
        .about(name.as_str())
        .record(&mut tx, cx)
        .await?;
    let added = store::domain(&mut tx, partner, id).await?;
    let added = added.ok_or(Refusal::NotFound)?.summary()?;
    tx.commit().await?;
    Ok(added)
}

/// Serves a domain that is proved although its address seems to lead elsewhere: behind a proxy of
/// the partner's own it always does.
pub async fn activate(cx: &Context, id: DomainId) -> Result<DomainSummary> {
    let partner = cx.allow(Action::ManageDomains)?;
    let mut tx = cx.begin().await?;
    let before = store::domain(&mut tx, partner, id).await?;
    let before = before.ok_or(Refusal::NotFound)?.standing()?;
    let next_check_at = Standing {
        state: DomainState::Active,
        ..before
    }
    .next_check(Finding::Proved { leads_here: true }, cx.now());
    let is_new = store::activate(&mut tx, partner, id, next_check_at).await?;
    let after = store::domain(&mut tx, partner, id).await?;
    let after = after.ok_or(Refusal::NotFound)?.summary()?;
    if is_new {
        entry(Event::DomainActivated)
            .about(&after.name)
            .record(&mut tx, cx)
            .await?;
    } else if after.state == DomainState::Pending {
        return Err(Rejection::DomainNotProved.into());
    }
    tx.commit().await?;
    Ok(after)
}

/// Removes a domain: it is not served any more, and whoever was signed in there is signed out.
/// Claiming it again asks for another text in the DNS, of this partner too.
pub async fn remove(cx: &Context, id: DomainId) -> Result<()> {
    let partner = cx.allow(Action::ManageDomains)?;
    let mut tx = cx.begin().await?;
    let removed = store::remove(&mut tx, partner, id, cx.now()).await?;
    let (name, state) = removed.ok_or(Refusal::NotFound)?;
    // A name that was only claimed may be served for somebody else.
    if matches!(state, DomainState::Active | DomainState::Failing) {
        auth::end_sessions_of_host(&mut tx, &name).await?;
    }
    entry(Event::DomainRemoved)
        .about(name)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Forgets domains that were removed long ago.
pub async fn sweep(portal: &Portal) -> Result<()> {
    let mut tx = portal.db().begin().await?;
    let before = portal.now().plus_seconds(-TOMBSTONE_DAYS * 86_400);
    store::forget(&mut tx, before).await?;
    tx.commit().await
}

/// What a record has to say: 128 random bits in letters that survive every form of every provider.
fn new_text() -> String {
    let mut bytes = [0_u8; 16];
    fill_random(&mut bytes);
    hex::encode(bytes)
}

fn at_the_name(problem: Problem) -> Error {
    FieldErrors::one("domain", problem).into()
}
