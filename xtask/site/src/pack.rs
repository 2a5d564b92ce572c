use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    Options,
    files::{self, Files},
    sections, wasm_opt,
};

/// The name that Leptos looks for, beside which the chunks lie.
const LOADER: &str = "./__wasm_split.______________________.js";
const MANIFEST: &str = "__wasm_split_manifest.json";

/// The browser half, ready to be served.
pub(crate) struct Packed {
    /// The loader, the main module and one chunk per lazy route.
    pub(crate) files: Files,
    /// Which chunks each lazy route needs, as JSON.
    pub(crate) manifest: String,
}

/// Splits the module by lazy route, makes its glue and shrinks it; or takes what a run with
/// the same inputs left.
pub(crate) fn browser_half(wasm: &Path, options: &Options) -> Result<Packed> {
    let wasm = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let stamp = stamp(&wasm, options)?;
    let folder = options.work.join("packed");
    let stamp_file = options.work.join("packed.stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|kept| kept == stamp) {
        return load(&folder);
    }
    // Gone first: an interrupted run must not look finished.
    let _ = fs::remove_file(&stamp_file);
    let _ = fs::remove_dir_all(&folder);
    split(&wasm, &folder)?;
    bind(&folder, options.dev)?;
    shrink(&folder, options)?;
    fs::write(&stamp_file, stamp)?;
    load(&folder)
}

/// Everything that the result depends on.
fn stamp(wasm: &[u8], options: &Options) -> Result<String> {
    // This program, cheaper than hashing it.
    let program = fs::metadata(std::env::current_exe()?)?;
    let wasm_opt = match &options.wasm_opt {
        Some(path) => Command::new(path).arg("--version").output()?.stdout,
        None => Vec::new(),
    };
    Ok(format!(
        "{} {:?} {} {} {}",
        files::digest(wasm),
        program.modified()?,
        program.len(),
        String::from_utf8_lossy(&wasm_opt).trim(),
        options.dev
    ))
}

fn split(wasm: &[u8], folder: &Path) -> Result<()> {
    let main = folder.join("main.wasm");
    let mut split = wasm_split_cli_support::Options::new(wasm);
    split.output_dir = folder;
    split.main_out_path = &main;
    split.main_module = "./app.js";
    split.link_name = LOADER;
    let split = wasm_split_cli_support::transform(split)
        .map_err(|error| anyhow!("splitting by lazy route: {error:#}"))?;
    // Sorted, so that it reads the same from every build.
    let manifest: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    fs::write(folder.join(MANIFEST), serde_json::to_string(&manifest)?)?;
    Ok(())
}

fn bind(folder: &Path, dev: bool) -> Result<()> {
    let main = folder.join("main.wasm");
    Bindgen::new()
        .input_path(&main)
        .out_name("app")
        .web(true)?
        // The chunks find the main module's functions by these names.
        .keep_lld_exports(true)
        .demangle(false)
        .typescript(false)
        .remove_name_section(!dev)
        .remove_producers_section(true)
        .generate(folder)
        .context("making the glue between the module and the browser")?;
    fs::remove_file(main)?;
    fs::rename(folder.join("app_bg.wasm"), folder.join("app.wasm"))?;
    let glue = folder.join("app.js");
    let text = fs::read_to_string(&glue)?.replace("app_bg.wasm", "app.wasm");
    Ok(fs::write(glue, text)?)
}

fn shrink(folder: &Path, options: &Options) -> Result<()> {
    if options.dev {
        return Ok(());
    }
    let modules = modules(folder)?;
    if let Some(program) = &options.wasm_opt {
        wasm_opt::shrink(program, &modules)?;
    }
    for module in modules {
        let small = sections::without_custom(&fs::read(&module)?)
            .with_context(|| module.display().to_string())?;
        fs::write(module, small)?;
    }
    Ok(())
}

/// The modules, the largest first so that the parallel work ends together.
fn modules(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "wasm")
        {
            found.push((entry.metadata()?.len(), entry.path()));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

fn load(folder: &Path) -> Result<Packed> {
    let mut files = Files::new();
    files::add_folder(&mut files, folder)?;
    let manifest = files
        .remove(MANIFEST)
        .context("the split left no manifest")?;
    Ok(Packed {
        files,
        manifest: String::from_utf8(manifest)?,
    })
}
