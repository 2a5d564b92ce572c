use domain::{Problem, Refusal, catalogue::ShippedClass, refusal::Changed};

use super::invalid;
use crate::{
    catalogue::{add_class, list, rename_class, reorder_classes},
    world::refused,
};

crate::stories! {
    async fn classes_are_added_named_and_moved(world: World) {
        let olga = world.operator().await;
        let classes = add_class(&olga, " Mail  boxes".to_owned()).await.unwrap();
        let mail = classes.last().unwrap().clone();
        assert_eq!((mail.name.as_str(), mail.shipped), ("Mail boxes", None));
        let taken = refused(add_class(&olga, "MAIL BOXES".to_owned()).await);
        assert_eq!(taken, invalid("name", Problem::Taken));

        let vps = &classes[2];
        assert_eq!(vps.shipped, Some(ShippedClass::CloudVps));
        let named = rename_class(&olga, vps.id, "Mail boxes".to_owned(), vps.version).await;
        assert_eq!(refused(named), invalid("name", Problem::Taken));
        let named = rename_class(&olga, vps.id, "Machines".to_owned(), vps.version).await;
        assert_eq!(named.unwrap()[2].name, "Machines");
        let Refusal::Conflict(stale) =
            refused(rename_class(&olga, vps.id, "Boxes".to_owned(), vps.version).await)
        else {
            panic!("a conflict");
        };
        let (field, now) = ("name".to_owned(), "Machines".to_owned());
        assert_eq!(stale.changed, [Changed { field, now }]);
        // Without a name of its own it is translated again; another has no name to fall back to.
        let back = rename_class(&olga, vps.id, String::new(), stale.version).await.unwrap();
        assert_eq!(back[2].name, "");
        let nameless = refused(rename_class(&olga, mail.id, String::new(), mail.version).await);
        assert_eq!(nameless, invalid("name", Problem::Required));

        let mut order: Vec<_> = classes.iter().map(|class| class.id).collect();
        order.rotate_right(1);
        let moved = reorder_classes(&olga, order.clone()).await.unwrap();
        assert_eq!(moved[0].id, mail.id);
        order.pop();
        let part = refused(reorder_classes(&olga, order).await);
        assert_eq!(part, invalid("order", Problem::Unknown));
        assert_eq!(list(&olga, false).await.unwrap().classes[0].id, mail.id);
    }

    async fn classes_are_the_operators(world: World) {
        let olga = world.operator().await;
        let (_, ada) = world.partner_with_administrator("acme").await;
        assert_eq!(refused(add_class(&ada, "Mine".to_owned()).await), Refusal::NotFound);
        let class = list(&olga, false).await.unwrap().classes[0].clone();
        let named = rename_class(&ada, class.id, "Mine".to_owned(), class.version).await;
        assert_eq!(refused(named), Refusal::NotFound);
        assert_eq!(refused(reorder_classes(&ada, vec![class.id]).await), Refusal::NotFound);
        assert_eq!(list(&olga, false).await.unwrap().classes[0], class);
    }
}
