//! Every address asked by everybody: the answer is the policy's, and nobody else's.

use backend::{Context, partners, world::World};
use domain::policy::{
    Action, Actor, ENDPOINTS, Endpoint, Method, Object, Realm, Role, Verdict, decide,
};

use crate::{
    browser::{Answer, Browser},
    things::Things,
};

/// Somebody who asks.
struct Caller {
    name: String,
    actor: Actor,
    browser: Browser,
}

impl Caller {
    async fn new(world: &World, portal: &Browser, name: &str, cx: &Context) -> Self {
        let session = world.session(cx.actor().user().unwrap(), "localhost").await;
        Self {
            name: name.to_owned(),
            actor: cx.actor().clone(),
            browser: portal.in_session(&session),
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
                self.browser
                    .upload(&path, "clients.csv", "Company\nBakery\n")
                    .await
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

/// Endpoints that need no person: other tests tell of them.
fn is_open(endpoint: &Endpoint) -> bool {
    endpoint.action.realm() == Realm::Anybody
}

/// Whether an answer is a yes of the policy, whatever the use case then said.
fn is_let_in(answer: &Answer) -> bool {
    let is_refused = [
        "role_lacks",
        "operator_only",
        "foreign",
        "out_of_scope",
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
        callers.push(Caller { name: "anonymous".to_owned(), actor: Actor::Anonymous, browser: portal });

        let mut probes = 0;
        for (number, endpoint) in ENDPOINTS.iter().filter(|endpoint| !is_open(endpoint)).enumerate() {
            let number = u32::try_from(number).unwrap();
            let things = Things::make(&world, acme, &admin, &operator, number).await;
            let action = asked(endpoint);
            let object = match action.realm() {
                Realm::Partner => Object::Partner(acme.id),
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
                match status(&decide(&caller.actor, action, object), endpoint) {
                    None => let_in.push(caller),
                    Some(status) => {
                        let answer = caller.ask(endpoint, &things).await;
                        assert_eq!(answer.status, status, "{}", what(caller, &answer));
                        probes += 1;
                    }
                }
            }
            if action.realm() == Realm::Partner {
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
                if place == 0 && endpoint.path != "/fn/auth/change_password" {
                    assert!((200..400).contains(&answer.status), "{}", what(caller, &answer));
                }
                probes += 1;
            }
            things.tidy(&admin).await;
        }
        assert!(probes > 500, "only {probes} probes");
    }
}
