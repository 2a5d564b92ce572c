//! The people of a few clients of the demo, who sign in on their partner's host.

use domain::{
    ClientId, ClientUserId, ContactId, PartnerId, Refusal, UserId, Version,
    audit::Event,
    client_users::{Access, ClientRole, ClientUserEdit},
    contacts::ContactDraft,
    inclusions::Section,
    plans::Usage,
    policy::{Actor, Staff},
    rights::{Level, Preset},
    sections::SectionLinkDraft,
    text::fold,
    workspaces::WorkspaceDraft,
};

use super::{
    cast::Person,
    rehearsal::Rehearsal,
    store,
    words::{Dice, Land},
};
use crate::{
    Result, audit::entry, client_users, clients::entitled::entitled, contacts, sections, workspaces,
};

/// An owner's access.
pub(super) fn owner() -> Access {
    Access {
        role: ClientRole::Owner,
        notices: true,
        ..Access::default()
    }
}

/// A designer's: one box.
pub(super) fn designer() -> Access {
    Access {
        rights: [(Section::Design, Level::Edit)].into_iter().collect(),
        only_safe: true,
        ..Access::default()
    }
}

/// A marketer's.
pub(super) fn marketer() -> Access {
    Access {
        rights: Preset::Marketer.rights(),
        ..Access::default()
    }
}

/// Leads the sections to products of the operator's: help and add-ons show whose they are.
pub(super) async fn connects(stage: &Rehearsal, operator: UserId) -> Result<()> {
    let own = stage.portal.public_url().split_once("://");
    let own = own.map_or("localhost", |(_, host)| host);
    for (section, url) in [
        (
            Section::Design,
            "https://design.workshop.example".to_owned(),
        ),
        (
            Section::Content,
            "https://content.workshop.example".to_owned(),
        ),
        (
            Section::PushNotifications,
            "https://push.workshop.example".to_owned(),
        ),
        (
            Section::Statistics,
            "https://statistics.workshop.example".to_owned(),
        ),
        (Section::Email, "https://mail.workshop.example".to_owned()),
        (Section::OnlineHelp, format!("https://help.{own}")),
        (Section::AddOns, format!("https://shop.{own}")),
    ] {
        let cx = stage.portal.context(Actor::Operator(operator));
        let draft = SectionLinkDraft { url };
        let known = sections::list(&cx).await?;
        let known = known.iter().find(|link| link.section == section);
        let seen = known.map_or(Version(0), |link| link.version);
        sections::connect(&cx, section, draft, seen).await?;
    }
    Ok(())
}

/// Lets people in at a client; the first of them, an owner, makes workspaces, and `staff` gives
/// everybody a seat in each.
pub(super) async fn moves_in(
    stage: &Rehearsal,
    staff: &Staff,
    client: ClientId,
    people: &[(UserId, &Person, Access)],
    names: &[&str],
) -> Result<()> {
    let partner = staff.partner;
    writes_down_contacts(stage, partner, client, names).await?;

    for (user, person, access) in people {
        let cx = stage.asks(staff);
        let id = ClientUserId::from_uuid(cx.new_id());
        let mut tx = cx.begin().await?;
        store::add_client_user(&mut tx, (partner, client), id, *user, access, cx.now()).await?;
        let cx = stage.portal.context(Actor::Person(*user));
        entry(Event::ClientUserJoined)
            .client(client)
            .about(person.1)
            .change("role", "", access.role.name())
            .record_at(&mut tx, &cx, partner)
            .await?;
        tx.commit().await?;
    }
    let Some((owner, ..)) = people.first() else {
        return Ok(());
    };
    let mut made = Vec::new();
    for name in names {
        let cx = stage.asks(staff);
        let mut tx = cx.read().await?;
        let place = client_users::place(&mut tx, partner, *owner, client).await?;
        drop(tx);
        let place = place.ok_or(Refusal::NotFound)?;
        let cx = stage.portal.context(Actor::Client(Box::new(place.person)));
        let draft = WorkspaceDraft {
            name: (*name).to_owned(),
        };
        made.push(workspaces::add(&cx, client, draft).await?.id);
    }
    for user in client_users::team(&stage.asks(staff), client).await?.users {
        let access = Access {
            workspaces: made.clone(),
            ..user.access
        };
        let change = ClientUserEdit {
            id: user.id,
            access,
            seen: user.version,
        };
        client_users::edit(&stage.asks(staff), client, change).await?;
    }
    Ok(())
}

/// From here on the client's workspaces and contacts are real ones, and counted. The contacts come
/// from all over, a few dozen of them; `variety` keeps those of two clients apart.
async fn writes_down_contacts(
    stage: &Rehearsal,
    partner: PartnerId,
    client: ClientId,
    variety: &[&str],
) -> Result<()> {
    let mut dice = Dice::of(variety.concat().bytes().map(u64::from).sum());
    let many = 30 + dice.roll(20);
    let mut people = Vec::new();
    for number in 0..many {
        people.push((
            ContactId::from_uuid(stage.portal.new_id()),
            acquaintance(&mut dice, number).validate()?,
        ));
    }
    let now = stage.portal.now();
    let mut tx = stage.portal.db().begin().await?;
    let found = entitled(&mut tx, partner, client).await?;
    let mut entitled = found.ok_or(Refusal::NotFound)?;
    contacts::add_many(&mut tx, (partner, client), &people, now).await?;
    let usage = Usage {
        contacts: u32::try_from(people.len()).unwrap_or_default(),
        ..Usage::default()
    };
    entitled.set_usage(&mut tx, usage).await?;
    tx.commit().await
}

/// Somebody a client writes to; the number keeps two addresses apart.
fn acquaintance(dice: &mut Dice, number: u64) -> ContactDraft {
    const NOTES: [&str; 6] = [
        "",
        "",
        "",
        "Asked for the price list.",
        "Prefers to be called in the morning.",
        "Met at the spring fair.",
    ];
    let land: &Land = super::words::land(dice);
    let name = land.person(dice);
    let local = fold(&name).replace(' ', ".");
    let email = format!("{local}{number}@people.example");
    ContactDraft {
        name,
        email: if dice.roll(8) == 0 {
            String::new()
        } else {
            email
        },
        phone: match dice.roll(3) {
            0 => String::new(),
            _ => format!("{} {:02} {:02}", land.phone, dice.roll(100), dice.roll(100)),
        },
        organisation: match dice.roll(3) {
            0 => String::new(),
            _ => land.business(dice),
        },
        notes: dice.pick(&NOTES).copied().unwrap_or_default().to_owned(),
    }
}
