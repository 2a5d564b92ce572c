use std::{fs, path::Path};

use anyhow::Result;

use crate::files::{self, Files};

/// Writes the site below `out` and says what it weighs:
///
/// ```text
/// out/build_id              the name of this build; written last, and only when it changed
/// out/split_manifest.json   which chunks each lazy route needs
/// out/pkg/<build id>/…      the files, and what brotli made of them as `….br`
/// ```
pub(crate) fn publish(
    out: &Path,
    site: &Files,
    compressed: &Files,
    manifest: &str,
) -> Result<String> {
    let id = files::build_id(site);
    let unchanged = fs::read_to_string(out.join("build_id")).is_ok_and(|kept| kept == id);
    let folder = out.join("pkg").join(&id);
    if !unchanged || !folder.is_dir() {
        // One build at a time, so that the server cannot embed what is left of another.
        let _ = fs::remove_dir_all(out);
        files::write_all(site, &folder, "")?;
        files::write_all(compressed, &folder, ".br")?;
        fs::write(out.join("split_manifest.json"), manifest)?;
        fs::write(out.join("build_id"), &id)?;
    }
    Ok(summary(&id, site, compressed))
}

fn summary(id: &str, site: &Files, compressed: &Files) -> String {
    let raw: usize = site.values().map(Vec::len).sum();
    let sent: usize = site
        .iter()
        .map(|(name, bytes)| compressed.get(name).unwrap_or(bytes).len())
        .sum();
    format!(
        "build {id}: {} files, {} KB, {} KB compressed",
        site.len(),
        raw / 1024,
        sent / 1024
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_time_touches_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let site = Files::from([("a/app.js".to_owned(), b"1".to_vec())]);
        let first = publish(&out, &site, &Files::new(), "{}").unwrap();
        let id = fs::read_to_string(out.join("build_id")).unwrap();
        assert!(out.join("pkg").join(&id).join("a/app.js").is_file());
        let written = fs::metadata(out.join("build_id"))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(publish(&out, &site, &Files::new(), "{}").unwrap(), first);
        assert_eq!(
            fs::metadata(out.join("build_id"))
                .unwrap()
                .modified()
                .unwrap(),
            written
        );

        let next = Files::from([("app.js".to_owned(), b"2".to_vec())]);
        publish(&out, &next, &next, "{}").unwrap();
        assert!(!out.join("pkg").join(&id).exists());
    }
}
