use std::process::Command;

use anyhow::{Result, bail};

use crate::{
    announce, arrows,
    cargo::{BROWSER, HOST, cargo},
    wasm_target,
};

/// The checks of the inner loop.
pub(crate) fn run() -> Result<()> {
    announce::step("format", || announce::quietly(&mut format()))?;
    arrows::check()?;
    // Both, so that one run shows everything.
    let host = announce::step("clippy, server half", || {
        announce::quietly(&mut clippy_host())
    });
    let browser = announce::step("clippy, browser half", || {
        announce::quietly(&mut clippy_browser()?)
    });
    match (host, browser) {
        (Ok(_), Ok(_)) => Ok(()),
        (Err(host), Err(browser)) => bail!("{host}\n{browser}"),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

pub(crate) fn format() -> Command {
    let mut command = cargo();
    command.args(["fmt", "--all", "--check"]);
    command
}

pub(crate) fn clippy_host() -> Command {
    let mut command = cargo();
    command
        .arg("clippy")
        .args(HOST)
        .args(["--all-targets", "--", "-D", "warnings"]);
    command
}

/// Apart from the others, for its dependencies are its own and heavy.
pub(crate) fn clippy_site() -> Command {
    let mut command = cargo();
    command.args([
        "clippy",
        "-p",
        "site",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    command
}

pub(crate) fn clippy_browser() -> Result<Command> {
    let compiler = wasm_target::ensure()?;
    let mut command = compiler.cargo();
    command
        .arg("clippy")
        .args(BROWSER)
        .args(["--", "-D", "warnings"]);
    Ok(command)
}
