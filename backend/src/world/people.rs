//! People who can sign in, and what was written to them.

use domain::{
    ClientId, MembershipId, PlanId, UserId,
    client_users::{Access, ClientRole},
    clients::ClientStatus,
    inclusions::Section,
    limit::LimitDraft,
    plans::{PlanDraft, Usage},
    policy::Actor,
    text::fold,
};

use super::{PartnerInWorld, World};
use crate::{Context, args, auth, client_users};

#[derive(sqlx::FromRow)]
struct LinkRow {
    link: String,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: uuid::Uuid,
}

#[derive(sqlx::FromRow)]
struct ManagerRow {
    manager_id: Option<uuid::Uuid>,
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

    /// An active client without a plan.
    pub async fn client_named(&self, partner: PartnerInWorld, company: &str) -> ClientId {
        self.client_using(
            partner,
            company,
            ClientStatus::Active,
            None,
            Usage::default(),
        )
        .await
    }

    /// A person of a client, as the policy knows them once they are signed in on the brand's host.
    pub async fn client_user(
        &self,
        partner: PartnerInWorld,
        client: ClientId,
        name: &str,
        access: Access,
    ) -> Context {
        let user = self.user(name, false).await;
        self.joins(partner, client, user, access).await
    }

    /// Makes somebody who is there already a person of a client.
    pub async fn joins(
        &self,
        partner: PartnerInWorld,
        client: ClientId,
        user: UserId,
        access: Access,
    ) -> Context {
        let rights = serde_json::to_string(&access.rights).expect("rights");
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO client_users (partner_id, id, client_id, user_id, role, rights, only_safe,
                notices, joined_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
            args![
                partner.id,
                self.portal.new_id(),
                client,
                user,
                access.role.name(),
                rights,
                access.only_safe,
                access.notices,
                self.portal.now()
            ],
        )
        .await
        .expect("a place");
        tx.commit().await.expect("a commit");
        self.as_client_user(partner, client, user).await
    }

    /// A person of a client asking now.
    pub async fn as_client_user(
        &self,
        partner: PartnerInWorld,
        client: ClientId,
        user: UserId,
    ) -> Context {
        let mut tx = self.portal.db().read().await.expect("a connection");
        let place = client_users::place(&mut tx, partner.id, user, client).await;
        let place = place.expect("the places").expect("a place");
        self.portal.context(Actor::Client(Box::new(place.person)))
    }

    /// An owner of a client.
    pub async fn owner(&self, partner: PartnerInWorld, client: ClientId, name: &str) -> Context {
        let access = Access {
            role: ClientRole::Owner,
            ..Access::default()
        };
        self.client_user(partner, client, name, access).await
    }

    /// Puts a client on a new plan with these limits and sections.
    pub async fn on_plan(
        &self,
        admin: &Context,
        client: ClientId,
        limits: (u32, u32, u32),
        sections: &[Section],
    ) -> PlanId {
        let number = |n: u32| LimitDraft {
            unlimited: false,
            number: n.to_string(),
        };
        let draft = PlanDraft {
            name: format!("Plan {}", self.portal.new_id().simple()),
            workspaces: limits.0.to_string(),
            seats: number(limits.1),
            contacts: number(limits.2),
            sections: sections.to_vec(),
            ..PlanDraft::default()
        };
        let plan = crate::plans::add(admin, draft).await.expect("a plan");
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        let partner = admin.partner().expect("a partner");
        tx.run(
            "UPDATE clients SET plan_id = $3, had_plan = TRUE WHERE partner_id = $1 AND id = $2",
            args![partner, client, plan],
        )
        .await
        .expect("a client");
        tx.commit().await.expect("a commit");
        plan
    }

    /// Takes away what the sections lead to; in a world they all lead somewhere at first.
    pub async fn disconnect_all(&self) {
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run("DELETE FROM section_links", args![])
            .await
            .expect("no links");
        tx.commit().await.expect("a commit");
    }

    /// Leads every section that is not built in somewhere.
    pub(super) async fn connect_all(&self) {
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        for section in Section::ALL.iter().filter(|section| !section.is_built_in()) {
            let secret = self
                .portal
                .vault()
                .seal("key", &format!("section {}", section.key()));
            let url = format!("https://{}.vendor.example", section.key().replace('_', "-"));
            tx.run(
                "INSERT INTO section_links (section, url, secret, is_safe, updated_at, version)
                 VALUES ($1, $2, $3, $4, $5, 1)",
                args![
                    section.key(),
                    url,
                    secret.expect("a secret"),
                    true,
                    self.portal.now()
                ],
            )
            .await
            .expect("a link");
        }
        tx.commit().await.expect("a commit");
    }

    /// Puts clients on the list of a member who sees no others.
    pub async fn list_for(&self, member: &Context, clients: &[ClientId]) {
        let staff = member.staff().expect("a member");
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        for client in clients {
            tx.run(
                "INSERT INTO membership_clients (partner_id, membership_id, client_id)
                 VALUES ($1, $2, $3)",
                args![staff.partner, staff.membership, *client],
            )
            .await
            .expect("a place on the list");
        }
        tx.commit().await.expect("a commit");
    }

    /// Lets a member look after a client.
    pub async fn set_manager(
        &self,
        partner: PartnerInWorld,
        client: ClientId,
        manager: MembershipId,
    ) {
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "UPDATE clients SET manager_id = $3 WHERE partner_id = $1 AND id = $2",
            args![partner.id, client, manager],
        )
        .await
        .expect("a manager");
        tx.commit().await.expect("a commit");
    }

    /// Who looks after a client.
    pub async fn manager_of(
        &self,
        partner: PartnerInWorld,
        client: ClientId,
    ) -> Option<MembershipId> {
        let mut tx = self.portal.db().read().await.expect("a connection");
        let row: Option<ManagerRow> = tx
            .one(
                "SELECT manager_id FROM clients WHERE partner_id = $1 AND id = $2",
                args![partner.id, client],
            )
            .await
            .expect("the clients");
        row.expect("a client")
            .manager_id
            .map(MembershipId::from_uuid)
    }

    /// Whether somebody has the address of that name.
    pub async fn is_a_person(&self, name: &str) -> bool {
        let mut tx = self.portal.db().read().await.expect("a connection");
        let found: Option<IdRow> = tx
            .one(
                "SELECT id FROM users WHERE email_key = $1",
                args![Self::email_of(name)],
            )
            .await
            .expect("the people");
        found.is_some_and(|row| !row.id.is_nil())
    }
}
