use domain::{
    FieldErrors, Problem,
    audit::Event,
    refusal::{Changed, Conflict},
};

use super::*;
use crate::world::refused;

crate::stories! {
    async fn people_are_added_edited_and_removed(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        let ana = add(&owner, client, ContactDraft {
            phone: "+34 600 100 200".to_owned(),
            organisation: " Panadería  Sol ".to_owned(),
            notes: "Likes rye".to_owned(),
            ..named(" Ana  Ruiz ", "Ana@Example.com")
        }).await.unwrap();
        assert_eq!(ana.draft.name, "Ana Ruiz");
        assert_eq!(ana.draft.organisation, "Panadería Sol");
        add(&owner, client, named("", "bo@example.com")).await.unwrap();
        assert_eq!(details(&owner, client, ana.id).await.unwrap(), ana);
        assert_eq!(used(&admin, client).await, 2);

        let ruiz = ContactDraft { name: "Ana Ruiz Soto".to_owned(), ..ana.draft.clone() };
        let edited = edit(&owner, client, ana.id, ruiz.clone(), ana.version).await.unwrap();
        assert_eq!(edited.draft, ruiz);
        // Once more changes nothing, whatever was seen.
        let again = edit(&owner, client, ana.id, ruiz, ana.version).await.unwrap();
        assert_eq!(again.version, edited.version);
        let stale = edit(&owner, client, ana.id, ana.draft.clone(), ana.version).await;
        assert_eq!(refused(stale), Refusal::Conflict(Conflict {
            version: edited.version,
            changed: vec![Changed { field: "name".to_owned(), now: "Ana Ruiz Soto".to_owned() }],
        }));

        remove(&owner, client, vec![ana.id]).await.unwrap();
        assert_eq!(search(&owner, client, "").await, (vec!["bo@example.com".to_owned()], 1));
        assert_eq!(used(&admin, client).await, 1);
        assert_eq!(refused(details(&owner, client, ana.id).await), Refusal::NotFound);
        let told: Vec<_> = world.activity(&admin).await.into_iter().take(4)
            .map(|it| (it.event, it.subject.unwrap(), it.client.unwrap().0)).collect();
        assert_eq!(told, [
            (Event::ContactRemoved, "Ana Ruiz Soto".to_owned(), client),
            (Event::ContactEdited, "Ana Ruiz Soto".to_owned(), client),
            (Event::ContactAdded, "bo@example.com".to_owned(), client),
            (Event::ContactAdded, "Ana Ruiz".to_owned(), client),
        ]);
    }

    async fn an_address_is_there_once(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        let taken = Refusal::from(FieldErrors::one("email", Problem::Taken));
        add(&owner, client, named("Ana", "ana@example.com")).await.unwrap();
        let bo = add(&owner, client, named("Bo", "")).await.unwrap();
        // Any number of people have no address.
        add(&owner, client, named("Cy", "")).await.unwrap();
        let twice = add(&owner, client, named("Anna", "ANA@example.com")).await;
        assert_eq!(refused(twice), taken);
        let moved = edit(&owner, client, bo.id, named("Bo", "ana@Example.com"), bo.version).await;
        assert_eq!(refused(moved), taken);
        assert_eq!(used(&admin, client).await, 3);
        let nobody = add(&owner, client, named(" ", "")).await;
        assert_eq!(refused(nobody), FieldErrors::one("name", Problem::Required).into());
    }

    async fn many_are_removed_together_or_not_at_all(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        let mut ids = Vec::new();
        for name in ["Ana", "Bo", "Cy"] {
            ids.push(add(&owner, client, named(name, "")).await.unwrap().id);
        }
        remove(&owner, client, vec![ids[2]]).await.unwrap();
        let with_one_gone = remove(&owner, client, ids.clone()).await;
        assert_eq!(refused(with_one_gone), Refusal::NotFound);
        assert_eq!(refused(remove(&owner, client, Vec::new()).await), Refusal::NotFound);
        assert_eq!(used(&admin, client).await, 2);
        // The same one named twice goes once.
        remove(&owner, client, vec![ids[0], ids[1], ids[0]]).await.unwrap();
        assert_eq!(used(&admin, client).await, 0);
        let event = world.activity(&admin).await.remove(0);
        assert_eq!((event.event, event.subject.as_deref()), (Event::ContactsRemoved, Some("2")));
        let too_many = vec![ids[0]; domain::contacts::REMOVE_MAX + 1];
        let too_much = Rejection::TooMuch { max: 500 };
        assert_eq!(refused(remove(&owner, client, too_many).await), too_much.into());
    }

    async fn sixty_four_at_once_never_pass_the_limit(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        let tries: Vec<_> = (0..64).map(|n| {
            let owner = owner.clone();
            tokio::spawn(async move { add(&owner, client, named(&format!("Person {n}"), "")).await })
        }).collect();
        let mut made = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => made += 1,
                other => {
                    let full = Some((Limited::Contacts, 10, 10, "acme"));
                    assert_eq!(limit(&refused(other)), full);
                }
            }
        }
        assert_eq!(made, 10);
        assert_eq!(used(&admin, client).await, 10);
        assert_eq!(search(&owner, client, "").await.0.len(), 10);
    }
}
