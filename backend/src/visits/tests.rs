use domain::{
    ClientId, Problem, Refusal, Timestamp, UserId,
    audit::Event,
    auth::{PasswordChange, ProfileDraft},
    client_users::Access,
    clients::BlockReason,
    contacts::ContactDraft,
    inclusions::Section,
    policy::{Actor, Reason, Role},
    refusal::Rejection,
    team::{MemberEdit, Scope},
    visits::{Started, VisitDraft, VisitRule, VisitState},
    workspaces::WorkspaceDraft,
};

use super::*;
use crate::{
    Context, auth,
    auth::{NewSession, Place},
    client_users, clients, contacts, office, partners, team, workspaces,
    world::{PartnerInWorld, World, refused},
};

const GOOD: &str = "copper lantern on a hill";

/// A salesperson of acme with a password, signed in at the portal's own host, and a client with a
/// plan and an owner.
struct Scene {
    acme: PartnerInWorld,
    admin: Context,
    client: ClientId,
    owner: Context,
    visitor: UserId,
    home: NewSession,
}

impl Scene {
    async fn set(world: &World) -> Self {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let client = world.client_named(acme, "Bakery").await;
        world
            .on_plan(
                &admin,
                client,
                (3, 4, 5),
                &[Section::Design, Section::Contacts],
            )
            .await;
        let owner = world.owner(acme, client, "Olivia").await;
        let sam = world.member(acme, "Sam", Role::Salesperson).await;
        let visitor = sam.actor().user().unwrap();
        world.set_password(visitor, GOOD).await;
        let home = world.session(visitor, "localhost").await;
        Self {
            acme,
            admin,
            client,
            owner,
            visitor,
            home,
        }
    }

    /// The salesperson at the panel, as they stand now.
    async fn panel(&self, world: &World) -> Context {
        auth::context_for_partner(world.portal(), &self.home.signed_in, "acme")
            .await
            .unwrap()
    }

    fn draft(&self) -> VisitDraft {
        VisitDraft {
            client: self.client,
            reason: "The import stands still".to_owned(),
            minutes: "20".to_owned(),
            password: GOOD.to_owned(),
        }
    }

    /// The ticket that setting out gives.
    async fn ticket(&self, world: &World) -> String {
        ticket(start(&self.panel(world).await, self.draft()).await.unwrap())
    }

    /// A visit that is under way.
    async fn visit(&self, world: &World) -> Entered {
        let ticket = self.ticket(world).await;
        enter(world.portal(), &ticket, &place(world, "acme").await, None)
            .await
            .unwrap()
    }

    /// The owner, as they stand now.
    async fn owner(&self, world: &World) -> Context {
        world
            .as_client_user(self.acme, self.client, self.owner.actor().user().unwrap())
            .await
    }
}

fn ticket(started: Started) -> String {
    let Started::Enter(url) = started else {
        panic!("no way in: {started:?}");
    };
    let (host, ticket) = url.split_once("/enter/").unwrap();
    assert_eq!(host, "http://acme.localhost");
    ticket.to_owned()
}

async fn place(world: &World, slug: &str) -> Place {
    let host = format!("{slug}.localhost");
    let front = crate::brands::front(world.portal(), "localhost", &host)
        .await
        .unwrap();
    Place {
        host,
        front,
        ..Place::default()
    }
}

/// The session of a cookie on acme's host, as the next request finds it.
async fn found(world: &World, session: &NewSession) -> Option<auth::SignedIn> {
    let place = place(world, "acme").await;
    let token = session.token.as_str();
    let found = auth::resolve_at(
        world.portal(),
        token,
        &place.host,
        place.front.as_ref(),
        None,
    );
    found.await.unwrap()
}

/// The visitor in the client's pages, as the next request finds them.
async fn inside(world: &World, entered: &Entered) -> Context {
    let session = found(world, &entered.session)
        .await
        .expect("a visit that is under way");
    auth::context_for_client(world.portal(), &session, entered.client)
        .await
        .unwrap()
}

fn workspace(name: &str) -> WorkspaceDraft {
    WorkspaceDraft {
        name: name.to_owned(),
    }
}

crate::stories! {
    async fn a_visit_leaves_a_receipt(world: World) {
        let scene = Scene::set(&world).await;
        let entered = scene.visit(&world).await;
        let sam = inside(&world, &entered).await;
        let told = &sam.visit().unwrap().told;
        assert_eq!(told.back, format!("http://localhost/p/acme/clients/{}", scene.client));
        assert_eq!(told.ends_at, world.portal().now().plus_seconds(20 * 60));

        let made = workspaces::add(&sam, scene.client, workspace("Shop")).await.unwrap();
        workspaces::rename(&sam, scene.client, made.id, workspace("Store"), made.version)
            .await
            .unwrap();
        let at_home = auth::context_for_person(world.portal(), found(&world, &entered.session).await.as_ref());
        let me = auth::me(&at_home).await.unwrap();
        let office = me.office.unwrap();
        assert_eq!(office.places.len(), 1);
        assert_eq!(office.visit.unwrap().reason, "The import stands still");

        world.clock().advance(60);
        let at_home = auth::context_for_person(world.portal(), found(&world, &entered.session).await.as_ref());
        auth::sign_out(&at_home).await.unwrap();
        assert_eq!(found(&world, &entered.session).await, None);
        // At home they are signed in as before.
        scene.panel(&world).await;

        let shown = list(&scene.owner(&world).await, scene.client).await.unwrap();
        let [receipt] = shown.visits.as_slice() else {
            panic!("one visit: {shown:?}");
        };
        assert_eq!((receipt.visitor.as_str(), receipt.state), ("Sam", VisitState::Over));
        assert_eq!(receipt.reason, "The import stands still");
        assert_eq!(receipt.ends_at, Some(world.portal().now()));
        let done: Vec<Event> = receipt.changes.iter().map(|change| change.event).collect();
        assert_eq!(done, [Event::WorkspaceRenamed, Event::WorkspaceAdded]);
        let renamed = &receipt.changes[0].changes[0];
        assert_eq!((renamed.from.as_str(), renamed.to.as_str()), ("Shop", "Store"));
        assert!(shown.activity.is_empty(), "{:?}", shown.activity);

        // The partner sees both: who acted, and that it was on a visit.
        let recorded = world.activity(&scene.admin).await;
        assert_eq!(recorded[0].event, Event::VisitEnded);
        assert_eq!(recorded[1].event, Event::WorkspaceRenamed);
        assert!(recorded[1].in_visit);
        assert_eq!(recorded[1].actor.as_deref(), Some("Sam"));
        let started = recorded.iter().find(|event| event.event == Event::VisitStarted).unwrap();
        assert_eq!(started.subject.as_deref(), Some("The import stands still"));
    }

    async fn a_ticket_is_good_once_and_for_a_minute(world: World) {
        let scene = Scene::set(&world).await;
        let here = place(&world, "acme").await;
        let dead: Refusal = Rejection::TicketIsDead.into();
        let late = scene.ticket(&world).await;
        world.clock().advance(60);
        assert_eq!(refused(enter(world.portal(), &late, &here, None).await), dead);

        let ticket = scene.ticket(&world).await;
        world.partner("bolt").await;
        // Another brand's host knows nothing of it, nor does the portal's own.
        let elsewhere = place(&world, "bolt").await;
        assert_eq!(refused(enter(world.portal(), &ticket, &elsewhere, None).await), dead);
        let nowhere = Place::default();
        assert_eq!(refused(enter(world.portal(), &ticket, &nowhere, None).await), Refusal::NotFound);
        // Somebody else is not put into another's visit.
        let olivia = scene.owner.actor().user().unwrap();
        let olivia = world.session(olivia, "acme.localhost").await.signed_in;
        let answer = enter(world.portal(), &ticket, &here, Some(&olivia)).await;
        assert_eq!(refused(answer), Rejection::SomebodyElseHere.into());

        enter(world.portal(), &ticket, &here, None).await.unwrap();
        assert_eq!(refused(enter(world.portal(), &ticket, &here, None).await), dead);
        assert_eq!(refused(enter(world.portal(), "guess", &here, None).await), dead);
    }

    async fn of_many_who_enter_with_one_ticket_one_does(world: World) {
        let scene = Scene::set(&world).await;
        let (ticket, here) = (scene.ticket(&world).await, place(&world, "acme").await);
        let mut answers = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (portal, ticket, here) = (world.portal().clone(), ticket.clone(), here.clone());
            answers.spawn(async move { enter(&portal, &ticket, &here, None).await });
        }
        let answers = answers.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        for answer in answers.into_iter().filter(Result::is_err) {
            let refusal = refused(answer);
            assert!(matches!(
                refusal,
                Refusal::Rejected(Rejection::TicketIsDead | Rejection::VisitUnderWay { .. })
            ), "{refusal:?}");
        }
    }

    async fn setting_out_asks_for_reason_minutes_and_password(world: World) {
        let scene = Scene::set(&world).await;
        let sam = scene.panel(&world).await;
        let wrong = VisitDraft { password: "something else entirely".to_owned(), ..scene.draft() };
        let Refusal::Invalid(errors) = refused(start(&sam, wrong).await) else {
            panic!("a wrong password");
        };
        assert_eq!(errors.of("password"), Some(Problem::WrongPassword));
        world.clock().advance(10);
        let empty = VisitDraft { reason: String::new(), minutes: "90".to_owned(), ..scene.draft() };
        let Refusal::Invalid(errors) = refused(start(&sam, empty).await) else {
            panic!("nothing typed");
        };
        assert_eq!(errors.of("reason"), Some(Problem::Required));
        assert_eq!(errors.of("minutes"), Some(Problem::TooLarge { max: 60 }));
        // Whoever is not in a session, as a program would be, cannot set out.
        let nowhere = world.portal().context(sam.actor().clone());
        assert_eq!(refused(start(&nowhere, scene.draft()).await), Refusal::SignedOut);
    }

    async fn only_those_who_may_set_out_for_a_client_of_theirs(world: World) {
        let scene = Scene::set(&world).await;
        let junior = world.member(scene.acme, "Jun", Role::JuniorSalesperson).await;
        assert!(matches!(
            refused(start(&junior, scene.draft()).await),
            Refusal::Denied(Reason::RoleLacks { .. })
        ));
        let listed = world.member_with_scope(scene.acme, "Lis", Role::Salesperson, false).await;
        assert_eq!(refused(prospect(&listed, scene.client).await), Refusal::NotFound);
        let (_, stranger) = world.partner_with_administrator("bolt").await;
        assert_eq!(refused(start(&stranger, scene.draft()).await), Refusal::NotFound);
        assert_eq!(refused(start(&scene.owner, scene.draft()).await), Refusal::NotFound);
        // Nobody goes up: the operator has no way in, and a client no way out.
        let operator = world.operator().await;
        assert_eq!(refused(start(&operator, scene.draft()).await), Refusal::NotFound);
    }

    async fn on_a_visit_much_is_locked(world: World) {
        let scene = Scene::set(&world).await;
        let made = workspaces::add(&scene.owner, scene.client, workspace("Shop")).await.unwrap();
        let contact = ContactDraft { email: "ann@example.com".to_owned(), ..ContactDraft::default() };
        let contact = contacts::add(&scene.owner, scene.client, contact).await.unwrap();
        let entered = scene.visit(&world).await;
        let sam = inside(&world, &entered).await;
        let locked = Refusal::Denied(Reason::LockedInVisit);

        let invited = domain::client_users::ClientUserDraft {
            email: "new@example.com".to_owned(),
            ..Default::default()
        };
        assert_eq!(refused(client_users::invite(&sam, scene.client, invited).await), locked);
        assert_eq!(refused(workspaces::remove(&sam, scene.client, made.id).await), locked);
        assert_eq!(refused(contacts::remove(&sam, scene.client, vec![contact.id]).await), locked);
        assert_eq!(refused(set_rule(&sam, scene.client, VisitRule::Never).await), locked);
        assert_eq!(refused(end_own(&sam, scene.client, sam.visit().unwrap().id).await), locked);
        let wish = domain::office::SectionWish { section: Section::Email, message: "x".to_owned() };
        assert_eq!(refused(office::ask(&sam, scene.client, wish).await), locked);
        // One's own password, name and sessions neither.
        let person = auth::context_for_person(world.portal(), found(&world, &entered.session).await.as_ref());
        assert_eq!(*person.actor(), Actor::Visitor(scene.visitor));
        let change = PasswordChange { current: GOOD.to_owned(), new: "another lantern on a hill".to_owned() };
        assert_eq!(refused(auth::change_password(&person, change).await), locked);
        let name = ProfileDraft { name: "Samuel".to_owned(), ..ProfileDraft::default() };
        assert_eq!(refused(auth::edit_profile(&person, name).await), locked);
        assert_eq!(refused(auth::end_other_sessions(&person).await), locked);
        // Nor does a visit reach another client, or begin another visit.
        let cafe = world.client_named(scene.acme, "Cafe").await;
        let session = found(&world, &entered.session).await.unwrap();
        let elsewhere = auth::context_for_client(world.portal(), &session, cafe).await;
        assert_eq!(refused(elsewhere), Refusal::NotFound);
        let inside_a_visit = start(&sam, scene.draft()).await;
        assert_eq!(refused(inside_a_visit), Refusal::NotFound);
        let from_home = start(&scene.panel(&world).await, scene.draft()).await;
        let under_way = Rejection::VisitUnderWay { company: "Bakery".to_owned() };
        assert_eq!(refused(from_home), under_way.into());
        let where_to = prospect(&scene.panel(&world).await, scene.client).await.unwrap();
        assert_eq!(where_to.under_way.unwrap().company, "Bakery");
        end(&scene.panel(&world).await).await.unwrap();
        assert_eq!(found(&world, &entered.session).await, None);
        scene.visit(&world).await;
    }

    async fn a_visit_ends_with_what_it_stands_on(world: World) {
        let scene = Scene::set(&world).await;
        // Its time.
        let entered = scene.visit(&world).await;
        world.clock().advance(20 * 60 - 1);
        assert!(found(&world, &entered.session).await.is_some());
        world.clock().advance(1);
        assert_eq!(found(&world, &entered.session).await, None);
        sweep(world.portal()).await.unwrap();
        sweep(world.portal()).await.unwrap();
        let ended = world.activity(&scene.admin).await;
        assert_eq!(ended.iter().filter(|event| event.event == Event::VisitEnded).count(), 1);
        // The block of its client, on every replica.
        let entered = scene.visit(&world).await;
        let replica = world.replica().await;
        let seen = clients::details(&scene.admin, scene.client).await.unwrap().version;
        clients::block(&scene.admin, scene.client, BlockReason::default(), seen).await.unwrap();
        let here = place(&world, "acme").await;
        let token = entered.session.token.as_str();
        let there = auth::resolve_at(&replica, token, &here.host, here.front.as_ref(), None).await;
        assert_eq!(there.unwrap(), None);
        let blocked = start(&scene.panel(&world).await, scene.draft()).await;
        assert_eq!(refused(blocked), Refusal::Denied(Reason::ClientPaused));
        let seen = clients::details(&scene.admin, scene.client).await.unwrap().version;
        clients::unblock(&scene.admin, scene.client, seen).await.unwrap();
        // The client's wish.
        let entered = scene.visit(&world).await;
        let id = inside(&world, &entered).await.visit().unwrap().id;
        end_own(&scene.owner(&world).await, scene.client, id).await.unwrap();
        assert_eq!(found(&world, &entered.session).await, None);
        // The visitor's role.
        let entered = scene.visit(&world).await;
        let team = team::team(&scene.admin).await.unwrap();
        let sam = team.members.iter().find(|member| member.name == "Sam").unwrap();
        let demoted = MemberEdit {
            id: sam.id,
            role: Role::MarketingManager,
            scope: Scope::All,
            seen: sam.version,
        };
        team::edit(&scene.admin, demoted).await.unwrap();
        assert_eq!(found(&world, &entered.session).await, None);
    }

    async fn a_visit_ends_when_its_visitor_signs_out_at_home(world: World) {
        let scene = Scene::set(&world).await;
        let entered = scene.visit(&world).await;
        let home = auth::context_for_person(world.portal(), Some(&scene.home.signed_in));
        auth::sign_out(&home).await.unwrap();
        assert_eq!(found(&world, &entered.session).await, None);
        let shown = list(&scene.owner(&world).await, scene.client).await.unwrap();
        assert_eq!(shown.visits[0].state, VisitState::Over);
    }

    async fn whoever_is_on_a_visit_is_not_idle_at_home(world: World) {
        let scene = Scene::set(&world).await;
        let home = scene.home.token.as_str();
        let draft = VisitDraft { minutes: "60".to_owned(), ..scene.draft() };
        let ticket = ticket(start(&scene.panel(&world).await, draft).await.unwrap());
        let here = place(&world, "acme").await;
        let entered = enter(world.portal(), &ticket, &here, None).await.unwrap();
        for _ in 0..2 {
            world.clock().advance(25 * 60);
            assert!(found(&world, &entered.session).await.is_some());
        }
        assert!(auth::resolve(world.portal(), home, "localhost").await.unwrap().is_some());
    }

    async fn a_client_may_want_to_be_asked(world: World) {
        let scene = Scene::set(&world).await;
        set_rule(&scene.owner, scene.client, VisitRule::Ask).await.unwrap();
        let sam = scene.panel(&world).await;
        assert_eq!(start(&sam, scene.draft()).await.unwrap(), Started::Asked);
        let links = world.links_to(&World::email_of("Olivia")).await;
        assert_eq!(links, [format!("http://acme.localhost/c/{}/activity", scene.client)]);
        // Asking again is no other request.
        assert_eq!(start(&sam, scene.draft()).await.unwrap(), Started::Asked);
        assert_eq!(world.links_to(&World::email_of("Olivia")).await.len(), 1);

        let shown = list(&scene.owner, scene.client).await.unwrap();
        assert_eq!((shown.rule, shown.visits[0].state), (VisitRule::Ask, VisitState::Asked));
        let id = shown.visits[0].id;
        let max = world.client_user(scene.acme, scene.client, "Max", Access::default()).await;
        let owners = Refusal::Denied(Reason::OwnerOnly);
        assert_eq!(refused(answer(&max, scene.client, id, true).await), owners);
        assert_eq!(refused(list(&max, scene.client).await), owners);
        let cafe = world.client_named(scene.acme, "Cafe").await;
        let sib = world.owner(scene.acme, cafe, "Sib").await;
        assert_eq!(refused(answer(&sib, cafe, id, true).await), Refusal::NotFound);

        answer(&scene.owner, scene.client, id, true).await.unwrap();
        let over = refused(answer(&scene.owner, scene.client, id, true).await);
        assert_eq!(over, Rejection::VisitOver.into());
        let allowed = prospect(&sam, scene.client).await.unwrap().request.unwrap();
        assert_eq!((allowed.state, allowed.minutes), (VisitState::Allowed, 20));
        // What was allowed counts, whatever is typed afterwards.
        let more = VisitDraft { minutes: "60".to_owned(), reason: "More".to_owned(), ..scene.draft() };
        let ticket = ticket(start(&sam, more).await.unwrap());
        let entered = enter(world.portal(), &ticket, &place(&world, "acme").await, None).await.unwrap();
        let told = inside(&world, &entered).await.visit().unwrap().told.clone();
        assert_eq!(told.reason, "The import stands still");
        assert_eq!(told.ends_at, world.portal().now().plus_seconds(20 * 60));
    }

    async fn a_request_is_declined_or_forgotten(world: World) {
        let scene = Scene::set(&world).await;
        set_rule(&scene.owner, scene.client, VisitRule::Ask).await.unwrap();
        let sam = scene.panel(&world).await;
        start(&sam, scene.draft()).await.unwrap();
        let id = list(&scene.owner, scene.client).await.unwrap().visits[0].id;
        answer(&scene.owner, scene.client, id, false).await.unwrap();
        let request = prospect(&sam, scene.client).await.unwrap().request.unwrap();
        assert_eq!(request.state, VisitState::Declined);
        assert!(list(&scene.owner, scene.client).await.unwrap().visits.is_empty());

        assert_eq!(start(&sam, scene.draft()).await.unwrap(), Started::Asked);
        let id = list(&scene.owner, scene.client).await.unwrap().visits[0].id;
        world.clock().advance(24 * 3_600);
        let owner = scene.owner(&world).await;
        let over = refused(answer(&owner, scene.client, id, true).await);
        assert_eq!(over, Rejection::VisitOver.into());
        assert!(list(&owner, scene.client).await.unwrap().visits.is_empty());
    }

    async fn a_client_may_want_no_visits(world: World) {
        let scene = Scene::set(&world).await;
        let entered = scene.visit(&world).await;
        set_rule(&scene.owner(&world).await, scene.client, VisitRule::Never).await.unwrap();
        assert_eq!(found(&world, &entered.session).await, None);
        let closed = start(&scene.panel(&world).await, scene.draft()).await;
        assert_eq!(refused(closed), Rejection::VisitsClosed.into());
        let recorded = world.activity(&scene.admin).await.remove(0);
        assert_eq!(recorded.event, Event::VisitRuleChanged);
        assert_eq!((recorded.changes[0].from.as_str(), recorded.changes[0].to.as_str()), ("always", "never"));
        let seen = list(&scene.owner(&world).await, scene.client).await.unwrap();
        assert_eq!(seen.activity[0].event, Event::VisitRuleChanged);
        assert_eq!(seen.visits[0].ends_at, Some::<Timestamp>(world.portal().now()));
    }

    async fn no_change_falls_off_a_receipt_unsaid(world: World) {
        let scene = Scene::set(&world).await;
        let entered = scene.visit(&world).await;
        let sam = inside(&world, &entered).await;
        let mut made = workspaces::add(&sam, scene.client, workspace("Shop")).await.unwrap();
        for n in 0..60 {
            let renamed = workspace(&format!("Shop {n}"));
            made = workspaces::rename(&sam, scene.client, made.id, renamed, made.version).await.unwrap();
        }
        auth::sign_out(&sam).await.unwrap();
        // Another visit changes nothing, and says so of itself alone.
        let second = scene.visit(&world).await;
        auth::sign_out(&inside(&world, &second).await).await.unwrap();
        let shown = list(&scene.owner(&world).await, scene.client).await.unwrap().visits;
        assert_eq!((shown[0].changes.len(), shown[0].has_more), (0, false));
        assert_eq!((shown[1].changes.len(), shown[1].has_more), (50, true));
    }

    async fn an_allowed_visit_is_not_lost_with_its_ticket(world: World) {
        let scene = Scene::set(&world).await;
        set_rule(&scene.owner, scene.client, VisitRule::Ask).await.unwrap();
        start(&scene.panel(&world).await, scene.draft()).await.unwrap();
        let id = list(&scene.owner, scene.client).await.unwrap().visits[0].id;
        answer(&scene.owner, scene.client, id, true).await.unwrap();
        let late = scene.ticket(&world).await;
        world.clock().advance(3_600);
        let here = place(&world, "acme").await;
        let dead: Refusal = Rejection::TicketIsDead.into();
        assert_eq!(refused(enter(world.portal(), &late, &here, None).await), dead);
        let ticket = scene.ticket(&world).await;
        // What was allowed can be declined until it has begun.
        let owner = scene.owner(&world).await;
        answer(&owner, scene.client, id, false).await.unwrap();
        assert_eq!(refused(enter(world.portal(), &ticket, &here, None).await), dead);
    }

    async fn a_ticket_given_without_asking_is_nothing_once_asking_is_wanted(world: World) {
        let scene = Scene::set(&world).await;
        let ticket = scene.ticket(&world).await;
        set_rule(&scene.owner(&world).await, scene.client, VisitRule::Ask).await.unwrap();
        let here = place(&world, "acme").await;
        let dead: Refusal = Rejection::TicketIsDead.into();
        assert_eq!(refused(enter(world.portal(), &ticket, &here, None).await), dead);
    }

    async fn two_tickets_of_one_person_are_one_visit(world: World) {
        let scene = Scene::set(&world).await;
        let tickets = [scene.ticket(&world).await, scene.ticket(&world).await];
        let here = place(&world, "acme").await;
        let mut answers = tokio::task::JoinSet::new();
        for ticket in tickets.into_iter().cycle().take(12) {
            let (portal, here) = (world.portal().clone(), here.clone());
            answers.spawn(async move { enter(&portal, &ticket, &here, None).await });
        }
        let answers = answers.join_all().await;
        let entered: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        assert_eq!(entered.len(), 1);
        assert!(found(&world, &entered[0].session).await.is_some());
        for answer in answers.into_iter().filter(Result::is_err) {
            assert!(matches!(refused(answer), Refusal::Rejected(_)));
        }
    }

    async fn a_visit_that_lost_its_ground_is_over_in_the_receipt_too(world: World) {
        let scene = Scene::set(&world).await;
        scene.visit(&world).await;
        world.clock().advance(120);
        let person = auth::context_for_person(world.portal(), Some(&scene.home.signed_in));
        let change = PasswordChange { current: GOOD.to_owned(), new: "another lantern on a hill".to_owned() };
        auth::change_password(&person, change).await.unwrap();
        let seen = list(&scene.owner(&world).await, scene.client).await.unwrap().visits;
        assert_eq!((seen[0].state, seen[0].ends_at), (VisitState::Over, Some(world.portal().now())));
        // Ended from another device.
        world.set_password(scene.visitor, GOOD).await;
        scene.visit(&world).await;
        world.clock().advance(120);
        let elsewhere = world.session(scene.visitor, "localhost").await.signed_in;
        let elsewhere = auth::context_for_person(world.portal(), Some(&elsewhere));
        auth::end_session(&elsewhere, scene.home.signed_in.session).await.unwrap();
        let seen = list(&scene.owner(&world).await, scene.client).await.unwrap().visits;
        assert_eq!((seen[0].state, seen[0].ends_at), (VisitState::Over, Some(world.portal().now())));
    }

    async fn what_was_taken_away_does_not_bring_a_visit_back(world: World) {
        let scene = Scene::set(&world).await;
        let entered = scene.visit(&world).await;
        let operator = world.operator().await;
        partners::suspend(&operator, scene.acme.id).await.unwrap();
        partners::resume(&operator, scene.acme.id).await.unwrap();
        assert_eq!(found(&world, &entered.session).await, None);
        let ended = world.activity(&scene.admin).await;
        let ended = ended.iter().find(|event| event.event == Event::VisitEnded).unwrap();
        assert!(ended.in_visit, "it belongs to its visit");
    }

    async fn a_product_opened_on_a_visit_is_told_and_written_down(world: World) {
        let scene = Scene::set(&world).await;
        let entered = scene.visit(&world).await;
        let sam = inside(&world, &entered).await;
        let address = crate::sections::hand_over(&sam, scene.client, Section::Design).await.unwrap();
        let (_, token) = address.split_once("hand_over=").unwrap();
        let claims = token.split('.').nth(1).unwrap();
        let claims = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, claims);
        let claims: serde_json::Value = serde_json::from_slice(&claims.unwrap()).unwrap();
        assert_eq!(claims["sub"], scene.client.to_string());
        assert_eq!(claims["act"]["sub"], scene.visitor.to_string());
        let ends_at = sam.visit().unwrap().told.ends_at.0 / 1_000_000;
        assert_eq!(claims["act"]["exp"], ends_at);
        let shown = list(&scene.owner(&world).await, scene.client).await.unwrap().visits;
        assert_eq!(shown[0].changes[0].event, Event::SectionOpened);
    }
}
