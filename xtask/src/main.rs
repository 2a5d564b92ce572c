//! What is done with the project: `cargo xtask --help` lists it.
//!
//! Every command needs nothing but Cargo to start, gets what it lacks by itself and says so.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "talking is its purpose"
)]

mod announce;
mod arrows;
mod bench;
mod browser;
mod cargo;
mod check;
mod counts;
mod dist;
mod install;
mod invoices;
mod ledgers;
mod postgres;
mod serve;
mod site;
mod size;
mod tests;
mod wasm_build;
mod wasm_opt;
mod wasm_target;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(about = "Builds, runs and checks the project")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build everything and start it on an embedded database with demo data
    Run(serve::Options),
    /// Run every check there is
    Test(tests::Options),
    /// Run the checks of the inner loop: format, arrows, clippy
    Check,
    /// Check who may depend on whom
    Arrows,
    /// Build what the browser receives
    Site(site::Options),
    /// Say what the browser receives weighs, and fail when it is too much
    Size,
    /// Measure how fast the portal answers, beside what this machine could do at all
    Bench(bench::Options),
    /// Make the one self-contained file, dist/marque
    Dist,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Run(options) => serve::run(&options),
        Command::Test(options) => tests::run(&options),
        Command::Check => check::run(),
        Command::Arrows => arrows::check(),
        Command::Site(options) => site::build(options.kind()).map(drop),
        Command::Size => size::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Dist => dist::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is::<tests::Failed>() {
                eprintln!("{error:#}");
            }
            ExitCode::FAILURE
        }
    }
}
