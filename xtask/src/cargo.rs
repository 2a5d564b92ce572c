use std::{
    env,
    ffi::{OsStr, OsString},
    process::Command,
};

use crate::workspace;

/// The crates that are built for the host, and what they need. One set for every gate, so
/// that their dependencies are compiled once: another set would unify features differently.
pub(crate) const HOST: [&str; 16] = [
    "-p",
    "domain",
    "-p",
    "backend",
    "-p",
    "app",
    "--features",
    "app/ssr",
    "-p",
    "server",
    "-p",
    "xtask",
    "-p",
    "bench",
    "-p",
    "ledgers",
];

/// The crates that are built for the browser. Never together with the host's: `ssr` and
/// `hydrate` in one build compile, and then fail at run time.
pub(crate) const BROWSER: [&str; 8] = [
    "-p",
    "frontend",
    "-p",
    "app",
    "--features",
    "app/hydrate",
    "--target",
    "wasm32-unknown-unknown",
];

/// Cargo, as if a person had started it in the workspace.
pub(crate) fn cargo() -> Command {
    cargo_at(&env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// As [`cargo`], from another place.
pub(crate) fn cargo_at(program: &OsStr) -> Command {
    let mut command = Command::new(program);
    without_our_own(&mut command);
    command.current_dir(workspace::root());
    command.env("CARGO_TARGET_DIR", workspace::target());
    command
}

/// `cargo run` tells us about ourselves. Build scripts that look at such variables (ring's
/// does) would take them as a reason to build again.
fn without_our_own(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let is_ours = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_CRATE_",
            "CARGO_BIN_",
        ]
        .iter()
        .any(|start| text.starts_with(start));
        if is_ours || text == "CARGO_PRIMARY_PACKAGE" || text == "LD_LIBRARY_PATH" {
            command.env_remove(&name);
        }
    }
}
