//! The two engines behind one face: the only file that knows which one the portal stands on.
//!
//! One SQL text serves both (ADR 2): placeholders are `$1 …`, ids and times are made in Rust, and
//! what truly differs is written twice, side by side, with [`Tx::pick`].

mod args;
mod connect;
#[cfg(test)]
mod tests;
mod writer;

use sqlx::{
    AssertSqlSafe, FromRow, PgConnection, PgPool, Postgres, SqlSafeStr, Sqlite, SqliteConnection,
    SqlitePool, Transaction, pool::PoolConnection, postgres::PgRow, sqlite::SqliteRow,
};

use crate::Result;
pub use args::Value;
pub use connect::Settings;
use writer::{Turn, Writer};

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded: one writer, several readers.
    Sqlite,
    /// A server, for several replicas.
    Postgres,
}

/// The portal's database.
#[derive(Debug, Clone)]
pub enum Db {
    /// `SQLite`: a pool of readers, and one connection that writes.
    Sqlite { read: SqlitePool, write: Writer },
    /// `PostgreSQL`.
    Postgres(PgPool),
}

/// A connection in use: reading, or inside a writing transaction that ends with [`Tx::commit`].
#[derive(Debug)]
pub struct Tx(Inner);

#[derive(Debug)]
enum Inner {
    SqliteRead(PoolConnection<Sqlite>),
    SqliteWrite(Turn),
    PostgresRead(PoolConnection<Postgres>),
    PostgresWrite(Transaction<'static, Postgres>),
}

enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

/// A row that both engines can give.
pub trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

impl<T> Row for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

/// The values of a statement, in the order of its placeholders.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*] };
}

/// Names statements and lists them for the census, which prepares each on both engines.
#[macro_export]
macro_rules! statements {
    ($($name:ident = $sql:expr;)*) => {
        $(const $name: &str = $sql;)*
        /// Every statement of this feature, by name.
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

macro_rules! run {
    ($tx:expr, $sql:expr, $args:expr, $query:ident $(::<$row:ty>)?, $method:ident) => {
        match $tx.connection()? {
            Connection::Sqlite(c) => {
                let args = args::sqlite($args)?;
                sqlx::$query::<Sqlite, $($row,)? _>($sql, args).$method(&mut *c).await
            }
            Connection::Postgres(c) => {
                let args = args::postgres($args)?;
                sqlx::$query::<Postgres, $($row,)? _>($sql, args).$method(&mut *c).await
            }
        }
    };
}

impl Db {
    /// Which engine it is.
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none is to be had in time.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { read, .. } => Inner::SqliteRead(read.acquire().await?),
            Self::Postgres(pool) => Inner::PostgresRead(pool.acquire().await?),
        }))
    }

    /// A writing transaction; on `SQLite`, a turn in one that several share.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Sqlite { write, .. } => Inner::SqliteWrite(write.turn().await?),
            Self::Postgres(pool) => Inner::PostgresWrite(pool.begin().await?),
        }))
    }
}

#[cfg(any(test, feature = "testing"))]
impl Db {
    /// Runs a statement outside any transaction, to make a test's database.
    ///
    /// # Errors
    /// When the database refuses the statement.
    pub async fn execute_raw(&self, sql: String) -> Result<()> {
        let sql = AssertSqlSafe(sql);
        match self {
            Self::Sqlite { write, .. } => {
                write
                    .alone(async |connection| sqlx::raw_sql(sql).execute(connection).await)
                    .await??;
            }
            Self::Postgres(pool) => {
                sqlx::raw_sql(sql).execute(pool).await?;
            }
        }
        Ok(())
    }
}

impl Tx {
    fn connection(&mut self) -> Result<Connection<'_>> {
        Ok(match &mut self.0 {
            Inner::SqliteRead(c) => Connection::Sqlite(c),
            Inner::SqliteWrite(turn) => Connection::Sqlite(turn.connection()?),
            Inner::PostgresRead(c) => Connection::Postgres(c),
            Inner::PostgresWrite(c) => Connection::Postgres(c),
        })
    }

    /// Which engine it runs on.
    pub const fn engine(&self) -> Engine {
        match &self.0 {
            Inner::SqliteRead(_) | Inner::SqliteWrite(_) => Engine::Sqlite,
            Inner::PostgresRead(_) | Inner::PostgresWrite(_) => Engine::Postgres,
        }
    }

    /// The text of a statement that truly differs.
    pub const fn pick(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self.engine() {
            Engine::Sqlite => sqlite,
            Engine::Postgres => postgres,
        }
    }

    /// The one row, or none.
    ///
    /// # Errors
    /// When the database refuses the statement.
    pub async fn one<R: Row>(&mut self, sql: &'static str, args: &[Value]) -> Result<Option<R>> {
        Ok(run!(self, sql, args, query_as_with::<R>, fetch_optional)?)
    }

    /// Every row.
    ///
    /// # Errors
    /// When the database refuses the statement.
    pub async fn all<R: Row>(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<R>> {
        Ok(run!(self, sql, args, query_as_with::<R>, fetch_all)?)
    }

    /// Every row of a statement put together from fixed fragments, never from typed text.
    ///
    /// # Errors
    /// When the database refuses the statement.
    pub async fn all_of<R: Row>(&mut self, fragments: String, args: &[Value]) -> Result<Vec<R>> {
        let sql = AssertSqlSafe(fragments).into_sql_str();
        Ok(run!(self, sql, args, query_as_with::<R>, fetch_all)?)
    }

    /// Changes rows and says how many.
    ///
    /// # Errors
    /// When the database refuses the statement; see [`violates`].
    pub async fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64> {
        Ok(match self.connection()? {
            Connection::Sqlite(c) => {
                let args = args::sqlite(args)?;
                sqlx::query_with::<Sqlite, _>(sql, args)
                    .execute(&mut *c)
                    .await?
                    .rows_affected()
            }
            Connection::Postgres(c) => {
                let args = args::postgres(args)?;
                sqlx::query_with::<Postgres, _>(sql, args)
                    .execute(&mut *c)
                    .await?
                    .rows_affected()
            }
        })
    }

    /// Lets the engine read a statement without running it: the census.
    #[cfg(test)]
    pub(crate) async fn prepare(&mut self, sql: &'static str) -> Result<()> {
        use sqlx::Executor as _;
        match self.connection()? {
            Connection::Sqlite(c) => drop(c.prepare(sql.into_sql_str()).await?),
            Connection::Postgres(c) => drop(c.prepare(sql.into_sql_str()).await?),
        }
        Ok(())
    }

    /// Makes everything since [`Db::begin`] last.
    ///
    /// Whoever changed nothing, because it was as wished already, commits as well before saying so:
    /// what they saw may be somebody's turn in the same transaction, and not last yet.
    ///
    /// # Errors
    /// When the database cannot; nothing has lasted then.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Inner::SqliteWrite(turn) => turn.keep().await?,
            Inner::PostgresWrite(tx) => tx.commit().await?,
            Inner::SqliteRead(_) | Inner::PostgresRead(_) => {}
        }
        Ok(())
    }
}

/// Whether an error says that a unique key is taken; `key` is the constraint's name on
/// `PostgreSQL` and part of the message on `SQLite` (its columns, or the index's name).
pub fn violates(error: &crate::Error, postgres: &str, sqlite: &str) -> bool {
    let crate::Error::Broken(source) = error else {
        return false;
    };
    let Some(sqlx::Error::Database(source)) = source.downcast_ref::<sqlx::Error>() else {
        return false;
    };
    source.is_unique_violation()
        && (source.constraint() == Some(postgres) || source.message().contains(sqlite))
}

/// Whether the database ended a transaction for the sake of another one: it can be tried again
/// (`PostgreSQL`, SQLSTATE 40P01).
pub fn is_deadlock(error: &crate::Error) -> bool {
    let crate::Error::Broken(source) = error else {
        return false;
    };
    let source = source.downcast_ref::<sqlx::Error>();
    let code = source.and_then(|source| source.as_database_error()?.code());
    code.as_deref() == Some("40P01")
}
