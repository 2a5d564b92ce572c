use std::{fs, path::Path};

use anyhow::{Context, Result, anyhow, bail, ensure};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

use crate::files::Files;

const DEEPEST_IMPORT: usize = 8;

/// The style sheet with its imports in place, made small. A missing one is empty, so that the
/// pipeline works before there is any style.
pub(crate) fn bundle(entry: &Path) -> Result<String> {
    if !entry.is_file() {
        return Ok(String::new());
    }
    Ok(beside_assets(&minify(&with_imports(entry, 0)?)?))
}

/// Sheets name assets as they lie in the source, `url("assets/text.woff2")`; served, the sheet
/// lies among them.
fn beside_assets(sheet: &str) -> String {
    ["(../assets/", "(assets/", "(\"../assets/", "(\"assets/"]
        .iter()
        .fold(sheet.to_owned(), |sheet, source| {
            let quote = if source.contains('"') { "\"" } else { "" };
            sheet.replace(&format!("url{source}"), &format!("url({quote}"))
        })
}

/// Inlines `@import "file.css" [layer(name)];` recursively. The bundler of Lightning CSS does
/// this too, but brings twenty more crates.
fn with_imports(path: &Path, depth: usize) -> Result<String> {
    ensure!(
        depth < DEEPEST_IMPORT,
        "{} is imported in a circle",
        path.display()
    );
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    // Each alone, so that the message names the file and the line of a mistake.
    parse(&text).with_context(|| path.display().to_string())?;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim_start().strip_prefix("@import ") {
            None => out.push_str(line),
            Some(rest) => {
                let import = Import::parse(rest)
                    .with_context(|| format!("in {}: `{}`", path.display(), line.trim()))?;
                let folder = path.parent().unwrap_or(Path::new("."));
                let imported = with_imports(&folder.join(import.file), depth + 1)?;
                out.push_str(&import.wrap(&imported));
            }
        }
        out.push('\n');
    }
    Ok(out)
}

struct Import<'a> {
    file: &'a str,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// Reads what follows `@import `.
    fn parse(rest: &'a str) -> Result<Self> {
        let rest = rest
            .trim()
            .strip_suffix(';')
            .context("an import is one line ended by `;`")?;
        let rest = rest
            .trim()
            .strip_prefix("url(")
            .map_or(rest.trim(), |url| url);
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.context("the file of an import stands in quotes")?;
        let mut parts = rest.splitn(3, quote).skip(1);
        let file = parts.next().unwrap_or_default();
        let after = parts
            .next()
            .unwrap_or_default()
            .trim_start_matches(')')
            .trim();
        let layer = after
            .strip_prefix("layer(")
            .and_then(|name| name.strip_suffix(')'));
        if layer.is_none() && !after.is_empty() {
            bail!("an import may carry `layer(name)`, nothing else");
        }
        Ok(Self { file, layer })
    }

    fn wrap(&self, sheet: &str) -> String {
        match self.layer {
            Some(layer) => format!("@layer {layer} {{\n{sheet}}}"),
            None => sheet.to_owned(),
        }
    }
}

fn minify(text: &str) -> Result<String> {
    let mut sheet = parse(text)?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|error| anyhow!("{error}"))?;
    let options = PrinterOptions {
        minify: true,
        ..PrinterOptions::default()
    };
    Ok(sheet
        .to_css(options)
        .map_err(|error| anyhow!("{error}"))?
        .code)
}

fn parse(text: &str) -> Result<StyleSheet<'_>> {
    StyleSheet::parse(text, ParserOptions::default()).map_err(|error| {
        let line = error.loc.as_ref().map_or(0, |place| place.line as usize);
        let shown = text.lines().nth(line).unwrap_or_default().trim();
        anyhow!("line {}: {}: `{shown}`", line + 1, error.kind)
    })
}

/// Fails when the sheet refers to a file that the site does not hold.
pub(crate) fn check_urls(sheet: &str, site: &Files) -> Result<()> {
    let missing: Vec<_> = urls(sheet).filter(|url| !site.contains_key(*url)).collect();
    ensure!(
        missing.is_empty(),
        "the style sheet refers to files that are not in style/assets: {}",
        missing.join(", ")
    );
    Ok(())
}

/// The relative URLs of a sheet, without fragments.
fn urls(sheet: &str) -> impl Iterator<Item = &str> {
    sheet.split("url(").skip(1).filter_map(|rest| {
        let url = rest.split(')').next()?.trim_matches(['"', '\'', ' ']);
        let url = url.split(['#', '?']).next()?;
        (!url.is_empty() && !url.starts_with("data:")).then_some(url)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_put_in_place_and_made_small() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        fs::create_dir(folder.path().join("ui")).unwrap();
        write(
            "main.css",
            "@layer base, ui;\n@import \"base.css\" layer(base);\n@import 'ui/a.css';\n",
        );
        write("base.css", "/* why */\nbody { color: #ff0000; }\n");
        write(
            "ui/a.css",
            "@import url(\"b.css\");\n.a { margin: 0px; & > b { top: 0 } }\n",
        );
        write("ui/b.css", ".b { inset: 0 }\n");
        let sheet = bundle(&folder.path().join("main.css")).unwrap();
        assert_eq!(
            sheet,
            "@layer base{body{color:red}}@layer ui;.b{inset:0}.a{margin:0;&>b{top:0}}"
        );
    }

    #[test]
    fn a_mistake_names_its_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.css");
        fs::write(&path, "a { color: red }\n} b { }\n").unwrap();
        let error = format!("{:#}", bundle(&path).unwrap_err());
        assert!(
            error.contains("main.css") && error.contains("`} b { }`"),
            "{error}"
        );
    }

    #[test]
    fn the_sheet_is_served_beside_its_assets() {
        let sheet = "a{src:url(assets/a.svg),url(\"../assets/b c.svg\"),url(data:x)}";
        assert_eq!(
            beside_assets(sheet),
            "a{src:url(a.svg),url(\"b c.svg\"),url(data:x)}"
        );
    }

    #[test]
    fn layers_keep_the_order_they_are_declared_in() {
        let sheet = minify("@layer a, b; @layer b { p { top: 0 } } @layer a { p { top: 1px } }");
        assert_eq!(sheet.unwrap(), "@layer a{p{top:1px}}@layer b{p{top:0}}");
    }

    #[test]
    fn missing_files_are_named() {
        let site = Files::from([("fonts/a.woff2".to_owned(), Vec::new())]);
        assert!(check_urls("a{src:url(fonts/a.woff2)}", &site).is_ok());
        assert!(check_urls("a{src:url(data:image/png;base64,AA)}", &site).is_ok());
        let error = check_urls("a{src:url(\"fonts/b.woff2#x\")}", &site).unwrap_err();
        assert!(
            error.to_string().ends_with("style/assets: fonts/b.woff2"),
            "{error}"
        );
    }
}
