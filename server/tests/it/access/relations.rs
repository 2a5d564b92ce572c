use backend::world::World;
use domain::policy::{Actor, Endpoint, Realm};

use super::{
    homes::{Home, Homes},
    principals::Principal,
    wishes::{Slot, Wish},
};

/// A wish about something that stands in some relation to whoever asks.
pub(super) struct Probe {
    /// The relation.
    pub(super) name: String,
    pub(super) wish: Wish,
    /// The same about something that never was: the answer must be the same, to the byte. Nothing
    /// when the wish makes no sense at all.
    pub(super) twin: Option<Wish>,
    /// Who may wish it nevertheless.
    pub(super) reach: Reach,
}

impl Probe {
    /// Whether somebody may know that it is there, whatever they may do.
    pub(super) fn is_known_to(&self, who: &Principal) -> bool {
        self.reach == Reach::KnownToTeam && who.sees_all() && !who.at_brand
    }

    /// Whether somebody may wish it, as far as it matters whose it is.
    pub(super) fn is_for(&self, who: &Principal) -> bool {
        match self.reach {
            Reach::Nobody | Reach::KnownToTeam => false,
            Reach::Team => who.sees_all() && !who.at_brand,
            Reach::Operator => matches!(who.actor, Actor::Operator(_)),
        }
    }
}

/// Who may ask for something that is not their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nobody.
    Nobody,
    /// Whoever of the partner's team sees all its clients.
    Team,
    /// Nobody; but the same people know that it is there, and may be told that they may not.
    KnownToTeam,
    /// The operator's people.
    Operator,
}

impl Reach {
    /// The same for a wish in which only a part is exchanged.
    const fn in_part(self) -> Self {
        match self {
            Self::Team => Self::KnownToTeam,
            _ => Self::Nobody,
        }
    }
}

/// Kinds of what is a client's, the client itself included.
const OF_CLIENTS: [&str; 11] = [
    "cli", "cus", "ctf", "ctc", "wsp", "inv", "vis", "ord", "svc", "ivc", "chg",
];
/// Kinds of what is never deleted; pictures are not either, while they are shown.
const FOR_EVER: [&str; 11] = [
    "ivc", "cme", "pyo", "pln", "prt", "vis", "pic", "itm", "cls", "ord", "svc",
];
/// Kinds of what is the operator's: partners all have the same.
const OF_THE_OPERATOR: [&str; 2] = ["itm", "cls"];

/// Every relation of those who are at home somewhere to what an endpoint is about, but that it is
/// their own.
pub(super) fn probes(endpoint: &Endpoint, home: Home, homes: &Homes, world: &World) -> Vec<Probe> {
    let at_home = |things| Wish::of(endpoint, things, home.slug());
    let other = at_home(homes.things(home.other()));
    let mut relations = Relations::of(at_home(homes.things(home)), world);
    let of_client = relations.of_client();
    let reach = match endpoint.action.realm() {
        Realm::Operator => Reach::Operator,
        _ => Reach::Nobody,
    };
    relations.add(
        "a sibling's",
        &at_home(homes.beside(home)),
        &of_client,
        Reach::Team,
    );
    let of_partners = relations.of_partners(endpoint.action.realm());
    relations.add("another partner's", &other, &of_partners, reach);
    let passing = relations.passing();
    relations.add("deleted", &at_home(&homes.gone), &passing, Reach::Nobody);
    if matches!(endpoint.action.realm(), Realm::Partner | Realm::Client) {
        relations.elsewhere(&other, home.other().slug());
    }
    relations.probes
}

/// The relations to what one wish is about.
struct Relations {
    own: Wish,
    /// The same about what never was.
    unknown: Wish,
    slots: Vec<Slot>,
    probes: Vec<Probe>,
}

impl Relations {
    fn of(own: Wish, world: &World) -> Self {
        let slots = own.slots();
        let unknown = slots.iter().rev().fold(own.clone(), |wish, slot| {
            let ids: Vec<String> = own.ids(slot).iter().map(|id| like(id, world)).collect();
            wish.with(slot, &ids)
        });
        Self {
            own,
            unknown,
            slots,
            probes: Vec::new(),
        }
    }

    fn kind(&self, slot: &Slot) -> String {
        let id = &self.own.ids(slot)[0];
        id.split_once('_')
            .map_or("pic", |(kind, _)| kind)
            .to_owned()
    }

    /// The places that name a client, or something of one.
    fn of_client(&self) -> Vec<Slot> {
        let names_client = self.slots.iter().any(|slot| self.kind(slot) == "cli");
        let is_of_client = |slot: &&Slot| OF_CLIENTS.contains(&self.kind(slot).as_str());
        let slots = self.slots.iter().filter(|_| names_client);
        slots.filter(is_of_client).cloned().collect()
    }

    /// The places that name what partners have apart from each other.
    fn of_partners(&self, realm: Realm) -> Vec<Slot> {
        let is_apart = |slot: &&Slot| {
            realm == Realm::Operator || !OF_THE_OPERATOR.contains(&self.kind(slot).as_str())
        };
        self.slots.iter().filter(is_apart).cloned().collect()
    }

    /// The places that name what can be deleted.
    fn passing(&self) -> Vec<Slot> {
        let passes = |slot: &&Slot| !FOR_EVER.contains(&self.kind(slot).as_str());
        self.slots.iter().filter(passes).cloned().collect()
    }

    /// Puts what stands in `from` into these places: into all, into each alone, and into each list
    /// beside one's own. With only a part of them, parent and child do not belong together, so
    /// nobody may.
    fn add(&mut self, name: &str, from: &Wish, slots: &[Slot], reach: Reach) {
        let all = |from: &Wish| {
            let swap = |wish: Wish, slot: &Slot| wish.with(slot, &from.ids(slot));
            slots.iter().rev().fold(self.own.clone(), swap)
        };
        let (wish, twin) = (all(from), all(&self.unknown));
        if !slots.is_empty() {
            self.push(name.to_owned(), wish, twin, reach);
        }
        let alone = if slots.len() == 1 {
            reach
        } else {
            reach.in_part()
        };
        for slot in slots {
            if slots.len() > 1 {
                let one = |from: &Wish| self.own.clone().with(slot, &from.ids(slot));
                let (wish, twin) = (one(from), one(&self.unknown));
                self.push(format!("{name} in {slot:?}"), wish, twin, alone);
            }
            if self.own.is_list(slot) {
                let mixed = |from: &Wish| {
                    let ids = [self.own.ids(slot), from.ids(slot)].concat();
                    self.own.clone().with(slot, &ids)
                };
                let (wish, twin) = (mixed(from), mixed(&self.unknown));
                self.push(format!("{name} beside one's own"), wish, twin, alone);
            }
        }
    }

    /// What another partner's people would ask for.
    fn elsewhere(&mut self, other: &Wish, slug: &str) {
        let swap = |wish: Wish, slot: &Slot| wish.with(slot, &other.ids(slot));
        let theirs = self.slots.iter().rev().fold(self.own.clone(), swap);
        let twin = self.unknown.clone().at("nowhere");
        let name = "at another partner".to_owned();
        self.push(name, theirs.at(slug), twin, Reach::Nobody);
    }

    fn push(&mut self, name: String, wish: Wish, twin: Wish, reach: Reach) {
        self.probes.push(Probe {
            name,
            wish,
            twin: Some(twin),
            reach,
        });
    }
}

/// Wishes that make no sense: what stands for an id is none.
pub(super) fn malformed(endpoint: &Endpoint, home: Home, homes: &Homes) -> Vec<Probe> {
    let own = Wish::of(endpoint, homes.things(home), home.slug());
    let slots = own.slots();
    let breaks = if slots.is_empty() { &[] } else { BREAKS };
    let probe = |(name, broken): &(&str, Break)| {
        let swap = |wish: Wish, slot: &Slot| {
            let ids: Vec<String> = own.ids(slot).iter().map(|id| broken(id)).collect();
            wish.with(slot, &ids)
        };
        Probe {
            name: format!("malformed, {name}"),
            wish: slots.iter().rev().fold(own.clone(), swap),
            twin: None,
            reach: Reach::Nobody,
        }
    };
    breaks.iter().map(probe).collect()
}

/// Makes something else of an id.
type Break = fn(&str) -> String;

const BREAKS: &[(&str, Break)] = &[
    ("a word", |_| "x".to_owned()),
    ("another kind", |id| format!("evt{}", &id[3..])),
    ("capitals", str::to_uppercase),
    ("SQL", |id| format!("{id}' OR '1'='1")),
    ("a path", |id| format!("../{id}")),
];

/// An id of the same kind that nobody has.
fn like(id: &str, world: &World) -> String {
    let new = world.portal().new_id().simple();
    match id.split_once('_') {
        Some((kind, _)) => format!("{kind}_{new}"),
        None => format!("{new}.png"),
    }
}
