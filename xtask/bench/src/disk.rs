//! What the disk gives.

use std::{
    fs::File,
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

/// Durable writes of one page a second, one after the other, in this folder.
pub(crate) fn syncs_per_second(folder: &Path, time: Duration) -> anyhow::Result<f64> {
    let path = folder.join("syncs");
    let mut file = File::create(&path)?;
    let page = [7_u8; 4096];
    let start = Instant::now();
    let mut syncs = 0_u32;
    while start.elapsed() < time {
        file.write_all(&page)?;
        file.sync_data()?;
        syncs += 1;
    }
    let took = start.elapsed();
    std::fs::remove_file(path)?;
    Ok(f64::from(syncs) / took.as_secs_f64())
}
