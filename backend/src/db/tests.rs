//! Commits that writers of `SQLite` share: what each did lasts when they are told so, and only then.

use tokio::{
    sync::oneshot,
    task::{JoinHandle, yield_now},
};

use super::{Db, Tx};
use crate::{Result, args, world::World};

async fn world() -> (World, Db) {
    let world = World::on_sqlite().await;
    let db = world.portal().db().clone();
    let schema = "CREATE TABLE heads (n INTEGER PRIMARY KEY);
        CREATE TABLE tails (n INTEGER PRIMARY KEY, head INTEGER NOT NULL REFERENCES heads (n));";
    db.execute_raw(schema.to_owned()).await.unwrap();
    (world, db)
}

async fn add(tx: &mut Tx, n: i64) {
    tx.run("INSERT INTO heads (n) VALUES ($1)", args![n])
        .await
        .unwrap();
}

/// What others see.
async fn heads(db: &Db) -> Vec<i64> {
    let mut tx = db.read().await.unwrap();
    let rows: Vec<(i64,)> = tx.all("SELECT n FROM heads ORDER BY n", &[]).await.unwrap();
    rows.into_iter().map(|(n,)| n).collect()
}

const NOTHING: [i64; 0] = [];

/// Somebody who stands in line to add `n`: one look at a task is enough for that.
async fn in_line(db: &Db, n: i64) -> JoinHandle<Result<()>> {
    let db = db.clone();
    let adding = tokio::spawn(async move {
        let mut tx = db.begin().await?;
        add(&mut tx, n).await;
        tx.commit().await
    });
    yield_now().await;
    adding
}

#[tokio::test]
async fn those_who_stand_in_line_share_a_commit() {
    let (_world, db) = world().await;
    let mut first = db.begin().await.unwrap();
    add(&mut first, 0).await;
    let mut others = Vec::new();
    for n in 1..=9 {
        others.push(in_line(&db, n).await);
    }
    assert_eq!(heads(&db).await, NOTHING);

    first.commit().await.unwrap();
    assert_eq!(heads(&db).await, (0..=9).collect::<Vec<_>>());
    for other in others {
        other.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn what_is_not_kept_is_undone_alone() {
    let (_world, db) = world().await;
    let mut first = db.begin().await.unwrap();
    add(&mut first, 0).await;
    let second = in_line(&db, 1).await;
    let (added, has_added) = oneshot::channel();
    let gone = tokio::spawn({
        let db = db.clone();
        async move {
            let mut tx = db.begin().await.unwrap();
            add(&mut tx, 2).await;
            added.send(()).unwrap();
            std::future::pending::<()>().await;
            drop(tx);
        }
    });
    yield_now().await;
    let fourth = in_line(&db, 3).await;
    let first = tokio::spawn(first.commit());
    has_added.await.unwrap();
    assert_eq!(heads(&db).await, NOTHING, "the third has its turn still");

    gone.abort();
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    fourth.await.unwrap().unwrap();
    assert_eq!(heads(&db).await, [0, 1, 3]);
}

#[tokio::test]
async fn who_goes_away_at_any_moment_harms_nobody() {
    let (_world, db) = world().await;
    for looks in (0..600).step_by(12) {
        let n = |turn: i64| i64::from(looks) * 10 + turn;
        let first = in_line(&db, n(0)).await;
        let second = in_line(&db, n(1)).await;
        let gone = in_line(&db, n(2)).await;
        let fourth = in_line(&db, n(3)).await;
        for _ in 0..looks {
            yield_now().await;
        }
        gone.abort();
        for told in [first, second, fourth] {
            told.await.unwrap().unwrap();
        }
        let mut seen = heads(&db).await;
        seen.retain(|&head| head >= n(0) && head != n(2));
        assert_eq!(seen, [n(0), n(1), n(3)], "gone after {looks} looks");
    }
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_all() {
    let (_world, db) = world().await;
    let mut first = db.begin().await.unwrap();
    // Looked at when everything is committed, and not before.
    first
        .run("PRAGMA defer_foreign_keys = ON", &[])
        .await
        .unwrap();
    first
        .run("INSERT INTO tails (n, head) VALUES (1, 404)", &[])
        .await
        .unwrap();
    let second = in_line(&db, 1).await;
    first.commit().await.unwrap_err();
    second.await.unwrap().unwrap_err();
    assert_eq!(heads(&db).await, NOTHING);

    in_line(&db, 2).await.await.unwrap().unwrap();
    assert_eq!(heads(&db).await, [2]);
}

#[tokio::test]
async fn a_transaction_that_the_engine_ends_is_told_to_all() {
    let (_world, db) = world().await;
    let mut first = db.begin().await.unwrap();
    add(&mut first, 0).await;
    let second = in_line(&db, 1).await;
    let third = tokio::spawn({
        let db = db.clone();
        async move {
            let mut tx = db.begin().await.unwrap();
            // As a full disk would.
            tx.run("ROLLBACK", &[]).await.unwrap();
        }
    });
    yield_now().await;
    let fourth = in_line(&db, 3).await;
    first.commit().await.unwrap_err();
    second.await.unwrap().unwrap_err();
    third.await.unwrap();
    fourth.await.unwrap().unwrap();
    assert_eq!(heads(&db).await, [3]);
}

#[tokio::test]
async fn a_closed_database_takes_no_more() {
    let (_world, db) = world().await;
    let mut last = db.begin().await.unwrap();
    add(&mut last, 0).await;
    let closing = tokio::spawn({
        let db = db.clone();
        async move { db.close().await }
    });
    yield_now().await;
    last.commit().await.unwrap();
    closing.await.unwrap();
    db.begin().await.unwrap_err();
}
