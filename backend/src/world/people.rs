//! People who can sign in, and what was written to them.

use domain::{UserId, text::fold};

use super::World;
use crate::{args, auth};

#[derive(sqlx::FromRow)]
struct LinkRow {
    link: String,
}

impl World {
    /// The address of a person of a test: `Ada Acme` has `ada.acme@example.com`.
    pub fn email_of(name: &str) -> String {
        format!("{}@example.com", fold(name).replace(' ', "."))
    }

    /// A person who can sign in with [`World::email_of`] their name.
    pub async fn user_with_password(&self, name: &str, password: &str) -> UserId {
        let user = self.user(name, false).await;
        self.set_password(user, password).await;
        user
    }

    /// Gives a person a password.
    pub async fn set_password(&self, user: UserId, password: &str) {
        let hash = auth::hash(&self.portal, password).await.expect("a hash");
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "UPDATE users SET password_hash = $2 WHERE id = $1",
            args![user, hash],
        )
        .await
        .expect("a password");
        tx.commit().await.expect("a commit");
    }

    /// A session of a person at a host, without signing in: hashing takes its time.
    pub async fn session(&self, user: UserId, host: &str) -> auth::NewSession {
        auth::open_for(&self.portal, user, host)
            .await
            .expect("a session")
    }

    /// The links in messages to an address that have not left yet, the newest first.
    pub async fn links_to(&self, email: &str) -> Vec<String> {
        let mut tx = self.portal.db().read().await.expect("a connection");
        let rows: Vec<LinkRow> = tx
            .all(
                "SELECT link FROM outbox WHERE recipient = $1 AND link IS NOT NULL
                 ORDER BY id DESC",
                args![email],
            )
            .await
            .expect("the outbox");
        rows.into_iter().map(|row| row.link).collect()
    }

    /// The secret at the end of the newest link to an address.
    pub async fn newest_token_to(&self, email: &str) -> String {
        let links = self.links_to(email).await;
        let link = links.first().expect("a link");
        let (_, token) = link.rsplit_once('/').expect("a link with a secret");
        token.to_owned()
    }
}
