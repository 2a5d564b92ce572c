use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The files of a site: their names below the package URL, and their bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Adds every file below `folder`; a folder that is not there adds nothing.
pub(crate) fn add_folder(files: &mut Files, folder: &Path) -> Result<()> {
    if folder.is_dir() {
        add_below(files, folder, "")
    } else {
        Ok(())
    }
}

fn add_below(files: &mut Files, folder: &Path, prefix: &str) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = format!("{prefix}{}", name.to_string_lossy());
        if entry.file_type()?.is_dir() {
            add_below(files, &entry.path(), &format!("{name}/"))?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Writes every file below `folder`.
pub(crate) fn write_all(files: &Files, folder: &Path, suffix: &str) -> Result<()> {
    for (name, bytes) in files {
        let path = folder.join(format!("{name}{suffix}"));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// The SHA-256 of `bytes` in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// One short name for exactly these files: a changed byte anywhere changes every URL, so a
/// chunk of an old build can never be loaded into a new one.
pub(crate) fn build_id(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(digest(bytes));
    }
    hex::encode(hash.finalize()).chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_id_depends_on_names_and_bytes() {
        let id = |name: &str, bytes: &[u8]| {
            build_id(&Files::from([(name.to_owned(), bytes.to_owned())]))
        };
        assert_eq!(id("a", b"1").len(), 10);
        assert_eq!(id("a", b"1"), id("a", b"1"));
        assert_ne!(id("a", b"1"), id("a", b"2"));
        assert_ne!(id("a", b"1"), id("b", b"1"));
    }
}
