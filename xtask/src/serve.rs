use std::{
    env, fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{
    announce, dist,
    site::{self, Kind},
    workspace,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Start without demo data
    #[arg(long)]
    no_demo: bool,
    /// Compile quicker, run slower
    #[arg(long)]
    dev: bool,
    /// Compile for use, as is the default
    #[arg(long, conflicts_with = "dev")]
    release: bool,
    /// The port to listen on
    #[arg(long, default_value_t = 3000)]
    port: u16,
}

/// Builds everything and becomes the server.
pub(crate) fn run(options: &Options) -> Result<()> {
    debug_assert!(!(options.dev && options.release));
    let kind = Kind::dev(options.dev);
    site::build(kind)?;
    let marque = dist::server(kind)?;
    let place = Place::of_this_run(options.port);
    fs::create_dir_all(&place.data)?;
    if !options.no_demo {
        demo(&marque, &place)?;
    }
    let error = place.command(&marque).arg("serve").exec();
    Err(error).with_context(|| format!("starting {}", marque.display()))
}

/// Where the server keeps its data and is reached.
struct Place {
    address: String,
    data: PathBuf,
    /// The embedded database, if no other was asked for.
    database: Option<PathBuf>,
}

impl Place {
    fn of_this_run(port: u16) -> Self {
        let data = env::var_os("MARQUE_DATA_DIR").map(PathBuf::from);
        let data = data.unwrap_or_else(|| workspace::root().join("data"));
        let is_set = env::var_os("MARQUE_DATABASE_URL").is_some();
        let database = (!is_set).then(|| data.join("marque.db"));
        Self {
            address: format!("127.0.0.1:{port}"),
            data,
            database,
        }
    }

    fn command(&self, marque: &Path) -> Command {
        let mut command = Command::new(marque);
        command
            .env("MARQUE_ADDR", &self.address)
            .env("MARQUE_DATA_DIR", &self.data);
        if let Some(database) = &self.database {
            command.env(
                "MARQUE_DATABASE_URL",
                format!("sqlite://{}", database.display()),
            );
        }
        command
    }
}

/// Fills a new embedded database with demo data. What the program says about signing in is
/// kept beside it and shown at each start.
fn demo(marque: &Path, place: &Place) -> Result<()> {
    let Some(database) = &place.database else {
        return Ok(());
    };
    let sign_ins = place.data.join("demo.txt");
    if database.exists() {
        if let Ok(said) = fs::read_to_string(sign_ins) {
            println!("{}", said.trim_end());
        }
        return Ok(());
    }
    let mut command = place.command(marque);
    command
        .args(["seed", "--demo"])
        .stderr(std::process::Stdio::inherit());
    let output = announce::step("filling the database with demo data", || {
        Ok(command.output()?)
    })?;
    if !output.status.success() {
        // Half a demo would be taken for the whole one at the next start.
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", database.display()));
        }
        bail!("`marque seed --demo` failed");
    }
    let said = String::from_utf8_lossy(&output.stdout);
    fs::write(&sign_ins, said.as_bytes())?;
    println!("{}", said.trim_end());
    Ok(())
}
