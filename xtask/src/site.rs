use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};
use clap::Args;

use crate::{announce, cargo::cargo, wasm_build, wasm_opt, wasm_target, workspace};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Quick rather than small
    #[arg(long)]
    dev: bool,
}

impl Options {
    pub(crate) fn kind(&self) -> Kind {
        Kind::dev(self.dev)
    }
}

/// What a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To be used: small, and without a word about this machine.
    Release,
    /// To be changed again in a minute.
    Dev,
}

impl Kind {
    pub(crate) fn dev(is_dev: bool) -> Self {
        if is_dev { Self::Dev } else { Self::Release }
    }

    /// The folder of the finished site. The server embeds what `MARQUE_SITE_DIR` names.
    pub(crate) fn site(self) -> PathBuf {
        workspace::target().join(match self {
            Self::Release => "site",
            Self::Dev => "site-dev",
        })
    }
}

/// Builds what the browser receives and answers the folder that holds it.
pub(crate) fn build(kind: Kind) -> Result<PathBuf> {
    let compiler = wasm_target::ensure()?;
    announce::step("compiling the site's tools", compile_tools)?;
    // Before the minutes of compiling, for it takes none.
    announce::step("reading the style", || announce::quietly(&mut tools(kind)))?;
    let wasm = announce::step("compiling the browser half", || {
        wasm_build::compile(kind, &compiler)
    })?;
    let mut command = tools(kind);
    command.arg("--wasm").arg(wasm);
    if kind == Kind::Release
        && let Some(program) = wasm_opt::find()
    {
        command.arg("--wasm-opt").arg(program);
    }
    let said = announce::step("putting the site together", || {
        announce::answer(&mut command)
    })?;
    announce::note(said.trim());
    Ok(kind.site())
}

fn compile_tools() -> Result<()> {
    announce::quietly(cargo().args(["build", "-p", "site"])).map(drop)
}

fn tools(kind: Kind) -> Command {
    let mut command = Command::new(workspace::target().join("debug/site"));
    command
        .arg("--style")
        .arg(workspace::root().join("style/main.css"));
    command
        .arg("--assets")
        .arg(workspace::root().join("style/assets"));
    command.arg("--out").arg(kind.site());
    command.arg("--work").arg(work_folder(kind));
    if kind == Kind::Dev {
        command.arg("--dev");
    }
    for text in wasm_build::telltales() {
        command.args(["--forbid", &text]);
    }
    command
}

fn work_folder(kind: Kind) -> PathBuf {
    workspace::target().join("site-work").join(match kind {
        Kind::Release => "release",
        Kind::Dev => "dev",
    })
}

/// The files of the finished site.
pub(crate) fn files() -> Result<PathBuf> {
    let site = Kind::Release.site();
    let id = fs::read_to_string(site.join("build_id"))
        .context("no site was built yet: run `cargo xtask site`")?;
    Ok(site.join("pkg").join(id))
}
