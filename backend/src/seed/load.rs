use domain::{
    ClientId, MembershipId, PartnerId, PlanId, Timestamp, UserId,
    clients::{BlockKind, ClientDraft, ClientStatus, NewClient},
    plans::PlanDraft,
    policy::{Actor, Role},
    text::fold,
};
use serde::Serialize;

use super::{
    PASSWORD, SignIn,
    store::{self, NewUser},
    words::{Dice, land},
};
use crate::{Context, Error, Portal, Result, auth, db::Tx, plans};

/// Clients of one partner in one transaction. More would let `PostgreSQL` walk ever longer chains of
/// dead versions of the partner's counters.
const BATCH: u64 = 500;
/// Days over which the clients came.
const DAYS: i64 = 730;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Fills the database with `clients` clients spread over `partners` partners, the same ones for the
/// same numbers. Each partner has three plans, and one person administers them all.
///
/// # Errors
/// When load data is there already, or there is no partner to hold the clients.
pub async fn clients(portal: &Portal, clients: u64, partners: u64) -> Result<SignIn> {
    if partners == 0 || store::has_partner(&mut portal.db().read().await?, &slug(1)).await? {
        return Err(Error::Broken(
            "load data needs a partner, and goes in once".into(),
        ));
    }
    let user = somebody(portal).await?;
    let mut tx = portal.db().begin().await?;
    let mut written = 0;
    for number in 1..=partners {
        let (cx, plans) = partner(&mut tx, portal, user, number).await?;
        let share = clients / partners + u64::from(number <= clients % partners);
        let mut from = 0;
        while from < share {
            let to = (from + BATCH).min(share);
            add_some(&mut tx, &cx, &plans, number, (from, to, share)).await?;
            written += to - from;
            if to - from == BATCH || written >= 4 * BATCH {
                tx.commit().await?;
                tx = portal.db().begin().await?;
                written = 0;
            }
            from = to;
        }
    }
    tx.commit().await?;
    portal.db().analyze().await?;
    Ok(SignIn {
        email: EMAIL.to_owned(),
        who: format!("administrator of {partners} partners"),
        brand: None,
    })
}

/// Subscribes the clients of a partner to their plans, as if all of them had begun a month ago: each
/// is charged for its next month today. Says how many there are.
///
/// # Errors
/// When the database does not answer.
pub async fn subscriptions(portal: &Portal, partner: PartnerId) -> Result<u64> {
    let today = portal.now().date();
    let begun = today.plus_months(-1, today.day());
    let mut tx = portal.db().begin().await?;
    let subscribed = store::subscribe(&mut tx, partner, begun, today).await?;
    tx.commit().await?;
    portal.db().analyze().await?;
    Ok(subscribed)
}

const EMAIL: &str = "load@example.com";

fn slug(number: u64) -> String {
    format!("load-{number}")
}

async fn somebody(portal: &Portal) -> Result<UserId> {
    let password_hash = auth::hash(portal, PASSWORD).await?;
    let id = UserId::from_uuid(portal.new_id());
    let user = NewUser {
        id,
        email: EMAIL,
        name: "Lore Loadmaster",
        lang: "en",
        password_hash: &password_hash,
        is_operator: false,
    };
    let mut tx = portal.db().begin().await?;
    store::add_user(&mut tx, &user, portal.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// A partner with its plans, and its administrator's way to ask.
async fn partner(
    tx: &mut Tx,
    portal: &Portal,
    user: UserId,
    number: u64,
) -> Result<(Context, Vec<PlanId>)> {
    let id = PartnerId::from_uuid(portal.new_id());
    let now = portal.now();
    let name = format!("Load Partner {number}");
    store::add_partner(tx, id, &slug(number), &name, now).await?;
    let membership = MembershipId::from_uuid(portal.new_id());
    let role = Role::Administrator;
    let staff = store::add_member(tx, (id, user), membership, role, now).await?;
    let cx = portal.context(Actor::Staff(staff));
    let mut ids = Vec::new();
    for (name, trial_days, price) in [
        ("Basic", "0", "9"),
        ("Plus", "14", "29"),
        ("Pro", "30", "79"),
    ] {
        let draft = PlanDraft {
            name: name.to_owned(),
            trial_days: trial_days.to_owned(),
            price: price.to_owned(),
            ..PlanDraft::default()
        };
        ids.push(plans::add_in(tx, &cx, &draft).await?);
    }
    Ok((cx, ids))
}

async fn add_some(
    tx: &mut Tx,
    cx: &Context,
    plans: &[PlanId],
    partner: u64,
    (from, to, of): (u64, u64, u64),
) -> Result<()> {
    let clients: Vec<Client> = (from..to)
        .map(|number| client(cx, plans, partner, (number, of)))
        .collect();
    let clients = serde_json::to_string(&clients)?;
    store::add_clients(tx, cx.partner()?, &clients).await
}

/// A client as the statement reads it.
#[derive(Debug, Serialize)]
struct Client {
    id: String,
    company: String,
    contact: String,
    email: String,
    website: String,
    phone: String,
    country: &'static str,
    street: String,
    city: &'static str,
    postal_code: &'static str,
    plan: Option<String>,
    status: &'static str,
    trial_ends_at: Option<i64>,
    block_kind: Option<&'static str>,
    block_note: Option<&'static str>,
    blocked_at: Option<i64>,
    closed_at: Option<i64>,
    workspaces: u64,
    seats: u64,
    contacts: u64,
    name_key: String,
    email_key: String,
    search_text: String,
    created_at: i64,
}

/// The client of this number: of hundred, eighty are active, eight on trial, seven blocked, five
/// closed; of ten, nine are on a plan.
fn client(cx: &Context, plans: &[PlanId], partner: u64, (number, of): (u64, u64)) -> Client {
    let mut dice = Dice::of(partner << 32 | number);
    let land = land(&mut dice);
    let company = land.company(&mut dice, number + 1);
    let draft = ClientDraft {
        contact: land.person(&mut dice),
        email: format!("office@c{number}.p{partner}.example"),
        website: format!("https://c{number}.p{partner}.example"),
        company,
        ..ClientDraft::default()
    };
    let plan = dice.pick(plans).filter(|_| dice_is_lucky(partner, number));
    let status = match dice.roll(100) {
        0..8 if plan.is_some() => ClientStatus::Trial,
        8..15 => ClientStatus::Blocked,
        15..20 => ClientStatus::Closed,
        _ => ClientStatus::Active,
    };
    let (now, created_at) = (cx.now(), created_at(cx.now(), number, of));
    let when = |is_so: bool| is_so.then_some((created_at + DAY).min(now.0));
    let is_blocked = status == ClientStatus::Blocked;
    let data = NewClient::stored(draft);
    let values = data.values();
    Client {
        id: ClientId::from_uuid(cx.new_id()).uuid().simple().to_string(),
        name_key: data.name_key(),
        email_key: fold(&values.email),
        search_text: data.search_text(),
        company: values.company.clone(),
        contact: values.contact.clone(),
        email: values.email.clone(),
        website: values.website.clone(),
        phone: format!("{} {:04}", land.phone, dice.roll(10_000)),
        country: land.country,
        street: format!("{} {}", land.street, 1 + dice.roll(200)),
        city: land.city,
        postal_code: land.postal_code,
        plan: plan.map(|plan| plan.uuid().simple().to_string()),
        status: status.name(),
        trial_ends_at: (status == ClientStatus::Trial).then(|| {
            now.plus_days(1 + u32::try_from(dice.roll(29)).unwrap_or_default())
                .0
        }),
        block_kind: is_blocked.then_some(BlockKind::NonPayment.name()),
        block_note: is_blocked.then_some(""),
        blocked_at: when(is_blocked),
        closed_at: when(status == ClientStatus::Closed),
        workspaces: dice.roll(2),
        seats: dice.roll(6),
        contacts: dice.roll(1_000),
        created_at,
    }
}

fn dice_is_lucky(partner: u64, number: u64) -> bool {
    Dice::of(number << 32 | partner).roll(10) < 9
}

/// The clients of a partner came one after the other over two years, the last one just now.
fn created_at(now: Timestamp, number: u64, of: u64) -> i64 {
    let left = i64::try_from(of - number - 1).unwrap_or_default();
    let of = i64::try_from(of).unwrap_or(i64::MAX).max(1);
    now.0 - DAYS * DAY / of * left
}
