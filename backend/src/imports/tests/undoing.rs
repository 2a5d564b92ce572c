use domain::{
    Refusal, Version,
    audit::Event,
    clients::PlanAssignment,
    contacts::ContactDraft,
    imports::{Duplicates, ImportStatus},
    inclusions::Section,
    orders::Begins,
    plans::PlanDraft,
    policy::Role,
    refusal::Rejection,
};

use super::{
    super::{store::undoing::HOLDING, *},
    add, bring, client, companies, import, list_of,
};
use crate::{args, clients, contacts, plans, world::refused};

fn in_use(clients: u64) -> Refusal {
    Refusal::Rejected(Rejection::InUse { clients })
}

#[derive(sqlx::FromRow)]
struct TableRow {
    name: String,
}

crate::stories! {
    async fn an_import_is_taken_back_as_a_whole(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        add(&ada, "Company 0002", "old@example.com").await;
        let before = client(&ada, "Company 0002").await.draft;
        let done = import(&world, &ada, &list_of(450), Duplicates::Update).await;
        assert_eq!((done.added, done.updated, done.can_undo), (449, 1, true));
        assert_ne!(client(&ada, "Company 0002").await.draft, before);

        let undone = undo(&ada, done.id).await.unwrap();
        assert_eq!((undone.status, undone.can_undo), (ImportStatus::Undone, false));
        assert_eq!(companies(&ada).await, (vec!["Company 0002".to_owned()], 1));
        assert_eq!(client(&ada, "Company 0002").await.draft, before);
        let event = world.activity(&ada).await.remove(0);
        assert_eq!((event.event, event.subject.as_deref()), (Event::ImportUndone, Some("list.csv")));

        // Once more changes nothing.
        let events = world.activity(&ada).await.len();
        assert_eq!(undo(&ada, done.id).await.unwrap().status, ImportStatus::Undone);
        assert_eq!(world.activity(&ada).await.len(), events);
    }

    /// A client that one file added and a later line of it changed just goes.
    async fn lines_about_the_same_client_are_undone_together(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        add(&ada, "Beta", "").await;
        let file = "Company,City\nAcme,Reno\nAcme,Oslo\nBeta,Rome\nBeta,Bonn\n";
        let done = import(&world, &ada, file, Duplicates::Update).await;
        assert_eq!((done.added, done.updated), (1, 3));
        assert_eq!(client(&ada, "Beta").await.draft.city, "Bonn");
        undo(&ada, done.id).await.unwrap();
        assert_eq!(companies(&ada).await.0, ["Beta"]);
        assert_eq!(client(&ada, "Beta").await.draft.city, "");
    }

    async fn what_people_worked_on_stays(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let plan = plans::add(&ada, PlanDraft { name: "Pro".to_owned(), ..PlanDraft::default() })
            .await
            .unwrap();
        let done = import(&world, &ada, &list_of(5), Duplicates::Skip).await;
        let touched = client(&ada, "Company 0001").await;
        let mut draft = touched.draft.clone();
        draft.city = "Reno".to_owned();
        clients::edit(&ada, touched.id, draft, Version(1)).await.unwrap();
        assert_eq!(refused(undo(&ada, done.id).await), in_use(1));

        let on_plan = client(&ada, "Company 0002").await.id;
        let wish = PlanAssignment { client: on_plan, plan, seen: Version(1), accepts_overrun: false, timing: None, shown: None };
        clients::assign_plan(&ada, wish).await.unwrap();
        assert_eq!(refused(undo(&ada, done.id).await), in_use(2));
        let after = progress(&ada, done.id).await.unwrap();
        assert_eq!((after.status, after.can_undo), (ImportStatus::Done, false));
        assert_eq!(companies(&ada).await.1, 5);
    }

    async fn a_client_in_somebodys_list_stays(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let ben = world.member_with_scope(partner, "Ben", Role::Salesperson, false).await;
        let done = import(&world, &ada, &list_of(3), Duplicates::Skip).await;
        let listed = client(&ada, "Company 0003").await.id;
        let mut tx = ada.begin().await.unwrap();
        tx.run(
            "INSERT INTO membership_clients (partner_id, membership_id, client_id)
             VALUES ($1, $2, $3)",
            args![partner.id, ben.staff().unwrap().membership, listed],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(refused(undo(&ada, done.id).await), in_use(1));
    }

    async fn a_client_with_contacts_stays(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let done = import(&world, &ada, &list_of(3), Duplicates::Skip).await;
        let used = client(&ada, "Company 0003").await.id;
        world.on_plan(&ada, used, (1, 1, 1), Section::ALL).await;
        let owner = world.owner(partner, used, "Olive").await;
        let draft = ContactDraft { name: "Ana".to_owned(), ..ContactDraft::default() };
        contacts::add(&owner, used, draft).await.unwrap();
        // Whoever added them may be gone.
        let mut tx = ada.begin().await.unwrap();
        tx.run("DELETE FROM client_users WHERE partner_id = $1", args![partner.id]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(refused(undo(&ada, done.id).await), in_use(1));
    }

    async fn whatever_refers_to_a_client_is_looked_at(world: World) {
        // Tables whose rows go with the client, and those that say what the import did.
        const GO: [&str; 3] = ["membership_clients", "subscriptions", "import_rows"];
        let mut tx = world.portal().db().read().await.unwrap();
        let sql = tx.pick(
            "SELECT DISTINCT t.name FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
            WHERE t.type = 'table' AND f.\"table\" = 'clients'",
            "SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint
            WHERE contype = 'f' AND confrelid = 'clients'::regclass",
        );
        let rows: Vec<TableRow> = tx.all(sql, args![]).await.unwrap();
        assert!(rows.len() > HOLDING.len());
        for TableRow { name } in rows {
            let is_known = HOLDING.contains(&name.as_str()) || GO.contains(&name.as_str());
            assert!(is_known, "undoing an import would take away rows of {name}");
        }
    }

    async fn a_client_that_owes_stays(world: World) {
        let shop = world.shop("acme").await;
        let done = import(&world, &shop.admin, &list_of(3), Duplicates::Skip).await;
        let client = client(&shop.admin, "Company 0002").await.id;
        world.order(&shop.admin, client, shop.server, Begins::AtOnce).await;
        assert_eq!(refused(undo(&shop.admin, done.id).await), in_use(1));
    }

    async fn only_what_is_done_can_be_undone(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, list_of(3)).await;
        assert_eq!(refused(undo(&ada, id).await), Refusal::NotFound);
        start(&ada, id, mapping).await.unwrap();
        assert_eq!(refused(undo(&ada, id).await), Refusal::NotFound);
        assert_eq!(refused(discard(&ada, id).await), Refusal::NotFound);
        run_due(world.portal()).await.unwrap();
        undo(&ada, id).await.unwrap();
    }
}
