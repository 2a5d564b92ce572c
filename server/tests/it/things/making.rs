use backend::{
    Context, billing, brands, catalogue, charges, client_users, clients, contacts, custom_fields,
    domains, dunning, imports, invoices, mails, orders, partners, plans, services, team,
    workspaces,
    world::{PartnerInWorld, World},
};
use domain::{
    ChargeId, ClientId, ClientUserId, ContactFileId, Currency, DomainId, ImportId, InvitationId,
    InvoiceId, ItemId, Lang, OrderId, PartnerId, PlanId, ServiceId, Version,
    billing::{BillingDraft, Payer},
    brands::Slot,
    catalogue::Term,
    client_users::Access,
    clients::{ClientStatus, PlanAssignment},
    contacts::ContactDraft,
    domains::DomainState,
    imports::{Duplicates, Mapping, Target},
    mails::{MailKind, Password},
    partners::CompanyDraft,
    plans::Usage,
    policy::Role,
    visits::VisitState,
    workspaces::WorkspaceDraft,
};

use super::{
    Office, Things, asked_in, charge, field, invitation, item, order, person, picture, pixel, plan,
    sender,
};

impl Things {
    /// Everything once more; `number` keeps its names apart.
    pub(crate) async fn make(
        world: &World,
        partner: PartnerInWorld,
        admin: &Context,
        operator: &Context,
        office: &Office,
        number: u32,
    ) -> Self {
        // There may be only so many invitations in an hour.
        world.clock().advance(60);
        let (admin, operator) = (&world.again(admin), &world.again(operator));
        let maker = Maker {
            world,
            partner,
            admin,
            office,
            number,
        };
        let [client, blocked, closed] = maker.clients().await;
        let (plan, archived) = maker.plans().await;
        let subscribed = maker.subscribed(plan).await;
        let label = maker.named("Field");
        let field = custom_fields::add(admin, field(&label)).await.unwrap().id;
        let fields = custom_fields::list(admin).await.unwrap();
        let (domain, proved) = maker.domains().await;
        let (item, archived_item) = maker.items(operator).await;
        let classes = catalogue::list(operator, false).await.unwrap().classes;
        let margins = catalogue::price_list(admin).await.unwrap().version;
        maker.lets_clients_order().await;
        let server = world.server(&format!("Server {number}"), 1_999).await;
        // Its price stays what it is, whatever margin somebody sets.
        let price = Some(1_999);
        world
            .retail_price(partner, server, Term::MONTH, Currency::EUR, price)
            .await;
        let (order, service) = maker.orders(client, server).await;
        let member = maker.named("Member");
        let member = world.member(partner, &member, Role::Salesperson).await;
        let (other, other_invitation) = maker.other(operator).await;
        let session = world
            .session(admin.actor().user().unwrap(), "localhost")
            .await;
        let draft = WorkspaceDraft {
            name: format!("{} {number}", office.words.client),
        };
        let workspace = workspaces::add(&office.owner, office.client, draft).await;
        let contact = contacts::add(&office.owner, office.client, maker.contact()).await;
        let (invoice, drafted, charge) = maker.invoices().await;
        let (client_user, client_invitation) = maker.people().await;
        let (picture, brand) = maker.brand().await;
        let (mark, document) = (&office.words.partner, maker.named("Invoice"));
        let (entry, payout) = world.earned(partner, office.client, &document, mark).await;
        Self {
            office: office.clone(),
            workspace: workspace.unwrap().id,
            contact: contact.unwrap().id,
            contacts: maker.contact_file().await,
            client_user,
            client_invitation,
            client,
            blocked,
            closed,
            subscribed,
            plan,
            archived,
            field,
            fields: fields.iter().map(|field| field.id).collect(),
            domain,
            proved,
            item,
            archived_item,
            classes,
            margins,
            server,
            order,
            service,
            member: member.staff().unwrap().membership,
            invitation: maker.invitation().await,
            draft: maker.file().await,
            imported: maker.imported().await,
            other,
            other_invitation,
            session: session.signed_in.session,
            sender: maker.sender().await,
            picture,
            brand,
            invoice,
            drafted,
            charge,
            billing: billing::billing(admin).await.unwrap().version,
            dunning: dunning::dunning(admin).await.unwrap().version,
            operator_billing: billing::operator(operator).await.unwrap().version,
            entry,
            payout,
            company: partners::company(admin).await.unwrap().version,
            visit: world
                .visit(partner, admin, office.client, VisitState::Asked)
                .await,
            number,
        }
    }

    /// Throws away what there may be only so many of, if it is still there.
    pub(crate) async fn tidy(&self, admin: &Context) {
        let _ = imports::discard(admin, self.draft).await;
        let _ = custom_fields::remove(admin, self.field).await;
        let _ = mails::reset_template(admin, MailKind::ClientReset, Lang::En).await;
        for domain in domains::list(admin).await.unwrap().list {
            domains::remove(admin, domain.id).await.unwrap();
        }
    }
}

/// Who makes things, and where.
struct Maker<'a> {
    world: &'a World,
    partner: PartnerInWorld,
    admin: &'a Context,
    office: &'a Office,
    number: u32,
}

impl Maker<'_> {
    /// The clients of the partner may order, from now on if they could not before.
    async fn lets_clients_order(&self) {
        let now = billing::billing(self.admin).await.unwrap();
        if !now.draft.client_may_order {
            let draft = BillingDraft {
                client_may_order: true,
                ..now.draft
            };
            billing::edit(self.admin, draft, now.version).await.unwrap();
        }
    }

    /// A name that no other thing of its kind has.
    fn named(&self, kind: &str) -> String {
        format!("{} {kind} {}", self.office.words.partner, self.number)
    }

    /// An address of somebody who is asked to come.
    fn address(&self, word: &str, kind: &str) -> String {
        format!("{kind}{}@{word}.example", self.number)
    }

    /// A client, one that is blocked, and one that is closed.
    async fn clients(&self) -> [ClientId; 3] {
        let Self {
            world,
            partner,
            admin,
            ..
        } = *self;
        let words = &self.office.words;
        let client = world.client_named(partner, &words.bakery()).await;
        let name = format!("{} Blocked", words.others);
        let blocked = ClientStatus::Blocked;
        let blocked = world.client_using(partner, &name, blocked, None, Usage::default());
        let blocked = blocked.await;
        let name = format!("{} Closed", words.others);
        let closed = world.client_named(partner, &name).await;
        clients::close(admin, closed, name, Version(1))
            .await
            .unwrap();
        [client, blocked, closed]
    }

    /// A client that is charged for its plan.
    async fn subscribed(&self, plan: PlanId) -> ClientId {
        let name = format!("{} Subscribed", self.office.words.others);
        let client = self.world.client_named(self.partner, &name).await;
        let wish = PlanAssignment {
            client,
            plan,
            seen: Version(1),
            accepts_overrun: false,
            timing: None,
            shown: None,
        };
        clients::assign_plan(self.admin, wish).await.unwrap();
        client
    }

    /// A plan on offer, and one that is archived.
    async fn plans(&self) -> (PlanId, PlanId) {
        let offered = plans::add(self.admin, plan(&self.named("Plan"))).await;
        let archived = plans::add(self.admin, plan(&self.named("Old"))).await;
        let archived = archived.unwrap();
        plans::archive(self.admin, archived).await.unwrap();
        (offered.unwrap(), archived)
    }

    /// An item of the catalogue, which is the same for every partner, and one that is archived.
    async fn items(&self, operator: &Context) -> (ItemId, ItemId) {
        let named = |kind| format!("{kind} {}", self.number);
        let offered = catalogue::add(operator, item(&named("Add-on"))).await;
        let archived = catalogue::add(operator, item(&named("Old add-on"))).await;
        let archived = archived.unwrap();
        catalogue::archive(operator, archived).await.unwrap();
        (offered.unwrap(), archived)
    }

    /// An invoice of the office's client, a draft of one, and a charge that waits for one.
    async fn invoices(&self) -> ((InvoiceId, Version), (InvoiceId, Version), ChargeId) {
        let (admin, client) = (self.admin, self.office.client);
        let mark = &self.office.words.partner;
        let company = partners::company(admin).await.unwrap();
        let known = CompanyDraft {
            country: "DE".to_owned(),
            street: mark.clone(),
            city: mark.clone(),
            ..company.values
        };
        partners::edit_company(admin, known, company.version)
            .await
            .unwrap();
        let work = format!("{} {}", self.office.words.client, self.number);
        let drafted = async || {
            charges::add_by_hand(admin, client, charge(&work))
                .await
                .unwrap();
            let id = invoices::draft(admin, client).await.unwrap();
            (id, invoices::details(admin, id).await.unwrap().version)
        };
        let (id, seen) = drafted().await;
        let invoice = invoices::finalize(admin, id, seen).await.unwrap();
        let draft = drafted().await;
        charges::add_by_hand(admin, client, charge(&work))
            .await
            .unwrap();
        let month = charges::of_month(admin, client, admin.now().date())
            .await
            .unwrap();
        let open = month.charges.iter().find(|charge| charge.invoice.is_none());
        ((id, invoice.version), draft, open.unwrap().id)
    }

    /// An order that is put together, and a service of one that is placed.
    async fn orders(
        &self,
        client: ClientId,
        server: ItemId,
    ) -> ((OrderId, Version), (ServiceId, Version)) {
        let Self { world, admin, .. } = *self;
        let word = &self.office.words.others;
        // Whose invoices need no company data of the partner's.
        world.paid_by(admin, client, Payer::Partner).await;
        let draft = orders::save(admin, order(client, server, word)).await;
        let draft = draft.unwrap();
        world.place(admin, order(client, server, word)).await;
        let has = services::of_client(admin, client).await.unwrap();
        let service = &has[0];
        (
            (draft.summary.id, draft.version),
            (service.id, service.version),
        )
    }

    /// A domain that is claimed, and one that is proved.
    async fn domains(&self) -> (DomainId, DomainId) {
        let name = |kind| format!("{kind}{}.{}.com", self.number, self.office.words.partner);
        let claimed = domains::add(self.admin, name("shop")).await;
        let (name, state) = (name("proved"), DomainState::Verified);
        let proved = self.world.domain_in(self.partner, &name, state).await;
        (claimed.unwrap().id, proved)
    }

    /// An invitation to the team.
    async fn invitation(&self) -> InvitationId {
        let email = self.address(&self.office.words.partner, "asked");
        team::invite(self.admin, invitation(&email)).await.unwrap();
        let asked = team::team(self.admin).await.unwrap().invitations;
        asked.iter().find(|asked| asked.email == email).unwrap().id
    }

    /// Another partner, which only the operator knows, and an invitation to it.
    async fn other(&self, operator: &Context) -> (PartnerId, InvitationId) {
        // Partners of all makers have short names of their own.
        let id = self.world.portal().new_id().simple().to_string();
        let other = self.world.partner(&format!("other-{}", &id[20..])).await.id;
        let email = format!("asked{}@other.example", self.number);
        partners::invite_administrator(operator, other, email, Lang::En)
            .await
            .unwrap();
        let found = partners::details(operator, other).await.unwrap();
        (other, found.invitations[0].id)
    }

    /// A person of the office, and an invitation to it.
    async fn people(&self) -> (ClientUserId, InvitationId) {
        let Office { client, words, .. } = self.office;
        let email = self.address(&words.client, "client");
        client_users::invite(self.admin, *client, asked_in(&email))
            .await
            .unwrap();
        let name = format!("{} Person {}", words.client, self.number);
        self.world
            .client_user(self.partner, *client, &name, Access::default())
            .await;
        let people = client_users::team(self.admin, *client).await.unwrap();
        let person = people.users.iter().find(|user| user.name == name);
        let asked = people.invitations.iter().find(|asked| asked.email == email);
        (person.unwrap().id, asked.unwrap().id)
    }

    fn contact(&self) -> ContactDraft {
        let word = &self.office.words.client;
        ContactDraft {
            name: word.clone(),
            organisation: word.clone(),
            notes: word.clone(),
            ..person(&self.address(word, "contact"))
        }
    }

    /// A picture of the brand, which is published from now on, and the version of its draft.
    async fn brand(&self) -> (String, Version) {
        let brand = brands::brand(self.admin).await.unwrap();
        let pictured = brands::add_file(self.admin, Slot::LogoLight, self.picture())
            .await
            .unwrap();
        if brand.published.is_none() {
            brands::publish(self.admin, brand.version).await.unwrap();
        }
        let picture = pictured.pictures.of(Slot::LogoLight).unwrap();
        (picture.file.clone(), brand.version)
    }

    /// Partners have different pictures, for a file is named for what is in it.
    fn picture(&self) -> Vec<u8> {
        if self.office.words.partner.contains("bolt") {
            return pixel("606060000000040001f6173855");
        }
        picture()
    }

    /// The version of the partner's mail server, which is there from now on.
    async fn sender(&self) -> Version {
        let found = mails::overview(self.admin).await.unwrap().sender.unwrap();
        if found.state.is_some() {
            return found.version;
        }
        let password = Password("s3cr3t".to_owned());
        let draft = sender(&self.office.words.partner);
        let saved = mails::save_sender(self.admin, draft, password, Version(0)).await;
        saved.unwrap().version
    }

    /// A file of contacts that waits.
    async fn contact_file(&self) -> ContactFileId {
        let Office { client, words, .. } = self.office;
        // Asked now, not when the office was made: files are counted by the hour.
        let owner = &self.world.again(&self.office.owner);
        let place = contacts::place(owner, *client).await.unwrap();
        let name = format!("{}.csv", words.client);
        let text = format!("Name,E-mail\n{} Brought in,\n", words.client);
        contacts::read(owner, *client, place, name, text.into())
            .await
            .unwrap()
    }

    /// A file of clients that waits.
    async fn file(&self) -> ImportId {
        let word = &self.office.words.others;
        let text = format!("Company\n{word} Brought in\n");
        let place = imports::place(self.admin).await.unwrap();
        let name = format!("{}.csv", self.office.words.partner);
        imports::read(self.admin, place, name, text.into())
            .await
            .unwrap()
    }

    /// A file of clients that was brought in.
    async fn imported(&self) -> ImportId {
        let id = self.file().await;
        let mapping = Mapping {
            targets: vec![Target::Field("company".to_owned())],
            duplicates: Duplicates::Add,
        };
        imports::start(self.admin, id, mapping).await.unwrap();
        imports::run_due(self.world.portal()).await.unwrap();
        id
    }
}
