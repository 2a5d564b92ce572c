//! Lists of clients, in and out.

use domain::policy::Role;

use crate::{browser::Browser, things::Office};

backend::stories! {
    async fn a_file_is_taken_in_and_leads_to_its_mapping(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let answer = browser.upload("/p/acme/clients/import", "a.csv", "Company\nBakery\n").await;
        let place = answer.leads_to().to_owned();
        assert!(place.starts_with("/p/acme/clients/import/"), "{place}");
        assert_eq!(browser.get(&place).await.status, 200);

        let empty = browser.upload("/p/acme/clients/import", "a.csv", "").await;
        assert_eq!(empty.leads_to(), "/p/acme/clients/import?refused=not_a_table");
        let large = "x".repeat(domain::imports::FILE_MAX + 1);
        let large = browser.upload("/p/acme/clients/import", "a.csv", &large).await;
        assert_eq!(large.leads_to(), "/p/acme/clients/import?refused=too_large");
        let huge = "x".repeat(domain::imports::FILE_MAX + 100_000);
        let huge = browser.upload("/p/acme/clients/import", "a.csv", &huge).await;
        assert_eq!(huge.leads_to(), "/p/acme/clients/import?refused=too_large");
    }

    async fn a_file_waits_for_its_place_and_is_told_when_there_is_none(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let junior = world.member(acme, "June", Role::JuniorSalesperson).await;
        let sessions = [
            world.session(admin.actor().user().unwrap(), "localhost").await,
            world.session(junior.actor().user().unwrap(), "localhost").await,
        ];
        let [mut browser, mut june] = sessions.map(|session| Browser::at(&world).in_session(&session));
        let mut places = Vec::new();
        for _ in 0..8 {
            places.push(backend::imports::place(&admin).await.unwrap());
        }
        // Who may not import is told so at once.
        let denied = june.upload("/p/acme/clients/import", "a.csv", "Company\nBakery\n").await;
        assert_eq!(denied.status, 403);
        let busy = browser.upload("/p/acme/clients/import", "a.csv", "Company\nBakery\n").await;
        assert_eq!(busy.leads_to(), "/p/acme/clients/import?refused=busy");
        assert!(browser.get(busy.leads_to()).await.body.contains("Many files are being read"));
        assert_eq!(backend::imports::list(&admin).await.unwrap(), []);

        let (taken, ()) = tokio::join!(
            browser.upload("/p/acme/clients/import", "a.csv", "Company\nBakery\n"),
            async {
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                places.pop();
            }
        );
        assert!(taken.leads_to().starts_with("/p/acme/clients/import/imp_"));
    }

    async fn a_list_is_taken_out_as_a_file(world: World) {
        let acme = world.partner("acme").await;
        let admin = world.member(acme, "Ana", Role::Administrator).await;
        let bakery = world.client_named(acme, "=Bakery").await;
        world.client_named(acme, "Florist").await;
        let foreign = world.client_named(world.partner("bolt").await, "Foreign").await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);

        let all = browser.get("/p/acme/clients/export").await;
        assert_eq!(all.status, 200);
        assert_eq!(all.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(
            all.header("content-disposition"),
            "attachment; filename=\"acme-clients.csv\"; filename*=UTF-8''acme-clients.csv"
        );
        assert!(all.body.contains("Florist") && all.body.contains("'=Bakery"), "{}", all.body);
        assert!(!all.body.contains("Foreign"));
        let found = browser.get("/p/acme/clients/export?q=flor").await.body;
        assert!(found.contains("Florist") && !found.contains("Bakery"), "{found}");
        let picked = browser.get(&format!("/p/acme/clients/export?ids={bakery}")).await.body;
        assert!(!picked.contains("Florist") && picked.contains("Bakery"), "{picked}");
        for ids in [format!("{bakery},{foreign}"), foreign.to_string(), "x".to_owned()] {
            let answer = browser.get(&format!("/p/acme/clients/export?ids={ids}")).await;
            assert_eq!(answer.status, 404, "{ids}");
        }
    }
}

backend::stories! {
    async fn contacts_come_in_and_leave_on_the_brands_host(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let office = Office::make(&world, acme, &admin).await;
        let user = office.owner.actor().user().unwrap();
        let session = world.session(user, "acme.localhost").await;
        let mut browser = Browser::at(&world).on("acme.localhost").in_session(&session);
        let at = format!("/c/{}/contacts", office.client);
        let import = format!("{at}/import");

        let answer = browser.upload(&import, "people.csv", "Name;E-mail\n=Ana;ana@example.com\n").await;
        let place = answer.leads_to().to_owned();
        assert!(place.starts_with(&format!("{import}/ctf_")), "{place}");
        let page = browser.get(&place).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("people.csv") && page.body.contains("=Ana"), "{}", page.body);
        let id = place.rsplit('/').next().unwrap();
        let arguments = serde_json::json!({ "client": office.client, "id": id });
        let done = browser.call("/fn/contacts/import", &arguments).await;
        assert_eq!((done.status, done.body.contains("\"added\":1")), (200, true), "{}", done.body);

        let file = browser.get(&format!("{at}/export")).await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert!(file.header("content-disposition").contains("filename=\"contacts.csv\""));
        assert!(file.body.contains("'=Ana,ana@example.com"), "{}", file.body);
        let none = browser.get(&format!("{at}/export?q=nobody")).await.body;
        assert!(!none.contains("Ana"), "{none}");
        let request = axum::http::Request::get(format!("{at}/export"));
        let forged = request.header("sec-fetch-site", "cross-site");
        assert_eq!(browser.send(forged, String::new()).await.status, 403);

        let empty = browser.upload(&import, "a.csv", "").await;
        assert_eq!(empty.leads_to(), format!("{import}?refused=not_a_table"));
        assert!(browser.get(empty.leads_to()).await.body.contains("cannot be read as a table"));
        for more in [1, 100_000] {
            let large = "x".repeat(domain::contacts::FILE_MAX + more);
            let large = browser.upload(&import, "a.csv", &large).await;
            assert_eq!(large.leads_to(), format!("{import}?refused=too_large"));
        }
        // The portal's own host knows nothing of it.
        let mut elsewhere = browser.on("localhost");
        assert_eq!(elsewhere.get(&at).await.status, 404);
        assert_eq!(elsewhere.upload(&import, "a.csv", "Name\nAna\n").await.status, 404);
    }
}
