//! The program by itself: how soon it answers, and what it holds.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};

use crate::data::Engine;

const PATIENCE: Duration = Duration::from_secs(30);

/// Starts the program that `MARQUE_BIN` names on an empty embedded database, and on it again.
pub(crate) fn at_rest(engines: &[Engine]) -> anyhow::Result<()> {
    let Ok(program) = std::env::var("MARQUE_BIN") else {
        return Ok(());
    };
    if engines.is_empty() {
        return Ok(());
    }
    let folder = std::env::temp_dir().join(format!("bench-start-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    println!("\n### The program\n");
    for what in ["first start, making the database", "start"] {
        let (took, held) = start(&program, &folder)?;
        println!(
            "- {what}: first answer after {} ms, {held} kB held",
            took.as_millis()
        );
    }
    Ok(std::fs::remove_dir_all(folder)?)
}

fn start(program: &str, folder: &Path) -> anyhow::Result<(Duration, String)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    let begin = Instant::now();
    let mut child = Command::new(program)
        .arg("serve")
        .env("MARQUE_ADDR", format!("127.0.0.1:{port}"))
        .env("MARQUE_DATA_DIR", folder)
        .env_remove("MARQUE_BIN")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let answered = first_answer(port, begin);
    let held = held(&child);
    child.kill()?;
    child.wait()?;
    Ok((answered?, held?))
}

fn first_answer(port: u16, begin: Instant) -> anyhow::Result<Duration> {
    while begin.elapsed() < PATIENCE {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
            write!(
                stream,
                "GET /sign-in HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
            )?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            if answer.starts_with("HTTP/1.1 200") {
                return Ok(begin.elapsed());
            }
            bail!("{}", answer.lines().next().unwrap_or_default());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    bail!("no answer within {PATIENCE:?}")
}

/// The resident memory of a process, in kB.
fn held(child: &Child) -> anyhow::Result<String> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let line = line.context("the system tells no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").to_owned())
}
