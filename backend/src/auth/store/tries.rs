use domain::Timestamp;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    COUNT_TRY = "INSERT INTO attempts (key, window_start, tries) VALUES ($1, $2, 1)
        ON CONFLICT (key) DO UPDATE SET
            tries = CASE WHEN attempts.window_start <= $3 THEN 1 ELSE attempts.tries + 1 END,
            window_start = CASE WHEN attempts.window_start <= $3 THEN excluded.window_start
                ELSE attempts.window_start END
        RETURNING window_start, tries";
    GIVE_BACK_TRY = "UPDATE attempts SET tries = tries - 1 WHERE key = $1 AND tries > 0";
    TRIES = "SELECT window_start, tries FROM attempts WHERE key = $1";
    SET_TRIES = "INSERT INTO attempts (key, window_start, tries) VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE
            SET window_start = excluded.window_start, tries = excluded.tries
            WHERE attempts.tries = $4";
    FORGET_TRIES = "DELETE FROM attempts WHERE key = $1 AND tries = $2";
    SWEEP_TRIES = "DELETE FROM attempts WHERE window_start <= $1";
}

/// How often something was tried.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(in crate::auth) struct Tries {
    pub(in crate::auth) window_start: i64,
    pub(in crate::auth) tries: i64,
}

/// Counts a try in one atomic statement; a window that began before `window_began_after` is over.
pub(in crate::auth) async fn count_try(
    tx: &mut Tx,
    key: &str,
    now: Timestamp,
    window_began_after: Timestamp,
) -> Result<Tries> {
    tx.one(COUNT_TRY, args![key, now, window_began_after])
        .await?
        .ok_or_else(|| Error::corrupt("attempts.tries"))
}

pub(in crate::auth) async fn give_back_try(tx: &mut Tx, key: &str) -> Result<()> {
    tx.run(GIVE_BACK_TRY, args![key]).await?;
    Ok(())
}

pub(in crate::auth) async fn tries(tx: &mut Tx, key: &str) -> Result<Option<Tries>> {
    tx.one(TRIES, args![key]).await
}

/// Writes a count that was `seen` before; false when it is another by now.
pub(in crate::auth) async fn set_tries(
    tx: &mut Tx,
    key: &str,
    now: Timestamp,
    tries: i64,
    seen: i64,
) -> Result<bool> {
    Ok(tx.run(SET_TRIES, args![key, now, tries, seen]).await? == 1)
}

/// Forgets a count that was `seen` before; false when it is another by now.
pub(in crate::auth) async fn forget_tries(tx: &mut Tx, key: &str, seen: i64) -> Result<bool> {
    Ok(tx.run(FORGET_TRIES, args![key, seen]).await? == 1)
}

pub(in crate::auth) async fn sweep_tries(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.run(SWEEP_TRIES, args![before]).await?;
    Ok(())
}
