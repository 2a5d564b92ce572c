//! Who may depend on whom: the arrows of ARCHITECTURE.md, by `cargo tree`, without a build.

use anyhow::{Result, bail};

use crate::{announce, cargo::cargo};

struct Gate {
    /// What `cargo tree` is asked.
    tree: &'static [&'static str],
    /// The crates that the answer must not hold.
    banned: &'static [&'static str],
    /// What to do when it does.
    advice: &'static str,
}

const GATES: [Gate; 4] = [
    Gate {
        tree: &["-p", "frontend", "--target", "wasm32-unknown-unknown"],
        banned: &[
            "sqlx",
            "sqlx-core",
            "tokio",
            "axum",
            "hyper",
            "leptos_axum",
            "backend",
            "server",
        ],
        advice: "The browser half must not hold server code. Make the dependency optional in \
                 app/Cargo.toml and name it under the feature `ssr`.",
    },
    Gate {
        tree: &["-p", "domain"],
        banned: &[
            "sqlx",
            "tokio",
            "leptos",
            "axum",
            "backend",
            "app",
            "tracing",
            "getrandom",
        ],
        advice: "`domain` is words and rules only: no input, output, clock or randomness. Move \
                 what needs the crate to `backend` or `app`.",
    },
    Gate {
        tree: &["-p", "backend"],
        banned: &["leptos", "axum", "app", "server"],
        advice: "`backend` does not know how it is called. Move what needs the crate to `app` \
                 (pages, server functions) or `server` (HTTP).",
    },
    Gate {
        tree: &[
            "-p",
            "app",
            "--features",
            "app/hydrate",
            "--target",
            "wasm32-unknown-unknown",
        ],
        banned: &["sqlx", "tokio", "axum", "backend"],
        advice: "`app` reaches `backend` only under the feature `ssr`.",
    },
];

/// Checks every arrow and reports all that are broken.
pub(crate) fn check() -> Result<()> {
    announce::step("arrows", find_broken)
}

/// As [`check`], for a caller that announces itself.
pub(crate) fn find_broken() -> Result<()> {
    let mut broken = Vec::new();
    for gate in &GATES {
        let names = tree(gate.tree, "normal")?;
        let found: Vec<_> = gate
            .banned
            .iter()
            .filter(|name| holds(&names, name))
            .collect();
        if !found.is_empty() {
            let way = found
                .first()
                .map_or(Ok(String::new()), |name| way_to(gate.tree, name))?;
            broken.push(format!(
                "{} reaches {found:?}.\n{}\n{way}",
                gate.tree.get(1).unwrap_or(&""),
                gate.advice
            ));
        }
    }
    broken.extend(other_speakers_of_sql()?);
    if broken.is_empty() {
        Ok(())
    } else {
        bail!("{}", broken.join("\n"))
    }
}

/// Names of the crates in a tree, one a line.
fn tree(asked: &[&str], edges: &str) -> Result<String> {
    let mut command = cargo();
    command.args([
        "tree",
        "--prefix",
        "none",
        "--format",
        "{lib} {p}",
        "--edges",
        edges,
    ]);
    announce::answer(command.args(asked))
}

fn holds(tree: &str, banned: &str) -> bool {
    tree.lines().any(|line| package(line) == Some(banned))
}

/// The name of the package in a line `lib name v1.2.3 (…)`; `lib` may be empty.
fn package(line: &str) -> Option<&str> {
    let words: Vec<_> = line.split_whitespace().collect();
    let version = words.iter().position(|word| {
        word.strip_prefix('v')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })?;
    words.get(version.checked_sub(1)?).copied()
}

/// The shortest explanation of how the crate got in.
fn way_to(asked: &[&str], name: &str) -> Result<String> {
    let mut command = cargo();
    command
        .args(["tree", "--edges", "normal", "--invert", name])
        .args(asked);
    let (_, way) = announce::captured(&mut command)?;
    Ok(way.lines().take(12).collect::<Vec<_>>().join("\n"))
}

/// Only `backend` may depend on sqlx itself, so that every statement is in its stores.
fn other_speakers_of_sql() -> Result<Option<String>> {
    let mut command = cargo();
    let asked = [
        "tree", "-p", "server", "--edges", "normal", "--prefix", "none", "--depth", "1",
    ];
    let tree = announce::answer(command.args(asked).args(["--invert", "sqlx"]))?;
    let speakers: Vec<_> = tree.lines().skip(1).filter_map(first_word).collect();
    if speakers.iter().all(|name| *name == "backend") {
        return Ok(None);
    }
    Ok(Some(format!(
        "sqlx is used by {speakers:?}; only `backend` may. Give `backend` a use case that \
         answers what you need."
    )))
}

fn first_word(line: &str) -> Option<&str> {
    line.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_its_package() {
        assert_eq!(package("axum axum v0.8.9"), Some("axum"));
        assert_eq!(package(" syn v3.0.9 (*)"), Some("syn"));
        assert_eq!(package("app app v0.1.0 (/src/app)"), Some("app"));
        assert_eq!(package(""), None);
    }

    #[test]
    fn a_banned_name_is_found_whole() {
        let tree = "axum_core axum-core v0.5.0\ntokio tokio v1.54.0 (*)\n";
        assert!(holds(tree, "tokio"));
        assert!(!holds(tree, "axum"));
    }
}
