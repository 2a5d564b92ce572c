use std::fmt::Display;

use backend::{Context, world::World};
use domain::{
    client_users::Access,
    inclusions::Section,
    policy::{Action, Actor, Object, Realm, Role, Verdict, decide},
    rights::Preset,
};

use super::{
    homes::{Home, Homes},
    wishes::Wish,
};
use crate::browser::{Answer, Browser};

/// Somebody who asks.
pub(super) struct Principal {
    pub(super) name: String,
    pub(super) actor: Actor,
    browser: Browser,
    /// Whether they ask on the host of a brand.
    pub(super) at_brand: bool,
    /// Where what they ask for is their own, or at least that of those they work with.
    pub(super) home: Home,
    /// Words that no answer to them may hold.
    pub(super) forbidden: Vec<String>,
}

impl Principal {
    /// Everybody who may ask for something, the widest of each home first.
    pub(super) async fn all(world: &World, homes: &Homes) -> Vec<Self> {
        let portal = Browser::at(world);
        let acme = homes.acme.partner;
        let mut all = vec![];
        let make = |name: &str, home, cx: Context| Maker {
            name: name.to_owned(),
            home,
            cx,
        };
        let mut at_portal = vec![make("administrator", Home::Acme, homes.acme.admin.clone())];
        for role in Role::ALL.into_iter().skip(1) {
            let cx = world.member(acme, role.name(), role).await;
            at_portal.push(make(role.name(), Home::Acme, cx));
        }
        let listed = homes.listed.clone();
        at_portal.push(make("salesperson with a list", Home::Acme, listed));
        let bo = homes.bolt.admin.clone();
        at_portal.push(make("other partner's administrator", Home::Bolt, bo));
        at_portal.push(make("operator", Home::Acme, homes.operator.clone()));
        // Of the office of acme, unless something else is said.
        let office = homes.acme.office.client;
        let everything = Access {
            rights: Preset::Everything.rights(),
            ..Access::default()
        };
        let boxes = world.client_user(acme, office, "All Boxes", everything);
        let boxes = boxes.await;
        let none = world.client_user(acme, office, "No Boxes", Access::default());
        let none = none.await;
        let staff = world.member(acme, "Second", Role::Administrator).await;
        let at_brand = vec![
            make("owner", Home::Acme, homes.acme.office.owner.clone()),
            make("all boxes", Home::Acme, boxes),
            make("no boxes", Home::Acme, none),
            // Somebody of the team has nothing to do on the brand's host without a visit.
            make("staff on the brand's host", Home::Acme, staff),
            make(
                "sibling's owner",
                Home::Sibling,
                homes.sibling.owner.clone(),
            ),
            make("blocked owner", Home::Blocked, homes.blocked.owner.clone()),
            make(
                "other brand's owner",
                Home::Bolt,
                homes.bolt.office.owner.clone(),
            ),
        ];
        for maker in at_portal {
            all.push(maker.at(world, homes, &portal, "localhost").await);
        }
        for maker in at_brand {
            let host = maker.home.host();
            all.push(maker.at(world, homes, &portal, host).await);
        }
        let (session, visitor) = homes.enter(world, "Visitor").await;
        all.push(Self {
            name: "visitor".to_owned(),
            browser: portal.on(Home::Acme.host()).in_session(&session),
            at_brand: true,
            home: Home::Acme,
            forbidden: homes.forbidden(Home::Acme, visitor.actor(), true),
            actor: visitor.actor().clone(),
        });
        for host in ["localhost", Home::Acme.host()] {
            all.push(Self {
                name: format!("nobody at {host}"),
                actor: Actor::Anonymous,
                browser: portal.on(host),
                at_brand: host != "localhost",
                home: Home::Acme,
                forbidden: homes.forbidden(Home::Acme, &Actor::Anonymous, host != "localhost"),
            });
        }
        all
    }

    /// Whoever is on a visit is replaced by a colleague: others may have ended the visit.
    pub(super) async fn enter(&mut self, world: &World, homes: &Homes, number: impl Display) {
        if matches!(&self.actor, Actor::Client(person) if person.is_visitor()) {
            let (session, visitor) = homes.enter(world, &format!("Visitor {number}")).await;
            self.browser = self.browser.in_session(&session);
            self.actor = visitor.actor().clone();
        }
    }

    /// Asks for something, at the host of another brand if it is `elsewhere`.
    pub(super) async fn ask(&mut self, wish: &Wish) -> Answer {
        let mut browser = if wish.is_elsewhere && self.at_brand {
            self.browser.on(self.home.other().host())
        } else {
            self.browser.clone()
        };
        let answer = wish.send(&mut browser).await;
        if !(wish.is_elsewhere && self.at_brand) {
            self.browser = browser;
        }
        answer
    }

    /// Whether an action is there at all on the host that they ask.
    pub(super) fn finds(&self, action: Action) -> bool {
        match action.realm() {
            Realm::Anybody | Realm::Person => true,
            Realm::Partner | Realm::Operator => !self.at_brand,
            Realm::Client => self.at_brand,
        }
    }

    /// What the policy says of what is their own.
    pub(super) fn verdict(&self, action: Action, path: &str, homes: &Homes) -> Verdict {
        let partner = homes.partner(self.home).id;
        let client = homes.client(self.home);
        let object = match action.realm() {
            Realm::Partner => Object::Partner(partner),
            Realm::Client if path.contains("{section}") => Object::Section {
                partner,
                client,
                section: Section::Design,
            },
            Realm::Client => Object::Own { partner, client },
            _ => Object::Portal,
        };
        match &self.actor {
            // Outside of the client's pages a visitor is less than a person of the client.
            Actor::Client(person) if person.is_visitor() && action.realm() == Realm::Person => {
                decide(&Actor::Visitor(person.user), action, object)
            }
            actor => decide(actor, action, object),
        }
    }

    /// Whether they see every client of their partner.
    pub(super) fn sees_all(&self) -> bool {
        matches!(&self.actor, Actor::Staff(staff) if staff.sees_all)
    }
}

struct Maker {
    name: String,
    home: Home,
    cx: Context,
}

impl Maker {
    async fn at(self, world: &World, homes: &Homes, portal: &Browser, host: &str) -> Principal {
        let Self { name, home, cx } = self;
        let session = world.session(cx.actor().user().unwrap(), host).await;
        let at_brand = host != "localhost";
        Principal {
            name,
            browser: portal.on(host).in_session(&session),
            at_brand,
            home,
            forbidden: homes.forbidden(home, cx.actor(), at_brand),
            actor: cx.actor().clone(),
        }
    }
}
