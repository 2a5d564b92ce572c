use domain::{
    Money, Problem, Rate, Refusal, ServiceClassId, Version,
    audit::Event,
    catalogue::{ItemKind, Margins, MarginsDraft, RetailDraft, ShippedClass, Term},
    policy::{Reason, Role},
};

use super::{counted, eur, invalid, slot};
use crate::{
    Context,
    catalogue::{offers, price_list, set_margins, set_retail},
    world::{PartnerInWorld, World, refused},
};

const VPS: ServiceClassId = ShippedClass::CloudVps.id();

fn margins(on_all: &str, on_vps: &str) -> MarginsDraft {
    MarginsDraft {
        on_all: on_all.to_owned(),
        on_classes: [(VPS, on_vps.to_owned())].into(),
    }
}

/// What clients of a partner pay for a service that the operator gives for 10.
async fn pays(world: &World, partner: PartnerInWorld, item: domain::ItemId) -> Money {
    let mut tx = world.portal().db().read().await.unwrap();
    let offers = offers(&mut tx, partner.id).await.unwrap();
    let offer = offers.iter().find(|offer| offer.item == item);
    offer.unwrap().retail
}

async fn vps(world: &World) -> domain::ItemId {
    world
        .item(ItemKind::Service, Some(VPS), "VPS S", Term::MONTH, 1_000)
        .await
}

fn own(item: domain::ItemId, retail: &str, seen: Option<i64>) -> RetailDraft {
    RetailDraft {
        item,
        slot: slot("1-EUR"),
        retail: retail.to_owned(),
        seen: seen.map(eur),
    }
}

async fn version(cx: &Context) -> Version {
    price_list(cx).await.unwrap().version
}

crate::stories! {
    async fn a_margin_changes_what_clients_pay(world: World) {
        let (acme, ada) = world.partner_with_administrator("acme").await;
        let (bolt, _) = world.partner_with_administrator("bolt").await;
        let small = vps(&world).await;
        let list = set_margins(&ada, margins("20", ""), version(&ada).await).await.unwrap();
        assert_eq!(pays(&world, acme, small).await, eur(1_200));
        assert_eq!(list.items[0].retail(&list.margins), Ok(eur(1_200)));
        let list = set_margins(&ada, margins("20", "7,5"), list.version).await.unwrap();
        assert_eq!(pays(&world, acme, small).await, eur(1_075));
        assert_eq!(pays(&world, bolt, small).await, eur(1_000), "another partner's own");

        let event = world.activity(&ada).await.remove(0);
        assert_eq!(event.event, Event::MarginsSet);
        let change = &event.changes[0];
        assert_eq!((change.field.as_str(), change.to.as_str()), ("cloud_vps", "7.5 %"));

        // What does not differ is not written.
        let rows = "SELECT count(*) AS n FROM margins";
        assert_eq!(counted(&world, rows).await, 2);
        let list = set_margins(&ada, margins("20", "7.5"), list.version).await.unwrap();
        assert_eq!(counted(&world, rows).await, 2);
        assert_eq!(world.activity(&ada).await.len(), 2);
        let list = set_margins(&ada, margins("", ""), list.version).await.unwrap();
        assert_eq!(list.margins, Margins::default());
        assert_eq!(pays(&world, acme, small).await, eur(1_000));
    }

    async fn a_price_of_ones_own_stands_before_the_margin(world: World) {
        let (acme, ada) = world.partner_with_administrator("acme").await;
        let small = vps(&world).await;
        set_margins(&ada, margins("20", ""), version(&ada).await).await.unwrap();
        let set = set_retail(&ada, own(small, "14.99", None)).await.unwrap();
        assert_eq!(set.set, Some(eur(1_499)));
        assert_eq!(pays(&world, acme, small).await, eur(1_499));
        let event = world.activity(&ada).await.remove(0);
        assert_eq!((event.event, event.subject.as_deref()), (Event::RetailSet, Some("VPS S")));
        assert_eq!(event.changes[0].to, "14.99 EUR");

        // A loss is the partner's business, and what the operator asks later changes nothing.
        set_retail(&ada, own(small, "1", Some(1_499))).await.unwrap();
        world.item_price(small, Term::MONTH, eur(2_000)).await;
        assert_eq!(pays(&world, acme, small).await, eur(100));
        assert_eq!(price_list(&ada).await.unwrap().items[0].wholesale, eur(2_000));
        set_retail(&ada, own(small, " ", Some(100))).await.unwrap();
        assert_eq!(pays(&world, acme, small).await, eur(2_400));
    }

    async fn stale_prices_are_told(world: World) {
        let (acme, ada) = world.partner_with_administrator("acme").await;
        let small = vps(&world).await;
        let seen = version(&ada).await;
        set_margins(&ada, margins("20", "5"), seen).await.unwrap();
        let Refusal::Conflict(stale) = refused(set_margins(&ada, margins("30", "5"), seen).await)
        else {
            panic!("a conflict");
        };
        assert_eq!((stale.changed[0].field.as_str(), stale.changed[0].now.as_str()), ("on_all", "20 %"));
        set_retail(&ada, own(small, "14", None)).await.unwrap();
        let Refusal::Conflict(stale) = refused(set_retail(&ada, own(small, "15", None)).await) else {
            panic!("a conflict");
        };
        assert_eq!(stale.changed[0].now, "14.00");
        assert_eq!(pays(&world, acme, small).await, eur(1_400));
    }

    async fn of_two_who_set_margins_at_once_one_wins(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let seen = version(&ada).await;
        let there = world.replica().await.context(ada.actor().clone());
        let (one, other) = tokio::join!(
            set_margins(&ada, margins("10", ""), seen),
            set_margins(&there, margins("20", ""), seen),
        );
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|won| **won).count(), 1);
        assert_eq!(counted(&world, "SELECT count(*) AS n FROM margins").await, 1);
    }

    async fn wrong_prices_are_told_at_their_field(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let small = vps(&world).await;
        let wrong = refused(set_margins(&ada, margins("a lot", ""), version(&ada).await).await);
        assert_eq!(wrong, invalid("on_all", Problem::NotARate));
        let nowhere = ServiceClassId::from_uuid(world.portal().new_id());
        let lost = MarginsDraft {
            on_classes: [(nowhere, "5".to_owned())].into(),
            ..MarginsDraft::default()
        };
        let lost = refused(set_margins(&ada, lost, version(&ada).await).await);
        assert_eq!(lost, invalid(&nowhere.to_string(), Problem::Unknown));
        let wrong = refused(set_retail(&ada, own(small, "1.999", None)).await);
        assert_eq!(wrong, invalid("retail", Problem::NotMoney));
        // What is not sold so has no price.
        let yearly = RetailDraft { slot: slot("12-EUR"), ..own(small, "5", None) };
        assert_eq!(refused(set_retail(&ada, yearly).await), Refusal::NotFound);
    }

    async fn prices_are_seen_by_all_and_set_by_few(world: World) {
        let (acme, ada) = world.partner_with_administrator("acme").await;
        let small = vps(&world).await;
        let june = world.member(acme, "June", Role::JuniorSalesperson).await;
        assert_eq!(price_list(&june).await.unwrap().items.len(), 1);
        let seen = version(&june).await;
        for refusal in [
            refused(set_margins(&june, margins("10", ""), seen).await),
            refused(set_retail(&june, own(small, "5", None)).await),
        ] {
            assert!(matches!(refusal, Refusal::Denied(Reason::RoleLacks { .. })), "{refusal:?}");
        }
        let olga = world.operator().await;
        assert_eq!(refused(price_list(&olga).await), Refusal::NotFound);
        let list = price_list(&ada).await.unwrap();
        assert_eq!((list.version, list.items[0].set), (Version(0), None));
        assert_eq!(list.margins.on(Some(VPS)), Rate::ZERO);
    }
}
