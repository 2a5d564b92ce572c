use std::sync::Arc;

use domain::{
    PartnerId, Refusal,
    audit::Event,
    leaks::{Finding, Meter, Report, Surface},
    policy::{Action, Actor},
};

use super::{
    Nature, Seen, Stage, letters,
    names::gather,
    search::{Search, report},
    store,
};
use crate::{
    Context, Error, Portal, Result,
    audit::entry,
    auth::{Rule, limit},
    sections,
};

/// Measurements that one partner can ask for: each takes a core for seconds.
const MEASURED: Rule = Rule {
    what: "leaks of",
    most: 20,
    seconds: 3_600,
};

/// What the meter saw last.
pub async fn meter(cx: &Context) -> Result<Meter> {
    let partner = cx.allow(Action::SeeBrand)?;
    let mut tx = cx.read().await?;
    let report = store::report(&mut tx, partner).await?;
    let published_at = store::published_at(&mut tx, partner).await?;
    let build = cx.portal().eyes().map(|eyes| eyes.build());
    let is_outdated = report.as_ref().is_some_and(|report| {
        let is_other_build = build.is_some_and(|build| build != report.build);
        is_other_build || published_at.is_some_and(|at| at > report.at)
    });
    Ok(Meter {
        report,
        is_outdated,
    })
}

/// Looks at everything that clients see, and searches it for other names.
///
/// # Errors
/// `TooOften` when this partner measured just now, or somebody else is measuring in this process.
pub async fn measure(cx: &Context) -> Result<Meter> {
    let partner = cx.allow(Action::EditBrand)?;
    let mut tx = cx.begin().await?;
    limit(&mut tx, MEASURED, &partner.to_string(), cx.now()).await?;
    tx.commit().await?;
    let report = look(cx.portal(), partner).await?.told_to_partner;
    keep(cx, partner, &report).await?;
    Ok(Meter {
        report: Some(report),
        is_outdated: false,
    })
}

/// The same for the partner with a short name, or for all, from the machine's own console. What is
/// told there names other partners too; what is kept for the partner's page does not.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such partner.
pub async fn measure_from_console(
    portal: &Portal,
    slug: Option<&str>,
) -> Result<Vec<(String, Report)>> {
    let mut tx = portal.db().read().await?;
    let partners = store::partners(&mut tx, slug).await?;
    drop(tx);
    if slug.is_some() && partners.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let mut reports = Vec::new();
    for (partner, slug) in partners {
        let looked = look(portal, partner).await?;
        let cx = portal.context(Actor::Anonymous);
        keep(&cx, partner, &looked.told_to_partner).await?;
        reports.push((slug, looked.told));
    }
    Ok(reports)
}

/// What was seen: as the operator is told it, and as the partner is.
struct Looked {
    told: Report,
    told_to_partner: Report,
}

async fn keep(cx: &Context, partner: PartnerId, report: &Report) -> Result<()> {
    let mut tx = cx.begin().await?;
    store::keep(&mut tx, partner, report).await?;
    entry(Event::LeaksMeasured)
        .about(report.score().to_string())
        .record_at(&mut tx, cx, partner)
        .await?;
    tx.commit().await
}

async fn look(portal: &Portal, partner: PartnerId) -> Result<Looked> {
    let eyes = portal.eyes();
    let eyes = eyes.ok_or_else(|| Error::Broken("nobody here can look at pages".into()))?;
    let turn = portal.measuring().next().await?;
    let stage = Arc::new(Stage::set(portal, partner).await?);
    let seen = eyes.see(Arc::clone(&stage)).await;
    stage.leave().await;
    let mut seen = seen?;
    let mut tx = portal.db().read().await?;
    let names = gather(&mut tx, portal, partner, &eyes.operator()).await?;
    seen.extend(letters::letters(&mut tx, portal, partner).await?);
    for (section, url) in sections::addresses(&mut tx).await? {
        let address = Seen::of(Surface::Section, &url, Nature::Text, url.clone().into());
        seen.push(address.of_section(Some(section)));
    }
    for plan in store::plans(&mut tx, partner).await? {
        seen.push(Seen::of(
            Surface::Plan,
            &plan,
            Nature::Text,
            plan.clone().into(),
        ));
    }
    drop(tx);
    let (now, build) = (portal.now(), eyes.build());
    let searched = tokio::task::spawn_blocking(move || {
        let vocabulary = letters::vocabulary(&seen);
        let search = Search::new(names.sought, names.own, &vocabulary)?;
        let traces: Vec<_> = seen.iter().map(|seen| search.traces(seen)).collect();
        let everybody = |_: &Finding| true;
        let not_of_others = |finding: &Finding| !finding.tells_of_others();
        Ok(Looked {
            told: report(&traces, (now, &build), everybody),
            told_to_partner: report(&traces, (now, &build), not_of_others),
        })
    });
    let looked = searched.await?;
    drop(turn);
    looked
}
