use domain::{Rate, Refusal, commission::EntryState};
use tokio::task::JoinSet;

use super::*;
use crate::{db::Engine, world::refused};

crate::stories! {
    async fn a_paid_line_earns_once_whatever_is_tried_again(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        let lines = [(Some(HOSTING), 19_995, None), (None, 500, None), (Some(DOMAINS), 1_205, None)];
        let invoice = document(&cx, clients[0], None, &lines).await;
        let mut portals = vec![world.portal().clone()];
        if world.portal().db().engine() == Engine::Postgres {
            portals.push(world.replica().await);
        }
        let mut tries = JoinSet::new();
        for portal in portals.iter().cycle().take(16) {
            let cx = portal.context(cx.actor().clone());
            tries.spawn(async move { earn(&cx, invoice).await });
        }
        while let Some(tried) = tries.join_next().await {
            tried.unwrap().unwrap();
        }
        let entries = ledger(&world, &cx).await;
        // Bronze: 10 % of 199.95 and of 12.05, half-up; what has no class earns nothing.
        assert_eq!(amounts(&entries), [2_000, 121]);
        assert!(entries.iter().all(|entry| entry.level == "Bronze" && entry.is_listed));
    }

    async fn a_credit_note_takes_back_at_the_original_rate(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        let invoice = paid(&world, &cx, clients[0], 10_005).await;
        operator::halved(&world, &world.operator().await).await;
        world.clock().advance(2 * DAY);
        paid(&world, &cx, clients[0], 10_005).await;
        for net in [3_333, 3_333, 3_339] {
            credit(&world, &cx, clients[0], invoice, net).await;
        }
        let entries = ledger(&world, &cx).await;
        // 10 % before and 5 % after; the last credit takes the rest, to the cent.
        assert_eq!(amounts(&entries), [1_001, 500, -333, -333, -335]);
        assert_eq!(entries[4].rate, Rate(1_000));
        assert!(entries[0].is_reversed && !entries[1].is_reversed);
        let why = explain(&world.again(&cx), entries[4].id).await.unwrap();
        let original = why.original.unwrap();
        assert_eq!((original.amount, original.left, original.is_last), (eur(1_001), eur(335), true));
    }

    async fn a_credit_note_is_taken_back_once(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        let invoice = paid(&world, &cx, clients[0], 10_000).await;
        let note = document(&cx, clients[0], Some(invoice), &[(Some(HOSTING), 10_000, Some(1))]).await;
        for _ in 0..3 {
            take_back(&cx, note).await.unwrap();
            earn(&cx, invoice).await.unwrap();
        }
        assert_eq!(amounts(&ledger(&world, &cx).await), [1_000, -1_000]);
    }

    async fn a_credit_note_before_the_payment_counts_when_it_comes(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        let invoice = document(&cx, clients[0], None, &[(Some(HOSTING), 10_000, None)]).await;
        let note = document(&cx, clients[0], Some(invoice), &[(Some(HOSTING), 2_500, Some(1))]).await;
        take_back(&cx, note).await.unwrap();
        assert!(ledger(&world, &cx).await.is_empty());
        earn(&cx, invoice).await.unwrap();
        assert_eq!(amounts(&ledger(&world, &cx).await), [1_000, -250]);
    }

    async fn a_class_that_the_table_lacks_earns_nothing_and_is_flagged(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        let mut tx = cx.begin().await.unwrap();
        tx.run(
            "INSERT INTO service_classes (id, key, name, name_key, position, version)
             VALUES ($1, '', 'Backups', 'backups', 5, 1)",
            args![class(9)],
        ).await.unwrap();
        tx.commit().await.unwrap();
        let invoice = document(&cx, clients[0], None, &[(Some(class(9)), 10_000, None)]).await;
        earn(&cx, invoice).await.unwrap();
        let entries = ledger(&world, &cx).await;
        assert_eq!(amounts(&entries), [0]);
        assert!(!entries[0].is_listed);
    }

    async fn closing_a_client_ends_what_comes_and_keeps_what_was(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        paid(&world, &cx, clients[0], 10_000).await;
        let seen = crate::clients::details(&cx, clients[0]).await.unwrap().version;
        crate::clients::close(&cx, clients[0], "Client 0".to_owned(), seen).await.unwrap();
        paid(&world, &cx, clients[0], 10_000).await;
        assert_eq!(amounts(&ledger(&world, &cx).await), [1_000]);
        let progress = overview(&cx).await.unwrap().progress;
        assert_eq!((progress.counted, progress.standing.rank.number()), (2, 1));
        assert_eq!(progress.standing.below_since, Some(cx.now().date()));
        // What it had is over: taken back, it counts when it has something again.
        crate::clients::reopen(&cx, clients[0]).await.unwrap();
        assert_eq!(overview(&cx).await.unwrap().progress.counted, 2);
        begin(&world, &cx, clients[0]).await;
        let progress = overview(&cx).await.unwrap().progress;
        assert_eq!((progress.counted, progress.standing.below_since), (3, None));
    }

    async fn why_an_amount_names_the_very_clients_that_counted(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let all = clients(&world, partner, &cx, 4).await;
        end(&world, &cx, all[1]).await;
        paid(&world, &cx, all[0], 19_995).await;
        let late = client(&world, partner, "Late").await;
        begin(&world, &cx, late).await;
        end(&world, &cx, all[2]).await;
        let entry = ledger(&world, &cx).await.remove(0);
        let why = explain(&world.again(&cx), entry.id).await.unwrap();
        let ids: Vec<ClientId> = why.counting.iter().map(|one| one.id).collect();
        assert_eq!(ids, [all[0], all[2], all[3]]);
        assert_eq!((why.counted, why.table, why.line.as_str()), (3, 1, "Web hosting"));
        assert_eq!(why.entry.state, EntryState::Held { until: cx.now().date().plus_days(30) });
    }

    async fn the_ledger_only_grows(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        paid(&world, &cx, clients[0], 10_000).await;
        for table in ["commission_entries", "commission_counts", "commission_levels", "commission_tables"] {
            for sql in [
                format!("DELETE FROM {table}"),
                format!("UPDATE {table} SET {} = 1", match table {
                    "commission_entries" => "amount_minor",
                    "commission_tables" => "created_at",
                    _ => "number",
                }),
            ] {
                let refused = world.portal().db().execute_raw(sql.clone()).await;
                assert!(refused.unwrap_err().to_string().contains("only grow"), "{sql}");
            }
        }
    }

    async fn another_partner_finds_nothing(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let (_, other) = world.partner_with_administrator("bolt").await;
        let clients = clients(&world, partner, &cx, 3).await;
        paid(&world, &cx, clients[0], 10_000).await;
        let entry = ledger(&world, &cx).await.remove(0);
        assert_eq!(refused(explain(&other, entry.id).await), Refusal::NotFound);
        assert!(ledger(&world, &other).await.is_empty());
        let filter = EntryFilter { client: Some(clients[0]), ..EntryFilter::default() };
        assert!(entries(&other, filter, None).await.unwrap().rows.is_empty());
        assert!(statement(&other, domain::commission::Month::of(cx.now().date())).await.unwrap().events.is_empty());
    }
}
