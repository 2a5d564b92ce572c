//! The one connection that writes to `SQLite`, and the commits that its users share (ADR 16).
//!
//! A commit that lasts waits for the disk, and with one connection everybody would wait for
//! everybody's. So those who stand in line share a transaction: each has a turn in it, which is a
//! savepoint of its own, and goes on once the one commit of them all has reached the disk.

use std::{sync::Arc, time::Duration};

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::{
    sync::{Mutex, OwnedMutexGuard, oneshot},
    time::timeout,
};

/// How long somebody stands in line.
const PATIENCE: Duration = Duration::from_secs(30);

/// The writing connection: cheap to clone.
#[derive(Debug, Clone)]
pub struct Writer(Arc<Mutex<Line>>);

/// The connection, for whoever holds it, and the transaction that is open on it.
#[derive(Debug)]
struct Line {
    /// None once the database is closed.
    connection: Option<SqliteConnection>,
    shared: Shared,
    /// Those who kept their turn, and wait for the commit.
    waiting: Vec<oneshot::Sender<Outcome>>,
}

/// How far the shared transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shared {
    /// There is none.
    Closed,
    /// Whoever had the last turn kept what they did.
    Kept,
    /// Somebody has a turn. To the next in line it means that they went away, and that what they
    /// did is to be undone.
    Taken,
}

/// How a shared commit ended, for each of those who wait for it.
type Outcome = Result<(), Arc<sqlx::Error>>;

/// A turn in a shared transaction. What was done in it is undone unless it is kept.
#[derive(Debug)]
pub(super) struct Turn(OwnedMutexGuard<Line>);

impl Writer {
    pub(super) async fn open(options: &SqliteConnectOptions) -> sqlx::Result<Self> {
        let connection = SqliteConnection::connect_with(options).await?;
        Ok(Self(Arc::new(Mutex::new(Line {
            connection: Some(connection),
            shared: Shared::Closed,
            waiting: Vec::new(),
        }))))
    }

    /// A turn, once those before have had theirs.
    pub(super) async fn turn(&self) -> sqlx::Result<Turn> {
        let mut line = self.line().await?;
        let join = match line.shared {
            Shared::Closed => None,
            // Inside the one that was kept, which is released by the commit: a statement more could
            // be broken off after the first.
            Shared::Kept => Some("SAVEPOINT turn"),
            Shared::Taken => Some("ROLLBACK TO turn"),
        };
        if let Some(join) = join {
            line.shared = Shared::Taken;
            if let Err(error) = line.say(join).await {
                line.give_up(error).await;
            }
        }
        if line.shared == Shared::Closed {
            // Said before it is so: whoever goes away in the middle leaves no doubt behind, and what
            // was opened is ended all the same.
            line.shared = Shared::Taken;
            tokio::spawn(self.clone().finish());
            // The write lock is taken at once: a reader that turns into a writer later would fail
            // with `SQLITE_BUSY_SNAPSHOT` instead of waiting.
            if let Err(error) = line.say("BEGIN IMMEDIATE; SAVEPOINT turn").await {
                return Err(line.give_up(error).await);
            }
        }
        Ok(Turn(line))
    }

    /// The connection without a transaction, for what cannot be done in one.
    pub(super) async fn alone<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> T,
    ) -> sqlx::Result<T> {
        let mut line = self.line().await?;
        line.end().await;
        Ok(work(line.connection()?).await)
    }

    /// Ends what is open, and closes the connection.
    pub(super) async fn close(&self) {
        let mut line = self.0.lock().await;
        line.end().await;
        if let Some(connection) = line.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the database was not closed well");
        }
    }

    async fn line(&self) -> sqlx::Result<OwnedMutexGuard<Line>> {
        timeout(PATIENCE, Arc::clone(&self.0).lock_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)
    }

    /// Ends a transaction just opened, when those have had their turn in it who stand in line now,
    /// and those who come meanwhile. Later ones open the next.
    async fn finish(self) {
        drop(self.0.lock().await);
        self.0.lock().await.end().await;
    }
}

impl Line {
    fn connection(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    async fn say(&mut self, sql: &'static str) -> sqlx::Result<()> {
        sqlx::raw_sql(sql).execute(self.connection()?).await?;
        Ok(())
    }

    /// Makes last what was kept, and tells those who wait.
    async fn end(&mut self) {
        let commit = match self.shared {
            Shared::Closed => return,
            Shared::Kept => "COMMIT",
            Shared::Taken => "ROLLBACK TO turn; COMMIT",
        };
        match self.say(commit).await {
            Ok(()) => self.tell(&Ok(())),
            Err(error) => {
                self.give_up(error).await;
            }
        }
    }

    /// The transaction is lost, and what was kept in it: a full disk lets `SQLite` end it by itself.
    async fn give_up(&mut self, error: sqlx::Error) -> sqlx::Error {
        // Fails when there is none any more, and that is as well.
        let _ = self.say("ROLLBACK").await;
        let error = Arc::new(error);
        self.tell(&Err(Arc::clone(&error)));
        Arc::try_unwrap(error).unwrap_or_else(lost)
    }

    fn tell(&mut self, outcome: &Outcome) {
        self.shared = Shared::Closed;
        for waits in self.waiting.drain(..) {
            // Who went away meanwhile need not know.
            let _ = waits.send(outcome.clone());
        }
    }
}

impl Turn {
    pub(super) fn connection(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        self.0.connection()
    }

    /// Keeps what was done, and waits until it lasts.
    pub(super) async fn keep(mut self) -> sqlx::Result<()> {
        let (tell, told) = oneshot::channel();
        self.0.shared = Shared::Kept;
        self.0.waiting.push(tell);
        drop(self);
        match told.await {
            Ok(outcome) => outcome.map_err(lost),
            Err(_) => Err(sqlx::Error::WorkerCrashed),
        }
    }
}

/// An error that several are told.
fn lost(error: Arc<sqlx::Error>) -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::other(error))
}
