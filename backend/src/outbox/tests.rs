use std::path::PathBuf;

use domain::policy::Actor;

use super::*;
use crate::{Portal, args, world::World};

async fn write(world: &World, recipient: &str) {
    let cx = world.portal().context(Actor::Anonymous);
    let mut tx = cx.begin().await.unwrap();
    let mail = Mail::Invitation {
        partner: "Щърк\r\nBcc: evil@example.com".into(),
        token: "SECRET".into(),
    };
    enqueue(&mut tx, &cx, &Voice::PORTAL, recipient, Lang::Bg, &mail)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn folder(portal: &Portal) -> PathBuf {
    match portal.mailer() {
        Mailer::Folder(folder) => folder.clone(),
        Mailer::Smtp { .. } => panic!("tests write to a folder"),
    }
}

fn messages(portal: &Portal) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder(portal)) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    tries: i64,
    body: String,
    html: Option<String>,
    link: Option<String>,
    sent_at: Option<i64>,
    last_error: Option<String>,
}

async fn row(world: &World) -> Row {
    let mut tx = world.portal().db().read().await.unwrap();
    let sql = "SELECT tries, body, html, link, sent_at, last_error FROM outbox";
    tx.one(sql, args![]).await.unwrap().unwrap()
}

crate::stories! {
    async fn a_message_leaves_once_and_its_secret_is_forgotten(world: World) {
        write(&world, "ana@example.com").await;
        let portal = world.portal();
        assert_eq!(send_due(portal).await.unwrap(), 1);
        assert_eq!(send_due(portal).await.unwrap(), 0);

        let [message] = &messages(portal)[..] else { panic!("one message") };
        assert!(message.contains("To: ana@example.com\r\n"));
        assert!(message.contains("From: no-reply@localhost\r\n"));
        assert!(message.contains("Date: Sun, 22 Nov 2026 "));
        let headers = message.split("\r\n\r\n").next().unwrap();
        assert!(!headers.to_lowercase().contains("\nbcc:"), "{headers}");
        let row = row(&world).await;
        assert_eq!((row.body.as_str(), row.html, row.link, row.tries), ("", None, None, 1));
        assert!(row.sent_at.is_some());
    }

    async fn two_replicas_never_send_the_same_message(world: World) {
        for n in 0..20 {
            write(&world, &format!("person{n}@example.com")).await;
        }
        let (one, two) = (world.portal().clone(), world.replica().await);
        let (left, right) = tokio::join!(send_due(&one), send_due(&two));
        assert_eq!(left.unwrap() + right.unwrap(), 20);
        assert_eq!(messages(&one).len(), 20);
    }

    async fn nothing_leaves_of_a_transaction_that_did_not_last(world: World) {
        let cx = world.portal().context(Actor::Anonymous);
        let mut tx = cx.begin().await.unwrap();
        let mail = Mail::Reset { name: "Ana".into(), token: "SECRET".into() };
        enqueue(&mut tx, &cx, &Voice::PORTAL, "ana@example.com", Lang::En, &mail).await.unwrap();
        drop(tx);
        assert_eq!(send_due(world.portal()).await.unwrap(), 0);
    }

    async fn what_cannot_leave_is_tried_again_later_and_given_up_in_the_end(world: World) {
        write(&world, "ana@example.com").await;
        let portal = world.portal();
        // A file stands where the folder should be.
        std::fs::write(folder(portal), "in the way").unwrap();

        assert_eq!(send_due(portal).await.unwrap(), 0);
        assert_eq!(send_due(portal).await.unwrap(), 0);
        let failed = row(&world).await;
        assert_eq!((failed.tries, failed.sent_at), (1, None), "waits before the second try");
        assert!(failed.last_error.is_some());
        assert!(failed.link.is_some());

        for _ in 0..20 {
            world.clock().advance(24 * 3_600);
            send_due(portal).await.unwrap();
        }
        let given_up = row(&world).await;
        assert_eq!((given_up.tries, given_up.link), (12, None));
    }

    async fn a_message_whose_replica_died_is_taken_over(world: World) {
        write(&world, "ana@example.com").await;
        let portal = world.portal();
        let mut tx = portal.db().begin().await.unwrap();
        let waiting = store::due(&mut tx, portal.now()).await.unwrap();
        assert!(store::claim(&mut tx, &waiting[0], portal.now().plus_seconds(120)).await.unwrap());
        tx.commit().await.unwrap();

        assert_eq!(send_due(portal).await.unwrap(), 0, "somebody else has it");
        world.clock().advance(120);
        assert_eq!(send_due(portal).await.unwrap(), 1);
    }

    async fn old_messages_are_swept(world: World) {
        write(&world, "ana@example.com").await;
        send_due(world.portal()).await.unwrap();
        world.clock().advance(29 * 86_400);
        sweep(world.portal()).await.unwrap();
        assert!(row(&world).await.sent_at.is_some());
        world.clock().advance(2 * 86_400);
        sweep(world.portal()).await.unwrap();
        write(&world, "bob@example.com").await;
        assert_eq!(row(&world).await.sent_at, None, "only the new one is there");
    }
}
