use std::{fs, path::PathBuf, process::Command};

use anyhow::Result;

use crate::{announce, workspace};

/// The npm package that brings `wasm-opt`.
const PACKAGE: &str = "binaryen@132.0.0";

/// Finds `wasm-opt`, or installs it into the cache folder, or says that it goes without.
pub(crate) fn find() -> Option<PathBuf> {
    let installed = folder().join("node_modules/.bin/wasm-opt");
    if let Some(found) = workspace::find("wasm-opt") {
        return Some(found);
    }
    if installed.exists() {
        return Some(installed);
    }
    if workspace::find("npm").is_some()
        && announce::step("installing wasm-opt by npm", install).is_ok()
        && installed.exists()
    {
        return Some(installed);
    }
    announce::note("there is no wasm-opt, so the browser half stays about twice as large");
    None
}

fn folder() -> PathBuf {
    workspace::cache()
        .join("tools")
        .join(PACKAGE.replace('@', "-"))
}

fn install() -> Result<()> {
    let folder = folder();
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{\"private\":true}")?;
    let mut command = Command::new("npm");
    command
        .current_dir(folder)
        .args(["install", "--no-audit", "--no-fund", PACKAGE]);
    announce::quietly(&mut command).map(drop)
}
