//! What was found, by the kind of place.

use domain::leaks::{Finding, Report, Surface};
use leptos::prelude::*;

use super::places;
use crate::{
    i18n::{grouped, m, tf},
    ui::{Badge, Tone},
};

/// Every finding, those on the same kind of surface together.
#[component]
pub(super) fn Findings(report: Report) -> impl IntoView {
    let mut groups: Vec<(Surface, Vec<Finding>)> = Vec::new();
    for finding in report.findings {
        match groups.last_mut() {
            Some((surface, group)) if *surface == finding.surface => group.push(finding),
            _ => groups.push((finding.surface, vec![finding])),
        }
    }
    let more = (report.more > 0).then(|| {
        let text = tf(m::LEAKS_MORE, &[("n", &grouped(report.more.into()))]);
        view! { <p class="muted small">{text}</p> }
    });
    let group = |(surface, findings): (Surface, Vec<Finding>)| {
        let rows = findings.into_iter().map(row).collect_view();
        view! {
            <section class="section">
                <h2>{places::surface(surface)}</h2>
                <ul class="leaks-list">{rows}</ul>
            </section>
        }
    };
    view! {
        {groups.into_iter().map(group).collect_view()}
        {more}
    }
    .into_any()
}

fn row(finding: Finding) -> AnyView {
    let langs: Vec<&str> = finding.langs.iter().map(|lang| lang.tag()).collect();
    let langs = (!langs.is_empty()).then(|| langs.join(", "));
    view! {
        <li>
            <div class="cluster">
                <code>{places::place(&finding)}</code>
                <Badge tone=Tone::Warning>{places::whose(finding.whose)}</Badge>
                {langs.map(|langs| view! { <span class="muted small">{langs}</span> })}
            </div>
            <p class="leaks-excerpt">"…" {finding.excerpt} "…"</p>
        </li>
    }
    .into_any()
}
