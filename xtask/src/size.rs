use std::{cmp::Reverse, collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{announce, site};

/// What the program of the first page of a partner may weigh, compressed. It holds the line where
/// it is; the aim is 300 KiB (docs/performance.md).
const BUDGET: u64 = 420 * 1024;
/// What signing in at a brand's host may weigh, compressed, without the brand's own pictures. Its page
/// is generated, and held to its part by a test (`server/tests/it/brands.rs`).
const SIGN_IN: u64 = 30 * 1024;
/// The part of the page itself.
const SIGN_IN_PAGE: u64 = 8 * 1024;
/// Its style; the face is the visitor's own, and no script runs.
const SIGN_IN_FILES: [&str; 1] = ["plain.css"];
/// The main module, its loader and the loader of the pieces.
const MAIN: [&str; 3] = [
    "app.js",
    "app.wasm",
    "__wasm_split.______________________.js",
];
/// The piece that shows the dashboard.
const FIRST_PIECE: &str = "overview_";

struct File {
    name: String,
    raw: u64,
    sent: u64,
}

/// Prints the weight of each file and of each piece, and holds the first page to its budget.
pub(crate) fn run() -> Result<()> {
    let files = weigh(&site::files()?, "")?;
    println!("{:>10} {:>10}  file", "raw", "sent");
    for file in &files {
        println!("{:>10} {:>10}  {}", file.raw, file.sent, file.name);
    }
    println!(
        "\n{:>10} {:>10}  piece, beside the main module",
        "files", "sent"
    );
    for (piece, chunks) in &pieces()? {
        println!("{:>10} {:>10}  {piece}", chunks.len(), sent(&files, chunks));
    }
    let first = first_page(&files)?;
    announce::note(&format!("first page: {first} of {BUDGET} bytes"));
    let sign_in = sign_in(&files);
    announce::note(&format!(
        "a brand's sign-in page: {sign_in} of {SIGN_IN} bytes at most"
    ));
    within_budget(first)?;
    signs_in_quickly(sign_in)
}

/// As [`run`], without a word when all is well.
pub(crate) fn check() -> Result<()> {
    let files = weigh(&site::files()?, "")?;
    within_budget(first_page(&files)?)?;
    signs_in_quickly(sign_in(&files))
}

fn sign_in(files: &[File]) -> u64 {
    SIGN_IN_PAGE + sent(files, &SIGN_IN_FILES.map(str::to_owned))
}

fn signs_in_quickly(sign_in: u64) -> Result<()> {
    ensure!(
        sign_in <= SIGN_IN,
        "a brand's sign-in page may weigh {sign_in} bytes, {} too many: style/plain.css imports what \
         it does not show.",
        sign_in.saturating_sub(SIGN_IN)
    );
    Ok(())
}

/// The program of the dashboard; style, fonts and texts are no part of it.
fn first_page(files: &[File]) -> Result<u64> {
    let pieces = pieces()?;
    let (_, chunks) = pieces
        .iter()
        .find(|(piece, _)| piece.starts_with(FIRST_PIECE))
        .with_context(|| format!("no piece is called {FIRST_PIECE}…"))?;
    Ok(sent(files, &MAIN.map(str::to_owned)) + sent(files, chunks))
}

/// The files of each piece, without those of the main module.
fn pieces() -> Result<BTreeMap<String, Vec<String>>> {
    let manifest = fs::read(site::Kind::Release.site().join("split_manifest.json"))?;
    let mut pieces: BTreeMap<String, Vec<String>> = serde_json::from_slice(&manifest)?;
    for chunk in pieces.values_mut().flatten() {
        chunk.push_str(".wasm");
    }
    Ok(pieces)
}

fn sent(files: &[File], names: &[String]) -> u64 {
    files
        .iter()
        .filter(|file| names.contains(&file.name))
        .map(|file| file.sent)
        .sum()
}

fn within_budget(first: u64) -> Result<()> {
    ensure!(
        first <= BUDGET,
        "the first page weighs {first} bytes, {} too many. `cargo xtask size` shows the files; \
         what is not needed at first belongs into another piece (app/src/routes/pieces.rs).",
        first.saturating_sub(BUDGET)
    );
    Ok(())
}

/// The files below `folder`, each with the weight of its compressed sibling if it has one.
fn weigh(folder: &Path, prefix: &str) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files.extend(weigh(&entry.path(), &format!("{name}/"))?);
        } else if entry.path().extension().is_none_or(|ending| ending != "br") {
            let raw = entry.metadata()?.len();
            let small =
                fs::metadata(folder.join(format!("{}.br", entry.file_name().to_string_lossy())));
            files.push(File {
                name,
                raw,
                sent: small.map_or(raw, |small| small.len()),
            });
        }
    }
    files.sort_by_key(|file| Reverse(file.sent));
    Ok(files)
}
