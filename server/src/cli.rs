//! The commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{
    serve,
    settings::{Layer, Log, Settings},
};

/// A partner portal of your own.
#[derive(Debug, Parser)]
#[command(name = "marque", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Layer,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the portal
    Serve,
    /// Bring the database up to the schema of this version
    Migrate,
}

/// Does what the command line asks.
///
/// # Errors
/// What went wrong, for the person at the terminal.
pub fn run() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let settings = Settings::load(cli.settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(obey(cli.command, settings))
}

async fn obey(command: Command, settings: Settings) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve => {
            start_log(settings.log);
            serve::serve(settings).await?;
        }
        Command::Migrate => {
            serve::database(&settings).await?.migrate().await?;
            println!("the schema is up to date");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the log to the error stream; `RUST_LOG` says how much of it.
fn start_log(log: Log) {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log {
        Log::Text => builder.init(),
        Log::Json => builder.json().flatten_event(true).init(),
    }
}
