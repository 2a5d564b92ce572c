use domain::commission::{Month, Signed, Step, verify};

use super::*;
use crate::world::refused;

/// Every statement of a partner holds line by line, is signed, and begins where the one before ended.
pub(super) async fn chain(world: &World, cx: &Context) {
    let cx = world.again(cx);
    let months = overview(&cx).await.unwrap().months;
    let mut last = None;
    for month in months.iter().rev() {
        let statement = statement(&cx, *month).await.unwrap();
        for verdict in verify(&statement) {
            assert_eq!(verdict.flaw, None, "{month} {:?}", verdict.place);
        }
        let number = statement
            .events
            .last()
            .map_or(statement.opening.number, |event| event.number);
        let ended = (number, statement.closing.clone());
        if let Some(last) = last.replace(ended) {
            assert_eq!(
                last,
                (statement.opening.number, statement.opening.owed.clone())
            );
        }
        if month != &months[0] {
            assert!(is_signed(&signed(&cx, *month).await.unwrap()).unwrap());
        }
    }
}

crate::stories! {
    async fn a_statement_can_be_worked_out_again(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let operator = world.operator().await;
        let clients = clients(&world, partner, &cx, 6).await;
        operator::held_for(&world, &operator, 0, "").await;
        let invoice = paid(&world, &cx, clients[0], 19_995).await;
        credit(&world, &cx, clients[0], invoice, 5_000).await;
        let payout = request_payout(&world.again(&cx), Currency::EUR).await.unwrap();
        for step in [Step::Approve, Step::Pay] {
            let now = desk(&operator).await.unwrap().payouts.remove(0);
            move_payout(&world.again(&operator), payout.id, step, String::new(), now.version).await.unwrap();
        }
        operator::halved(&world, &operator).await;
        world.clock().advance(20 * DAY);
        end(&world, &cx, clients[5]).await;
        // The rest of what was credited in the month before.
        credit(&world, &cx, clients[0], invoice, 14_995).await;
        paid(&world, &cx, clients[1], 777).await;
        world.clock().advance(60 * DAY);
        check_due(world.portal()).await.unwrap();
        chain(&world, &cx).await;
    }

    async fn a_signature_holds_for_nothing_else(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        paid(&world, &cx, clients[0], 19_995).await;
        let month = Month::of(cx.now().date());
        assert_eq!(refused(signed(&cx, month).await), domain::Refusal::NotFound);
        world.clock().advance(10 * DAY);
        let replica = world.replica().await.context(cx.actor().clone());
        let first = signed(&replica, month).await.unwrap();
        let text = serde_json::to_string_pretty(&first).unwrap();
        let mut read: Signed = serde_json::from_str(&text).unwrap();
        assert!(is_signed(&read).unwrap());
        assert_eq!(signed(&world.again(&cx), month).await.unwrap(), first, "of one key");
        read.statement.closing[0].minor += 1;
        assert!(!is_signed(&read).unwrap());
        read.statement.closing[0].minor -= 1;
        read.key = "00".repeat(32);
        assert!(!is_signed(&read).unwrap());
        read.key = "no key".to_owned();
        assert!(!is_signed(&read).unwrap());
    }

    async fn the_file_of_a_month_has_a_line_for_each_entry(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let clients = clients(&world, partner, &cx, 3).await;
        let invoice = paid(&world, &cx, clients[0], 19_995).await;
        credit(&world, &cx, clients[0], invoice, 19_995).await;
        let file = csv(&world.again(&cx), Month::of(cx.now().date())).await.unwrap();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[1].contains(",accrual,") && lines[1].contains(",199.95,10,1,20.00,EUR,"));
        assert!(lines[2].contains(",reversal,") && lines[2].contains(",-20.00,EUR,"));
    }
}
