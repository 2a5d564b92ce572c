use domain::{
    Problem, Refusal,
    billing::{BillingDraft, TaxRateDraft},
    policy::Role,
};

use crate::{
    billing,
    world::{UNSAVED, refused},
};

crate::stories! {
    async fn settings_are_kept_and_never_overwritten_unseen(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let draft = BillingDraft { days_to_pay: "30".to_owned(), ..BillingDraft::default() };
        let saved = billing::edit(&admin, draft.clone(), UNSAVED).await.unwrap();
        assert_eq!(saved.draft.days_to_pay, "30");
        let Refusal::Conflict(conflict) = refused(billing::edit(&admin, BillingDraft::default(), UNSAVED).await) else {
            panic!("a conflict");
        };
        assert_eq!(conflict.changed[0].field, "days_to_pay");
        let wrong = BillingDraft { bank_iban: "DE00".to_owned(), ..draft };
        let Refusal::Invalid(errors) = refused(billing::edit(&admin, wrong, saved.version).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("bank_iban"), Some(Problem::NotAnIban));
        let seller = world.member(partner, "Sal", Role::SalesManager).await;
        assert!(matches!(refused(billing::billing(&seller).await), Refusal::Denied(_)));
    }

    async fn a_rate_is_set_from_a_day_on_and_never_before_today(world: World) {
        let operator = world.operator().await;
        let draft = |since: &str| TaxRateDraft {
            country: "DE".to_owned(),
            rate: "16".to_owned(),
            since: since.to_owned(),
        };
        let Refusal::Invalid(errors) = refused(billing::set_tax_rate(&operator, draft("2026-11-21")).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("since"), Some(Problem::InThePast));
        billing::set_tax_rate(&operator, draft("2027-01-01")).await.unwrap();
        let shop = world.shop("acme").await;
        let order = world.order(&shop.admin, shop.client, shop.server, domain::orders::Begins::AtOnce).await;
        let invoice = world.invoice_of(&shop.admin, &order).await;
        assert_eq!(invoice.document.taxes[0].rate.0, 1_900);
        world.clock().advance_days(40);
        let later = world.again(&shop.admin);
        let order = world.order(&later, shop.client, shop.server, domain::orders::Begins::AtOnce).await;
        let invoice = world.invoice_of(&later, &order).await;
        assert_eq!(invoice.document.taxes[0].rate.0, 1_600);
        assert!(matches!(refused(billing::tax_rates(&shop.admin).await), Refusal::NotFound));
    }
}
