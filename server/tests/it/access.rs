//! Every address asked by everybody: the answer is the policy's, and nobody else's.

use backend::{Context, partners, world::World};
use domain::{
    catalogue::Section,
    client_users::Access,
    clients::ClientStatus,
    plans::Usage,
    policy::{Action, Actor, ENDPOINTS, Endpoint, Method, Object, Realm, Role, Verdict, decide},
    rights::Preset,
};

use crate::{
    browser::{Answer, Browser},
    things::{Office, Things},
};

/// Somebody who asks.
struct Caller {
    name: String,
    actor: Actor,
    browser: Browser,
    /// Whether they ask on the host of a brand.
    at_brand: bool,
}

impl Caller {
    async fn new(world: &World, portal: &Browser, name: &str, cx: &Context) -> Self {
        let session = world.session(cx.actor().user().unwrap(), "localhost").await;
        Self {
            name: name.to_owned(),
            actor: cx.actor().clone(),
            browser: portal.in_session(&session),
            at_brand: false,
        }
    }

    /// A person of a client, on the host of a brand.
    async fn at_brand(
        world: &World,
        portal: &Browser,
        host: &str,
        name: &str,
        cx: &Context,
    ) -> Self {
        let session = world.session(cx.actor().user().unwrap(), host).await;
        Self {
            name: name.to_owned(),
            actor: cx.actor().clone(),
            browser: portal.on(host).in_session(&session),
            at_brand: true,
        }
    }

    async fn ask(&mut self, endpoint: &Endpoint, things: &Things) -> Answer {
        let path = things.path(endpoint.path, "acme");
        if path.starts_with("/fn/") {
            let arguments = things.arguments(&path, "acme");
            return self.browser.call(&path, &arguments).await;
        }
        match endpoint.method {
            Method::Get => self.browser.get(&path).await,
            Method::Post => {
                let parts = Things::upload(&path);
                self.browser.upload_parts(&path, &parts).await
            }
        }
    }
}

/// What an endpoint really asks for: bulk actions ask for what they do to each client.
fn asked(endpoint: &Endpoint) -> Action {
    match endpoint.path {
        "/fn/clients/preview_bulk" | "/fn/clients/run_bulk" => Action::BlockClient,
        _ => endpoint.action,
    }
}

/// The status that says a verdict; nothing for yes.
fn status(verdict: &Verdict, endpoint: &Endpoint) -> Option<u16> {
    match verdict {
        Verdict::Allowed(_) => None,
        Verdict::SignedOut if endpoint.path.starts_with("/fn/") => Some(401),
        // Somebody signed out is led to sign in, and back.
        Verdict::SignedOut => Some(303),
        Verdict::Hidden(_) => Some(404),
        Verdict::Denied(_) => Some(403),
    }
}

/// Whether an endpoint is there at all on the host that somebody asks.
fn is_here(action: Action, caller: &Caller) -> bool {
    match action.realm() {
        Realm::Anybody | Realm::Person => true,
        Realm::Partner | Realm::Operator => !caller.at_brand,
        Realm::Client => caller.at_brand,
    }
}

/// Endpoints that need no person: other tests tell of them.
fn is_open(endpoint: &Endpoint) -> bool {
    endpoint.action.realm() == Realm::Anybody
}

/// Whether an endpoint asks for a password, which the people of this world do not have.
fn asks_for_a_password(endpoint: &Endpoint) -> bool {
    matches!(
        endpoint.path,
        "/fn/auth/change_password" | "/fn/visits/start"
    )
}

/// Whether an answer is a yes of the policy, whatever the use case then said.
fn is_let_in(answer: &Answer) -> bool {
    let is_refused = [
        "role_lacks",
        "operator_only",
        "foreign",
        "out_of_scope",
        "owner_only",
        "locked_in_visit",
        "box_empty",
        r#""denied":"client_blocked""#,
        "signed_out",
    ]
    .iter()
    .any(|reason| answer.body.contains(reason));
    answer.status != 401 && answer.status != 500 && !is_refused
}

backend::stories! {
    async fn the_policy_decides_everywhere(world: World) {
        let portal = Browser::at(&world);
        let acme = world.partner("acme").await;
        let bolt = world.partner("bolt").await;
        let operator = world.operator().await;
        let mut callers = Vec::new();
        let mut admin = None;
        for role in Role::ALL {
            let cx = world.member(acme, role.name(), role).await;
            callers.push(Caller::new(&world, &portal, role.name(), &cx).await);
            admin.get_or_insert(cx);
        }
        let admin = admin.unwrap();
        let stranger = world.member(bolt, "Bo", Role::Administrator).await;
        callers.push(Caller::new(&world, &portal, "of another partner", &stranger).await);
        callers.push(Caller::new(&world, &portal, "operator", &operator).await);
        let office = Office::make(&world, acme, &admin).await;
        let (client, host) = (office.client, "acme.localhost");
        let everything = Access { rights: Preset::Everything.rights(), ..Access::default() };
        let sibling = world.client_named(acme, "Sibling").await;
        let blocked = world.client_using(acme, "Shut", ClientStatus::Blocked, None, Usage::default()).await;
        let shop = world.client_named(bolt, "Shop").await;
        for (name, host, cx) in [
            ("owner", host, office.owner.clone()),
            ("all boxes", host, world.client_user(acme, client, "All Boxes", everything).await),
            ("no boxes", host, world.client_user(acme, client, "No Boxes", Access::default()).await),
            ("sibling's owner", host, world.owner(acme, sibling, "Sib").await),
            ("blocked owner", host, world.owner(acme, blocked, "Shut Out").await),
            ("other brand's owner", "bolt.localhost", world.owner(bolt, shop, "Shopkeeper").await),
            // Somebody of the team has nothing to do on the brand's host without a visit.
            ("staff on the brand's host", host, world.member(acme, "Second", Role::Administrator).await),
        ] {
            callers.push(Caller::at_brand(&world, &portal, host, name, &cx).await);
        }
        // A visitor stands where an owner does, but for what is locked.
        let salesperson = world.member(acme, "Vic Visitor", Role::Salesperson).await;
        let (session, cx) = world.visitor(acme, "acme", &salesperson, client).await;
        callers.push(Caller {
            name: "visitor".to_owned(),
            actor: cx.actor().clone(),
            browser: portal.on(host).in_session(&session),
            at_brand: true,
        });
        let nobody = |browser, at_brand| Caller {
            name: "anonymous".to_owned(),
            actor: Actor::Anonymous,
            browser,
            at_brand,
        };
        callers.push(nobody(portal.on(host), true));
        callers.push(nobody(portal, false));

        let mut probes = 0;
        for (number, endpoint) in ENDPOINTS.iter().filter(|endpoint| !is_open(endpoint)).enumerate() {
            let number = u32::try_from(number).unwrap();
            let things = Things::make(&world, acme, &admin, &operator, &office, number).await;
            let action = asked(endpoint);
            let object = match action.realm() {
                Realm::Partner => Object::Partner(acme.id),
                Realm::Client if endpoint.path.contains("{section}") => {
                    Object::Section { partner: acme.id, client, section: Section::Design }
                }
                Realm::Client => Object::Own { partner: acme.id, client },
                _ => Object::Portal,
            };
            let what = |caller: &Caller, answer: &Answer| {
                let Answer { status, body, .. } = answer;
                let body: String = body.chars().take(300).collect();
                format!("{} at {:?} {}: {status} {body}", caller.name, endpoint.method, endpoint.path)
            };

            // First those who may not. Whoever may comes after them and still finds everything: so
            // nobody was sent away because there was nothing.
            let mut let_in = Vec::new();
            for caller in &mut callers {
                let wanted = if is_here(action, caller) {
                    status(&decide(&caller.actor, action, object), endpoint)
                } else {
                    Some(404)
                };
                match wanted {
                    None => let_in.push(caller),
                    Some(status) => {
                        let answer = caller.ask(endpoint, &things).await;
                        assert_eq!(answer.status, status, "{}", what(caller, &answer));
                        probes += 1;
                    }
                }
            }
            if matches!(action.realm(), Realm::Partner | Realm::Client) {
                partners::suspend(&operator, acme.id).await.unwrap();
                let first = let_in.first_mut().unwrap();
                let answer = first.ask(endpoint, &things).await;
                assert_eq!(answer.status, 403, "suspended: {}", what(first, &answer));
                partners::resume(&operator, acme.id).await.unwrap();
                probes += 1;
            }
            for (place, caller) in let_in.into_iter().enumerate() {
                let answer = caller.ask(endpoint, &things).await;
                assert!(is_let_in(&answer), "{}", what(caller, &answer));
                if place == 0 && !asks_for_a_password(endpoint) {
                    assert!((200..400).contains(&answer.status), "{}", what(caller, &answer));
                }
                probes += 1;
            }
            things.tidy(&admin).await;
        }
        assert!(probes > 1_500, "only {probes} probes");
    }
}
