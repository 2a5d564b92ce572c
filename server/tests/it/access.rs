//! Every address asked by everybody, about everything: the answer is the policy's, what is not
//! one's own is as if it did not exist, and no text of one partner reaches another.

mod answers;
mod canaries;
mod homes;
mod principals;
mod relations;
mod wishes;

use std::collections::BTreeSet;

use backend::{partners, plans, world::World};
use domain::{
    plans::PlanDraft,
    policy::{Action, ENDPOINTS, Endpoint, Method, Realm},
};

use crate::{browser::Answer, things::Words};
use answers::{is_let_in, normal, said, status};
use homes::{Home, Homes};
use principals::Principal;
use relations::{Probe, Reach, malformed, probes};
use wishes::Wish;

/// Fewest probes that an engine must stand.
const FEWEST: usize = 10_000;

/// Open addresses that change something: tests of their own tell of each.
const OPEN_POSTS: [&str; 9] = [
    "/csp",
    "/hooks/stripe/{slug}",
    "/language",
    "/sign-in",
    "/sign-out",
    "/reset",
    "/reset/{token}",
    "/invitation/{token}",
    "/invoice/{token}",
];

/// What an endpoint really asks for: bulk actions ask for what they do to each client.
fn asked(endpoint: &Endpoint) -> Action {
    match endpoint.path {
        "/fn/clients/preview_bulk" | "/fn/clients/run_bulk" => Action::BlockClient,
        _ => endpoint.action,
    }
}

/// Whether asking changes nothing.
fn only_looks(action: Action) -> bool {
    format!("{action:?}").starts_with("See")
}

/// Everybody, everything there is, and what was wrong so far.
struct Matrix<'a> {
    world: &'a World,
    homes: Homes,
    everybody: Vec<Principal>,
    asked: usize,
    problems: Vec<String>,
    /// Whether what is there at acme's office may have been used up.
    is_used: bool,
}

/// What somebody was told about something that never was, to compare with.
type Twins = Vec<(Wish, Answer)>;

impl<'a> Matrix<'a> {
    async fn new(world: &'a World) -> Self {
        let homes = Box::pin(Homes::make(world)).await;
        let everybody = Principal::all(world, &homes).await;
        Self {
            world,
            homes,
            everybody,
            asked: 0,
            problems: Vec::new(),
            is_used: false,
        }
    }

    fn hold(&mut self, is_right: bool, problem: impl FnOnce() -> String) {
        if !is_right {
            self.problems.push(problem());
        }
    }

    /// Asks, and looks for what no answer may hold.
    async fn ask(&mut self, who: &mut Principal, wish: &Wish) -> Answer {
        let answer = who.ask(wish).await;
        self.asked += 1;
        let leaks = canaries::found_in(&answer, &who.forbidden);
        let is_right = leaks.is_empty() && answer.status < 500;
        self.hold(is_right, || {
            format!(
                "{} {}: {leaks:?} in {}",
                who.name,
                wish.said(),
                said(&answer)
            )
        });
        answer
    }

    /// The same, and the answer must have one of these.
    async fn want(
        &mut self,
        who: &mut Principal,
        what: &str,
        wish: &Wish,
        wanted: &[u16],
    ) -> Answer {
        let answer = self.ask(who, wish).await;
        self.hold(wanted.contains(&answer.status), || {
            let (wish, answer) = (wish.said(), said(&answer));
            format!("{}, {what}, {wish}: not {wanted:?} but {answer}", who.name)
        });
        answer
    }

    /// Pages that anybody may open: whoever comes reads nothing that is not for them.
    async fn open(&mut self, endpoint: &Endpoint) {
        let mut everybody = std::mem::take(&mut self.everybody);
        for who in &mut everybody {
            let own = Wish::of(endpoint, self.homes.things(who.home), who.home.slug());
            self.ask(who, &own).await;
            let mut twins = Twins::new();
            for probe in probes(endpoint, who.home, &self.homes, self.world) {
                self.compare(who, &probe, &mut twins).await;
            }
        }
        self.everybody = everybody;
    }

    /// Everything that is to be refused, which changes nothing at either partner.
    async fn refuse(&mut self, endpoint: &Endpoint) {
        let before = self.rows().await;
        let mut everybody = std::mem::take(&mut self.everybody);
        for home in Home::ALL {
            let probes = probes(endpoint, home, &self.homes, self.world);
            let malformed = malformed(endpoint, home, &self.homes);
            for who in everybody.iter_mut().filter(|who| who.home == home) {
                let own = self.answer_to(who, endpoint);
                if let Some(status) = own {
                    let wish = Wish::of(endpoint, self.homes.things(home), home.slug());
                    self.want(who, "one's own", &wish, &[status]).await;
                }
                if !who.finds(asked(endpoint)) {
                    continue;
                }
                let mut twins = Twins::new();
                for probe in &probes {
                    match (probe.is_for(who), own) {
                        (false, Some(403)) if probe.is_known_to(who) => {
                            self.want(who, &probe.name, &probe.wish, &[403, 404]).await;
                        }
                        (false, _) => {
                            self.unknown(who, probe, endpoint, own, &mut twins).await;
                            self.compare(who, probe, &mut twins).await;
                        }
                        (true, Some(status)) => {
                            self.want(who, &probe.name, &probe.wish, &[status]).await;
                        }
                        // It is done, so not before everything was refused.
                        (true, None) => {}
                    }
                }
                for probe in &malformed {
                    let wanted = [400, 401, 403, 404, 422, own.unwrap_or(404)];
                    self.want(who, &probe.name, &probe.wish, &wanted).await;
                }
            }
        }
        self.everybody = everybody;
        let after = self.rows().await;
        for (before, after) in before.iter().zip(&after) {
            let changed: Vec<&String> = before.symmetric_difference(after).take(4).collect();
            self.hold(changed.is_empty(), || {
                format!(
                    "{} changed {changed:?}, though it was refused",
                    endpoint.path
                )
            });
        }
    }

    /// What the policy answers somebody about their own, unless it is yes.
    fn answer_to(&self, who: &Principal, endpoint: &Endpoint) -> Option<u16> {
        let action = asked(endpoint);
        if !who.finds(action) {
            return Some(404);
        }
        status(&who.verdict(action, endpoint.path, &self.homes), endpoint)
    }

    /// What never was is not found, unless one is refused before anybody looks.
    async fn unknown(
        &mut self,
        who: &mut Principal,
        probe: &Probe,
        endpoint: &Endpoint,
        own: Option<u16>,
        twins: &mut Twins,
    ) {
        let Some(twin) = &probe.twin else { return };
        if twins.iter().any(|(wish, _)| wish == twin) {
            return;
        }
        let wanted = match own {
            // At the host of another brand they are not signed in.
            _ if twin.is_elsewhere && who.at_brand => vec![401, 303],
            None if twin.is_elsewhere => vec![404],
            None => vec![unfound(endpoint)],
            Some(403) => vec![403, 404],
            Some(status) => vec![status],
        };
        let answer = self.want(who, "what never was", twin, &wanted).await;
        twins.push((twin.clone(), answer));
    }

    /// What is not one's own is as what never was.
    async fn compare(&mut self, who: &mut Principal, probe: &Probe, twins: &mut Twins) {
        let Some(twin) = &probe.twin else { return };
        let answer = self.ask(who, &probe.wish).await;
        let known = twins.iter().find(|(wish, _)| wish == twin);
        let expected = match known {
            Some((_, answer)) => answer.clone(),
            None => self.ask(who, twin).await,
        };
        self.hold(normal(&answer) == normal(&expected), || {
            let (answer, expected) = (said(&answer), said(&expected));
            let (who, what, wish) = (&who.name, &probe.name, probe.wish.said());
            format!("{who}, {what}, {wish}: {answer}, but of what never was {expected}")
        });
    }

    /// Those whom the policy lets in, and who find what the others were refused: so nobody was sent
    /// away because there was nothing.
    async fn let_in(&mut self, endpoint: &Endpoint) {
        let action = asked(endpoint);
        let mut everybody = std::mem::take(&mut self.everybody);
        let mut let_in: Vec<&mut Principal> = everybody
            .iter_mut()
            .filter(|who| self.answer_to(who, endpoint).is_none())
            .collect();
        self.suspended(let_in[0], endpoint).await;
        for who in &mut let_in {
            // What is suspended ends visits.
            let number = self.world.portal().new_id().simple();
            who.enter(self.world, &self.homes, number).await;
        }
        self.is_used |= !only_looks(action);
        let mut is_first = true;
        for who in &mut let_in {
            if who.home != Home::Acme && !only_looks(action) {
                continue;
            }
            let wish = Wish::of(endpoint, self.homes.things(who.home), who.home.slug());
            let answer = self.ask(who, &wish).await;
            let must_work = (is_first || who.home != Home::Acme) && !asks_for_a_password(endpoint);
            let works = is_let_in(&answer) && (!must_work || (200..400).contains(&answer.status));
            self.hold(works, || {
                format!("{} may, but {}: {}", who.name, wish.said(), said(&answer))
            });
            is_first = false;
            if !only_looks(action) {
                continue;
            }
            for probe in probes(endpoint, who.home, &self.homes, self.world) {
                if probe.is_for(who) {
                    self.want(who, &probe.name, &probe.wish, &[200]).await;
                }
            }
        }
        self.everybody = everybody;
    }

    /// While a partner is suspended, nobody does anything there.
    async fn suspended(&mut self, who: &mut Principal, endpoint: &Endpoint) {
        if !matches!(endpoint.action.realm(), Realm::Partner | Realm::Client) {
            return;
        }
        let (operator, acme) = (self.homes.operator.clone(), self.homes.acme.partner.id);
        partners::suspend(&operator, acme).await.unwrap();
        let wish = Wish::of(endpoint, self.homes.things(who.home), who.home.slug());
        self.want(who, "suspended", &wish, &[403]).await;
        partners::resume(&operator, acme).await.unwrap();
    }

    /// Every row of both partners.
    async fn rows(&self) -> [BTreeSet<String>; 2] {
        let Homes { acme, bolt, .. } = &self.homes;
        [
            self.world.rows_of(acme.partner).await,
            self.world.rows_of(bolt.partner).await,
        ]
    }

    /// Each message is about one partner, and about one of its clients at most.
    async fn read_mail(&mut self) {
        let sent = canaries::sent(self.world.portal()).await;
        self.hold(sent.len() > 100, || format!("only {} messages", sent.len()));
        for message in sent {
            self.hold(!self.is_mixed(&message), || {
                format!("words that do not belong together: {message}")
            });
        }
    }

    /// Whether a text holds words of two who do not know of each other.
    fn is_mixed(&self, text: &str) -> bool {
        let words = |home| self.homes.things(home).office.words.clone();
        let [acme, bolt] = [Home::Acme, Home::Bolt].map(words);
        let sibling = words(Home::Sibling).client;
        let of_bolt = [bolt.partner, bolt.client, bolt.others];
        let apart = [
            (
                vec![acme.partner, acme.others, sibling.clone()],
                of_bolt.to_vec(),
            ),
            (vec![acme.client], [&of_bolt[..], &[sibling]].concat()),
        ];
        let holds = |words: &[String]| words.iter().any(|word| text.contains(word));
        apart.iter().any(|(one, other)| holds(one) && holds(other))
    }
}

/// How an endpoint says that what it was asked about is not there.
fn unfound(endpoint: &Endpoint) -> u16 {
    match endpoint.path {
        // An order must name all there is, and nothing else: that is said at the form.
        "/fn/custom_fields/reorder" => 422,
        _ => 404,
    }
}

/// Whether an endpoint asks for a password, which the people of this world do not have.
fn asks_for_a_password(endpoint: &Endpoint) -> bool {
    matches!(
        endpoint.path,
        "/fn/auth/change_password"
            | "/fn/visits/start"
            // A payout waits already, and a table is told by a story.
            | "/fn/commission/request_payout"
            | "/fn/commission/set_table"
            // No provider answers in this world; stories of payments have one.
            | "/fn/providers/set"
            | "/fn/providers/begin"
    )
}

backend::stories! {
    async fn everybody_asks_for_everything(world: World) {
        let mut matrix = Box::pin(Matrix::new(&world)).await;
        for partner in [matrix.homes.acme.partner, matrix.homes.bolt.partner] {
            let unmarked = Vec::from_iter(world.texts_without(partner, Words::MARK).await);
            assert_eq!(unmarked, canaries::NOT_TYPED);
        }
        for (number, endpoint) in ENDPOINTS.iter().enumerate() {
            if endpoint.action.realm() == Realm::Anybody {
                let is_told = OPEN_POSTS.contains(&endpoint.path);
                match endpoint.method {
                    Method::Get => matrix.open(endpoint).await,
                    Method::Post => assert!(is_told, "{} is asked by no test", endpoint.path),
                }
                continue;
            }
            if std::mem::take(&mut matrix.is_used) {
                let number = u32::try_from(number).unwrap();
                matrix.homes.renew(&world, number).await;
                for who in &mut matrix.everybody {
                    who.enter(&world, &matrix.homes, number).await;
                }
            }
            matrix.refuse(endpoint).await;
            matrix.let_in(endpoint).await;
        }
        matrix.read_mail().await;
        let Matrix { asked, problems, .. } = matrix;
        let some = problems.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(problems.is_empty(), "{} problems in {asked} probes:\n{some}", problems.len());
        assert!(asked >= FEWEST, "only {asked} probes");
    }

    async fn what_is_planted_is_found(world: World) {
        let mut matrix = Box::pin(Matrix::new(&world)).await;
        let mut admin = matrix.everybody.remove(0);
        let about = |path| ENDPOINTS.iter().find(|endpoint| endpoint.path == path).unwrap();
        let list = Wish::of(about("/fn/plans/list"), &matrix.homes.own, "acme");
        matrix.ask(&mut admin, &list).await;
        assert_eq!(matrix.problems, Vec::<String>::new());

        // A word of bolt's in a text of acme's, whatever its letters.
        let Words { partner, client, .. } = matrix.homes.bolt.office.words.clone();
        let before = matrix.rows().await;
        let draft = PlanDraft { name: client.to_uppercase(), ..PlanDraft::default() };
        plans::add(&matrix.homes.acme.admin, draft).await.unwrap();
        matrix.ask(&mut admin, &list).await;
        assert!(matrix.problems[0].contains(&client), "{:?}", matrix.problems);
        let after = matrix.rows().await;
        assert_ne!(before[0], after[0]);
        assert_eq!(before[1], after[1]);

        // What is there, told apart from what never was.
        let details = about("/fn/plans/details");
        let all = probes(details, Home::Acme, &matrix.homes, &world);
        let twin = all[0].twin.clone();
        let wish = Wish::of(details, &matrix.homes.own, "acme");
        let planted = Probe { name: "planted".to_owned(), wish, twin, reach: Reach::Nobody };
        matrix.compare(&mut admin, &planted, &mut Twins::new()).await;
        assert!(matrix.problems[1].contains("planted"), "{:?}", matrix.problems);

        let own = matrix.homes.acme.office.words.client.clone();
        assert!(matrix.is_mixed(&format!("{own} {partner}")) && !matrix.is_mixed(&own));
    }
}
