use anyhow::Result;
use clap::Args;

use crate::{
    announce,
    cargo::cargo,
    postgres::{self, Purpose},
    site::{self, Kind},
    workspace,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What the benchmark is told: `--help` lists it
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Measures the program for use, on both engines, and prints tables.
pub(crate) fn run(options: &Options) -> Result<()> {
    site::build(Kind::Release)?;
    // Both at once, so that what they share is compiled once.
    announce::step("compiling the server and its benchmark", || {
        let mut command = cargo();
        command
            .args(["build", "--release", "-p", "server", "-p", "bench"])
            .env("MARQUE_SITE_DIR", Kind::Release.site());
        announce::quietly(&mut command)
    })?;
    let (url, _postgres) = postgres::found(Purpose::Bench)?;
    let programs = workspace::target().join("release");
    let mut bench = std::process::Command::new(programs.join("bench"));
    bench
        .args(&options.rest)
        .env("MARQUE_BIN", programs.join("marque"))
        .env(postgres::URL, url);
    announce::loudly(&mut bench)
}
