//! Everything that is checked, in the order a person would wait for it.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use clap::Args;

use crate::{
    announce, arrows, browser,
    cargo::{HOST, cargo},
    check,
    counts::{self, Counts},
    dist, invoices, ledgers, postgres, site, size, wasm_target, workspace,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Leave out the browser: neither the site is built nor its pages toured
    #[arg(long)]
    fast: bool,
}

/// What has been checked so far.
#[derive(Default)]
struct Report {
    rows: Vec<Row>,
}

struct Row {
    title: &'static str,
    took: Duration,
    counts: Counts,
}

impl Report {
    /// A check that passes or fails as a whole.
    fn gate(&mut self, title: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        let (took, outcome) = announce::timed_step(title, work);
        let is_ok = outcome.is_ok();
        self.add(
            title,
            took,
            if is_ok { Counts::PASS } else { Counts::FAIL },
            outcome.err(),
        );
        is_ok
    }

    /// A run of many tests, counted one by one.
    fn tests(&mut self, title: &'static str, command: impl FnOnce() -> Result<Command>) {
        let mut counts = Counts::default();
        let (took, outcome) = announce::timed_step(title, || {
            let (is_success, output) = announce::captured(&mut command()?)?;
            counts = counts::read(&output);
            if !is_success || counts.failed > 0 {
                bail!("{}", output.trim_end());
            }
            Ok(())
        });
        if outcome.is_err() && counts.failed == 0 {
            // It did not get as far as its tests, or fell over after them.
            counts += Counts::FAIL;
        }
        self.add(title, took, counts, outcome.err());
    }

    fn skipped(&mut self, title: &'static str, because: &str) {
        announce::note(&format!("{title}: not run, {because}"));
        self.add(title, Duration::ZERO, Counts::FAIL, None);
    }

    fn add(
        &mut self,
        title: &'static str,
        took: Duration,
        counts: Counts,
        error: Option<anyhow::Error>,
    ) {
        if let Some(error) = error {
            println!("{error:#}\n");
        }
        self.rows.push(Row {
            title,
            took,
            counts,
        });
    }

    /// Prints the table, and the sum alone on the last line.
    fn finish(&self, start: Instant) -> Result<()> {
        println!(
            "\n{:<28} {:>8} {:>7} {:>7}",
            "", "seconds", "passed", "failed"
        );
        let mut sum = Counts::default();
        for Row {
            title,
            took,
            counts,
        } in &self.rows
        {
            let seconds = took.as_secs_f32();
            println!(
                "{title:<28} {seconds:>8.1} {:>7} {:>7}",
                counts.passed, counts.failed
            );
            sum += *counts;
        }
        println!("{:<28} {:>8.1}\n", "all", start.elapsed().as_secs_f32());
        println!("{} passed, {} failed", sum.passed, sum.failed);
        if sum.failed > 0 {
            Err(Failed.into())
        } else {
            Ok(())
        }
    }
}

/// All has been said by then, and the last line is for whoever reads the sum.
#[derive(Debug)]
pub(crate) struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Failed {}

/// Runs every check, goes on after a failed one, and ends with `N passed, N failed`.
pub(crate) fn run(options: &Options) -> Result<()> {
    let start = Instant::now();
    let mut report = Report::default();
    postgres::sweep();
    gates(&mut report);
    let (url, _postgres) = match postgres::found(postgres::Purpose::Tests) {
        Ok((url, postgres)) => (Some(url), postgres),
        Err(error) => {
            println!("{error:#}\n");
            (None, None)
        }
    };
    match &url {
        Some(url) => {
            rust_tests(&mut report, url);
            invoice_validators(&mut report);
        }
        None => report.skipped("tests", "there is no PostgreSQL"),
    }
    report.tests("ledgers, thrice", ledgers::comparison);
    report.tests("documentation tests", || Ok(doc_tests()));
    lints(&mut report);
    report.gate("documentation", || {
        announce::quietly(&mut documentation()).map(drop)
    });
    if !options.fast {
        browser_suite(&mut report, url.as_deref());
    }
    report.finish(start)
}

fn gates(report: &mut Report) {
    report.gate("format", || {
        announce::quietly(&mut check::format()).map(drop)
    });
    report.gate("arrows", arrows::find_broken);
}

fn lints(report: &mut Report) {
    report.gate("clippy, server half", || {
        announce::quietly(&mut check::clippy_host()).map(drop)
    });
    // Before its own step, for it announces what it has to install.
    match wasm_target::ensure() {
        Ok(_) => {
            report.gate("clippy, browser half", || {
                announce::quietly(&mut check::clippy_browser()?).map(drop)
            });
        }
        Err(error) => {
            println!("{error:#}\n");
            report.skipped("clippy, browser half", "no compiler builds for the browser");
        }
    }
}

fn rust_tests(report: &mut Report, url: &str) {
    report.tests("tests", || {
        let mut command = cargo();
        if has_nextest() {
            command.args(["nextest", "run", "--no-fail-fast", "--no-tests=pass"]);
        } else {
            command.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]);
        }
        command
            .args(HOST)
            .env(postgres::URL, url)
            .env(invoices::FOLDER, invoices::emptied_folder()?);
        Ok(command)
    });
}

/// What others, whose word counts, say of the invoices that the tests have written.
fn invoice_validators(report: &mut Report) {
    const TITLE: &str = "validators of invoices";
    // Before its own step, for it announces what it has to install.
    match invoices::validators() {
        Ok(command) => report.tests(TITLE, || Ok(command)),
        Err(error) => {
            println!("{error:#}\n");
            report.skipped(TITLE, "they are missing");
        }
    }
}

fn has_nextest() -> bool {
    workspace::find("cargo-nextest").is_some()
}

/// `domain` is what newcomers read first, so its examples are run.
fn doc_tests() -> Command {
    let mut command = cargo();
    command.args(["test", "--doc", "-p", "domain"]);
    command
}

fn documentation() -> Command {
    let mut command = cargo();
    command
        .args(["doc", "--no-deps", "--document-private-items"])
        .args(HOST);
    command.env("RUSTDOCFLAGS", "--cfg erase_components -D warnings");
    command
}

fn browser_suite(report: &mut Report, url: Option<&str>) {
    const TITLE: &str = "browser suite";
    if let Err(error) = site::build(site::Kind::Release) {
        println!("{error:#}\n");
        report.skipped("site", "it was not built");
        return report.skipped(TITLE, "there is no site");
    }
    report.gate("weight of the first page", size::check);
    report.gate("clippy, site tools", || {
        announce::quietly(&mut check::clippy_site()).map(drop)
    });
    report.tests("tests of the site tools", || {
        let mut command = cargo();
        command.args(["test", "-p", "site"]);
        Ok(command)
    });
    let marque = match dist::server(site::Kind::Release) {
        Ok(marque) => marque,
        Err(error) => {
            println!("{error:#}\n");
            return report.skipped(TITLE, "the server was not built");
        }
    };
    match (browser::suite(&marque), url) {
        (Err(error), _) => {
            println!("{error:#}\n");
            report.skipped(TITLE, "it lacks what it needs");
        }
        (_, None) => report.skipped(TITLE, "there is no PostgreSQL"),
        (Ok(mut command), Some(url)) => report.tests(TITLE, || {
            command.env(postgres::URL, url);
            Ok(command)
        }),
    }
}
