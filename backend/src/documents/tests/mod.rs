mod forms;
mod pages;
mod reading;

use std::{env, fs, path::PathBuf};

use super::{cii, pdf, samples, ubl};

/// `cargo xtask test` shows what is written here to the public validators.
#[test]
fn the_samples_can_be_written_down() {
    let Some(folder) = env::var_os("MARQUE_TEST_DOCUMENTS").map(PathBuf::from) else {
        return;
    };
    fs::create_dir_all(&folder).unwrap();
    for (name, document) in samples::all() {
        let write = |end: &str, bytes: &[u8]| {
            fs::write(folder.join(format!("{name}.{end}")), bytes).unwrap();
        };
        write("cii.xml", cii(&document).unwrap().as_bytes());
        write("ubl.xml", ubl(&document).unwrap().as_bytes());
        write("pdf", &pdf(&document, &pages::look_with_logo()).unwrap());
    }
}
