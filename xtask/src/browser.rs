use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{announce, install, workspace};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The command that runs the browser suite against the program `marque`.
pub(crate) fn suite(marque: &Path) -> Result<Command> {
    let chromium = chromium()?;
    node()?;
    node_packages()?;
    let mut command = Command::new("node");
    command
        .current_dir(workspace::root())
        .arg("end2end/run.mjs")
        .env("MARQUE_BIN", marque)
        .env("CHROMIUM", chromium);
    Ok(command)
}

fn chromium() -> Result<PathBuf> {
    if let Some(set) = std::env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(set));
    }
    let find = || BROWSERS.into_iter().find_map(workspace::find);
    if let Some(found) = find() {
        return Ok(found);
    }
    install::packages("a browser for the tests", &["chromium"])?;
    find().context("Chromium was installed, but is not to be found")
}

pub(crate) fn node() -> Result<()> {
    let missing: Vec<_> = [("node", "nodejs"), ("npm", "npm")]
        .into_iter()
        .filter(|(program, _)| workspace::find(program).is_none())
        .map(|(_, package)| package)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        install::packages("Node for the browser suite", &missing)
    }
}

/// Installs the packages of the suite, unless those of this very lock file are there.
fn node_packages() -> Result<()> {
    let folder = workspace::root().join("end2end");
    let lock = folder.join("package-lock.json");
    if !lock.is_file() {
        return Ok(());
    }
    let wanted = fs::read(&lock)?;
    let kept = folder.join("node_modules/.installed-lock.json");
    if fs::read(&kept).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    announce::step("installing the packages of the browser suite", || {
        let mut command = Command::new("npm");
        // The browser is the system's; the suite must not fetch another.
        command
            .env("PUPPETEER_SKIP_DOWNLOAD", "1")
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        command
            .current_dir(&folder)
            .args(["ci", "--no-audit", "--no-fund"]);
        announce::quietly(&mut command)
    })?;
    Ok(fs::write(kept, wanted)?)
}
