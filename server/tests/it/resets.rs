//! A lost password: the form, the message, the link.

use std::path::PathBuf;

use backend::{
    outbox::{self, Mailer},
    world::World,
};

use crate::browser::{Browser, PASSWORD};

const EMAIL: &str = "ana.acme@example.com";
const NEW: &str = "a wholly different sentence";

/// The link in the newest message of the mail folder.
fn link_in_mail(world: &World) -> String {
    let Mailer::Folder(folder) = world.portal().mailer() else {
        panic!("a mail folder")
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let message = std::fs::read_to_string(files.last().unwrap()).unwrap();
    // A long line of a message is folded at `=`.
    let message = message.replace("=\r\n", "");
    let (_, link) = message.split_once("http://localhost").unwrap();
    link.split_whitespace().next().unwrap().to_owned()
}

backend::stories! {
    async fn a_lost_password_is_replaced_by_the_link_in_the_message(world: World) {
        let user = world.user_with_password("Ana Acme", PASSWORD).await;
        let old = world.session(user, "localhost").await;
        let mut browser = Browser::at(&world);
        let asked = browser.post("/reset", &[("email", EMAIL)]).await;
        assert_eq!(asked.status, 200);
        assert_eq!(outbox::send_due(world.portal()).await.unwrap(), 1);
        let link = link_in_mail(&world);

        // Looking does not use it up.
        for _ in 0..2 {
            assert_eq!(browser.get(&link).await.status, 200);
        }
        let short = browser.post(&link, &[("password", "short")]).await;
        assert_eq!(short.status, 422);
        assert!(!short.body.contains("short\""), "a password is never shown again");
        let done = browser.post(&link, &[("password", NEW)]).await;
        assert_eq!(done.leads_to(), "/sign-in");
        let again = browser.post(&link, &[("password", "yet another sentence")]).await;
        assert_eq!(again.status, 422);

        let mut elsewhere = browser.in_session(&old);
        assert_eq!(elsewhere.get("/profile").await.status, 303, "other sessions have ended");
        let entered = browser.post("/sign-in", &[("email", EMAIL), ("password", NEW)]).await;
        assert_eq!(entered.leads_to(), "/");
    }

    async fn nobody_learns_who_has_an_address(world: World) {
        world.user_with_password("Ana Acme", PASSWORD).await;
        let mut browser = Browser::at(&world);
        let known = browser.post("/reset", &[("email", EMAIL)]).await;
        let unknown = browser.post("/reset", &[("email", "bea.acme@example.com")]).await;
        assert_eq!(known.status, unknown.status);
        let length = |body: &str| body.len();
        assert_eq!(length(&known.body), length(&unknown.body));
        assert_eq!(browser.post("/reset", &[("email", " ")]).await.status, 422);
    }

    async fn of_many_uses_of_a_link_one_counts(world: World) {
        world.user_with_password("Ana Acme", PASSWORD).await;
        let mut browser = Browser::at(&world);
        browser.post("/reset", &[("email", EMAIL)]).await;
        let link = format!("/reset/{}", world.newest_token_to(EMAIL).await);
        let uses = (0..64).map(|number| {
            let (mut browser, link) = (browser.clone(), link.clone());
            tokio::spawn(async move {
                let password = format!("a sentence of number {number}");
                browser.post(&link, &[("password", &password)]).await.status
            })
        });
        let mut answers = Vec::new();
        for answer in uses.collect::<Vec<_>>() {
            answers.push(answer.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| matches!(status, 303 | 422)), "{answers:?}");
    }
}
