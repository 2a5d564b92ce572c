use super::{CLASSES, shipped};
use crate::{
    Currency, Date, Problem, Version,
    commission::{SettingsDraft, TableDraft},
};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn draft() -> TableDraft {
    TableDraft {
        valid_from: "2026-12-01".to_owned(),
        ..TableDraft::of(&shipped(), &CLASSES)
    }
}

#[test]
fn what_is_shown_is_what_was_kept() {
    let new = draft().validate(today(), &CLASSES).unwrap();
    assert_eq!((new.levels, new.rates), (shipped().levels, shipped().rates));
}

#[test]
fn the_past_and_today_stay_as_promised() {
    for day in ["2026-11-22", "2026-01-01"] {
        let mut draft = draft();
        draft.valid_from = day.to_owned();
        let errors = draft.validate(today(), &CLASSES).unwrap_err();
        assert_eq!(errors.of("valid_from"), Some(Problem::NotInTheFuture));
    }
}

#[test]
fn each_level_begins_above_the_one_before() {
    let mut draft = draft();
    draft.levels[2].from = "6".to_owned();
    let errors = draft.validate(today(), &CLASSES).unwrap_err();
    assert_eq!(errors.of("from.2"), Some(Problem::TooSmall { min: 7 }));
    draft.levels[0].from = "0".to_owned();
    draft.levels.pop();
    let errors = draft.validate(today(), &CLASSES).unwrap_err();
    assert_eq!(errors.of("from.0"), Some(Problem::TooSmall { min: 1 }));
    assert_eq!(errors.of("name.3"), Some(Problem::Required));
}

#[test]
fn a_class_has_all_its_rates_or_none() {
    let mut draft = draft();
    draft.rates[1].rates = vec![String::new(); 4];
    draft.rates[2].rates[3] = "101".to_owned();
    draft.rates[3].rates[0] = String::new();
    let errors = draft.validate(today(), &CLASSES).unwrap_err();
    let of = |row: usize, at: u8| errors.of(&format!("rate.{}.{at}", CLASSES[row]));
    assert_eq!(of(1, 0), None);
    assert_eq!(of(2, 3), Some(Problem::TooLarge { max: 100 }));
    assert_eq!(of(3, 0), Some(Problem::Required));
    draft.rates.truncate(2);
    let new = draft.validate(today(), &CLASSES).unwrap();
    assert_eq!(new.rates.len(), 1);
    draft.rates.push(draft.rates[0].clone());
    assert!(draft.validate(today(), &CLASSES).is_err());
    assert!(draft.validate(today(), &CLASSES[1..]).is_err());
}

#[test]
fn a_currency_without_a_least_pays_out_anything_above_nothing() {
    let draft = SettingsDraft {
        hold_days: "30".to_owned(),
        grace_days: "0".to_owned(),
        minimums: vec![],
    };
    let mut settings = draft.validate(Version(1)).unwrap();
    assert_eq!(settings.minimum(Currency::EUR).minor, 1);
    let mut shown = SettingsDraft::of(&settings, &[Currency::EUR, Currency::USD]);
    shown.minimums[0].amount = "50".to_owned();
    settings = shown.validate(Version(1)).unwrap();
    assert_eq!(settings.minimum(Currency::EUR).minor, 5_000);
    assert_eq!(settings.minimum(Currency::USD).minor, 1);
    shown.minimums[1].amount = "x".to_owned();
    shown.hold_days = "366".to_owned();
    let errors = shown.validate(Version(1)).unwrap_err();
    assert_eq!(errors.of("minimum.USD"), Some(Problem::NotMoney));
    assert_eq!(errors.of("hold_days"), Some(Problem::TooLarge { max: 365 }));
}
