//! Random statements of commission, of which the program, its command `verify` and WebAssembly must
//! find the same.

use std::{fs, process::Command};

use anyhow::{Result, ensure};

use crate::{
    announce, browser,
    cargo::{HOST, cargo},
    wasm_target, workspace,
};

/// How many statements are compared, and by which seed they are made.
const COUNT: &str = "400";
const SEED: &str = "1";

/// Makes the statements, and gives the command that compares what is found of them.
pub(crate) fn comparison() -> Result<Command> {
    let folder = workspace::target().join("ledgers");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut build = cargo();
    announce::quietly(build.arg("build").args(HOST))?;
    let programs = workspace::target().join("debug");
    let mut make = Command::new(programs.join("ledgers"));
    announce::quietly(make.arg(&folder).args([COUNT, SEED]))?;

    let compiler = wasm_target::ensure()?;
    // As the browser half: a folder of its own, for its flags are others.
    let target = workspace::target().join("wasm");
    let mut build = compiler.cargo();
    build
        .args([
            "build",
            "-p",
            "ledgers",
            "--lib",
            "--target",
            wasm_target::TRIPLE,
        ])
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", compiler.flags().join("\x1f"))
        .env_remove("RUSTFLAGS");
    announce::quietly(&mut build)?;
    let wasm = target.join(wasm_target::TRIPLE).join("debug/ledgers.wasm");
    ensure!(wasm.is_file(), "{} was not built", wasm.display());

    browser::node()?;
    let mut command = Command::new("node");
    command
        .arg(workspace::root().join("xtask/ledgers/compare.mjs"))
        .arg(&folder)
        .arg(&wasm)
        .arg(programs.join("marque"));
    Ok(command)
}
