//! The people of the demo.

use domain::{
    MembershipId, PartnerId, UserId,
    audit::Event,
    policy::{Actor, Role, Staff},
};

use super::{
    PASSWORD, SignIn,
    rehearsal::Rehearsal,
    store::{self, NewUser},
};
use crate::{Result, audit::entry, auth};

/// A person: name, address, language.
pub(super) struct Person(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static str,
);

pub(super) const OLGA: Person = Person("Olga Hansen", "operator@example.com", "en");
pub(super) const NORA: Person = Person("Nora Lindqvist", "nora@northwind.example", "en");
pub(super) const MATEO: Person = Person("Mateo Fernández", "mateo@northwind.example", "es");
pub(super) const IVAN: Person = Person("Иван Петров", "ivan@northwind.example", "bg");
pub(super) const JULIA: Person = Person("Júlia Santos", "julia@northwind.example", "pt-BR");
pub(super) const BEN: Person = Person("Ben Carter", "ben@bluewave.example", "en");
pub(super) const MILA: Person = Person("Mila Georgieva", "mila@bluewave.example", "bg");

pub(super) const OLIVIA: Person = Person("Olivia Green", "olivia@greenleaf.example", "en");
pub(super) const DARIO: Person = Person("Dario Costa", "dario@greenleaf.example", "pt-BR");
pub(super) const MAYA: Person = Person("Maya López", "maya@freelance.example", "es");
pub(super) const HANNAH: Person = Person("Hannah Webb", "hannah@hudsonvalley.example", "en");

/// Everybody, with what they do, for the person at the console.
pub(super) fn sign_ins() -> Vec<SignIn> {
    const NORTHWIND: Option<&str> = Some("northwind");
    const BLUEWAVE: Option<&str> = Some("bluewave");
    [
        (OLGA, "operator", None),
        (NORA, "administrator of Northwind Studio", None),
        (
            MATEO,
            "sales manager of Northwind Studio, company manager of Bluewave Agency",
            None,
        ),
        (
            IVAN,
            "salesperson of Northwind Studio, with eight listed clients",
            None,
        ),
        (JULIA, "junior salesperson of Northwind Studio", None),
        (BEN, "administrator of Bluewave Agency", None),
        (MILA, "marketing manager of Bluewave Agency", None),
        (OLIVIA, "owner of Greenleaf Organics", NORTHWIND),
        (DARIO, "designer at Greenleaf Organics", NORTHWIND),
        (
            MAYA,
            "marketer at Greenleaf Organics, owner of Lumière & Fils",
            NORTHWIND,
        ),
        (HANNAH, "owner of Hudson Valley Orchards", BLUEWAVE),
    ]
    .into_iter()
    .map(|(Person(name, email, _), does, brand)| SignIn {
        email: email.to_owned(),
        who: format!("{name}, {does}"),
        brand,
    })
    .collect()
}

/// Adds a person who can sign in.
pub(super) async fn enters(
    stage: &Rehearsal,
    person: &Person,
    is_operator: bool,
) -> Result<UserId> {
    let Person(name, email, lang) = person;
    let id = UserId::from_uuid(stage.portal.new_id());
    let password_hash = auth::hash(&stage.portal, PASSWORD).await?;
    let user = NewUser {
        id,
        email,
        name,
        lang,
        password_hash: &password_hash,
        is_operator,
    };
    let mut tx = stage.portal.db().begin().await?;
    store::add_user(&mut tx, &user, stage.portal.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Opens a partner, as the operator does.
pub(super) async fn opens(
    stage: &Rehearsal,
    operator: UserId,
    slug: &str,
    name: &str,
) -> Result<PartnerId> {
    let cx = stage.portal.context(Actor::Operator(operator));
    let id = PartnerId::from_uuid(cx.new_id());
    let mut tx = cx.begin().await?;
    store::add_partner(&mut tx, id, slug, name, cx.now()).await?;
    entry(Event::PartnerCreated)
        .about(name)
        .record_at(&mut tx, &cx, id)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a person into a partner's team.
pub(super) async fn joins(
    stage: &Rehearsal,
    partner: PartnerId,
    user: UserId,
    person: &Person,
    role: Role,
) -> Result<Staff> {
    let membership = MembershipId::from_uuid(stage.portal.new_id());
    let now = stage.portal.now();
    let mut tx = stage.portal.db().begin().await?;
    let staff = store::add_member(&mut tx, (partner, user), membership, role, now).await?;
    let cx = stage.portal.context(Actor::Staff(staff.clone()));
    entry(Event::MemberJoined)
        .about(person.1)
        .record(&mut tx, &cx)
        .await?;
    tx.commit().await?;
    Ok(staff)
}
