use domain::{
    Refusal,
    commission::{EntryState, PayoutStatus, Step},
    refusal::Rejection,
};
use tokio::task::JoinSet;

use super::*;
use crate::{db::Engine, world::refused};

/// A partner that has earned 10 EUR which can be paid out, and 10 more that are held.
async fn earned(world: &World) -> (Context, Context, ClientId, InvoiceId) {
    let (partner, cx) = world.partner_with_administrator("acme").await;
    let operator = world.operator().await;
    let clients = clients(world, partner, &cx, 3).await;
    operator::held_for(world, &operator, 0, "10").await;
    let invoice = paid(world, &cx, clients[0], 10_000).await;
    operator::held_for(world, &operator, 30, "10").await;
    paid(world, &cx, clients[0], 10_000).await;
    (
        world.again(&cx),
        world.again(&operator),
        clients[0],
        invoice,
    )
}

async fn moved(
    cx: &Context,
    payout: &domain::commission::Payout,
    step: Step,
) -> Result<domain::commission::Payout> {
    move_payout(cx, payout.id, step, "SEPA 4711".to_owned(), payout.version).await
}

crate::stories! {
    async fn of_many_requests_one_is_made(world: World) {
        let (cx, _, _, _) = earned(&world).await;
        let mut portals = vec![world.portal().clone()];
        if world.portal().db().engine() == Engine::Postgres {
            portals.push(world.replica().await);
        }
        let mut answers = JoinSet::new();
        for portal in portals.iter().cycle().take(16) {
            let cx = portal.context(cx.actor().clone());
            answers.spawn(async move { request_payout(&cx, Currency::EUR).await });
        }
        let mut made = Vec::new();
        while let Some(answer) = answers.join_next().await {
            match answer.unwrap() {
                Ok(payout) => made.push(payout),
                refusal => assert_eq!(refused(refusal), Rejection::PayoutUnderWay.into()),
            }
        }
        assert_eq!(made.len(), 1);
        assert_eq!((made[0].amount, made[0].entries), (eur(1_000), 1));
    }

    async fn a_payout_is_approved_and_paid(world: World) {
        let (cx, operator, client, invoice) = earned(&world).await;
        let payout = request_payout(&cx, Currency::EUR).await.unwrap();
        let early = moved(&operator, &payout, Step::Pay).await;
        assert_eq!(refused(early), Rejection::PayoutOver.into());
        let payout = moved(&operator, &payout, Step::Approve).await.unwrap();
        let paid = moved(&operator, &payout, Step::Pay).await.unwrap();
        let log: Vec<PayoutStatus> = paid.log.iter().map(|step| step.status).collect();
        assert_eq!(log, [PayoutStatus::Requested, PayoutStatus::Approved, PayoutStatus::Paid]);
        assert_eq!(refused(moved(&operator, &payout, Step::Pay).await), Rejection::PayoutOver.into());
        assert_eq!(desk(&operator).await.unwrap().payouts, std::slice::from_ref(&paid));
        assert_eq!(ledger(&world, &cx).await[0].state, EntryState::Paid(paid.id));

        // What is taken back after it was paid is set off against what is earned next.
        credit(&world, &cx, client, invoice, 10_000).await;
        let balance = overview(&world.again(&cx)).await.unwrap().balances[0];
        assert_eq!((balance.payable, balance.held, balance.paid), (eur(-1_000), eur(1_000), eur(1_000)));
        let least = Rejection::PayoutTooSmall { payable: eur(-1_000), least: eur(1_000) };
        assert_eq!(refused(request_payout(&cx, Currency::EUR).await), least.into());
        world.clock().advance(30 * DAY);
        let balance = overview(&world.again(&cx)).await.unwrap().balances[0];
        assert_eq!((balance.payable, balance.held), (eur(0), eur(0)));
    }

    async fn a_refused_payout_frees_its_entries(world: World) {
        let (cx, operator, _, _) = earned(&world).await;
        let payout = request_payout(&cx, Currency::EUR).await.unwrap();
        let unsaid = move_payout(&operator, payout.id, Step::Reject, String::new(), payout.version).await;
        assert!(matches!(refused(unsaid), Refusal::Invalid(_)));
        moved(&operator, &payout, Step::Reject).await.unwrap();
        assert_eq!(ledger(&world, &cx).await[0].state, EntryState::Payable);
        let again = request_payout(&cx, Currency::EUR).await.unwrap();
        assert_eq!(again.amount, eur(1_000));
        assert_eq!(ledger(&world, &cx).await[0].state, EntryState::InPayout(again.id));
    }

    async fn nothing_is_paid_out_twice_whoever_writes(world: World) {
        let (cx, operator, _, _) = earned(&world).await;
        let payout = request_payout(&cx, Currency::EUR).await.unwrap();
        let again = "INSERT INTO payout_items (partner_id, payout_id, entry_id)
            SELECT partner_id, payout_id, entry_id FROM payout_items";
        let refusal = world.portal().db().execute_raw(again.to_owned()).await.unwrap_err();
        assert!(refusal.to_string().contains("an entry is in one payout"));
        moved(&operator, &payout, Step::Reject).await.unwrap();
        let sql = "UPDATE payouts SET status = 'requested'";
        let refusal = world.portal().db().execute_raw(sql.to_owned()).await.unwrap_err();
        assert!(refusal.to_string().contains("keeps what it is"));
    }
}
