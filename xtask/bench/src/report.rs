//! Tables for people, in Markdown so that they go into the documentation as they are.

use crate::{data::Filled, load::Pace};

/// One scenario, measured.
pub(crate) struct Measured {
    pub(crate) name: &'static str,
    /// Microseconds of the bare statements, where they are measured.
    pub(crate) raw: Option<f64>,
    /// What is beside the portal: a bare route for reads, the disk for writes.
    pub(crate) limit: Limit,
    /// The portal at 1, 16 and 64 connections.
    pub(crate) portal: [Pace; 3],
    pub(crate) bytes: usize,
}

/// The limit that a scenario is held against.
pub(crate) enum Limit {
    /// A route that answers the same bytes, at 1, 16 and 64 connections.
    Route([Pace; 3]),
    /// Durable writes that the disk gives in a second.
    Disk(f64),
}

pub(crate) fn heading(filled: &Filled) {
    let Filled {
        engine,
        clients,
        partners,
        filling,
        ..
    } = filled;
    println!(
        "\n### {engine}, {clients} clients over {partners} partners (filled in {filling:.1?})\n"
    );
    println!(
        "| scenario | bytes | raw SQL, µs | latency at 1, µs | bare route, µs | req/s at 1 / 16 / 64 \
         | limit, per s | share of the limit |"
    );
    println!("|---|---|---|---|---|---|---|---|");
}

pub(crate) fn row(measured: &Measured) {
    let [one, sixteen, sixty_four] = measured.portal;
    let paces = format!(
        "{:.0} / {:.0} / {:.0}",
        one.per_second, sixteen.per_second, sixty_four.per_second
    );
    let raw = measured
        .raw
        .map_or("–".to_owned(), |raw| format!("{raw:.0}"));
    let (bare, limit, share) = match &measured.limit {
        Limit::Route(route) => {
            let [alone, crowd, throng] = route;
            (
                format!("{:.0}", alone.median),
                format!(
                    "{:.0} / {:.0} / {:.0}",
                    alone.per_second, crowd.per_second, throng.per_second
                ),
                sixteen.per_second / crowd.per_second,
            )
        }
        Limit::Disk(syncs) => (
            "–".to_owned(),
            format!("{syncs:.0} syncs"),
            sixteen.per_second / syncs,
        ),
    };
    println!(
        "| {} | {} | {raw} | {:.0} | {bare} | {paces} | {limit} | {share:.2} |",
        measured.name, measured.bytes, one.median
    );
}
