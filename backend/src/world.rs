//! The only way tests make data: a portal on a database of its own, partners, people.
//!
//! Stories run on `SQLite` always, and on `PostgreSQL` when `MARQUE_TEST_POSTGRES_URL` names a
//! server on which databases may be made (the test command starts one).
#![expect(
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test whose data cannot be made has failed"
)]

mod catalogue;
mod commerce;
mod commission;
mod dns;
mod people;
mod rows;
mod visits;

use std::sync::Arc;

use domain::{
    ClientId, MembershipId, PartnerId, PlanId, Refusal, Timestamp, UserId,
    audit::Activity,
    clients::ClientStatus,
    partners::PartnerStatus,
    plans::Usage,
    policy::{Actor, Role, Staff},
    text::fold,
};

use crate::{
    Context, Portal, args,
    clock::TestClock,
    db::{Db, Settings},
    outbox::Mailer,
    vault::Vault,
};
pub use commerce::{Shop, UNSAVED, cloud, paid, wish};
pub use dns::TestDns;

/// A story that must hold on both engines.
#[macro_export]
macro_rules! stories {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(clippy::allow_attributes, unused_imports, reason = "stories differ")]
            use super::*;

            async fn tell($world: $crate::world::World) $body

            #[tokio::test]
            async fn sqlite() {
                tell($crate::world::World::on_sqlite().await).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(world) = $crate::world::World::on_postgres().await {
                    tell(world).await;
                }
            }
        }
    )*};
}

/// A portal of a test.
#[derive(Debug)]
pub struct World {
    portal: Portal,
    clock: Arc<TestClock>,
    dns: Arc<TestDns>,
    folder: tempfile::TempDir,
    url: String,
}

/// A partner of a test.
#[derive(Debug, Clone, Copy)]
pub struct PartnerInWorld {
    /// Which.
    pub id: PartnerId,
}

/// Noon of 2026-11-22, UTC.
pub const NOON: Timestamp = Timestamp(1_795_348_800_000_000);

impl World {
    /// A world on a new `SQLite` file.
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("portal.db").display());
        Self::on(url, folder).await
    }

    /// A world on a new `PostgreSQL` database, if there is a server.
    pub async fn on_postgres() -> Option<Self> {
        let server = std::env::var("MARQUE_TEST_POSTGRES_URL").ok()?;
        let folder = tempfile::tempdir().expect("a folder");
        // Several runs may share a server, and the system gives a process's number again.
        let mut random = [0_u8; 8];
        crate::portal::fill_random(&mut random);
        let name = format!("t_{}", hex::encode(random));
        let settings = Settings {
            url: server.clone(),
            connections: 1,
        };
        let admin = Db::open(&settings).await.expect("the test server answers");
        admin
            .execute_raw(format!("CREATE DATABASE {name}"))
            .await
            .expect("a database");
        let (base, _) = server.rsplit_once('/').expect("a URL with a database");
        Some(Self::on(format!("{base}/{name}"), folder).await)
    }

    async fn on(url: String, folder: tempfile::TempDir) -> Self {
        let db = Db::open(&Settings {
            url: url.clone(),
            connections: 4,
        })
        .await
        .expect("a database");
        db.migrate().await.expect("a schema");
        let clock = Arc::new(TestClock::at(NOON));
        let mailer = Mailer::Folder(folder.path().join("mail"));
        let dns = Arc::new(TestDns::default());
        let key = folder.path().join("secret.key");
        let portal = Portal::new(db, clock.clone(), mailer, "http://localhost".to_owned())
            .with_vault(Vault::of_file(&key).expect("a key"))
            .with_dns(dns.clone());
        let world = Self {
            portal,
            clock,
            dns,
            folder,
            url,
        };
        world.connect_all().await;
        world
    }

    /// A second replica of the portal on the same database, with the same clock. It joins a moment
    /// later than what there is already: ids of one millisecond have no order across replicas.
    pub async fn replica(&self) -> Portal {
        self.replica_at("http://localhost").await
    }

    /// A second replica that is reached at another address.
    pub async fn replica_at(&self, public_url: &str) -> Portal {
        self.clock.advance(1);
        let settings = Settings {
            url: self.url.clone(),
            connections: 4,
        };
        let db = Db::open(&settings).await.expect("a database");
        let mailer = Mailer::Folder(self.folder.path().join("mail"));
        Portal::new(db, self.clock.clone(), mailer, public_url.to_owned())
            .with_vault(Vault::of_file(&self.folder.path().join("secret.key")).expect("a key"))
            .with_dns(self.dns.clone())
    }

    /// The portal.
    pub const fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Its clock.
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// Its DNS.
    pub fn dns(&self) -> &TestDns {
        &self.dns
    }

    /// A person without a password.
    pub async fn user(&self, name: &str, is_operator: bool) -> UserId {
        let id = UserId::from_uuid(self.portal.new_id());
        let email = Self::email_of(name);
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO users (id, email, email_key, name, lang, is_operator, created_at)
             VALUES ($1, $2, $2, $3, 'en', $4, $5)",
            args![id, email, name, is_operator, self.portal.now()],
        )
        .await
        .expect("a user");
        tx.commit().await.expect("a commit");
        id
    }

    /// A person of the operator's.
    pub async fn operator(&self) -> Context {
        let user = self.user("Olga Operator", true).await;
        self.portal.context(Actor::Operator(user))
    }

    /// A partner without people.
    pub async fn partner(&self, slug: &str) -> PartnerInWorld {
        let id = PartnerId::from_uuid(self.portal.new_id());
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO partners
             (partner_id, slug, name, name_key, status, company, created_at, version)
             VALUES ($1, $2, $2, $2, 'active', '{}', $3, 1)",
            args![id, slug, self.portal.now()],
        )
        .await
        .expect("a partner");
        tx.commit().await.expect("a commit");
        PartnerInWorld { id }
    }

    /// A member of a partner's team who sees every client.
    pub async fn member(&self, partner: PartnerInWorld, name: &str, role: Role) -> Context {
        self.member_with_scope(partner, name, role, true).await
    }

    /// A member of a partner's team.
    pub async fn member_with_scope(
        &self,
        partner: PartnerInWorld,
        name: &str,
        role: Role,
        sees_all: bool,
    ) -> Context {
        let user = self.user(name, false).await;
        let membership = MembershipId::from_uuid(self.portal.new_id());
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO memberships
             (partner_id, id, user_id, role, sees_all, joined_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, 1)",
            args![
                partner.id,
                membership,
                user,
                role.name(),
                sees_all,
                self.portal.now()
            ],
        )
        .await
        .expect("a membership");
        tx.commit().await.expect("a commit");
        let staff = Staff {
            user,
            membership,
            partner: partner.id,
            status: PartnerStatus::Active,
            role,
            sees_all,
        };
        self.portal.context(Actor::Staff(staff))
    }

    /// A partner with its administrator.
    pub async fn partner_with_administrator(&self, slug: &str) -> (PartnerInWorld, Context) {
        let partner = self.partner(slug).await;
        let admin = self
            .member(partner, &format!("Ada of {slug}"), Role::Administrator)
            .await;
        (partner, admin)
    }

    /// The same person asking again, after the clock moved.
    pub fn again(&self, cx: &Context) -> Context {
        self.portal.context(cx.actor().clone())
    }
}

impl World {
    /// A client in a state, on a plan or none, with what it uses.
    pub async fn client_using(
        &self,
        partner: PartnerInWorld,
        company: &str,
        status: ClientStatus,
        plan: Option<PlanId>,
        usage: Usage,
    ) -> ClientId {
        let id = ClientId::from_uuid(self.portal.new_id());
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO clients (partner_id, id, company, contact, email, website, phone, country,
                street, city, state, postal_code, notes, custom, plan_id, status, had_plan,
                workspaces_used, seats_used, contacts_used, name_key, email_key, search_text,
                created_at, updated_at, version)
             VALUES ($1, $2, $3, '', '', '', '', '', '', '', '', '', '', '{}', $4, $5, $6,
                $7, $8, $9, $10, '', $10, $11, $11, 1)",
            args![
                partner.id,
                id,
                company,
                plan,
                status.name(),
                plan.is_some(),
                usage.workspaces,
                usage.seats,
                usage.contacts,
                fold(company),
                self.portal.now()
            ],
        )
        .await
        .expect("a client");
        tx.commit().await.expect("a commit");
        id
    }

    /// The events recorded at the actor's partner, newest first.
    pub async fn activity(&self, cx: &Context) -> Vec<Activity> {
        let mut tx = cx.read().await.expect("a connection");
        crate::audit::recent(&mut tx, cx, 100)
            .await
            .expect("the events")
    }
}

/// The refusal that `answer` must be.
pub fn refused<T: std::fmt::Debug>(answer: crate::Result<T>) -> Refusal {
    match answer.expect_err("a refusal") {
        crate::Error::Refused(refusal) => refusal,
        crate::Error::Broken(error) => panic!("broken: {error}"),
    }
}
