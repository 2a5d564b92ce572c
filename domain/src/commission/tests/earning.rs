use proptest::prelude::*;

use super::{CLASSES, class, eur, shipped};
use crate::{
    Date, Money, Rate,
    commission::{Credited, Rank, Rounding, Standing, accrual, in_force, reversal},
};

fn rank(number: u8) -> Rank {
    Rank::try_from(number).unwrap()
}

#[test]
fn levels_begin_where_b16_says() {
    let table = shipped();
    let expected = [
        (0, ""),
        (2, ""),
        (3, "Bronze"),
        (5, "Bronze"),
        (6, "Silver"),
        (10, "Silver"),
        (11, "Gold"),
        (20, "Gold"),
        (21, "Platinum"),
        (22, "Platinum"),
    ];
    for (clients, name) in expected {
        let level = table.level(table.level_of(clients));
        let found = level.map_or("", |level| level.name.as_str());
        assert_eq!(found, name, "{clients} clients");
    }
    assert!(Rank::try_from(5).is_err());
}

#[test]
fn every_cell_of_b17_is_right_to_the_cent() {
    // What 199.95 EUR earn, by class and from no level to Platinum.
    let expected = [
        [0, 2_000, 2_999, 3_999, 4_999],
        [0, 2_000, 2_000, 2_000, 2_000],
        [0, 1_000, 2_000, 2_999, 3_999],
        [0, 1_000, 1_400, 2_000, 2_399],
    ];
    let table = shipped();
    for (class, row) in CLASSES.into_iter().zip(expected) {
        for (number, cents) in (0..).zip(row) {
            let rate = table.rate(class, rank(number)).unwrap();
            assert_eq!(accrual(eur(19_995), rate), Ok(eur(cents)), "{number}");
        }
    }
    assert_eq!(table.rate(class(9), rank(4)), None);
}

#[test]
fn the_table_of_the_day_is_the_last_that_began() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let mut later = shipped();
    (later.version, later.valid_from) = (2, day("2026-12-01"));
    let mut mended = later.clone();
    mended.version = 3;
    let tables = [mended, shipped(), later];
    let version = |text| in_force(&tables, day(text)).map(|table| table.version);
    assert_eq!(version("2026-11-30"), Some(1));
    assert_eq!(version("2026-12-01"), Some(3));
    assert_eq!(version("1969-12-31"), None);
}

#[test]
fn a_level_rises_at_once_and_falls_at_an_evaluation_after_the_days_of_grace() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let gold = Standing::default().noticing(rank(3), day("2026-01-10"));
    assert_eq!(gold.rank, rank(3));
    let fewer = gold.noticing(rank(1), day("2026-01-20"));
    assert_eq!(
        (fewer.rank, fewer.below_since),
        (rank(3), Some(day("2026-01-20")))
    );
    let still = fewer.evaluated(rank(2), day("2026-02-01"), 30);
    assert_eq!(
        (still.rank, still.below_since),
        (rank(3), Some(day("2026-01-20")))
    );
    let fallen = still.evaluated(rank(2), day("2026-03-01"), 30);
    assert_eq!((fallen.rank, fallen.below_since), (rank(2), None));
    let saved = still.noticing(rank(3), day("2026-02-28"));
    assert_eq!(
        saved.evaluated(rank(3), day("2026-03-01"), 30).rank,
        rank(3)
    );
    let without_grace = gold.evaluated(Rank::NONE, day("2026-02-01"), 0);
    assert_eq!(without_grace.rank, Rank::NONE);
}

#[test]
fn rounding_is_shown_as_it_is() {
    let shown = Rounding::of(eur(19_995), Rate::percent(15));
    assert_eq!((shown.numerator, shown.denominator), (29_992_500, 10_000));
    assert_eq!((shown.remainder, shown.is_up), (2_500, false));
    assert!(Rounding::of(eur(10), Rate::percent(5)).is_up);
}

proptest! {
    #[test]
    fn a_higher_level_never_earns_less(minor in 0_i64..1_000_000_000, row in 0_usize..4) {
        let table = shipped();
        let earned = |number| {
            let rate = table.rate(CLASSES[row], rank(number)).unwrap();
            accrual(eur(minor), rate).unwrap().minor
        };
        prop_assert!((0..4).all(|number| earned(number) <= earned(number + 1)));
    }

    #[test]
    fn more_clients_never_mean_a_lower_level(fewer in 0_u32..100, more in 0_u32..100) {
        let table = shipped();
        prop_assert!(table.level_of(fewer) <= table.level_of(fewer + more));
    }

    #[test]
    fn a_line_credited_in_parts_gives_back_what_it_earned(
        base in -1_000_000_i64..1_000_000,
        rate in 0_u32..=10_000,
        cuts in prop::collection::vec(1_u64..1_000, 1..12),
    ) {
        let (base, rate) = (eur(base), Rate(rate));
        let amount = accrual(base, rate).unwrap();
        let parts = crate::rates::allocate(base, &cuts).unwrap();
        let mut before = Credited { base: eur(0), amount: eur(0) };
        for credited in parts {
            let taken = reversal(base, rate, amount, before, credited).unwrap();
            before.base = before.base.plus(credited).unwrap();
            before.amount = before.amount.minus(taken).unwrap();
            prop_assert!(before.amount.minor.abs() <= amount.minor.abs());
        }
        prop_assert_eq!(before.amount, amount);
    }

    #[test]
    fn the_shown_rounding_gives_the_amount(minor in -1_000_000_000_i64..1_000_000_000, rate in 0_u32..=10_000) {
        let (base, rate) = (eur(minor), Rate(rate));
        let shown = Rounding::of(base, rate);
        let whole = shown.numerator.abs() / shown.denominator + i128::from(shown.is_up);
        let amount: Money = accrual(base, rate).unwrap();
        prop_assert_eq!(i128::from(amount.minor.abs()), whole);
    }
}
