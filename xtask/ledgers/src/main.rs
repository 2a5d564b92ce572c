//! Writes random statements into a folder, each with what is found of it natively.

use std::{env, fs, path::PathBuf};

use anyhow::Context as _;
use ledgers::{making, verdicts};

fn main() -> anyhow::Result<()> {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().context("ledgers FOLDER COUNT SEED");
    let folder = PathBuf::from(next()?);
    let (count, seed) = (next()?.parse()?, next()?.parse()?);
    fs::create_dir_all(&folder)?;
    for (number, signed) in making::ledgers(seed).take(count).enumerate() {
        let text = serde_json::to_string(&signed)?;
        fs::write(folder.join(format!("{number}.txt")), verdicts(&text))?;
        fs::write(folder.join(format!("{number}.json")), text)?;
    }
    Ok(())
}
