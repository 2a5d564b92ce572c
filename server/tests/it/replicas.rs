//! Two replicas on one database.

use backend::partners;

use crate::browser::{Browser, PASSWORD};

const EMAIL: &str = "ada.of.acme@example.com";

backend::stories! {
    async fn a_session_lives_and_ends_on_every_replica_at_once(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        world.set_password(admin.actor().user().unwrap(), PASSWORD).await;
        let mut one = Browser::at(&world);
        let mut other = Browser::at_portal(world.replica().await);
        let entered = one.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!(entered.leads_to(), "/");
        other.cookies = one.cookies.clone();
        assert_eq!(other.get("/p/acme").await.status, 200);

        let operator = world.operator().await;
        partners::suspend(&operator, acme.id).await.unwrap();
        assert_eq!(other.get("/p/acme").await.status, 403);
        partners::resume(&operator, acme.id).await.unwrap();
        assert_eq!(other.get("/p/acme").await.status, 200);

        one.post("/sign-out", &[]).await;
        assert_eq!(other.get("/p/acme").await.status, 303);
    }

    async fn failures_are_counted_for_all_replicas_together(world: World) {
        world.user_with_password("Ana Acme", PASSWORD).await;
        let mut one = Browser::at(&world);
        let mut other = Browser::at_portal(world.replica().await);
        let wrong = [("email", "ana.acme@example.com"), ("password", "wrong")];
        assert_eq!(one.post("/sign-in", &wrong).await.status, 422);
        assert_eq!(other.post("/sign-in", &wrong).await.status, 429);
    }
}
