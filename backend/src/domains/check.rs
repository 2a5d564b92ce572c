//! Looking at the DNS, when it is due or when somebody asks, and drawing the consequences.

use std::time::Duration;

use domain::{
    DomainId, Refusal, Timestamp,
    audit::Event,
    domains::{DomainState, DomainSummary, Finding, Standing, Trouble, check_host},
    policy::{Action, Actor},
    text,
};

use super::store::{self, DomainRow, Outcome, Settled};
use crate::{
    Context, Portal, Result,
    audit::entry,
    auth::{self, Rule},
    db::Tx,
};

/// Seconds for which a look is nobody else's: three questions take less.
const LEASE: i64 = 60;
/// How long the portal waits before it looks for domains that are due.
const PAUSE: Duration = Duration::from_secs(15);
/// Looks that somebody at a partner asks for.
const CHECKS: Rule = Rule {
    what: "domain check",
    most: 30,
    seconds: 600,
};
/// Texts or addresses of an answer that are told.
const TOLD_MAX: usize = 5;
/// Characters of a text that are told.
const TOLD_LENGTH: usize = 80;

/// Looks at a domain now, because somebody waits for it.
pub async fn check_now(cx: &Context, id: DomainId) -> Result<DomainSummary> {
    let partner = cx.allow(Action::ManageDomains)?;
    let held = cx.now().plus_seconds(LEASE);
    let mut tx = cx.begin().await?;
    let domain = store::domain(&mut tx, partner, id).await?;
    let domain = domain.ok_or(Refusal::NotFound)?;
    auth::limit(&mut tx, CHECKS, &partner.to_string(), cx.now()).await?;
    store::hold(&mut tx, partner, id, held).await?;
    tx.commit().await?;

    look_and_settle(cx, &domain, held).await?;
    let mut tx = cx.read().await?;
    let domain = store::domain(&mut tx, partner, id).await?;
    domain.ok_or(Refusal::NotFound)?.summary()
}

/// Looks at every domain that is due and says how many. Replicas may do it at the same time: each
/// domain is claimed by one of them.
pub async fn run_due(portal: &Portal) -> Result<u32> {
    let mut looked_at = 0;
    loop {
        let cx = portal.context(Actor::Anonymous);
        let held = cx.now().plus_seconds(LEASE);
        let mut tx = cx.begin().await?;
        let claimed = store::claim_due(&mut tx, cx.now(), held).await?;
        let domain = match claimed {
            Some((partner, id)) => store::domain(&mut tx, partner, id).await?,
            None => None,
        };
        tx.commit().await?;
        let Some(domain) = domain else {
            return Ok(looked_at);
        };
        look_and_settle(&cx, &domain, held).await?;
        looked_at += 1;
    }
}

/// Looks at domains as they become due, for as long as the portal runs. A few at a time, so that
/// one whose servers are silent does not hold up the others.
pub async fn run_domain_checks(portal: Portal) {
    loop {
        let (a, b, c, d) = tokio::join!(
            run_due(&portal),
            run_due(&portal),
            run_due(&portal),
            run_due(&portal)
        );
        for error in [a, b, c, d].into_iter().filter_map(Result::err) {
            tracing::error!(%error, "a domain could not be looked at; trying again soon");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// What a look found, and what of it was not as it should be.
#[derive(Debug)]
struct Look {
    finding: Finding,
    trouble: Option<Trouble>,
}

impl Look {
    const fn missing(trouble: Trouble) -> Self {
        Self {
            finding: Finding::Missing,
            trouble: Some(trouble),
        }
    }
}

/// Asks the DNS, outside of any transaction: that takes seconds.
async fn look_and_settle(cx: &Context, domain: &DomainRow, held: Timestamp) -> Result<()> {
    let before = domain.standing()?;
    let look = look(cx.portal(), domain, before.state).await;
    if settle(cx, domain, held, &look).await? == Settled::Held {
        settle(cx, domain, held, &Look::missing(Trouble::Held)).await?;
    }
    Ok(())
}

async fn look(portal: &Portal, domain: &DomainRow, state: DomainState) -> Look {
    let Ok(texts) = portal.dns().texts(&check_host(domain.name())).await else {
        return Look {
            finding: Finding::NoAnswer,
            trouble: Some(Trouble::NoAnswer),
        };
    };
    if texts.is_empty() {
        return Look::missing(Trouble::NoRecord);
    }
    if !texts.iter().any(|text| text.trim() == domain.token()) {
        let found = texts.iter().take(TOLD_MAX).map(|text| told(text));
        return Look::missing(Trouble::OtherTexts {
            found: found.collect(),
        });
    }
    // Once it is served, people would notice: who works behind a proxy of their own said so.
    if matches!(state, DomainState::Active | DomainState::Failing) {
        return Look {
            finding: Finding::Proved { leads_here: true },
            trouble: None,
        };
    }
    let here = portal.brand_host(domain.slug());
    let here = portal.dns().addresses(&here).await.unwrap_or_default();
    let there = portal.dns().addresses(domain.name()).await;
    let there = there.unwrap_or_default();
    let leads_here = there.iter().any(|address| here.contains(address));
    let elsewhere = Trouble::LeadsElsewhere {
        found: there.into_iter().take(TOLD_MAX).collect(),
    };
    Look {
        finding: Finding::Proved { leads_here },
        trouble: (!leads_here).then_some(elsewhere),
    }
}

/// A text of somebody's DNS, short and visible.
fn told(text: &str) -> String {
    let visible = text
        .chars()
        .filter(|c| !c.is_control() && !text::has_hidden(c.encode_utf8(&mut [0; 4])));
    visible.take(TOLD_LENGTH).collect()
}

/// Writes down what comes of a look: the new state, its events, and the end of the sessions of a
/// domain that is not served any more.
async fn settle(cx: &Context, domain: &DomainRow, held: Timestamp, look: &Look) -> Result<Settled> {
    let now = cx.now();
    let before = domain.standing()?;
    let after = before.after(look.finding, now);
    let outcome = Outcome {
        standing: after,
        trouble: look.trouble.as_ref(),
        checked_at: now,
        next_check_at: after.next_check(look.finding, now),
    };
    let mut tx = cx.begin().await?;
    let place = (domain.partner(), domain.id());
    let settled = store::settle(&mut tx, place, held, &outcome).await?;
    if settled != Settled::Yes {
        return Ok(settled);
    }
    record(&mut tx, cx.portal(), domain, before, after).await?;
    if before.state == DomainState::Failing && after.state == DomainState::Pending {
        auth::end_sessions_of_host(&mut tx, domain.name()).await?;
    }
    tx.commit().await?;
    Ok(settled)
}

/// Records what became of a domain. Nobody did it: whoever had it looked at only found it so.
async fn record(
    tx: &mut Tx,
    portal: &Portal,
    domain: &DomainRow,
    before: Standing,
    after: Standing,
) -> Result<()> {
    let cx = portal.context(Actor::Anonymous);
    for event in events(before.state, after.state) {
        entry(*event)
            .about(domain.name())
            .record_at(tx, &cx, domain.partner())
            .await?;
    }
    Ok(())
}

/// What is worth telling when a domain goes from one state to another.
const fn events(before: DomainState, after: DomainState) -> &'static [Event] {
    use DomainState::{Active, Failing, Pending, Verified};
    match (before, after) {
        (Pending, Verified) => &[Event::DomainVerified],
        (Pending, Active) => &[Event::DomainVerified, Event::DomainServed],
        (Verified | Failing, Active) => &[Event::DomainServed],
        (Active, Failing) | (Verified, Pending) => &[Event::DomainFailing],
        (Failing, Pending) => &[Event::DomainLapsed],
        _ => &[],
    }
}
