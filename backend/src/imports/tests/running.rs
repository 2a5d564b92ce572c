use domain::imports::{Duplicates, ImportStatus};

use super::{
    super::{
        runner::{Run, run_batches},
        *,
    },
    COMPANIES, bring, client, companies, import, list_of,
};
use crate::{Portal, args, custom_fields};

/// How many lines of imports are written down as done.
async fn lines(portal: &Portal) -> usize {
    #[derive(sqlx::FromRow)]
    struct Line {
        #[expect(dead_code, reason = "only their number matters")]
        line: i64,
    }
    let mut tx = portal.db().read().await.unwrap();
    let lines: Vec<Line> = tx
        .all("SELECT line FROM import_rows", args![])
        .await
        .unwrap();
    lines.len()
}

crate::stories! {
    /// A replica dies after a batch; another goes on after the lease, and no row is lost or done twice.
    async fn a_restart_in_the_middle_loses_and_doubles_nothing(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, COMPANIES).await;
        start(&ada, id, mapping).await.unwrap();
        assert!(run_batches(world.portal(), 1).await.unwrap());
        let halfway = progress(&ada, id).await.unwrap();
        assert_eq!((halfway.status, halfway.done, halfway.added), (ImportStatus::Running, 200, 200));
        assert!(!halfway.can_undo);

        let replica = world.replica().await;
        run_due(&replica).await.unwrap();
        assert_eq!(progress(&ada, id).await.unwrap().done, 200, "the lease still holds");

        world.clock().advance(61);
        run_due(&replica).await.unwrap();
        let done = progress(&ada, id).await.unwrap();
        assert_eq!((done.status, done.done, done.added), (ImportStatus::Done, 503, 503));
        assert_eq!(companies(&ada).await.1, 503);
        assert_eq!(lines(&replica).await, 503);
        assert!(!run_batches(&replica, 1).await.unwrap(), "nothing is left to do");
    }

    /// A replica that was held up beyond its lease finds that another has taken over.
    async fn a_replica_that_lost_the_lease_writes_nothing(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, list_of(450)).await;
        start(&ada, id, mapping).await.unwrap();
        let mut slow = Run::claim(world.portal()).await.unwrap().unwrap();
        assert!(slow.batch(world.portal()).await.unwrap());

        world.clock().advance(61);
        let replica = world.replica().await;
        let mut other = Run::claim(&replica).await.unwrap().unwrap();
        assert!(!slow.batch(world.portal()).await.unwrap());
        assert!(other.batch(&replica).await.unwrap());
        assert!(!slow.batch(world.portal()).await.unwrap());
        assert!(other.batch(&replica).await.unwrap());
        let done = progress(&ada, id).await.unwrap();
        assert_eq!((done.status, done.added), (ImportStatus::Done, 450));
        assert_eq!(companies(&ada).await.1, 450);
    }

    /// Two replicas at once: each import goes to one of them.
    async fn replicas_share_the_imports(world: World) {
        let replica = world.replica().await;
        let mut imports = Vec::new();
        for slug in ["a1", "b1", "c1", "d1"] {
            let (_, ada) = world.partner_with_administrator(slug).await;
            let (id, mapping) = bring(&ada, list_of(250)).await;
            start(&ada, id, mapping).await.unwrap();
            imports.push((ada, id));
        }
        let (one, two) = tokio::join!(run_due(world.portal()), run_due(&replica));
        one.unwrap();
        two.unwrap();
        for (ada, id) in imports {
            assert_eq!(progress(&ada, id).await.unwrap().added, 250);
            assert_eq!(companies(&ada).await.1, 250);
        }
        assert_eq!(lines(&replica).await, 1_000);
    }

    async fn starting_twice_is_one_import(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, "Company,Segment\nAcme,Gold\n").await;
        start(&ada, id, mapping.clone()).await.unwrap();
        start(&ada, id, mapping.clone()).await.unwrap();
        run_due(world.portal()).await.unwrap();
        assert_eq!(start(&ada, id, mapping).await.unwrap().status, ImportStatus::Done);
        run_due(world.portal()).await.unwrap();
        assert_eq!(companies(&ada).await.0, ["Acme"]);
        assert_eq!(custom_fields::list(&ada).await.unwrap().len(), 1);
    }

    /// Many clicks at once: one import, and its field is made once.
    async fn starting_at_once_is_one_import(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, "Company,Segment\nAcme,Gold\n").await;
        let clicks: Vec<_> = (0..6)
            .map(|_| {
                let (ada, mapping) = (ada.clone(), mapping.clone());
                tokio::spawn(async move { start(&ada, id, mapping).await })
            })
            .collect();
        for click in clicks {
            assert_eq!(click.await.unwrap().unwrap().status, ImportStatus::Running);
        }
        run_due(world.portal()).await.unwrap();
        assert_eq!(companies(&ada).await.0, ["Acme"]);
        assert_eq!(custom_fields::list(&ada).await.unwrap().len(), 1);
    }

    async fn a_suspended_partners_import_waits(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, "Company\nAcme\n").await;
        start(&ada, id, mapping).await.unwrap();
        set_status(world.portal(), "suspended").await;
        run_due(world.portal()).await.unwrap();
        assert_eq!(progress(&ada, id).await.unwrap().done, 0);
        set_status(world.portal(), "active").await;
        run_due(world.portal()).await.unwrap();
        assert_eq!(progress(&ada, id).await.unwrap().status, ImportStatus::Done);
    }

    /// The field that a column went to is removed before its rows come.
    async fn a_removed_field_takes_its_column_with_it(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, "Company,Segment\nAcme,Gold\n").await;
        start(&ada, id, mapping).await.unwrap();
        let field = custom_fields::list(&ada).await.unwrap().remove(0);
        custom_fields::remove(&ada, field.id).await.unwrap();
        run_due(world.portal()).await.unwrap();
        assert_eq!(progress(&ada, id).await.unwrap().added, 1);
        assert!(client(&ada, "Acme").await.draft.custom.is_empty());
    }

    /// The file's content is people's data: it goes when it is with the clients.
    async fn no_copy_of_the_file_is_kept(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let done = import(&world, &ada, "Company\nAcme\n", Duplicates::Skip).await;
        let mut tx = ada.read().await.unwrap();
        assert_eq!(store::content(&mut tx, partner.id, done.id).await.unwrap(), "");
    }

    async fn the_loop_wakes_up_when_an_import_starts(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let runner = tokio::spawn(run_imports(world.portal().clone()));
        let (id, mapping) = bring(&ada, "Company\nAcme\n").await;
        start(&ada, id, mapping).await.unwrap();
        for _ in 0..200 {
            if progress(&ada, id).await.unwrap().status == ImportStatus::Done {
                runner.abort();
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the import was not taken up within two seconds");
    }
}

async fn set_status(portal: &Portal, status: &str) {
    let mut tx = portal.db().begin().await.unwrap();
    tx.run("UPDATE partners SET status = $1", args![status])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
