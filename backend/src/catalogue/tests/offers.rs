use domain::{
    Currency, Rate,
    catalogue::{ItemKind, ShippedClass, Term},
};

use super::eur;
use crate::catalogue::{classes, offers};

crate::stories! {
    async fn the_nearest_price_is_the_one_clients_pay(world: World) {
        let acme = world.partner("acme").await;
        let bolt = world.partner("bolt").await;
        let hosting = ShippedClass::SharedHosting.id();
        let start = world.item(ItemKind::Service, Some(hosting), "Start", Term::MONTH, 500).await;
        world.item(ItemKind::Domain, None, "com", Term::YEAR, 900).await;
        world.item(ItemKind::AddOn, None, "Backup", Term::MONTH, 200).await;

        let retail = async |partner| {
            let mut tx = world.portal().db().read().await.unwrap();
            let offers = offers(&mut tx, partner).await.unwrap();
            offers.into_iter().map(|o| (o.name, o.retail.minor)).collect::<Vec<_>>()
        };
        let named = |prices: [(&str, i64); 3]| prices.map(|(name, minor)| (name.to_owned(), minor));
        let plain = named([("Start", 500), ("Backup", 200), (".com", 900)]);
        assert_eq!(retail(acme.id).await, plain);

        world.margin(acme, None, Some(Rate::percent(50))).await;
        world.margin(acme, Some(hosting), Some(Rate::percent(20))).await;
        assert_eq!(retail(acme.id).await, named([("Start", 600), ("Backup", 300), (".com", 1_350)]));
        world.retail_price(acme, start, Term::MONTH, Currency::EUR, Some(777)).await;
        assert_eq!(retail(acme.id).await[0].1, 777);
        // What is taken back falls to the next wish, and the youngest price holds.
        world.retail_price(acme, start, Term::MONTH, Currency::EUR, None).await;
        world.margin(acme, Some(hosting), None).await;
        world.item_price(start, Term::MONTH, eur(1_000)).await;
        assert_eq!(retail(acme.id).await[0].1, 1_500);
        assert_eq!(retail(bolt.id).await[0].1, 1_000);
    }

    async fn what_has_no_price_is_not_sold(world: World) {
        let acme = world.partner("acme").await;
        let vps = ShippedClass::CloudVps.id();
        world.item(ItemKind::Service, Some(vps), "Small", Term::MONTH, 500).await;
        let mut tx = world.portal().db().read().await.unwrap();
        let offers = offers(&mut tx, acme.id).await.unwrap();
        let offered: Vec<_> = offers.iter().map(|o| (o.term, o.wholesale, o.retail)).collect();
        assert_eq!(offered, [(Term::MONTH, eur(500), eur(500))]);
    }

    async fn the_shipped_classes_are_there(world: World) {
        let mut tx = world.portal().db().read().await.unwrap();
        let classes = classes(&mut tx).await.unwrap();
        let shipped: Vec<_> = classes.iter().filter_map(|class| class.shipped).collect();
        assert_eq!(shipped, ShippedClass::ALL);
        let ids: Vec<_> = classes.iter().map(|class| class.id).collect();
        assert_eq!(ids, ShippedClass::ALL.map(ShippedClass::id));
    }
}
