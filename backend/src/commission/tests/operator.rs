use domain::{
    FieldErrors, Problem, Refusal, Version,
    catalogue::ShippedClass,
    commission::{MinimumDraft, RateTable, SettingsDraft, TableDraft},
};

use super::*;
use crate::world::refused;

/// The table as it is, from tomorrow on.
async fn draft(cx: &Context) -> (TableDraft, u32) {
    let desk = desk(cx).await.unwrap();
    let classes: Vec<ServiceClassId> = desk.classes.iter().map(|class| class.id).collect();
    let last = desk.tables.last().unwrap();
    let draft = TableDraft {
        valid_from: desk.today.plus_days(1).to_string(),
        ..TableDraft::of(last, &classes)
    };
    (draft, last.version)
}

/// Half the rates of shared hosting from tomorrow on.
pub(super) async fn halved(world: &World, cx: &Context) {
    let cx = world.again(cx);
    let (mut draft, last) = draft(&cx).await;
    draft.rates[0].rates = ["5", "7.5", "10", "12.5"].map(str::to_owned).to_vec();
    set_table(&cx, draft, last).await.unwrap();
}

/// The lowest level from two clients on, from tomorrow on.
pub(super) async fn eased(world: &World, cx: &Context) {
    let cx = world.again(cx);
    let (mut draft, last) = draft(&cx).await;
    draft.levels[0].from = "2".to_owned();
    set_table(&cx, draft, last).await.unwrap();
}

/// What is earned can be paid out after so many days.
pub(super) async fn held_for(world: &World, cx: &Context, days: u32, minimum: &str) {
    let cx = world.again(cx);
    let seen = desk(&cx).await.unwrap().settings.version;
    let draft = SettingsDraft {
        hold_days: days.to_string(),
        grace_days: "30".to_owned(),
        minimums: vec![MinimumDraft {
            currency: Currency::EUR,
            amount: minimum.to_owned(),
        }],
    };
    edit_settings(&cx, draft, seen).await.unwrap();
}

crate::stories! {
    async fn the_shipped_table_is_that_of_b17(world: World) {
        let desk = desk(&world.operator().await).await.unwrap();
        let keys: Vec<ShippedClass> = desk.classes.iter().filter_map(|class| class.shipped).collect();
        assert_eq!(keys, ShippedClass::ALL);
        let ids: Vec<ServiceClassId> = desk.classes.iter().map(|class| class.id).collect();
        assert_eq!(desk.tables, [RateTable::shipped(ids.try_into().unwrap())]);
    }

    async fn a_table_is_set_for_days_to_come_only(world: World) {
        let cx = world.operator().await;
        let (mut wish, last) = draft(&cx).await;
        wish.valid_from = cx.now().date().to_string();
        let expected = Refusal::Invalid(FieldErrors::one("valid_from", Problem::NotInTheFuture));
        assert_eq!(refused(set_table(&cx, wish, last).await), expected);
        let (wish, last) = draft(&cx).await;
        let (one, two) = tokio::join!(
            set_table(&cx, wish.clone(), last),
            set_table(&cx, wish.clone(), last),
        );
        assert!(one.is_ok() != two.is_ok(), "of two at once, one");
        assert!(matches!(refused(set_table(&cx, wish, last).await), Refusal::Conflict(_)));
        let desk = desk(&cx).await.unwrap();
        assert_eq!((desk.tables.len(), desk.in_force), (2, 1));
    }

    async fn settings_are_saved_by_who_saw_the_last_ones(world: World) {
        let cx = world.operator().await;
        held_for(&world, &cx, 14, "50").await;
        let settings = desk(&cx).await.unwrap().settings;
        assert_eq!((settings.hold_days, settings.minimum(Currency::EUR)), (14, eur(5_000)));
        let stale = edit_settings(&cx, SettingsDraft::of(&settings, &[]), Version(1)).await;
        assert!(matches!(refused(stale), Refusal::Conflict(_)));
    }
}
