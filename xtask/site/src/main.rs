//! Turns the compiled browser half, the style sheet and the assets into the folder that the
//! server embeds.
//!
//! It is a program of its own because its libraries are heavy: `cargo xtask check` and the
//! other quick commands must not wait for them.
#![expect(
    clippy::print_stdout,
    reason = "its one line of output is what the caller shows"
)]

mod build;
mod compress;
mod css;
mod files;
mod leaks;
mod pack;
mod publish;
mod sections;
mod wasm_opt;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;

/// What to build from, and where to.
#[derive(Debug, Parser)]
pub(crate) struct Options {
    /// The browser half as the compiler left it. Without it, only the rest is checked.
    #[arg(long)]
    wasm: Option<PathBuf>,
    /// The style sheet that imports all others.
    #[arg(long)]
    style: PathBuf,
    /// Files that are served as they are.
    #[arg(long)]
    assets: PathBuf,
    /// The folder that the server embeds.
    #[arg(long)]
    out: PathBuf,
    /// Where results are kept between runs.
    #[arg(long)]
    work: PathBuf,
    /// The program `wasm-opt`, if there is one.
    #[arg(long)]
    wasm_opt: Option<PathBuf>,
    /// Quick rather than small: nothing is optimised, compressed or searched for leaks.
    #[arg(long)]
    dev: bool,
    /// A text that no file may contain, such as a folder of this machine.
    #[arg(long)]
    forbid: Vec<String>,
}

fn main() -> ExitCode {
    match build::run(&Options::parse()) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
