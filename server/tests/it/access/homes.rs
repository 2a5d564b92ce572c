use std::collections::BTreeSet;

use backend::{
    Context,
    auth::NewSession,
    clients,
    world::{PartnerInWorld, World},
};
use domain::{
    ClientId, Version,
    clients::{BlockKind, BlockReason},
    policy::{Actor, Role},
};

use super::canaries;
use crate::things::{Office, Things, Words};

/// Where somebody belongs: what is their own, and what is a sibling's or another's, follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// The partner acme, and the client that is its office.
    Acme,
    /// Another client of acme.
    Sibling,
    /// A client of acme that is blocked.
    Blocked,
    /// The partner bolt, and the client that is its office.
    Bolt,
}

impl Home {
    /// Every one.
    pub(super) const ALL: [Self; 4] = [Self::Acme, Self::Sibling, Self::Blocked, Self::Bolt];

    /// A home at the other partner.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Acme | Self::Sibling | Self::Blocked => Self::Bolt,
            Self::Bolt => Self::Acme,
        }
    }

    /// The host of its brand.
    pub(super) const fn host(self) -> &'static str {
        match self {
            Self::Acme | Self::Sibling | Self::Blocked => "acme.localhost",
            Self::Bolt => "bolt.localhost",
        }
    }

    /// The short name of its partner.
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Acme | Self::Sibling | Self::Blocked => "acme",
            Self::Bolt => "bolt",
        }
    }
}

/// A partner with its administrator and the client that most is asked about.
pub(super) struct House {
    pub(super) slug: &'static str,
    pub(super) partner: PartnerInWorld,
    pub(super) admin: Context,
    pub(super) office: Office,
}

impl House {
    async fn make(world: &World, slug: &'static str, client: &str) -> Self {
        let partner = world.partner(slug).await;
        let words = Words::new(world, slug, client);
        let name = format!("{} Administrator", words.partner);
        let admin = world.member(partner, &name, Role::Administrator).await;
        let office = Office::with(world, partner, &admin, words).await;
        Self {
            slug,
            partner,
            admin,
            office,
        }
    }
}

/// Two partners with everything in them.
pub(super) struct Homes {
    pub(super) acme: House,
    pub(super) bolt: House,
    pub(super) operator: Context,
    /// A salesperson of acme who sees the clients on a list.
    pub(super) listed: Context,
    pub(super) sibling: Office,
    pub(super) blocked: Office,
    /// What there is at acme's office; made anew for each endpoint, for some of it is used up.
    pub(super) own: Things,
    things_of_sibling: Things,
    things_of_blocked: Things,
    things_of_bolt: Things,
    /// Of another client of bolt.
    things_beside_bolt: Things,
    /// What there was at acme's office.
    pub(super) gone: Things,
}

impl Homes {
    /// Fills the world.
    pub(super) async fn make(world: &World) -> Self {
        let acme = House::make(world, "acme", "office").await;
        let bolt = House::make(world, "bolt", "shop").await;
        let operator = world.operator().await;
        let listed = world.member_with_scope(acme.partner, "Listed", Role::Salesperson, false);
        let listed = listed.await;
        let beside = |house: &House, client| {
            let words = house.office.words.for_client(world, client);
            let (partner, admin) = (house.partner, house.admin.clone());
            async move { Office::with(world, partner, &admin, words).await }
        };
        let sibling = beside(&acme, "sibling").await;
        let blocked = beside(&acme, "blocked").await;
        let beside_bolt = beside(&bolt, "beside").await;
        let things = |house: &House, office: &Office, number| {
            let (partner, admin) = (house.partner, house.admin.clone());
            let (operator, office) = (operator.clone(), office.clone());
            async move { Things::make(world, partner, &admin, &operator, &office, number).await }
        };
        let gone = things(&acme, &acme.office, 1_000).await;
        let gone = gone.gone(world, &acme.admin, &operator).await;
        let own = things(&acme, &acme.office, 1_001).await;
        let on_list = [
            own.client,
            own.blocked,
            own.closed,
            own.subscribed,
            acme.office.client,
        ];
        world.list_for(&listed, &on_list).await;
        let things_of_sibling = things(&acme, &sibling, 1_002).await;
        let things_of_blocked = things(&acme, &blocked, 1_003).await;
        let things_of_bolt = things(&bolt, &bolt.office, 1_004).await;
        let things_beside_bolt = things(&bolt, &beside_bolt, 1_005).await;
        canaries::fill(world, &acme, &own).await;
        canaries::fill(world, &bolt, &things_of_bolt).await;
        let reason = BlockReason {
            kind: BlockKind::NonPayment,
            note: String::new(),
        };
        clients::block(&acme.admin, blocked.client, reason, Version(1))
            .await
            .unwrap();
        let owner = blocked.owner.actor().user().unwrap();
        let owner = world.as_client_user(acme.partner, blocked.client, owner);
        let blocked = Office {
            owner: owner.await,
            ..blocked
        };
        Self {
            acme,
            bolt,
            operator,
            listed,
            sibling,
            blocked,
            own,
            things_of_sibling,
            things_of_blocked,
            things_of_bolt,
            things_beside_bolt,
            gone,
        }
    }

    /// Everything at acme's office once more.
    pub(super) async fn renew(&mut self, world: &World, number: u32) {
        self.own.tidy(&self.acme.admin).await;
        let House {
            partner,
            admin,
            office,
            ..
        } = &self.acme;
        self.own = Things::make(world, *partner, admin, &self.operator, office, number).await;
        let Things {
            client,
            blocked,
            closed,
            subscribed,
            ..
        } = self.own;
        let clients = [client, blocked, closed, subscribed];
        world.list_for(&self.listed, &clients).await;
    }

    /// A member of acme's team enters the pages of its office.
    pub(super) async fn enter(&self, world: &World, name: &str) -> (NewSession, Context) {
        let House {
            slug,
            partner,
            office,
            ..
        } = &self.acme;
        let member = world.member(*partner, name, Role::Salesperson).await;
        world.visitor(*partner, slug, &member, office.client).await
    }

    /// What is there at a home.
    pub(super) const fn things(&self, home: Home) -> &Things {
        match home {
            Home::Acme => &self.own,
            Home::Sibling => &self.things_of_sibling,
            Home::Blocked => &self.things_of_blocked,
            Home::Bolt => &self.things_of_bolt,
        }
    }

    /// What is there beside a home: at another client of the same partner.
    pub(super) const fn beside(&self, home: Home) -> &Things {
        match home {
            Home::Acme => &self.things_of_sibling,
            Home::Sibling | Home::Blocked => &self.own,
            Home::Bolt => &self.things_beside_bolt,
        }
    }

    /// The partner of a home.
    pub(super) const fn partner(&self, home: Home) -> PartnerInWorld {
        match home {
            Home::Acme | Home::Sibling | Home::Blocked => self.acme.partner,
            Home::Bolt => self.bolt.partner,
        }
    }

    /// The client of a home.
    pub(super) const fn client(&self, home: Home) -> ClientId {
        match home {
            Home::Acme => self.acme.office.client,
            Home::Sibling => self.sibling.client,
            Home::Blocked => self.blocked.client,
            Home::Bolt => self.bolt.office.client,
        }
    }

    /// Words that nobody like this may read: all but those they may.
    pub(super) fn forbidden(&self, home: Home, actor: &Actor, at_brand: bool) -> Vec<String> {
        let words = |home: Home| &self.things(home).office.words;
        let client = |home: Home| words(home).client.as_str();
        let brand = words(home).partner.as_str();
        let may_read: Vec<&str> = match actor {
            // Partners are the operator's business, their clients are not.
            Actor::Operator(_) => vec![&words(Home::Acme).partner, &words(Home::Bolt).partner],
            Actor::Client(_) => vec![brand, client(home)],
            Actor::Staff(staff) if !at_brand => {
                let mut all = vec![brand, &words(home).others, client(home)];
                if staff.sees_all {
                    all.extend([
                        &self.beside(home).office.words.client,
                        client(Home::Blocked),
                    ]);
                }
                all
            }
            _ if at_brand => vec![brand],
            _ => vec![],
        };
        let offices = [
            &self.own,
            &self.things_of_sibling,
            &self.things_of_blocked,
            &self.things_of_bolt,
            &self.things_beside_bolt,
        ];
        let all: BTreeSet<&str> = offices
            .into_iter()
            .map(|things| &things.office.words)
            .flat_map(|words| [&words.partner, &words.client, &words.others])
            .map(String::as_str)
            .filter(|word| !may_read.contains(word))
            .collect();
        all.into_iter().map(str::to_owned).collect()
    }
}
