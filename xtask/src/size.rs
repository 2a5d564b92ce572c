use std::{cmp::Reverse, fs, path::Path};

use anyhow::{Result, ensure};

use crate::{announce, site};

/// What the first page may cost, compressed: the main module and its loader. It holds the line
/// where it is today; the aim is 300 KiB (docs/performance.md).
const BUDGET: u64 = 520 * 1024;
const FIRST_PAGE: [&str; 2] = ["app.js", "app.wasm"];

struct File {
    name: String,
    raw: u64,
    sent: u64,
}

/// Prints the weight of each file and holds the first page to its budget.
pub(crate) fn run() -> Result<()> {
    let files = weigh(&site::files()?, "")?;
    println!("{:>10} {:>10}  file", "raw", "sent");
    for file in &files {
        println!("{:>10} {:>10}  {}", file.raw, file.sent, file.name);
    }
    let first: u64 = files
        .iter()
        .filter(|file| is_first(file))
        .map(|file| file.sent)
        .sum();
    announce::note(&format!("first page: {first} of {BUDGET} bytes"));
    within_budget(first)
}

/// As [`run`], without a word when all is well.
pub(crate) fn check() -> Result<()> {
    let files = weigh(&site::files()?, "")?;
    within_budget(
        files
            .iter()
            .filter(|file| is_first(file))
            .map(|file| file.sent)
            .sum(),
    )
}

fn is_first(file: &File) -> bool {
    FIRST_PAGE.contains(&file.name.as_str())
}

fn within_budget(first: u64) -> Result<()> {
    ensure!(
        first <= BUDGET,
        "the first page weighs {first} bytes, {} too many. `cargo xtask size` shows the files; \
         a page that is not needed at first belongs behind `#[lazy_route]`.",
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
