use anyhow::{Result, bail};

use crate::{Options, compress, css, files, leaks, pack, publish};

/// Builds the whole site and says in one line what came out.
pub(crate) fn run(options: &Options) -> Result<String> {
    // First what takes no time, so that a mistake in it is known at once.
    let mut site = style_and_assets(options)?;
    let Some(wasm) = &options.wasm else {
        return Ok(String::new());
    };
    let packed = pack::browser_half(wasm, options)?;
    site.extend(packed.files);

    if options.dev {
        return publish::publish(&options.out, &site, &files::Files::new(), &packed.manifest);
    }
    refuse_leaks(&site, &options.forbid)?;
    let compressed = compress::all(&site, &options.work.join("brotli"))?;
    publish::publish(&options.out, &site, &compressed, &packed.manifest)
}

fn style_and_assets(options: &Options) -> Result<files::Files> {
    let mut site = files::Files::new();
    files::add_folder(&mut site, &options.assets)?;
    let sheets = [
        ("app.css", options.style.clone()),
        // For pages that show little and must be there at once.
        ("plain.css", options.style.with_file_name("plain.css")),
    ];
    for (name, source) in sheets {
        let sheet = css::bundle(&source)?;
        css::check_urls(&sheet, &site)?;
        site.insert(name.to_owned(), sheet.into_bytes());
    }
    Ok(site)
}

fn refuse_leaks(site: &files::Files, forbidden: &[String]) -> Result<()> {
    let found: Vec<_> = site
        .iter()
        .flat_map(|(name, bytes)| leaks::leaks(name, bytes, forbidden))
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    let list = found
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    bail!(
        "what browsers receive must name neither the product nor the machine it was built on.\n\
         {list}\n\
         A path wants one more `--remap-path-prefix` in xtask/src/wasm_build.rs; a name wants to \
         come from the brand instead."
    )
}
