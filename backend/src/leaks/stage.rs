use domain::{
    ClientId, Currency, InvoiceId, MembershipId, PartnerId, UserId, Version,
    charges::ChargeDraft,
    client_users::{Access, ClientRole, ClientUserDraft},
    clients::{BlockReason, ClientDraft},
    inclusions::Section,
    limit::LimitDraft,
    partners::{CompanyDraft, PartnerStatus},
    plans::PlanDraft,
    policy::{Actor, Role, Staff},
    sections::SectionLinkDraft,
};
use tempfile::TempDir;
use tokio::runtime::Handle;

use super::store;
use crate::{
    Context, Error, Portal, Result, brands, charges, client_users, clients,
    db::{Db, Settings},
    invoices,
    outbox::Mailer,
    partners, plans, sections,
};

/// What the client on a stage is called.
const COMPANY: &str = "Sunrise Bakery";

/// Somebody who works at the client on a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// An owner, who may everything.
    Owner,
    /// A member without a single box ticked: everything is locked.
    Member,
}

impl Person {
    /// Where they are written to.
    #[must_use]
    pub const fn email(self) -> &'static str {
        match self {
            Self::Owner => "owner@people.example",
            Self::Member => "member@people.example",
        }
    }
}

/// A portal on a database of its own, thrown away after the look: a partner as its clients see it,
/// with one client. Nobody who signs in there is anywhere else, so nothing that happens there can be
/// seen, and no secret that is made there opens anything.
#[derive(Debug)]
pub struct Stage {
    portal: Portal,
    url: String,
    operator: UserId,
    staff: Staff,
    client: ClientId,
    invoice: InvoiceId,
    _folder: TempDir,
}

impl Stage {
    /// Sets a stage for a partner: its published brand with its pictures, its domain, where the
    /// operator's sections lead. No person, no client and no secret of the real portal is on it.
    pub(super) async fn set(real: &Portal, partner: PartnerId) -> Result<Self> {
        let mut tx = real.db().read().await?;
        let front = brands::front_of(&mut tx, partner).await?;
        let (company, _) = store::company(&mut tx, partner).await?;
        let files = store::files(&mut tx, partner).await?;
        let links = sections::addresses(&mut tx).await?;
        drop(tx);

        let folder = tempfile::tempdir().map_err(|error| Error::Broken(Box::new(error)))?;
        let db = Db::open(&Settings {
            url: format!("sqlite:{}", folder.path().join("stage.db").display()),
            connections: 2,
        })
        .await?;
        // What runs migrations stays on one thread.
        let (migrated, runtime) = (db.clone(), Handle::current());
        tokio::task::spawn_blocking(move || runtime.block_on(migrated.migrate())).await??;
        let portal = real.on_stage(db, Mailer::Folder(folder.path().join("mail")));
        let (now, operator) = (portal.now(), UserId::from_uuid(portal.new_id()));
        let staff = Staff {
            user: UserId::from_uuid(portal.new_id()),
            membership: MembershipId::from_uuid(portal.new_id()),
            partner,
            status: PartnerStatus::Active,
            role: Role::Administrator,
            sees_all: true,
        };
        let mut tx = portal.db().begin().await?;
        store::add_user(&mut tx, operator, "operator", true, now).await?;
        store::add_user(&mut tx, staff.user, "staff", false, now).await?;
        store::put_on_stage(&mut tx, &portal, &front, &company, files).await?;
        tx.commit().await?;

        let cx = portal.context(Actor::Operator(operator));
        for (section, url) in links {
            sections::connect(&cx, section, SectionLinkDraft { url }, Version(0)).await?;
        }
        let admin = portal.context(Actor::Staff(staff.clone()));
        let client = client(&admin).await?;
        let invoice = invoice(&admin, client).await?;
        Ok(Self {
            url: front.url(&portal),
            portal,
            operator,
            staff,
            client,
            invoice,
            _folder: folder,
        })
    }

    /// An invoice of the client.
    #[must_use]
    pub const fn invoice(&self) -> InvoiceId {
        self.invoice
    }

    /// The portal on it.
    pub const fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Where the partner's clients go: scheme, host, and port if it has one.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The client on it.
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// Invites somebody to the client; gives the secret that the message leads to.
    ///
    /// # Errors
    /// When the stage broke.
    pub async fn invite(&self, person: Person) -> Result<String> {
        let draft = ClientUserDraft {
            email: person.email().to_owned(),
            access: Access {
                role: match person {
                    Person::Owner => ClientRole::Owner,
                    Person::Member => ClientRole::Member,
                },
                ..Access::default()
            },
            ..ClientUserDraft::default()
        };
        client_users::invite(&self.admin(), self.client, draft).await?;
        self.secret_sent_to(person).await
    }

    /// The secret of the newest link that was sent to somebody.
    ///
    /// # Errors
    /// When none was, or the stage broke.
    pub async fn secret_sent_to(&self, person: Person) -> Result<String> {
        let mut tx = self.portal.db().read().await?;
        let link = store::link_to(&mut tx, person.email()).await?;
        let secret = link.as_deref().and_then(|link| link.rsplit_once('/'));
        let secret = secret.map(|(_, secret)| secret.to_owned());
        secret.ok_or_else(|| Error::Broken("no link was sent on the stage".into()))
    }

    /// Blocks the client (P9).
    ///
    /// # Errors
    /// When the stage broke.
    pub async fn block(&self) -> Result<()> {
        let seen = clients::details(&self.admin(), self.client).await?.version;
        clients::block(&self.admin(), self.client, BlockReason::default(), seen).await?;
        Ok(())
    }

    /// Closes the client (B6).
    ///
    /// # Errors
    /// When the stage broke.
    pub async fn close(&self) -> Result<()> {
        let seen = clients::details(&self.admin(), self.client).await?.version;
        clients::close(&self.admin(), self.client, COMPANY.to_owned(), seen).await?;
        Ok(())
    }

    /// Suspends the partner.
    ///
    /// # Errors
    /// When the stage broke.
    pub async fn suspend(&self) -> Result<()> {
        let cx = self.portal.context(Actor::Operator(self.operator));
        partners::suspend(&cx, self.staff.partner).await?;
        Ok(())
    }

    /// Takes the database away: from now on everything is an incident.
    pub async fn break_down(&self) {
        self.portal.db().close().await;
    }

    /// Closes the database; the folder goes with the last who knows of it.
    pub(super) async fn leave(&self) {
        self.portal.db().close().await;
    }

    fn admin(&self) -> Context {
        self.portal.context(Actor::Staff(self.staff.clone()))
    }
}

/// A client on a plan with every section.
async fn client(admin: &Context) -> Result<ClientId> {
    let any = || LimitDraft {
        unlimited: true,
        number: String::new(),
    };
    let plan = PlanDraft {
        name: "1".to_owned(),
        workspaces: "10".to_owned(),
        seats: any(),
        contacts: any(),
        sections: Section::ALL.to_vec(),
        ..PlanDraft::default()
    };
    let plan = plans::add(admin, plan).await?;
    let draft = ClientDraft {
        company: COMPANY.to_owned(),
        plan: Some(plan),
        ..ClientDraft::default()
    };
    clients::add(admin, draft).await
}

/// An invoice of the client. Where the partner has not said where it is, it is at a made-up place.
async fn invoice(admin: &Context, client: ClientId) -> Result<InvoiceId> {
    let company = partners::company(admin).await?;
    let or = |value: &str, else_: &str| {
        let value = if value.is_empty() { else_ } else { value };
        value.to_owned()
    };
    let known = CompanyDraft {
        country: or(&company.values.country, "DE"),
        street: or(&company.values.street, "1 High Street"),
        city: or(&company.values.city, "Springfield"),
        ..company.values
    };
    partners::edit_company(admin, known, company.version).await?;
    let work = ChargeDraft {
        text: "Work".to_owned(),
        quantity: "1".to_owned(),
        price: "10".to_owned(),
        currency: Currency::EUR,
    };
    charges::add_by_hand(admin, client, work).await?;
    let id = invoices::draft(admin, client).await?;
    let seen = invoices::details(admin, id).await?.version;
    invoices::finalize(admin, id, seen).await?;
    Ok(id)
}
