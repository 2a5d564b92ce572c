use proptest::prelude::*;

use super::{CLASSES, eur, shipped};
use crate::{
    Currency, Date,
    commission::{Earning, Offer, Outlook, Rank, Wins, what_if},
};

fn outlook(counted: u32) -> Outlook {
    let table = shipped();
    Outlook {
        today: "2026-11-22".parse().unwrap(),
        rank: table.level_of(counted),
        counted,
        idle: 2,
        table,
        currency: Currency::EUR,
        earning: vec![Earning {
            class: CLASSES[0],
            monthly: eur(100_000),
        }],
        offers: vec![
            Offer {
                name: "Big server".to_owned(),
                class: CLASSES[3],
                monthly: eur(9_900),
            },
            Offer {
                name: "Web S".to_owned(),
                class: CLASSES[0],
                monthly: eur(500),
            },
        ],
    }
}

fn wins(clients: u32, months: u32) -> Wins {
    Wins {
        clients,
        months,
        per_client: eur(2_000),
        mix: vec![(CLASSES[0], 1), (CLASSES[1], 1)],
    }
}

#[test]
fn two_more_clients_make_silver_halfway() {
    let outcome = what_if(&outlook(4), &wins(4, 4)).unwrap();
    assert_eq!((outcome.counted, outcome.rank.number()), (8, 2));
    let day: Date = "2027-01-22".parse().unwrap();
    // The second of four in the 120 days until 22 March.
    assert_eq!(outcome.reached_on, Some(day.plus_days(-1)));
    assert_eq!(outcome.monthly_now, eur(10_000));
    // 15 % of 1 040 and 10 % of 40.
    assert_eq!(outcome.monthly_then, eur(15_600 + 400));
}

#[test]
fn the_cheapest_way_on_is_counted_after_what_it_earns() {
    let next = what_if(&outlook(4), &wins(4, 4)).unwrap().next.unwrap();
    assert_eq!((next.rank.number(), next.missing, next.waiting), (3, 3, 2));
    assert_eq!(next.offer.map(|offer| offer.name).as_deref(), Some("Web S"));
    assert_eq!(next.cost, eur(1_500));
    assert_eq!(next.gain, eur(5_200));
    assert_eq!(what_if(&outlook(21), &wins(0, 1)).unwrap().next, None);
}

#[test]
fn winning_nobody_changes_nothing() {
    let outcome = what_if(&outlook(2), &wins(0, 6)).unwrap();
    assert_eq!((outcome.rank, outcome.reached_on), (Rank::NONE, None));
    assert_eq!(outcome.monthly_then, eur(0));
}

proptest! {
    #[test]
    fn winning_more_never_earns_less(
        counted in 0_u32..30,
        clients in 0_u32..60,
        months in 1_u32..36,
        per_client in 0_i64..1_000_000,
        weights in prop::array::uniform4(0_u64..100),
    ) {
        let of = |clients| {
            let mix = CLASSES.into_iter().zip(weights).collect();
            what_if(&outlook(counted), &Wins { clients, months, per_client: eur(per_client), mix })
        };
        let (fewer, more) = (of(clients).unwrap(), of(clients + 1).unwrap());
        prop_assert!(fewer.rank <= more.rank);
        // Each class is rounded by itself.
        prop_assert!(fewer.monthly_then.minor <= more.monthly_then.minor + 4);
        if let (Some(slow), Some(quick)) = (fewer.reached_on, more.reached_on)
            && fewer.rank == more.rank
        {
            prop_assert!(quick <= slow);
        }
    }
}
