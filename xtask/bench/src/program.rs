//! The program by itself: how soon it answers, and what it holds.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};

use crate::load::{self, Ask, Connection};

const PATIENCE: Duration = Duration::from_secs(30);

/// The program under way on an embedded database; it ends with this value.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: String,
    /// From its start to its first answer.
    pub(crate) took: Duration,
}

impl Program {
    /// Starts the program that `MARQUE_BIN` names on `database`; none when nothing is named.
    pub(crate) async fn start(database: &Path) -> anyhow::Result<Option<Self>> {
        let Ok(program) = std::env::var("MARQUE_BIN") else {
            return Ok(None);
        };
        let address = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .to_string();
        let begin = Instant::now();
        let child = Command::new(program)
            .arg("serve")
            .env("MARQUE_ADDR", &address)
            .env("MARQUE_DATA_DIR", database.with_extension("data"))
            .env(
                "MARQUE_DATABASE_URL",
                format!("sqlite://{}", database.display()),
            )
            .env_remove("MARQUE_BIN")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut started = Self {
            child,
            address,
            took: Duration::ZERO,
        };
        started.wait(begin).await?;
        started.took = begin.elapsed();
        Ok(Some(started))
    }

    async fn wait(&self, begin: Instant) -> anyhow::Result<()> {
        let sign_in = Ask {
            path: "/sign-in".to_owned(),
            page: String::new(),
            body: None,
            cookie: String::new(),
        };
        while begin.elapsed() < PATIENCE {
            if let Ok(mut connection) = Connection::open(&self.address).await {
                connection.ask(&sign_in).await?;
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        bail!("no answer within {PATIENCE:?}")
    }

    /// The resident memory, in kB: now, and the most there was.
    pub(crate) fn held(&self) -> anyhow::Result<(u64, u64)> {
        held(self.child.id())
    }

    /// Asks all of `asks` over 64 connections, one after the other.
    pub(crate) async fn press(&self, asks: &[Ask], time: Duration) -> anyhow::Result<()> {
        for ask in asks {
            load::read(&self.address, ask, 64, time).await?;
        }
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The resident memory of a process, in kB: now, and the most there was.
pub(crate) fn held(process: u32) -> anyhow::Result<(u64, u64)> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.with_context(|| format!("the system tells no {name}"))
    };
    Ok((of("VmRSS:")?, of("VmHWM:")?))
}

/// Starts the program on an empty embedded database, and on it again.
pub(crate) async fn at_rest() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("bench-start-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    for what in ["first start, making the database", "start"] {
        if let Some(program) = Program::start(&folder.join("portal.db")).await? {
            let (held, _) = program.held()?;
            println!(
                "- {what}: first answer after {} ms, {held} kB held",
                program.took.as_millis()
            );
        }
    }
    Ok(std::fs::remove_dir_all(folder)?)
}
