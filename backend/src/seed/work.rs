use std::collections::BTreeMap;

use domain::{
    ClientId, PlanId,
    clients::{BlockKind, BlockReason, ClientDetails, PlanAssignment},
    custom_fields::CustomFieldDraft,
    partners::CompanyDraft,
    plans::PlanDraft,
    policy::{Role, Staff},
    subscriptions::Timing,
    team::{MemberEdit, Scope},
};

use super::{rehearsal::Rehearsal, roster};
use crate::{
    Error, Result,
    clients::{
        self,
        bulk_in::{Arrival, bring_in},
    },
    custom_fields, partners, plans, team,
};

/// What happens to a client one day.
#[derive(Debug)]
pub(super) enum Turn {
    Assign(&'static str),
    Block(BlockKind, &'static str),
    Unblock,
    Close,
    Phone(&'static str),
}

/// A partner at work: its people, and what they made so far.
#[derive(Debug)]
pub(super) struct Work {
    people: BTreeMap<&'static str, Staff>,
    plans: BTreeMap<String, PlanId>,
    clients: BTreeMap<String, ClientId>,
}

impl Work {
    pub(super) fn new(people: impl IntoIterator<Item = (&'static str, Staff)>) -> Self {
        Self {
            people: people.into_iter().collect(),
            plans: BTreeMap::new(),
            clients: BTreeMap::new(),
        }
    }

    pub(super) fn person(&self, name: &str) -> Result<&Staff> {
        let person = self.people.get(name);
        person.ok_or_else(|| Error::corrupt("a person of the demo"))
    }

    pub(super) fn client(&self, company: &str) -> Result<ClientId> {
        let id = self.clients.get(company).copied();
        id.ok_or_else(|| Error::corrupt("a client of the demo"))
    }

    /// The administrator says who the company is, and makes its plans and fields.
    pub(super) async fn settle_in(
        &mut self,
        stage: &Rehearsal,
        administrator: &str,
        plans: Vec<PlanDraft>,
        fields: Vec<CustomFieldDraft>,
    ) -> Result<()> {
        let admin = self.person(administrator)?.clone();
        let cx = stage.asks(&admin);
        let company = partners::company(&cx).await?;
        let draft = CompanyDraft {
            support_email: format!("help@{}", domain_of(&company.values.name)),
            website: domain_of(&company.values.name),
            country: "US".to_owned(),
            street: "1 Harbor Way".to_owned(),
            city: "Portland".to_owned(),
            state: "OR".to_owned(),
            postal_code: "97201".to_owned(),
            ..company.values
        };
        partners::edit_company(&cx, draft, company.version).await?;
        for plan in plans {
            let name = plan.name.clone();
            let id = plans::add(&stage.asks(&admin), plan).await?;
            self.plans.insert(name, id);
        }
        for field in fields {
            custom_fields::add(&stage.asks(&admin), field).await?;
        }
        Ok(())
    }

    /// The partner gains a client.
    pub(super) async fn gain(&mut self, stage: &Rehearsal, entry: &roster::Entry) -> Result<()> {
        let manager = self.people.get(entry.manager.as_str()).cloned();
        let adds = manager
            .clone()
            .or_else(|| self.people.values().next().cloned());
        let adds = adds.ok_or_else(|| Error::corrupt("a person of the demo"))?;
        let cx = stage.asks(&adds);
        let mut tx = cx.begin().await?;
        let fields = custom_fields::all(&mut tx, adds.partner).await?;
        let draft = entry.with(manager.map(|manager| manager.membership), &fields);
        let plan = match self.plans.get(&entry.plan) {
            Some(plan) => plans::summary(&mut tx, &adds, *plan).await?,
            None => None,
        };
        let arrival = Arrival {
            import: None,
            plan: plan.as_ref(),
            usage: entry.usage,
            block: None,
            at: cx.now(),
        };
        let data = draft.validate(&fields)?;
        let id = bring_in(&mut tx, &cx, adds.partner, &data, arrival).await?;
        tx.commit().await?;
        self.clients.insert(draft.company, id);
        Ok(())
    }

    /// Something happens to a client.
    pub(super) async fn turn(
        &self,
        stage: &Rehearsal,
        company: &str,
        turn: &Turn,
    ) -> Result<ClientDetails> {
        let id = self.client(company)?;
        let cx = stage.asks(self.person("Mateo")?);
        let client = clients::details(&cx, id).await?;
        let seen = client.version;
        match turn {
            Turn::Assign(plan) => {
                let plan = self.plans.get(*plan).copied();
                let plan = plan.ok_or_else(|| Error::corrupt("a plan of the demo"))?;
                let wish = PlanAssignment {
                    client: id,
                    plan,
                    seen,
                    accepts_overrun: false,
                    timing: Some(Timing::Now),
                    shown: None,
                };
                clients::assign_plan(&cx, wish).await
            }
            Turn::Block(kind, note) => {
                let reason = BlockReason {
                    kind: *kind,
                    note: (*note).to_owned(),
                };
                clients::block(&cx, id, reason, seen).await
            }
            Turn::Unblock => clients::unblock(&cx, id, seen).await,
            Turn::Close => clients::close(&cx, id, company.to_owned(), seen).await,
            Turn::Phone(phone) => {
                let mut draft = client.draft;
                draft.phone = (*phone).to_owned();
                clients::edit(&cx, id, draft, seen).await
            }
        }
    }

    /// Nora takes the old plan off the offer, and gives Ivan his list.
    pub(super) async fn list_for_ivan(&self, stage: &Rehearsal) -> Result<()> {
        let nora = self.person("Nora")?;
        if let Some(legacy) = self.plans.get("Legacy 2024") {
            plans::archive(&stage.asks(nora), *legacy).await?;
        }
        let cx = stage.asks(nora);
        let ivan = self.person("Ivan")?.membership;
        let members = team::team(&cx).await?.members;
        let member = members.into_iter().find(|member| member.id == ivan);
        let member = member.ok_or_else(|| Error::corrupt("a member of the demo"))?;
        let roster = roster::read(include_str!("northwind.tsv"))?;
        let his = roster.iter().filter(|entry| entry.manager == "Ivan");
        let his = his.filter_map(|entry| self.clients.get(&entry.draft.company).copied());
        let edit = MemberEdit {
            id: ivan,
            role: Role::Salesperson,
            scope: Scope::Listed(his.collect()),
            seen: member.version,
        };
        team::edit(&cx, edit).await
    }
}

/// "Northwind Studio" lives at `northwind.example`.
fn domain_of(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    format!("{}.example", first.to_lowercase())
}
