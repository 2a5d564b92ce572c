use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{
    announce,
    cargo::cargo,
    site::{self, Kind},
    workspace,
};

/// Makes `dist/marque`, which needs no other file.
pub(crate) fn run() -> Result<()> {
    site::build(Kind::Release)?;
    let built = server(Kind::Release)?;
    let folder = workspace::root().join("dist");
    fs::create_dir_all(&folder)?;
    let file = folder.join("marque");
    // A running program cannot be written to, but it can be replaced.
    let unfinished = folder.join("marque.unfinished");
    fs::copy(&built, &unfinished).with_context(|| format!("copying {}", built.display()))?;
    fs::rename(unfinished, &file)?;
    let size = fs::metadata(&file)?.len() / 1024 / 1024;
    announce::note(&format!("dist/marque, {size} MB"));
    Ok(())
}

/// Builds the server around the finished site and answers the program.
pub(crate) fn server(kind: Kind) -> Result<PathBuf> {
    announce::step("compiling the server", || {
        let mut command = cargo();
        command
            .args(["build", "-p", "server"])
            .env("MARQUE_SITE_DIR", kind.site());
        if kind == Kind::Release {
            command.arg("--release");
        }
        announce::quietly(&mut command)
    })?;
    let profile = match kind {
        Kind::Release => "release",
        Kind::Dev => "debug",
    };
    Ok(workspace::target().join(profile).join("marque"))
}
