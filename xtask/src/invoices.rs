//! The public validators of electronic invoices, from `PyPI`, in an environment of their own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{announce, install, workspace};

/// The variable that tells tests where to write documents for the validators.
pub(crate) const FOLDER: &str = "MARQUE_TEST_DOCUMENTS";

/// Where documents are written, emptied of those of an earlier run.
pub(crate) fn emptied_folder() -> Result<PathBuf> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(folder)
}

/// Shows the documents that tests have written to the validators.
pub(crate) fn validators() -> Result<Command> {
    let python = environment()?;
    let mut command = Command::new(python);
    command
        .arg(workspace::root().join("xtask/invoices/validate.py"))
        .arg(folder());
    Ok(command)
}

fn folder() -> PathBuf {
    workspace::target().join("documents")
}

/// The Python that has the validators, in just the versions that the project names.
fn environment() -> Result<PathBuf> {
    let folder = workspace::cache().join("validators");
    let python = folder.join("bin/python");
    let wanted = workspace::root().join("xtask/invoices/requirements.txt");
    let installed = folder.join("requirements.txt");
    let is_current =
        python.exists() && fs::read(&wanted)? == fs::read(&installed).unwrap_or_default();
    if is_current {
        return Ok(python);
    }
    if make(&folder).is_err() {
        install::packages("Python", &["python3", "python3-venv", "python3-pip"])?;
        make(&folder)?;
    }
    announce::step("installing the validators of invoices", || {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "-r"])
            .arg(&wanted);
        announce::quietly(&mut pip)
            .context("the validators of invoices come from PyPI, and it was not reached")
    })?;
    fs::copy(&wanted, &installed)?;
    Ok(python)
}

fn make(folder: &Path) -> Result<()> {
    let mut command = Command::new("python3");
    command.args(["-m", "venv", "--clear"]).arg(folder);
    announce::quietly(&mut command).map(drop)
}
