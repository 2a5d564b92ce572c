//! A PostgreSQL of our own: on loopback, and gone at the end.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{announce, install};

/// The variable that tells tests where their PostgreSQL is.
pub(crate) const URL: &str = "MARQUE_TEST_POSTGRES_URL";
const PATIENCE: Duration = Duration::from_secs(30);
const SETTINGS: [&str; 5] = [
    "max_connections=300",
    "shared_buffers=128MB",
    "max_wal_size=2GB",
    "log_min_messages=fatal",
    "jit=off",
];

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Tests make a database each and run side by side, and nothing has to outlive them: it lies in
    /// memory where that is possible.
    Tests,
    /// What is measured has to reach the disk.
    Bench,
}

impl Purpose {
    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Tests => &[
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
            ],
            Self::Bench => &[],
        }
    }

    fn parent(self) -> PathBuf {
        let memory = Path::new("/dev/shm");
        if self == Self::Tests && memory.is_dir() {
            memory.to_owned()
        } else {
            env::temp_dir()
        }
    }
}

/// A running PostgreSQL that ends with this value.
pub(crate) struct Postgres {
    server: Child,
    folder: PathBuf,
    pub(crate) url: String,
}

impl Postgres {
    /// Starts one; installs the package when it is missing.
    fn start(purpose: Purpose) -> Result<Self> {
        if programs().is_none() {
            install::packages("PostgreSQL", &["postgresql"])?;
        }
        let programs = programs().context("`initdb` and `postgres` are not to be found")?;
        announce::step("starting a PostgreSQL of our own", || {
            Self::start_from(&programs, purpose)
        })
    }

    fn start_from(programs: &Path, purpose: Purpose) -> Result<Self> {
        let user = ServerUser::find()?;
        let folder = folder(&user, purpose)?;
        let data = folder.join("data");
        let mut initdb = user.command(&programs.join("initdb"), &folder);
        initdb
            .arg("--pgdata")
            .arg(&data)
            .args(["--username=postgres", "--auth=trust"]);
        initdb.args(["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        announce::quietly(&mut initdb)?;

        let port = free_port()?;
        let mut server = user.command(&programs.join("postgres"), &folder);
        server.arg("-D").arg(&data).arg("-k").arg(&folder);
        server.args(["-h", "127.0.0.1", "-p", &port.to_string()]);
        let settings = SETTINGS.iter().chain(purpose.settings());
        server.args(settings.flat_map(|setting| ["-c", setting]));
        server
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let server = server.spawn().context("starting postgres")?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut postgres = Self {
            server,
            folder,
            url,
        };
        postgres.wait_until_ready(&programs.join("pg_isready"), port)?;
        Ok(postgres)
    }

    fn wait_until_ready(&mut self, pg_isready: &Path, port: u16) -> Result<()> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended at once: {status}");
            }
            let mut asked = Command::new(pg_isready);
            asked.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
            let answers = TcpStream::connect(("127.0.0.1", port)).is_ok();
            if answers && asked.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            ensure!(
                start.elapsed() < PATIENCE,
                "PostgreSQL is not ready after {PATIENCE:?}"
            );
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it ends sessions, and its processes with them.
        let id = self.server.id().to_string();
        let told = Command::new("kill").args(["-INT", &id]).status();
        if !told.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of `initdb` and `postgres`, the newest if there are several.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    folders.sort_by_key(|folder| version(folder));
    let path = env::var_os("PATH").unwrap_or_default();
    folders.reverse();
    folders.extend(env::split_paths(&path));
    folders.into_iter().find(|folder| {
        ["initdb", "postgres", "pg_isready"]
            .iter()
            .all(|program| folder.join(program).is_file())
    })
}

fn version(folder: &Path) -> u32 {
    let name = folder
        .parent()
        .and_then(Path::file_name)
        .unwrap_or_default();
    name.to_string_lossy().parse().unwrap_or(0)
}

/// Who the server runs as. It refuses to run as root.
enum ServerUser {
    Ourselves,
    Other { uid: u32, gid: u32 },
}

impl ServerUser {
    fn find() -> Result<Self> {
        if !install::is_root() {
            return Ok(Self::Ourselves);
        }
        let users = fs::read_to_string("/etc/passwd")?;
        let user = user(&users, "postgres").or_else(|| user(&users, "nobody"));
        let (uid, gid) = user.context("PostgreSQL cannot run as root, and no other user exists")?;
        Ok(Self::Other { uid, gid })
    }

    fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        // The user may not be able to enter the folder that we are in.
        command.current_dir(folder);
        if let Self::Other { uid, gid } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }
}

/// The ids of a user, from the text of `/etc/passwd`.
fn user(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let line = passwd
        .lines()
        .find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

fn folder(user: &ServerUser, purpose: Purpose) -> Result<PathBuf> {
    let folder = purpose
        .parent()
        .join(format!("marque-test-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
    if let ServerUser::Other { uid, gid } = user {
        chown(&folder, Some(*uid), Some(*gid))?;
    }
    Ok(folder)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The PostgreSQL to work with: the one that is named, or one of our own.
pub(crate) fn found(purpose: Purpose) -> Result<(String, Option<Postgres>)> {
    if let Ok(url) = env::var(URL) {
        return Ok((url, None));
    }
    let postgres = Postgres::start(purpose)?;
    Ok((postgres.url.clone(), Some(postgres)))
}

/// Removes what a killed run left in memory.
pub(crate) fn sweep() {
    let Ok(entries) = fs::read_dir("/dev/shm") else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let owner = name.to_string_lossy();
        let Some(owner) = owner.strip_prefix("marque-test-") else {
            continue;
        };
        if !process_exists(owner) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn process_exists(id: &str) -> bool {
    Path::new("/proc").join(id).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_ids() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104::/var/lib:/bin/sh\n";
        assert_eq!(user(passwd, "postgres"), Some((101, 104)));
        assert_eq!(user(passwd, "nobody"), None);
    }

    #[test]
    fn newer_versions_sort_last() {
        assert!(version(Path::new("/usr/lib/postgresql/9/bin")) < version(Path::new("/x/15/bin")));
    }
}
