use anyhow::Result;
use clap::Args;

use crate::{
    announce,
    cargo::cargo,
    dist,
    postgres::{self, Purpose},
    site::{self, Kind},
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
    let marque = dist::server(Kind::Release)?;
    let (url, _postgres) = postgres::found(Purpose::Bench)?;
    let mut bench = cargo();
    bench
        .args(["run", "--quiet", "--release", "-p", "bench", "--"])
        .args(&options.rest)
        .env("MARQUE_SITE_DIR", Kind::Release.site())
        .env("MARQUE_BIN", marque)
        .env(postgres::URL, url);
    announce::loudly(&mut bench)
}
