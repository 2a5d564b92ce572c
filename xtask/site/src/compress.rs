use std::{fs, io::Write, path::Path, sync::Mutex, thread};

use anyhow::{Result, anyhow};

use crate::files::{Files, digest};

const QUALITY: u32 = 11;
/// 4 MiB, more than any of our files.
const WINDOW_BITS: u32 = 22;
const COMPRESSIBLE: [&str; 9] = [
    ".wasm",
    ".js",
    ".css",
    ".svg",
    ".json",
    ".txt",
    ".ico",
    ".webmanifest",
    ".ttf",
];

/// The files that brotli makes smaller, compressed. Results are kept in `cache` by content.
pub(crate) fn all(files: &Files, cache: &Path) -> Result<Files> {
    fs::create_dir_all(cache)?;
    let queue = Mutex::new(files.iter().filter(|(name, _)| is_compressible(name)));
    let done = Mutex::new(Files::new());
    let work = || -> Result<()> {
        while let Some((name, bytes)) = queue.lock().ok().and_then(|mut queue| queue.next()) {
            let small = cached(bytes, cache)?;
            if small.len() < bytes.len() {
                done.lock().map_err(|_| died())?.insert(name.clone(), small);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err(died())))
    })?;
    done.into_inner().map_err(|_| died())
}

fn died() -> anyhow::Error {
    anyhow!("a worker of the compression died")
}

fn is_compressible(name: &str) -> bool {
    COMPRESSIBLE.iter().any(|ending| name.ends_with(ending))
}

fn cached(bytes: &[u8], cache: &Path) -> Result<Vec<u8>> {
    let path = cache.join(digest(bytes));
    if let Ok(small) = fs::read(&path) {
        return Ok(small);
    }
    let small = brotli(bytes)?;
    // Two runs may share the cache, so a file appears whole or not at all.
    let unfinished = path.with_extension(std::process::id().to_string());
    fs::write(&unfinished, &small)?;
    fs::rename(unfinished, path)?;
    Ok(small)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut small = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut small, 1 << 16, QUALITY, WINDOW_BITS);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_only_what_got_smaller() {
        let cache = tempfile::tempdir().unwrap();
        let files = Files::from([
            ("app.js".to_owned(), b"let a = 1;".repeat(50)),
            ("tiny.js".to_owned(), b"x".to_vec()),
            ("font.woff2".to_owned(), b"let a = 1;".repeat(50)),
        ]);
        let small = all(&files, cache.path()).unwrap();
        assert_eq!(small.keys().collect::<Vec<_>>(), ["app.js"]);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut small["app.js"].as_slice(), &mut back).unwrap();
        assert_eq!(back, files["app.js"]);
        assert_eq!(all(&files, cache.path()).unwrap(), small);
    }
}
