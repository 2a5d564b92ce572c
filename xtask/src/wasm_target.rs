//! Sees to it that some compiler here can build for the browser.
//!
//! Rustup fetches the standard library for it. Where rustup cannot, because only package
//! registries are reachable, Debian's `rustc-web` brings a compiler with the source of its
//! standard library; we build that once, into the cache folder, without touching the system.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{
    announce,
    cargo::{cargo, cargo_at},
    install,
    wasm_build::{self, remap},
    workspace,
};

pub(crate) const TRIPLE: &str = "wasm32-unknown-unknown";
/// Set to `debian` to try the way without rustup where rustup would do.
const CHOICE: &str = "XTASK_WASM_STD";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// A compiler that can build for the browser.
#[derive(Debug)]
pub(crate) enum Compiler {
    /// The one that builds everything else.
    Usual,
    /// Debian's, with a standard library in a folder of ours.
    Debian { sysroot: PathBuf, linker: PathBuf },
}

impl Compiler {
    /// Cargo with this compiler.
    pub(crate) fn cargo(&self) -> Command {
        match self {
            Self::Usual => cargo(),
            Self::Debian { linker, .. } => {
                let mut command = debian_cargo();
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                command
            }
        }
    }

    /// What the compiler must be told besides.
    pub(crate) fn flags(&self) -> Vec<String> {
        match self {
            Self::Usual => Vec::new(),
            Self::Debian { sysroot, .. } => vec![format!("--sysroot={}", sysroot.display())],
        }
    }
}

/// Finds a compiler for the browser, or makes one.
pub(crate) fn ensure() -> Result<Compiler> {
    let wants_debian = env::var(CHOICE).is_ok_and(|choice| choice == "debian");
    if !wants_debian {
        let sysroot = usual_sysroot()?;
        if has_std(&sysroot) || (add_by_rustup() && has_std(&sysroot)) {
            return Ok(Compiler::Usual);
        }
        announce::note("rustup cannot add the browser's standard library; taking Debian's source");
    }
    by_debian()
}

fn usual_sysroot() -> Result<PathBuf> {
    let output = announce::answer(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(output.trim()))
}

fn has_std(sysroot: &Path) -> bool {
    has_rlib(
        &sysroot.join("lib/rustlib").join(TRIPLE).join("lib"),
        "libstd-",
    )
}

fn has_rlib(folder: &Path, start: &str) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.any(|entry| {
        entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(start))
    })
}

fn add_by_rustup() -> bool {
    workspace::find("rustup").is_some()
        && announce::step("adding the browser's standard library by rustup", || {
            announce::quietly(Command::new("rustup").args(["target", "add", TRIPLE]))
        })
        .is_ok()
}

fn by_debian() -> Result<Compiler> {
    if !Path::new(DEBIAN_RUSTC).exists() || debian_std_source().is_err() {
        install::packages("a compiler for the browser", &DEBIAN_PACKAGES)?;
    }
    let linker = linker()?;
    let version = announce::answer(Command::new(DEBIAN_RUSTC).arg("--version"))?;
    let name = version
        .split_whitespace()
        .nth(1)
        .context("rustc has no version")?;
    let sysroot = workspace::cache().join("sysroot").join(name);
    if !has_std(&sysroot) {
        announce::step("building the browser's standard library", || {
            build_std(&sysroot, &linker)
        })?;
    }
    Ok(Compiler::Debian { sysroot, linker })
}

fn debian_std_source() -> Result<PathBuf> {
    let sysroot = announce::answer(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"]))?;
    let source = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    ensure!(
        source.join("std").is_dir(),
        "{} holds no standard library",
        source.display()
    );
    Ok(source)
}

fn debian_cargo() -> Command {
    let mut command = cargo_at(DEBIAN_CARGO.as_ref());
    // Rustup tells the Cargo that it starts which compiler to take.
    command
        .env("RUSTC", DEBIAN_RUSTC)
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO");
    command
}

/// Debian's compiler brings no linker for the browser: rustup's will do, or LLVM's.
fn linker() -> Result<PathBuf> {
    if let Some(linker) = rust_lld().or_else(|| workspace::find("wasm-ld")) {
        return Ok(linker);
    }
    install::packages("a linker for the browser", &["lld-19"])
        .or_else(|_| install::packages("a linker for the browser", &["lld"]))?;
    ["wasm-ld-19", "wasm-ld"]
        .into_iter()
        .find_map(workspace::find)
        .context("no linker for the browser: install lld, which brings `wasm-ld`")
}

fn rust_lld() -> Option<PathBuf> {
    let rustlib = usual_sysroot().ok()?.join("lib/rustlib");
    let hosts = fs::read_dir(rustlib).ok()?;
    hosts
        .filter_map(Result::ok)
        .map(|host| host.path().join("bin/rust-lld"))
        .find(|p| p.is_file())
}

/// Builds an empty crate together with the standard library, and keeps the latter.
fn build_std(sysroot: &Path, linker: &Path) -> Result<()> {
    let source = debian_std_source()?;
    let folder = workspace::target().join("std");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    let real = fs::canonicalize(&source).unwrap_or_else(|_| source.clone());
    let mut flags = wasm_build::remaps_of_crates();
    let sources = [source.as_path(), real.as_path()];
    flags.extend(
        sources
            .iter()
            .filter_map(|library| library.parent())
            .map(|rust| remap(rust, "/rustc")),
    );
    let mut command = debian_cargo();
    command
        .current_dir(&folder)
        .args([
            "build",
            "--release",
            "-Zbuild-std=std,panic_abort",
            "--target",
            TRIPLE,
        ])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    announce::quietly(&mut command)?;
    keep_std(
        &folder.join("target").join(TRIPLE).join("release/deps"),
        sysroot,
    )
}

fn keep_std(built: &Path, sysroot: &Path) -> Result<()> {
    let unfinished = sysroot.with_extension("unfinished");
    let _ = fs::remove_dir_all(&unfinished);
    let libraries = unfinished.join("lib/rustlib").join(TRIPLE).join("lib");
    fs::create_dir_all(&libraries)?;
    for entry in fs::read_dir(built)? {
        let entry = entry?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "rlib")
            && !text.starts_with("libempty-")
        {
            fs::copy(entry.path(), libraries.join(&name))?;
        }
    }
    let _ = fs::remove_dir_all(sysroot);
    // Cargo would not notice that what it compiled stands on another library now.
    let _ = fs::remove_dir_all(workspace::target().join("wasm").join(TRIPLE));
    fs::rename(unfinished, sysroot).context("keeping the standard library")
}
