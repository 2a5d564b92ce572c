use domain::{
    Problem, Refusal,
    catalogue::{ItemDraft, ItemKind, ShippedClass},
    refusal::Changed,
};

use super::{counted, eur, invalid, service, slot};
use crate::{
    catalogue::{add, archive, details, edit, list, offers, restore},
    world::refused,
};

const PRICES: &str = "SELECT count(*) AS n FROM item_prices";
const EVENTS: &str = "SELECT count(*) AS n FROM portal_events
    WHERE event IN ('item_added', 'item_edited', 'item_archived', 'item_restored')";

crate::stories! {
    /// B13.
    async fn what_the_operator_adds_is_sold_at_once(world: World) {
        let olga = world.operator().await;
        let acme = world.partner("acme").await;
        let vps = ShippedClass::CloudVps.id();
        let small = service(vps, "VPS S", &[("1-EUR", "4,90"), ("12-EUR", "49"), ("1-USD", " ")]);
        let id = add(&olga, small).await.unwrap();
        let domain = ItemDraft {
            tld: ".БГ".to_owned(),
            prices: [(slot("12-EUR"), "9".to_owned())].into(),
            ..ItemDraft::new(ItemKind::Domain)
        };
        add(&olga, domain).await.unwrap();

        let catalogue = list(&olga, false).await.unwrap();
        let [first, second] = catalogue.items.as_slice() else {
            panic!("two items, not {:?}", catalogue.items);
        };
        assert_eq!((first.id, first.class), (id, Some(vps)));
        assert_eq!(first.prices, [(slot("1-EUR"), eur(490)), (slot("12-EUR"), eur(4_900))]);
        assert_eq!((second.name.as_str(), second.kind), (".бг", ItemKind::Domain));
        assert_eq!(second.class, Some(ShippedClass::DomainsSsl.id()));

        let mut tx = world.portal().db().read().await.unwrap();
        let offers = offers(&mut tx, acme.id).await.unwrap();
        let sold: Vec<_> = offers.iter().map(|o| (o.name.as_str(), o.tld.as_str())).collect();
        assert_eq!(sold, [("VPS S", ""), ("VPS S", ""), (".бг", "xn--90ae")]);
        assert_eq!(counted(&world, EVENTS).await, 2);
    }

    /// Prices are followed, never changed, and only those that differ.
    async fn saving_writes_only_what_changed(world: World) {
        let olga = world.operator().await;
        let vps = ShippedClass::CloudVps.id();
        let draft = service(vps, "VPS S", &[("1-EUR", "4.90"), ("12-EUR", "49")]);
        let id = add(&olga, draft).await.unwrap();
        world.clock().advance(60);
        let olga = world.again(&olga);
        let draft = service(vps, "VPS S", &[("1-EUR", "5.90"), ("0-EUR", "10")]);
        let seen = details(&olga, id).await.unwrap().version;
        let after = edit(&olga, id, draft.clone(), seen).await.unwrap();
        assert_eq!(counted(&world, PRICES).await, 5);
        assert_eq!(after.draft.prices[&slot("1-EUR")], "5.90");
        assert_eq!(after.draft.prices.len(), 2);

        let told: Vec<_> = after.history.iter().map(|c| (c.slot, c.was, c.now)).collect();
        assert_eq!(told[0], (slot("12-EUR"), Some(eur(4_900)), None));
        assert_eq!(told[1], (slot("1-EUR"), Some(eur(490)), Some(eur(590))));
        assert_eq!(told[2], (slot("0-EUR"), None, Some(eur(1_000))));
        assert_eq!(told[4], (slot("1-EUR"), None, Some(eur(490))));
        assert!(after.history.iter().all(|change| change.by.as_deref() == Some("Olga Operator")));
        assert!(after.history[0].since > after.history[4].since);

        edit(&olga, id, draft, after.version).await.unwrap();
        assert_eq!(counted(&world, PRICES).await, 5, "nothing differed");
    }

    async fn a_stale_save_is_told_what_changed(world: World) {
        let olga = world.operator().await;
        let vps = ShippedClass::CloudVps.id();
        let of = |name, price| service(vps, name, &[("1-EUR", price)]);
        let id = add(&olga, of("VPS S", "4.90")).await.unwrap();
        let seen = details(&olga, id).await.unwrap().version;
        edit(&olga, id, of("VPS S", "5.90"), seen).await.unwrap();

        let Refusal::Conflict(conflict) = refused(edit(&olga, id, of("Small", "6.90"), seen).await)
        else {
            panic!("a conflict");
        };
        let changed = |field: &str, now: &str| Changed {
            field: field.to_owned(),
            now: now.to_owned(),
        };
        assert_eq!(conflict.changed, [changed("name", "VPS S"), changed("1-EUR", "5.90")]);
        assert_eq!(counted(&world, PRICES).await, 2);
        edit(&olga, id, of("Small", "6.90"), conflict.version).await.unwrap();
    }

    async fn of_two_saves_at_once_one_wins(world: World) {
        let olga = world.operator().await;
        let vps = ShippedClass::CloudVps.id();
        let id = add(&olga, service(vps, "VPS S", &[])).await.unwrap();
        let seen = details(&olga, id).await.unwrap().version;
        let there = world.replica().await.context(olga.actor().clone());
        let (one, other) = tokio::join!(
            edit(&olga, id, service(vps, "VPS S", &[("1-EUR", "1")]), seen),
            edit(&there, id, service(vps, "VPS S", &[("1-EUR", "2")]), seen),
        );
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|won| **won).count(), 1);
        assert_eq!(counted(&world, PRICES).await, 1);
    }

    async fn archived_is_not_sold_and_comes_back(world: World) {
        let olga = world.operator().await;
        let acme = world.partner("acme").await;
        let vps = ShippedClass::CloudVps.id();
        let small = service(vps, "VPS S", &[("1-EUR", "4.90")]);
        let id = add(&olga, small.clone()).await.unwrap();
        assert_eq!(refused(add(&olga, small.clone()).await), invalid("name", Problem::Taken));
        archive(&olga, id).await.unwrap();
        archive(&olga, id).await.unwrap();
        let mut tx = world.portal().db().read().await.unwrap();
        assert!(offers(&mut tx, acme.id).await.unwrap().is_empty());
        drop(tx);
        assert!(list(&olga, false).await.unwrap().items.is_empty());
        assert_eq!(list(&olga, true).await.unwrap().items[0].prices.len(), 1);

        // Its name is free while it is away.
        let twin = add(&olga, small).await.unwrap();
        assert_eq!(refused(restore(&olga, id).await), invalid("name", Problem::Taken));
        archive(&olga, twin).await.unwrap();
        restore(&olga, id).await.unwrap();
        assert_eq!(list(&olga, false).await.unwrap().items[0].id, id);
        assert_eq!(counted(&world, EVENTS).await, 5);
    }

    async fn what_is_no_item_is_told_at_its_field(world: World) {
        let olga = world.operator().await;
        let ending = |tld: &str| ItemDraft {
            tld: tld.to_owned(),
            ..ItemDraft::new(ItemKind::Domain)
        };
        for wrong in ["nowhere-at-all", "github.io", "example.com", "co uk"] {
            let refusal = refused(add(&olga, ending(wrong)).await);
            assert_eq!(refusal, invalid("tld", Problem::NotAnEnding), "{wrong}");
        }
        for right in ["com", "co.uk", "com.br"] {
            add(&olga, ending(right)).await.unwrap();
        }
        assert_eq!(refused(add(&olga, ending(".COM")).await), invalid("tld", Problem::Taken));
        let nowhere = domain::ServiceClassId::from_uuid(world.portal().new_id());
        let lost = refused(add(&olga, service(nowhere, "VPS", &[])).await);
        assert_eq!(lost, invalid("class", Problem::NotAChoice));

        let vps = ShippedClass::CloudVps.id();
        let id = add(&olga, service(vps, "VPS", &[])).await.unwrap();
        let seen = details(&olga, id).await.unwrap().version;
        let other = ItemDraft { kind: ItemKind::AddOn, ..service(vps, "VPS", &[]) };
        let refusal = refused(edit(&olga, id, other, seen).await);
        assert_eq!(refusal, invalid("kind", Problem::NotAChoice));
    }

    async fn the_catalogue_is_the_operators(world: World) {
        let olga = world.operator().await;
        let (_, ada) = world.partner_with_administrator("acme").await;
        let vps = ShippedClass::CloudVps.id();
        let id = add(&olga, service(vps, "VPS", &[])).await.unwrap();
        assert_eq!(refused(list(&ada, false).await), Refusal::NotFound);
        assert_eq!(refused(details(&ada, id).await), Refusal::NotFound);
        assert_eq!(refused(add(&ada, service(vps, "Mine", &[])).await), Refusal::NotFound);
        assert_eq!(refused(archive(&ada, id).await), Refusal::NotFound);
        let seen = details(&olga, id).await.unwrap().version;
        let edited = edit(&ada, id, service(vps, "Mine", &[]), seen).await;
        assert_eq!(refused(edited), Refusal::NotFound);
        assert_eq!(list(&olga, false).await.unwrap().items[0].name, "VPS");
        let never = domain::ItemId::from_uuid(world.portal().new_id());
        assert_eq!(refused(details(&olga, never).await), Refusal::NotFound);
        assert_eq!(refused(restore(&olga, never).await), Refusal::NotFound);
    }
}
