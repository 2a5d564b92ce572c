//! Clients that come with an import, and go with it.

use domain::{ImportId, clients::NewClient};

use super::*;
use crate::clients::bulk_in::{Arrival, bring_in, restore, take_back, update_from_import};

/// The row of an import, for clients to refer to.
async fn import(world: &World, cx: &Context) -> ImportId {
    let id = ImportId::from_uuid(cx.new_id());
    let mut tx = world.portal().db().begin().await.unwrap();
    tx.run(
        "INSERT INTO imports (partner_id, id, file, content, delimiter, encoding, has_headings,
            mapping, status, row_count, done, added, updated, skipped, leased_until, created_by,
            created_at)
         VALUES ($1, $2, 'a.csv', $3, ',', 'UTF-8', $4, '[]', 'running', 0, 0, 0, 0, 0, 0, $5, 0)",
        args![
            cx.partner().unwrap(),
            id,
            Vec::<u8>::new(),
            true,
            cx.actor().user()
        ],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id
}

fn checked(draft: &ClientDraft) -> NewClient {
    draft.validate(&[]).unwrap()
}

crate::stories! {
    async fn an_imported_client_goes_unless_somebody_changed_it(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let partner = cx.partner().unwrap();
        let import = import(&world, &cx).await;
        let mut ids = Vec::new();
        let mut tx = cx.begin().await.unwrap();
        for name in ["Aster", "Begonia"] {
            let arrival = Arrival::with(import, &cx);
            let data = checked(&named(name));
            ids.push(bring_in(&mut tx, &cx, partner, &data, arrival).await.unwrap());
        }
        tx.commit().await.unwrap();
        let aster = details(&cx, ids[0]).await.unwrap();
        assert_eq!((aster.import, events(&aster)), (Some(import), vec![]));
        edit(&cx, ids[1], named("Begonia II"), Version(1)).await.unwrap();

        let mut tx = cx.begin().await.unwrap();
        for (id, gone) in [(ids[0], true), (ids[1], false), (ids[0], false)] {
            let done = take_back(&mut tx, partner, import, (id, Version(1))).await.unwrap();
            assert_eq!(done, gone);
        }
        tx.commit().await.unwrap();
        assert_eq!(walk(&cx, ClientQuery::default()).await, ["Begonia II"]);
        assert_eq!(list(&cx, ClientQuery::default()).await.unwrap().total.rows, 1);
        let query = ClientQuery { search: "aster".to_owned(), ..ClientQuery::default() };
        assert!(walk(&cx, query).await.is_empty());
    }

    async fn an_updated_client_gets_its_values_back(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let partner = cx.partner().unwrap();
        let client = added(&cx, "Aster").await;
        let new = checked(&ClientDraft { city: "Porto".to_owned(), ..named("Aster") });

        let mut tx = cx.begin().await.unwrap();
        let at = (client.id, client.version);
        let version = update_from_import(&mut tx, &cx, partner, at, &client.draft, &new).await;
        assert_eq!(version.unwrap(), Some(Version(2)));
        let stale = update_from_import(&mut tx, &cx, partner, at, &client.draft, &new).await;
        assert_eq!(stale.unwrap(), None);
        let stale = restore(&mut tx, &cx, partner, at, client.draft.clone()).await.unwrap();
        assert_eq!(stale, None);
        tx.commit().await.unwrap();
        assert_eq!(details(&cx, client.id).await.unwrap().draft.city, "Porto");

        let mut tx = cx.begin().await.unwrap();
        let at = (client.id, Version(2));
        let version = restore(&mut tx, &cx, partner, at, client.draft.clone()).await.unwrap();
        assert_eq!(version, Some(Version(3)));
        tx.commit().await.unwrap();
        let back = details(&cx, client.id).await.unwrap();
        assert_eq!(back.draft, client.draft);
        assert_eq!(events(&back), [Event::ClientAdded, Event::ClientEdited, Event::ClientEdited]);
    }
}
