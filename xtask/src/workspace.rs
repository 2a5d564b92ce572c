use std::{
    env,
    path::{Path, PathBuf},
    sync::LazyLock,
};

/// The folder of the workspace. Cargo says at every run where that is: checkouts that share a target
/// folder share this program too, and where it was compiled may be another one of them.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let told = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let manifest = told.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        manifest.parent().map_or(manifest.clone(), Path::to_owned)
    });
    &ROOT
}

/// The folder that Cargo builds into. This program lies in it, wherever it was set.
pub(crate) fn target() -> PathBuf {
    let beside = env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.ancestors().nth(2)?.to_owned()));
    beside.unwrap_or_else(|| root().join("target"))
}

/// The folder for tools that are worth keeping between checkouts.
pub(crate) fn cache() -> PathBuf {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")));
    cache.unwrap_or_else(target).join("marque")
}

/// Where `program` is, if it is on the `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}
