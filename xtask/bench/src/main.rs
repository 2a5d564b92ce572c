#![doc = "How fast the portal answers, beside what this machine could do at all (docs/performance.md)."]
#![doc = ""]
#![doc = "Every scenario is measured three ways in the same minute: the bare statements; a bare route"]
#![doc = "that answers the very same bytes; and the portal, with its sessions, rights and tenants."]
#![doc = "`cargo xtask bench` runs it."]
mod commerce;
mod data;
mod disk;
mod load;
mod program;
mod raw;
mod report;
mod scenarios;

use std::time::Duration;

use clap::Parser;

/// What to measure.
#[derive(Debug, Parser)]
struct Options {
    /// Numbers of clients, one run for each
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    clients: Vec<u64>,
    /// Over how many partners they are spread; the first one's are asked for
    #[arg(long, value_delimiter = ',', default_value = "1")]
    partners: Vec<u64>,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Only the scenarios with this in their name
    #[arg(long, default_value = "")]
    only: String,
    /// Leave out PostgreSQL
    #[arg(long)]
    sqlite_only: bool,
}

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(run(&options))
}

async fn run(options: &Options) -> anyhow::Result<()> {
    let time = Duration::from_secs_f64(options.seconds);
    let mut engines = vec![data::Engine::Sqlite];
    if let Ok(url) = std::env::var("MARQUE_TEST_POSTGRES_URL")
        && !options.sqlite_only
    {
        engines.push(data::Engine::Postgres(url));
    }
    for engine in &engines {
        for &clients in &options.clients {
            for &partners in &options.partners {
                let filled = data::filled(engine, clients, partners).await?;
                report::heading(&filled);
                scenarios::all(&filled, time, &options.only).await?;
                filled.remove().await?;
            }
        }
    }
    println!("\n### The program\n");
    program::at_rest().await?;
    Ok(())
}
