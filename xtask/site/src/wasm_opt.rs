use std::{path::Path, process::Command, sync::Mutex, thread};

use anyhow::{Context, Result, ensure};

/// What makes a module small once it is compressed, which is not what makes it small: functions
/// that stay apart look alike, and that is what brotli lives on (docs/performance.md).
const PASSES: [&str; 2] = ["-Os", "--one-caller-inline-max-function-size=0"];
/// Every feature is one that each browser with `WebAssembly.instantiateStreaming`, modules and
/// nested CSS has; rustc uses most of them by default.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];
const STRIP: [&str; 2] = ["--strip-debug", "--strip-producers"];

/// Shrinks each of the `modules` in place, two at a time.
pub(crate) fn shrink(wasm_opt: &Path, modules: &[std::path::PathBuf]) -> Result<()> {
    let queue = Mutex::new(modules.iter());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let work = || {
        while let Some(module) = next() {
            shrink_one(wasm_opt, module)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(anyhow::anyhow!("a worker of wasm-opt died")))
        })
    })
}

fn shrink_one(wasm_opt: &Path, module: &Path) -> Result<()> {
    let output = Command::new(wasm_opt)
        .args(PASSES)
        .args(FEATURES)
        .args(STRIP)
        .arg(module)
        .arg("-o")
        .arg(module)
        .output()
        .with_context(|| format!("starting {}", wasm_opt.display()))?;
    ensure!(
        output.status.success(),
        "wasm-opt refused {}: {}",
        module.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
