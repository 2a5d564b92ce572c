//! Embeds the site that `MARQUE_SITE_DIR` names. Without one the program still compiles, and
//! serves pages that no script runs on; tests need no more.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=MARQUE_SITE_DIR");
    let table = match env::var_os("MARQUE_SITE_DIR").filter(|folder| !folder.is_empty()) {
        Some(folder) => site(&PathBuf::from(folder))?,
        None => table("dev", &[])?,
    };
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(PathBuf::from(out).join("site.rs"), table)
}

fn site(folder: &Path) -> io::Result<String> {
    let id_file = folder.join("build_id");
    // Written last, and only when a file of the site changed: it stands for all of them.
    println!("cargo::rerun-if-changed={}", id_file.display());
    let id = fs::read_to_string(id_file)?;
    let package = folder.join("pkg").join(&id);
    let mut names = Vec::new();
    list(&package, "", &mut names)?;
    names.sort();
    let files: Vec<_> = names
        .into_iter()
        .map(|name| (package.join(&name), name))
        .collect();
    table(&id, &files)
}

/// The names of all files below `folder`, but not what brotli made of them.
fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else if entry.path().extension().is_none_or(|ending| ending != "br") {
            names.push(name);
        }
    }
    Ok(())
}

/// The Rust text of the site. Sorted by name, for `assets.rs` looks them up by halving.
fn table(id: &str, files: &[(PathBuf, String)]) -> io::Result<String> {
    let mut text = format!(
        "pub(crate) const BUILD_ID: &str = {id:?};\n\
         static FILES: &[Asset] = &[\n"
    );
    for (path, name) in files {
        let plain = path.to_string_lossy();
        let small = format!("{plain}.br");
        let brotli = if Path::new(&small).is_file() {
            format!("Some(include_bytes!({small:?}))")
        } else {
            "None".to_owned()
        };
        writeln!(
            text,
            "Asset {{ name: {name:?}, content_type: {:?}, plain: include_bytes!({plain:?}), \
             brotli: {brotli} }},",
            content_type(name)
        )
        .map_err(io::Error::other)?;
    }
    text.push_str("];\n");
    Ok(text)
}

/// Exact, because browsers are told not to guess: `WebAssembly.instantiateStreaming` and
/// modules refuse any other.
fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
