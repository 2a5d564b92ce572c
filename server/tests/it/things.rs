//! One of everything a partner has, and the arguments that name it.

mod drafts;
mod gone;
mod making;
mod office;

use domain::{
    ChargeId, ClientId, ClientUserId, CommissionEntryId, ContactFileId, ContactId, Currency,
    CustomFieldId, DomainId, ImportId, InvitationId, InvoiceId, ItemId, Lang, MembershipId, Money,
    OrderId, PartnerId, PayoutId, PlanId, ServiceId, SessionId, Version, VisitId, WorkspaceId,
    billing::BillingDraft,
    brands::{Brand, BrandDraft, Slot},
    catalogue::{MarginsDraft, RetailDraft, ServiceClass},
    client_users::{Access, ClientUserEdit},
    clients::{BlockKind, BlockReason},
    dunning::DunningDraft,
    imports::{Duplicates, Mapping, Target},
    inclusions::Section,
    mails::{MailKind, TemplateDraft},
    orders::Begins,
    partners::CompanyDraft,
    policy::Role,
    team::Scope,
};
use serde_json::{Value, json};

use drafts::{asked_in, charge, field, invitation, item, person, pixel, plan, selling, sender};
pub(crate) use drafts::{client, order, picture};
pub(crate) use office::{Office, Words};

/// One of everything at a partner, each in the state in which something can be done with it.
pub(crate) struct Things {
    pub(crate) client: ClientId,
    pub(crate) blocked: ClientId,
    pub(crate) closed: ClientId,
    /// One whose plan is charged.
    pub(crate) subscribed: ClientId,
    plan: PlanId,
    archived: PlanId,
    pub(crate) field: CustomFieldId,
    /// Every field there is by now, for an order holds them all.
    fields: Vec<CustomFieldId>,
    domain: DomainId,
    proved: DomainId,
    item: ItemId,
    archived_item: ItemId,
    /// Every class of services there is by now.
    classes: Vec<ServiceClass>,
    margins: Version,
    server: ItemId,
    order: (OrderId, Version),
    service: (ServiceId, Version),
    member: MembershipId,
    invitation: InvitationId,
    draft: ImportId,
    imported: ImportId,
    other: PartnerId,
    other_invitation: InvitationId,
    session: SessionId,
    pub(crate) office: Office,
    workspace: WorkspaceId,
    contact: ContactId,
    contacts: ContactFileId,
    client_user: ClientUserId,
    client_invitation: InvitationId,
    sender: Version,
    picture: String,
    brand: Version,
    company: Version,
    visit: VisitId,
    /// One that is finalized, of the client of the office, and one that is a draft.
    invoice: (InvoiceId, Version),
    drafted: (InvoiceId, Version),
    /// What that client owes and no invoice holds.
    charge: ChargeId,
    billing: Version,
    dunning: Version,
    operator_billing: Version,
    entry: CommissionEntryId,
    payout: PayoutId,
    number: u32,
}

/// A bank statement in which a cent came in, in base64.
const STATEMENT: &str = "RGF0ZTtBbW91bnQ7UmVmZXJlbmNlCjIwMjYtMTEtMjI7MCwwMTtQYXJ0Cg==";

impl Things {
    /// The address of an endpoint about these things.
    pub(crate) fn path(&self, template: &str, slug: &str) -> String {
        template
            .replace("/c/{client}", &format!("/c/{}", self.office.client))
            .replace("{section}", Section::Design.key())
            .replace("{slug}", slug)
            .replace("{client}", &self.client.to_string())
            .replace("{invoice}", &self.invoice.0.to_string())
            .replace("{form}", "cii")
            .replace("{plan}", &self.plan.to_string())
            .replace("{item}", &self.item.to_string())
            .replace("{order}", &self.order.0.to_string())
            .replace("{import}", &self.draft.to_string())
            .replace("{file}", &self.picture)
            .replace("{list}", &self.contacts.to_string())
            .replace("{partner}", &self.other.to_string())
            .replace("{kind}", MailKind::ClientReset.name())
            .replace("{month}", "2026-10")
            .replace("{lang}", Lang::Bg.tag())
            .replace("{token}", "made-up")
            .replace("{build}", "made-up")
            .replace("{ticket}", "made-up")
    }

    /// The parts of a form with a file for an address.
    pub(crate) fn upload(path: &str) -> Vec<(&'static str, Option<&'static str>, Vec<u8>)> {
        if path.ends_with("/brand/files") {
            let slot = Slot::LogoLight.name().into();
            return vec![("slot", None, slot), ("file", Some("logo.png"), picture())];
        }
        vec![("file", Some("clients.csv"), "Company\nBakery\n".into())]
    }

    /// Arguments with which a server function does something to these things.
    #[expect(clippy::too_many_lines, reason = "one arm for each function")]
    pub(crate) fn arguments(&self, path: &str, at: &str) -> Value {
        let number = self.number;
        let seen = Version(1);
        let client = json!({ "at": at, "id": self.client });
        let and = |mut first: Value, second: Value| {
            let more = second.as_object().unwrap().clone();
            first.as_object_mut().unwrap().extend(more);
            first
        };
        let mapping = Mapping {
            targets: vec![Target::Field("company".to_owned())],
            duplicates: Duplicates::Skip,
        };
        let reason = BlockReason {
            kind: BlockKind::NonPayment,
            note: String::new(),
        };
        match path.trim_start_matches("/fn/") {
            "auth/me"
            | "auth/profile"
            | "auth/end_other_sessions"
            | "sections/list"
            | "subscriptions/licence_prices" => json!({}),
            "auth/edit_profile" => json!({ "draft": { "name": "Ana", "lang": "en" } }),
            "auth/change_password" => {
                json!({ "change": { "current": "wrong", "new": "another horse battery staple" } })
            }
            "auth/end_session" => json!({ "id": self.session }),
            "partners/list" => json!({ "search": "", "after": null }),
            "partners/details" | "partners/suspend" | "partners/resume" => {
                json!({ "id": self.other })
            }
            "partners/create" => json!({ "draft": {
                "name": "New", "slug": format!("new{number}"),
                "administrator": format!("new{number}@example.com"), "lang": "en",
            } }),
            "partners/invite_administrator" => {
                json!({ "id": self.other, "email": "second@example.com", "lang": "en" })
            }
            "partners/revoke_invitation" => {
                json!({ "id": self.other, "invitation": self.other_invitation })
            }
            "partners/company"
            | "dashboard/dashboard"
            | "clients/form_options"
            | "custom_fields/list"
            | "team/team"
            | "brands/brand"
            | "brands/undo"
            | "leaks/meter"
            | "leaks/measure"
            | "imports/list"
            | "visits/end" => json!({ "at": at }),
            "brands/save_draft" => {
                let draft = BrandDraft::from(&Brand::of_company("Acme", None));
                json!({ "at": at, "draft": draft, "seen": self.brand })
            }
            "brands/publish" => json!({ "at": at, "seen": self.brand }),
            "brands/remove_file" => json!({ "at": at, "slot": Slot::LogoLight }),
            "partners/edit_company" => {
                let draft = CompanyDraft {
                    name: "Acme".to_owned(),
                    ..CompanyDraft::default()
                };
                json!({ "at": at, "draft": draft, "seen": self.company })
            }
            "dashboard/jump" => json!({ "at": at, "text": "Bak" }),
            "clients/list" | "clients/count" => json!({ "at": at, "query": {} }),
            "clients/details" => client,
            "clients/add" => json!({ "at": at, "draft": self::client("New") }),
            "clients/edit" => and(
                client,
                json!({ "draft": self::client("Baker"), "seen": seen }),
            ),
            "clients/assign_plan" => json!({ "at": at, "wish": {
                "client": self.client, "plan": self.plan, "seen": seen,
            } }),
            "clients/block" => and(client, json!({ "reason": reason, "seen": seen })),
            "clients/unblock" => json!({ "at": at, "id": self.blocked, "seen": seen }),
            "clients/close" => and(
                client,
                json!({ "name": self.office.words.bakery(), "seen": seen }),
            ),
            "clients/reopen" => json!({ "at": at, "id": self.closed }),
            "clients/preview_bulk" | "clients/run_bulk" => json!({
                "at": at, "selection": { "ids": [self.client] }, "action": { "block": reason },
            }),
            "client_users/team" => json!({ "at": at, "client": self.office.client }),
            "client_users/invite" => json!({
                "at": at, "client": self.office.client,
                "draft": asked_in(&format!("staff{number}@example.com")),
            }),
            "client_users/resend" | "client_users/revoke" => json!({
                "at": at, "client": self.office.client, "id": self.client_invitation,
            }),
            "client_users/edit" => json!({
                "at": at, "client": self.office.client, "change": self.change(),
            }),
            "client_users/remove" => {
                json!({ "at": at, "client": self.office.client, "id": self.client_user })
            }
            "visits/prospect" => json!({ "at": at, "client": self.client }),
            "visits/start" => json!({ "at": at, "draft": {
                "client": self.client, "reason": "To look", "minutes": "5", "password": "wrong",
            } }),
            "own_visits/set_rule" => json!({ "client": self.office.client, "rule": "ask" }),
            "own_visits/answer" => json!({
                "client": self.office.client, "id": self.visit, "is_welcome": true,
            }),
            "own_visits/end" => json!({ "client": self.office.client, "id": self.visit }),
            "office/home" | "own_users/team" | "workspaces/list" | "own_visits/list" => {
                json!({ "client": self.office.client })
            }
            "office/ask" => json!({ "client": self.office.client, "wish": {
                "section": Section::Email, "message": "Please",
            } }),
            "own_users/invite" => json!({
                "client": self.office.client,
                "draft": asked_in(&format!("own{number}@example.com")),
            }),
            "own_users/resend" | "own_users/revoke" => {
                json!({ "client": self.office.client, "id": self.client_invitation })
            }
            "own_users/edit" => json!({ "client": self.office.client, "change": self.change() }),
            "own_users/remove" => json!({ "client": self.office.client, "id": self.client_user }),
            "workspaces/add" => json!({
                "client": self.office.client, "draft": { "name": format!("Next {number}") },
            }),
            "workspaces/rename" => json!({
                "client": self.office.client, "id": self.workspace,
                "draft": { "name": format!("Better {number}") }, "seen": seen,
            }),
            "workspaces/remove" => json!({ "client": self.office.client, "id": self.workspace }),
            "sections/connect" => json!({
                "section": Section::PushNotifications,
                "draft": { "url": "https://push.vendor.example" }, "seen": 1,
            }),
            "sections/renew_key" | "sections/disconnect" => {
                json!({ "section": Section::Statistics })
            }
            "contacts/list" => json!({ "client": self.office.client, "query": {} }),
            "contacts/details" => json!({ "client": self.office.client, "id": self.contact }),
            "contacts/add" => json!({
                "client": self.office.client,
                "draft": person(&format!("new{number}@example.com")),
            }),
            "contacts/edit" => json!({
                "client": self.office.client, "id": self.contact,
                "draft": person(&format!("better{number}@example.com")), "seen": seen,
            }),
            "contacts/remove" => json!({ "client": self.office.client, "ids": [self.contact] }),
            "contacts/rehearse" | "contacts/import" | "contacts/discard" => {
                json!({ "client": self.office.client, "id": self.contacts })
            }
            "subscriptions/of_client" => json!({ "at": at, "client": self.subscribed }),
            "subscriptions/keep" => json!({ "at": at, "client": self.subscribed, "seen": seen }),
            "subscriptions/set_price" => json!({
                "at": at, "client": self.subscribed, "seen": seen,
                "draft": { "price": "9", "reason": "A friend", "until": "" },
            }),
            "subscriptions/set_licence_price" => {
                json!({ "draft": { "price": "3", "currency": "EUR" } })
            }
            "plans/list" => json!({ "at": at, "archived": false }),
            "plans/details" | "plans/duplicate" | "plans/archive" => {
                json!({ "at": at, "id": self.plan })
            }
            "plans/add" => json!({ "at": at, "draft": plan(&format!("Next {number}")) }),
            "plans/edit" => json!({
                "at": at, "id": self.plan, "draft": plan(&format!("Better {number}")), "seen": seen,
            }),
            "plans/restore" => json!({ "at": at, "id": self.archived }),
            "custom_fields/add" => json!({ "at": at, "draft": field(&format!("Next {number}")) }),
            "custom_fields/edit" => json!({
                "at": at, "id": self.field, "draft": field(&format!("Better {number}")),
                "seen": seen,
            }),
            "custom_fields/reorder" => json!({ "at": at, "order": self.fields }),
            "custom_fields/remove" => json!({ "at": at, "id": self.field }),
            of if of.starts_with("commission/") => self.about_commission(of, at),
            of if of.starts_with("domains/") => self.about_domains(of, at),
            of if of.starts_with("catalogue/") => self.of_catalogue(of, at),
            of if of.starts_with("billing/") => self.of_billing(of, at),
            "dunning/dunning" => json!({ "at": at }),
            "dunning/edit" => json!({
                "at": at, "draft": DunningDraft::usual(Lang::En), "seen": self.dunning,
            }),
            "dunning/send_again" => json!({ "at": at, "id": self.invoice.0 }),
            of if of.starts_with("bank_imports/") || of.starts_with("providers/") => {
                self.of_payments(of, at)
            }
            of if ["invoices/", "payments/", "charges/", "own_invoices/"]
                .iter()
                .any(|kind| of.starts_with(kind)) =>
            {
                self.of_invoices(of, at)
            }
            of if of.starts_with("orders/") || of.starts_with("own_orders/") => {
                self.of_orders(of, at)
            }
            of if of.starts_with("services/") => self.of_services(of, at),
            "team/invite" => {
                json!({ "at": at, "draft": invitation(&format!("next{number}@example.com")) })
            }
            "team/resend" | "team/revoke" => json!({ "at": at, "id": self.invitation }),
            "team/edit" => json!({ "at": at, "edit": {
                "id": self.member, "role": Role::SalesManager, "scope": Scope::All, "seen": seen,
            } }),
            "team/remove" => json!({ "at": at, "id": self.member }),
            "imports/draft" | "imports/discard" => json!({ "at": at, "id": self.draft }),
            "imports/rehearse" | "imports/start" => {
                json!({ "at": at, "id": self.draft, "mapping": mapping })
            }
            mails if mails.starts_with("mails/") => self.of_mails(mails, at),
            "imports/progress" | "imports/undo" => json!({ "at": at, "id": self.imported }),
            other => panic!("say with which arguments {other} does something"),
        }
    }

    fn of_mails(&self, path: &str, at: &str) -> Value {
        let (kind, lang) = (MailKind::ClientReset, Lang::En);
        let text = TemplateDraft {
            subject: "Hello {name}".to_owned(),
            body: "[Go on]({link})".to_owned(),
        };
        match path {
            "mails/save_sender" => json!({
                "at": at, "draft": sender("acme"), "password": "s3cr3t", "seen": self.sender,
            }),
            "mails/template" | "mails/reset_template" => {
                json!({ "at": at, "kind": kind, "lang": lang })
            }
            "mails/send_sample" => {
                json!({ "at": at, "kind": kind, "lang": lang, "draft": text })
            }
            "mails/save_template" => json!({
                "at": at, "kind": kind, "lang": lang, "draft": text, "seen": Version(0),
            }),
            _ => json!({ "at": at }),
        }
    }

    fn about_commission(&self, path: &str, at: &str) -> Value {
        match path {
            "commission/progress" => json!({ "at": at, "day": "2026-11-01" }),
            "commission/entries" => json!({ "at": at, "filter": {}, "after": null }),
            "commission/explain" => json!({ "at": at, "id": self.entry }),
            "commission/statement" => json!({ "at": at, "month": "2026-11" }),
            "commission/request_payout" => json!({ "at": at, "currency": "EUR" }),
            "commission/desk" => json!({}),
            "commission/set_table" => json!({
                "draft": { "valid_from": "2030-01-01", "levels": [], "rates": [] }, "last": 1,
            }),
            "commission/edit_settings" => json!({
                "draft": { "hold_days": "30", "grace_days": "30", "minimums": [] }, "seen": 1,
            }),
            "commission/move_payout" => json!({
                "id": self.payout, "step": "approve", "note": "", "seen": 1,
            }),
            _ => json!({ "at": at }),
        }
    }

    fn about_domains(&self, path: &str, at: &str) -> Value {
        match path {
            "domains/list" => json!({ "at": at }),
            "domains/add" => json!({ "at": at, "typed": format!("next{}.acme.com", self.number) }),
            "domains/activate" => json!({ "at": at, "id": self.proved }),
            _ => json!({ "at": at, "id": self.domain }),
        }
    }
}

impl Things {
    fn of_billing(&self, path: &str, at: &str) -> Value {
        let client = self.client;
        match path {
            "billing/edit" => json!({
                "at": at, "draft": selling(), "seen": self.billing,
            }),
            "billing/of_client" => json!({ "at": at, "client": client }),
            "billing/edit_of_client" => json!({
                "at": at, "client": client, "seen": Version(1),
                "draft": { "payer": "client", "tax_id": "", "exempt_reason": "", "lang": null },
            }),
            "billing/edit_operator" => json!({
                "draft": {
                    "company": { "name": format!("Operator {}", self.number) },
                    "billing": BillingDraft::default(),
                },
                "seen": self.operator_billing,
            }),
            "billing/set_tax_rate" => json!({
                "draft": { "country": "DE", "rate": "19", "since": "2030-01-01" },
            }),
            "billing/operator" | "billing/tax_rates" => json!({}),
            _ => json!({ "at": at }),
        }
    }

    fn of_invoices(&self, path: &str, at: &str) -> Value {
        let client = self.office.client;
        let ((id, seen), (draft, seen_draft)) = (self.invoice, self.drafted);
        match path {
            "invoices/list" => json!({ "at": at, "query": { "client": client } }),
            "invoices/details" => json!({ "at": at, "id": id }),
            "invoices/draft" => json!({ "at": at, "client": client }),
            "invoices/finalize" | "invoices/discard" => {
                json!({ "at": at, "id": draft, "seen": seen_draft })
            }
            "invoices/void" => json!({ "at": at, "id": id, "seen": seen }),
            "invoices/credit" => json!({ "at": at, "draft": {
                "invoice": id, "nets": ["1"], "reason": "Too much", "seen": seen,
            } }),
            "payments/record" => json!({ "at": at, "draft": {
                "invoice": id, "direction": "received", "amount": "1", "method": "cash",
                "reference": "", "on": "2026-11-22",
            } }),
            "charges/of_month" => json!({ "at": at, "client": client, "month": null }),
            "charges/add" => json!({ "at": at, "client": client, "draft": charge("Work") }),
            "charges/remove" => json!({ "at": at, "client": client, "id": self.charge }),
            "own_invoices/list" => json!({ "client": client, "after": null }),
            "own_invoices/details" => json!({ "client": client, "id": id }),
            other => panic!("say with which arguments {other} does something"),
        }
    }

    fn of_payments(&self, path: &str, at: &str) -> Value {
        let id = self.invoice.0;
        let statement = json!({ "content": STATEMENT, "columns": null });
        match path {
            "bank_imports/read" => json!({ "at": at, "draft": statement }),
            "bank_imports/record" => json!({
                "at": at, "draft": statement, "choices": [{ "line": 2, "invoice": id }],
            }),
            "providers/set" => json!({ "at": at, "keys": {
                "secret_key": "sk_test_12345678", "webhook_secret": "whsec_12345678",
            } }),
            "providers/begin" => json!({
                "client": self.office.client, "invoice": id, "origin": "http://acme.localhost",
            }),
            _ => json!({ "at": at }),
        }
    }

    fn of_orders(&self, path: &str, at: &str) -> Value {
        let (id, seen) = self.order;
        match path {
            "orders/list" => json!({ "at": at, "query": { "client": self.client } }),
            "orders/details" => json!({ "at": at, "id": id }),
            "orders/options" => json!({ "at": at, "client": self.client }),
            "orders/save" => {
                let wish = order(self.client, self.server, "");
                json!({ "at": at, "wish": wish })
            }
            "own_orders/options" => json!({ "client": self.office.client }),
            "own_orders/place" => {
                let mut draft = order(self.office.client, self.server, "").draft;
                draft.begins = Begins::WhenPaid;
                let seen = Money {
                    minor: 1_999,
                    currency: Currency::EUR,
                };
                json!({ "client": self.office.client, "wish": { "draft": draft, "seen": seen } })
            }
            _ => json!({ "at": at, "id": id, "seen": seen }),
        }
    }

    fn of_services(&self, path: &str, at: &str) -> Value {
        let (id, seen) = self.service;
        match path {
            "services/of_client" => json!({ "at": at, "client": self.client }),
            "services/step" => json!({ "at": at, "id": id, "step": "suspend", "seen": seen }),
            _ => json!({
                "at": at, "id": id, "seen": seen,
                "draft": { "label": "Better", "retail": "5", "discount": "" },
            }),
        }
    }

    fn of_catalogue(&self, path: &str, at: &str) -> Value {
        let number = self.number;
        let class = &self.classes[0];
        let order: Vec<_> = self.classes.iter().map(|class| class.id).collect();
        match path {
            "catalogue/list" => json!({ "archived": false }),
            "catalogue/details" | "catalogue/archive" => json!({ "id": self.item }),
            "catalogue/restore" => json!({ "id": self.archived_item }),
            "catalogue/add" => json!({ "draft": item(&format!("Next {number}")) }),
            "catalogue/edit" => json!({
                "id": self.item, "draft": item(&format!("Better {number}")), "seen": Version(1),
            }),
            "catalogue/add_class" => json!({ "name": format!("Next {number}") }),
            "catalogue/rename_class" => json!({
                "id": class.id, "name": format!("Better {number}"), "seen": class.version,
            }),
            "catalogue/reorder_classes" => json!({ "order": order }),
            "catalogue/set_margins" => {
                let draft = MarginsDraft {
                    on_all: "10".to_owned(),
                    ..MarginsDraft::default()
                };
                json!({ "at": at, "draft": draft, "seen": self.margins })
            }
            "catalogue/set_retail" => {
                let draft = RetailDraft {
                    item: self.item,
                    slot: "1-EUR".parse().unwrap(),
                    retail: "9".to_owned(),
                    seen: None,
                };
                json!({ "at": at, "draft": draft })
            }
            _ => json!({ "at": at }),
        }
    }

    fn change(&self) -> ClientUserEdit {
        ClientUserEdit {
            id: self.client_user,
            access: Access {
                only_safe: true,
                ..Access::default()
            },
            seen: Version(1),
        }
    }
}
