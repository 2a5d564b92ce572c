use std::{str::FromStr as _, sync::LazyLock, time::Duration};

use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection,
    migrate::{Migrate as _, Migrator},
    pool::PoolOptions,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{Db, writer::Writer};
use crate::{Error, Result};

static SQLITE: LazyLock<Migrator> =
    LazyLock::new(|| beside_newer(sqlx::migrate!("../migrations/sqlite")));
static POSTGRES: LazyLock<Migrator> =
    LazyLock::new(|| beside_newer(sqlx::migrate!("../migrations/postgres")));

/// A replica may start again while a newer one has migrated already: what is applied and not known
/// here only added to the schema.
fn beside_newer(mut migrator: Migrator) -> Migrator {
    migrator.set_ignore_missing(true);
    migrator
}

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Most connections: in all (`PostgreSQL`), or that read (`SQLite`, where two for each core are
    /// enough).
    pub connections: u32,
}

/// How long a connection to `PostgreSQL` rests before it is asked whether it still lives.
const RESTED: Duration = Duration::from_secs(5);

impl Db {
    /// Opens the database; makes the file when it is `SQLite` and not there yet.
    ///
    /// # Errors
    /// When it cannot be opened or reached, or the scheme is another.
    pub async fn open(settings: &Settings) -> Result<Self> {
        if settings.url.starts_with("sqlite:") {
            Self::open_sqlite(settings).await
        } else if settings.url.starts_with("postgres:") || settings.url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(&settings.url)?
                .application_name("portal")
                .log_slow_statements(tracing::log::LevelFilter::Warn, Duration::from_secs(1));
            let pool = PoolOptions::new()
                .max_connections(settings.connections)
                .acquire_timeout(Duration::from_secs(10))
                // A question before every question would double what a request waits for; a
                // connection that rested may have been cut, and is asked.
                .test_before_acquire(false)
                .before_acquire(|connection: &mut PgConnection, rest| {
                    Box::pin(async move {
                        Ok(rest.idle_for < RESTED || connection.ping().await.is_ok())
                    })
                })
                .connect_with(options)
                .await?;
            Ok(Self::Postgres(pool))
        } else {
            Err(Error::Broken(
                "a database URL begins with sqlite: or postgres:".into(),
            ))
        }
    }

    async fn open_sqlite(settings: &Settings) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(&settings.url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that was answered has reached the disk (security.md §1.9).
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(512)
            // More than a page of rows, so that nobody waits in the middle of one.
            .row_buffer_size(512)
            .pragma("temp_store", "memory")
            // 8 MiB each. The system keeps the rest of the file in memory for all of them; mapping it
            // would count it once for each, and each growth of the file would stop everybody.
            .pragma("cache_size", "-8192")
            .pragma("journal_size_limit", "67108864");
        // The writer first: readers cannot open a file whose write-ahead log is not there yet.
        let write = Writer::open(&options).await?;
        // More than a few would only take turns at the cores, and hold memory.
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let few = u32::try_from(2 * cores).unwrap_or(settings.connections);
        let read = PoolOptions::new()
            .max_connections(settings.connections.min(few))
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Brings the schema up to the one this program knows.
    ///
    /// # Errors
    /// When a migration fails, or an applied one differs from the one in this program.
    pub async fn migrate(&self) -> Result<()> {
        let done = match self {
            Self::Sqlite { write, .. } => {
                write
                    .alone(async |connection| SQLITE.run(connection).await)
                    .await?
            }
            Self::Postgres(pool) => POSTGRES.run(pool).await,
        };
        done.map_err(|error| Error::Broken(Box::new(error)))
    }

    /// Gathers the statistics by which the engine plans: much was brought in at once. `PostgreSQL`
    /// would do so by itself within minutes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn analyze(&self) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => {
                write
                    .alone(async |connection| {
                        sqlx::query("PRAGMA optimize").execute(connection).await
                    })
                    .await??;
            }
            Self::Postgres(pool) => {
                sqlx::query("ANALYZE").execute(pool).await?;
            }
        }
        Ok(())
    }

    /// Closes it: an embedded one is left without a write-ahead log beside it.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Whether it answers and its schema is the one this program knows.
    ///
    /// # Errors
    /// What does not work.
    pub async fn check(&self) -> Result<()> {
        let (applied, known) = match self {
            Self::Sqlite { read, .. } => {
                let mut connection = read.acquire().await?;
                (
                    connection.list_applied_migrations("_sqlx_migrations").await,
                    &*SQLITE,
                )
            }
            Self::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                (
                    connection.list_applied_migrations("_sqlx_migrations").await,
                    &*POSTGRES,
                )
            }
        };
        let applied = applied.map_err(|error| Error::Broken(Box::new(error)))?;
        let is_applied = |version| applied.iter().any(|done| done.version == version);
        // A newer replica may have gone ahead: its migrations only add (migrations/README.md).
        if known.iter().all(|migration| is_applied(migration.version)) {
            Ok(())
        } else {
            Err(Error::Broken("migrations are pending".into()))
        }
    }

    /// Writes a copy of the database to a new file while the portal runs (`SQLite` only).
    ///
    /// # Errors
    /// When the file exists, cannot be written, or the engine has its own tools.
    pub async fn backup(&self, file: &str) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => {
                let copy = sqlx::query("VACUUM INTO $1").bind(file);
                write
                    .alone(async |connection| copy.execute(connection).await)
                    .await??;
                Ok(())
            }
            Self::Postgres(_) => Err(Error::Broken(
                "use pg_dump to back up a PostgreSQL database".into(),
            )),
        }
    }
}
