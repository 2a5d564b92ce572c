use std::{env, process::Command};

use anyhow::{Context, Result, bail};

use crate::{announce, workspace};

/// Installs Debian packages, or says who could.
pub(crate) fn packages(what_for: &str, names: &[&str]) -> Result<()> {
    let list = names.join(" ");
    let by_hand = || format!("{what_for} is missing; install: {list}");
    if workspace::find("apt-get").is_none() {
        bail!("{}", by_hand());
    }
    announce::step(&format!("installing {what_for} ({list})"), || {
        apt_get(&["install", "-y", "--no-install-recommends"], names)
            .or_else(|_| {
                // The list of packages may be old, or was never fetched.
                apt_get(&["update"], &[])?;
                apt_get(&["install", "-y", "--no-install-recommends"], names)
            })
            .with_context(by_hand)
    })
}

fn apt_get(arguments: &[&str], names: &[&str]) -> Result<()> {
    let mut command = as_root("apt-get")?;
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(arguments)
        .args(names);
    announce::quietly(&mut command).map(drop)
}

fn as_root(program: &str) -> Result<Command> {
    if is_root() {
        return Ok(Command::new(program));
    }
    let sudo = workspace::find("sudo").context("only root may install packages")?;
    let mut command = Command::new(sudo);
    // Never ask: nobody may be there to answer.
    command.args(["-n", "--preserve-env=DEBIAN_FRONTEND", program]);
    Ok(command)
}

/// Whether we may do everything.
pub(crate) fn is_root() -> bool {
    let id = announce::answer(Command::new("id").arg("-u"));
    id.map_or_else(
        |_| env::var("USER").is_ok_and(|user| user == "root"),
        |id| id.trim() == "0",
    )
}
