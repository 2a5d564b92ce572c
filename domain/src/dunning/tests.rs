use proptest::prelude::*;

use super::{CATCH_UP_DAYS, Done, DunningDraft, Step, StepDraft, StepKind, due_step, epc};
use crate::{Currency, Date, Lang, Money, Problem, invoices::Bank};

const ISSUED: i64 = 20_000;
const DUE: i64 = 20_014;

fn step(days: i64, kind: StepKind) -> Step {
    Step {
        name: format!("At {days}"),
        days,
        kind,
    }
}

fn usual() -> Vec<Step> {
    let steps = [3, 10, 21].map(|days| step(days, StepKind::Remind));
    steps
        .into_iter()
        .chain([step(30, StepKind::Block)])
        .collect()
}

/// The days of the step that is due so many days after the invoice.
fn due(steps: &[Step], late: i64, done: Option<(i64, i64)>) -> Option<i64> {
    let dates = (Date::from_days(ISSUED), Date::from_days(DUE));
    let done = done.map(|(days, late)| Done {
        days,
        on: Date::from_days(DUE + late),
    });
    due_step(steps, dates, Date::from_days(DUE + late), done).map(|step| step.days)
}

#[test]
fn each_step_comes_on_its_day() {
    let steps = usual();
    assert_eq!(due(&steps, 2, None), None);
    assert_eq!(due(&steps, 3, None), Some(3));
    assert_eq!(due(&steps, 4, Some((3, 3))), None);
    assert_eq!(due(&steps, 10, Some((3, 3))), Some(10));
    assert_eq!(due(&steps, 21, Some((10, 10))), Some(21));
    assert_eq!(due(&steps, 29, Some((21, 21))), None);
    assert_eq!(due(&steps, 30, Some((21, 21))), Some(30));
    assert_eq!(due(&steps, 31, Some((30, 30))), None);
    assert_eq!(due(&[], 30, None), None);
}

#[test]
fn after_nights_that_were_left_out_the_latest_comes_alone() {
    let steps = usual();
    assert_eq!(due(&steps, 15, None), Some(10));
    assert_eq!(due(&steps, 25, Some((3, 3))), Some(21));
}

#[test]
fn nobody_is_blocked_who_was_not_reminded_in_time() {
    let steps = usual();
    // The portal was away until now: first the last reminder, then as many days as are between.
    assert_eq!(due(&steps, 40, Some((10, 10))), Some(21));
    assert_eq!(due(&steps, 48, Some((21, 40))), None);
    assert_eq!(due(&steps, 49, Some((21, 40))), Some(30));
    // Who reminds of nothing blocks at once.
    assert_eq!(due(&[step(30, StepKind::Block)], 30, None), Some(30));
}

#[test]
fn what_is_long_past_is_left() {
    let steps = usual();
    assert_eq!(due(&steps[..3], 21 + CATCH_UP_DAYS, None), Some(21));
    assert_eq!(due(&steps[..3], 22 + CATCH_UP_DAYS, None), None);
    assert_eq!(due(&steps, 31 + CATCH_UP_DAYS, Some((21, 21))), None);
}

#[test]
fn a_notice_comes_before_the_day_or_not_at_all() {
    let steps = [step(-3, StepKind::Remind), step(3, StepKind::Remind)];
    assert_eq!(due(&steps, -4, None), None);
    assert_eq!(due(&steps, -3, None), Some(-3));
    assert_eq!(due(&steps, 0, None), Some(-3));
    assert_eq!(due(&steps, 1, None), None);
    assert_eq!(due(&steps, 3, None), Some(3));
    // An invoice that was issued after the day of the notice needs none.
    let early = [step(-14, StepKind::Remind)];
    assert_eq!(due(&early, -14, None), None);
}

#[test]
fn steps_are_checked() {
    for lang in Lang::ALL {
        let usual = DunningDraft::usual(lang).validate().unwrap();
        assert_eq!(usual.steps.len(), 3);
        assert!(usual.steps.iter().all(|step| step.kind == StepKind::Remind));
    }
    let problem = |steps: &[(&str, &str, StepKind)], field: &str| {
        let draft = DunningDraft {
            mails_invoices: true,
            steps: steps
                .iter()
                .map(|(name, days, kind)| StepDraft {
                    name: (*name).to_owned(),
                    days: (*days).to_owned(),
                    kind: *kind,
                })
                .collect(),
        };
        draft.validate().err().and_then(|errors| errors.of(field))
    };
    let (remind, block) = (StepKind::Remind, StepKind::Block);
    assert_eq!(
        problem(&[("A", "-30", remind), ("B", "120", block)], ""),
        None
    );
    assert_eq!(
        problem(&[("", "1", remind)], "steps.0.name"),
        Some(Problem::Required)
    );
    assert_eq!(
        problem(&[("A", "-31", remind)], "steps.0.days"),
        Some(Problem::TooSmall { min: -30 })
    );
    assert_eq!(
        problem(&[("A", "121", remind)], "steps.0.days"),
        Some(Problem::TooLarge { max: 120 })
    );
    assert_eq!(
        problem(&[("A", "0", block)], "steps.0.days"),
        Some(Problem::TooSmall { min: 1 })
    );
    assert_eq!(
        problem(&[("A", "3", remind), ("B", "3", remind)], "steps.1.days"),
        Some(Problem::TooSmall { min: 4 })
    );
    assert_eq!(
        problem(&[("A", "3", block), ("B", "4", remind)], "steps.0.kind"),
        Some(Problem::NotTheLast)
    );
    let many = [("A", "1", remind); 7];
    assert_eq!(problem(&many, "steps"), Some(Problem::TooLarge { max: 6 }));
}

#[test]
fn a_transfer_is_told_to_the_bank_s_program() {
    let bank = Bank {
        holder: "Acme GmbH".to_owned(),
        iban: "DE89370400440532013000".to_owned(),
        bic: "COBADEFF".to_owned(),
        name: String::new(),
    };
    let eur = |minor| Money {
        minor,
        currency: Currency::EUR,
    };
    assert_eq!(
        epc(&bank, eur(2_379), "INV-00001").unwrap(),
        "BCD\n002\n1\nSCT\nCOBADEFF\nAcme GmbH\nDE89370400440532013000\nEUR23.79\n\n\nINV-00001"
    );
    assert_eq!(epc(&bank, eur(0), "x"), None);
    let usd = Money {
        minor: 100,
        currency: Currency::USD,
    };
    assert_eq!(epc(&bank, usd, "x"), None);
    let national = Bank {
        iban: "0123456789".to_owned(),
        ..bank
    };
    assert_eq!(epc(&national, eur(100), "x"), None);
}

proptest! {
    /// Whichever nights the portal is away, and whatever the steps: at most one step a night, each
    /// once and in order, and a block only after a reminder, as many days later as they are apart.
    #[test]
    fn steps_are_done_once_in_order_and_blocks_are_warned_of(
        days in prop::collection::btree_set(-30_i64..=100, 1..5),
        block_after in prop::option::of(1_i64..20),
        awake in prop::collection::vec(any::<bool>(), 200),
    ) {
        let mut steps: Vec<Step> = days.iter().map(|days| step(*days, StepKind::Remind)).collect();
        let last = *days.iter().next_back().unwrap();
        if let Some(after) = block_after {
            steps.push(step((last + after).max(1), StepKind::Block));
        }
        let dates = (Date::from_days(ISSUED), Date::from_days(DUE));
        let mut done: Vec<Done> = Vec::new();
        for (night, is_awake) in (ISSUED..).zip(awake) {
            let today = Date::from_days(night);
            let due = due_step(&steps, dates, today, done.last().copied()).filter(|_| is_awake);
            let Some(due) = due else { continue };
            prop_assert!(done.last().is_none_or(|before| before.days < due.days && before.on < today));
            prop_assert!(due.days <= night - DUE);
            let before = steps.iter().rev().find(|other| other.kind == StepKind::Remind);
            if let (StepKind::Block, Some(before)) = (due.kind, before)
                && before.days >= 0
            {
                let warned = done.last().unwrap();
                prop_assert_eq!(warned.days, before.days);
                prop_assert!(warned.on.days_to(today) >= due.days - before.days);
            }
            done.push(Done { days: due.days, on: today });
        }
    }
}
