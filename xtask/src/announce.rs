//! One quiet line for each step. On a terminal the line shows what the step is at.

use std::{
    io::{self, BufRead, BufReader, IsTerminal, Read, Write},
    process::{Command, Stdio},
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// How much of a terminal's line the progress may take.
const SHOWN: usize = 48;

struct Current {
    title: String,
    start: Instant,
}

static CURRENT: Mutex<Option<Current>> = Mutex::new(None);

/// Says a sentence between steps.
pub(crate) fn note(text: &str) {
    println!("  {text}");
}

/// Announces `title`, works, and says how long it took.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    timed_step(title, work).1
}

/// As [`step`]; also answers how long it took.
pub(crate) fn timed_step<T>(
    title: &str,
    work: impl FnOnce() -> Result<T>,
) -> (Duration, Result<T>) {
    let start = Instant::now();
    begin(title, start);
    let outcome = work();
    let took = start.elapsed();
    end(title, took, outcome.is_ok());
    (took, outcome)
}

fn begin(title: &str, start: Instant) {
    print!("· {title} … ");
    let _ = io::stdout().flush();
    if let Ok(mut current) = CURRENT.lock() {
        *current = Some(Current {
            title: title.to_owned(),
            start,
        });
    }
}

fn end(title: &str, took: Duration, is_ok: bool) {
    if let Ok(mut current) = CURRENT.lock() {
        *current = None;
    }
    if io::stdout().is_terminal() {
        print!("\r\x1b[2K· {title} … ");
    }
    println!(
        "{}{:.1} s",
        if is_ok { "" } else { "failed after " },
        took.as_secs_f32()
    );
}

fn show_progress(line: &str) {
    if !io::stdout().is_terminal() {
        return;
    }
    let Ok(current) = CURRENT.lock() else { return };
    let Some(Current { title, start }) = current.as_ref() else {
        return;
    };
    let shown: String = line
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(SHOWN)
        .collect();
    print!(
        "\r\x1b[2K· {title} … {} s  {shown}",
        start.elapsed().as_secs()
    );
    let _ = io::stdout().flush();
}

/// Runs `command` and answers what it wrote, to both streams; what a failing one wrote is the
/// error.
pub(crate) fn quietly(command: &mut Command) -> Result<String> {
    let (is_success, output) = captured(command)?;
    if !is_success {
        bail!("{}\nfailed: {}", output.trim_end(), shown(command));
    }
    Ok(output)
}

/// Runs `command` and answers what it has to say; what it tells about how it went, such as what was
/// downloaded, is no part of that. What a failing one wrote is the error.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("starting {}", shown(command)))?;
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    ensure!(
        output.status.success(),
        "{}\nfailed: {}",
        text(&output.stderr).trim_end(),
        shown(command)
    );
    Ok(text(&output.stdout))
}

/// Runs `command` in sight of the person who asked for it.
pub(crate) fn loudly(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("starting {}", shown(command)))?;
    ensure!(status.success(), "failed: {}", shown(command));
    Ok(())
}

/// Runs `command` and answers whether it succeeded and what it wrote, to both streams.
pub(crate) fn captured(command: &mut Command) -> Result<(bool, String)> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .with_context(|| format!("starting {}", shown(command)))?;
    let output = Mutex::new(String::new());
    thread::scope(|scope| {
        if let Some(stdout) = child.stdout.take() {
            scope.spawn(|| collect(stdout, &output));
        }
        if let Some(stderr) = child.stderr.take() {
            scope.spawn(|| collect(stderr, &output));
        }
    });
    let status = child.wait()?;
    Ok((status.success(), output.into_inner().unwrap_or_default()))
}

fn collect(stream: impl Read, output: &Mutex<String>) {
    let mut lines = BufReader::new(stream);
    let mut line = Vec::new();
    while lines
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        let text = String::from_utf8_lossy(&line);
        show_progress(&text);
        if let Ok(mut output) = output.lock() {
            output.push_str(&text);
        }
        line.clear();
    }
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
