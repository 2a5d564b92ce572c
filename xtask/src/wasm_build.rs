use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    announce,
    site::Kind,
    wasm_target::{self, Compiler},
    workspace,
};

/// Compiles the browser half and answers where it is.
pub(crate) fn compile(kind: Kind, compiler: &Compiler) -> Result<PathBuf> {
    // A folder of its own, so that its flags never make the host's crates compile again.
    let target = workspace::target().join("wasm");
    let mut command = compiler.cargo();
    command
        .args(["build", "-p", "frontend", "--target", wasm_target::TRIPLE])
        .env("CARGO_TARGET_DIR", &target)
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags(kind, compiler).join("\x1f"),
        )
        .env_remove("RUSTFLAGS");
    let profile = match kind {
        Kind::Release => {
            command.args(["--profile", "wasm-release"]);
            "wasm-release"
        }
        Kind::Dev => "debug",
    };
    announce::quietly(&mut command)?;
    Ok(target
        .join(wasm_target::TRIPLE)
        .join(profile)
        .join("frontend.wasm"))
}

/// Everything the compiler is told; these take the place of those in `.cargo/config.toml`.
fn flags(kind: Kind, compiler: &Compiler) -> Vec<String> {
    // The splitter follows the relocations.
    let mut flags = vec!["-Clink-args=--emit-relocs".to_owned()];
    flags.extend(["--cfg", "erase_components"].map(str::to_owned));
    flags.extend(compiler.flags());
    if kind == Kind::Release {
        flags.extend(remaps());
    }
    flags
}

/// Panics carry the path of their source; what browsers receive must not tell where it was
/// built. The last match wins, so the general ones come first.
///
/// The folder of the workspace itself is not among them: Cargo names our own sources by
/// relative paths, and naming the folder would make every dependency compile again in each
/// checkout. Should one slip in all the same, the search for leaks fails the build.
fn remaps() -> Vec<String> {
    let mut flags = vec![remap(&workspace::target(), "out")];
    flags.extend(remaps_of_crates());
    flags.extend(sysroot().map(|sysroot| remap(&sysroot.join("lib/rustlib/src/rust"), "/rustc")));
    flags
}

/// The part of [`remaps`] that the standard library's own dependencies need too.
pub(crate) fn remaps_of_crates() -> Vec<String> {
    let cargo_home = cargo_home();
    let mut folders = vec![cargo_home.clone(), cargo_home.join("registry/src")];
    folders.extend(registries(&cargo_home));
    folders
        .iter()
        .map(|folder| remap(folder, "crates"))
        .collect()
}

/// Tells the compiler to write `name` wherever it would write `folder`.
pub(crate) fn remap(folder: &Path, name: &str) -> String {
    format!("--remap-path-prefix={}={name}", folder.display())
}

/// Texts that would tell where it was built.
pub(crate) fn telltales() -> Vec<String> {
    let mut folders = vec![
        workspace::root().to_owned(),
        workspace::target(),
        cargo_home(),
    ];
    folders.extend(sysroot());
    folders.extend(env::var_os("HOME").map(PathBuf::from));
    let mut texts: Vec<_> = folders
        .iter()
        .filter(|folder| folder.components().count() > 1)
        .map(|folder| format!("{}/", folder.display()))
        .collect();
    texts.sort();
    texts.dedup();
    texts
}

fn cargo_home() -> PathBuf {
    let set = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = || Some(PathBuf::from(env::var_os("HOME")?).join(".cargo"));
    set.or_else(home)
        .unwrap_or_else(|| PathBuf::from("/root/.cargo"))
}

fn registries(cargo_home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(cargo_home.join("registry/src")) else {
        return Vec::new();
    };
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    // The same order each time, or the flags differ and everything compiles again.
    found.sort();
    found
}

fn sysroot() -> Option<PathBuf> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}
