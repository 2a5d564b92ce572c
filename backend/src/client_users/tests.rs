use domain::{
    ClientId, FieldErrors, Problem, Refusal, UserId,
    audit::Event,
    client_users::{Access, ClientRole, ClientUserDraft, ClientUserEdit},
    clients::BlockReason,
    inclusions::Section,
    policy::{Action, Actor, Object, Reason, Role, Verdict, decide},
    refusal::Rejection,
    rights::{Level, Preset, Rights},
};

use super::*;
use crate::{
    Context, auth,
    auth::{Acceptance, Joined, Place, SignIn},
    brands::Front,
    clients,
    world::{PartnerInWorld, World, refused},
};

const GOOD: &str = "copper lantern on a hill";
const HERE: [u8; 4] = [192, 0, 2, 7];

#[derive(sqlx::FromRow)]
struct IdRow {
    id: uuid::Uuid,
}

fn design_only() -> Access {
    Access {
        rights: [(Section::Design, Level::Edit)].into_iter().collect(),
        ..Access::default()
    }
}

fn asked(name: &str, access: Access) -> ClientUserDraft {
    ClientUserDraft {
        email: World::email_of(name),
        access,
        ..ClientUserDraft::default()
    }
}

async fn front(world: &World, slug: &str) -> Front {
    let host = format!("{slug}.localhost");
    let front = crate::brands::front(world.portal(), "localhost", &host).await;
    front.unwrap().unwrap()
}

async fn place(world: &World, slug: &str) -> Place {
    Place {
        host: format!("{slug}.localhost"),
        front: Some(front(world, slug).await),
        ..Place::default()
    }
}

async fn yes(world: &World, slug: &str, name: &str) -> Acceptance {
    Acceptance {
        token: world.newest_token_to(&World::email_of(name)).await,
        name: name.to_owned(),
        password: GOOD.to_owned(),
        signed_in: None,
        place: place(world, slug).await,
        address: HERE.into(),
    }
}

async fn sign_in(world: &World, slug: Option<&str>, name: &str) -> Result<auth::NewSession> {
    let place = match slug {
        Some(slug) => place(world, slug).await,
        None => Place {
            host: "localhost".to_owned(),
            ..Place::default()
        },
    };
    let wish = SignIn {
        email: World::email_of(name),
        password: GOOD.to_owned(),
        place,
        address: HERE.into(),
    };
    // Past the soft lock of a failure before.
    world.clock().advance(60);
    auth::sign_in(world.portal(), wish).await
}

async fn bakery(world: &World) -> (PartnerInWorld, Context, ClientId) {
    let (acme, admin) = world.partner_with_administrator("acme").await;
    let client = world.client_named(acme, "Bakery").await;
    world
        .on_plan(
            &admin,
            client,
            (3, 3, 3),
            &[Section::Design, Section::Content],
        )
        .await;
    (acme, admin, client)
}

fn opens(cx: &Context, section: Section) -> Verdict {
    let person = cx.client_user().unwrap();
    let object = Object::Section {
        partner: person.partner,
        client: person.client,
        section,
    };
    decide(cx.actor(), Action::OpenSection, object)
}

crate::stories! {
    async fn an_invited_designer_sees_design_only(world: World) {
        let (_, admin, client) = bakery(&world).await;
        invite(&admin, client, asked("Dora", design_only())).await.unwrap();
        assert_eq!(
            refused(invite(&admin, client, asked("DORA", design_only())).await),
            FieldErrors::one("email", Problem::Taken).into()
        );
        let links = world.links_to(&World::email_of("Dora")).await;
        assert!(links[0].starts_with("http://acme.localhost/invitation/"), "{links:?}");

        let accepted = auth::accept_invitation(world.portal(), yes(&world, "acme", "Dora").await).await;
        let accepted = accepted.unwrap();
        assert_eq!(accepted.joined, Joined::Client(client));
        let signed_in = accepted.session.unwrap().signed_in;
        let dora = auth::context_for_client(world.portal(), &signed_in, client).await.unwrap();
        assert!(opens(&dora, Section::Design).is_allowed());
        assert_eq!(opens(&dora, Section::Content), Verdict::Denied(Reason::BoxEmpty));
        assert!(matches!(opens(&dora, Section::Email), Verdict::Denied(Reason::PlanLacks { .. })));
        let team = team(&admin, client).await.unwrap();
        assert_eq!(team.users[0].name, "Dora");
        assert!(team.invitations.is_empty());
        let events: Vec<Event> = world.activity(&admin).await.iter().map(|a| a.event).collect();
        assert!(events.starts_with(&[Event::ClientUserJoined, Event::ClientUserInvited]), "{events:?}");
    }

    async fn an_invitation_is_answered_on_its_partner_s_host_only(world: World) {
        let (_, admin, client) = bakery(&world).await;
        world.partner("bolt").await;
        invite(&admin, client, asked("Dora", design_only())).await.unwrap();
        let dead = Refusal::from(Rejection::LinkIsDead);
        let mut elsewhere = yes(&world, "acme", "Dora").await;
        elsewhere.place = place(&world, "bolt").await;
        assert_eq!(refused(auth::accept_invitation(world.portal(), elsewhere.clone()).await), dead);
        elsewhere.place = Place { host: "localhost".to_owned(), ..Place::default() };
        assert_eq!(refused(auth::accept_invitation(world.portal(), elsewhere).await), dead);
        // One to the team is not answered on the brand's host (G3).
        let draft = domain::team::InvitationDraft {
            email: World::email_of("Tom"),
            role: Role::Salesperson,
            scope: domain::team::Scope::All,
            lang: domain::Lang::En,
        };
        crate::team::invite(&admin, draft).await.unwrap();
        assert_eq!(refused(auth::accept_invitation(world.portal(), yes(&world, "acme", "Tom").await).await), dead);
    }

    async fn thirty_two_acceptances_make_one_person(world: World) {
        let (_, admin, client) = bakery(&world).await;
        invite(&admin, client, asked("Dora", design_only())).await.unwrap();
        world.user_with_password("Dora", GOOD).await;
        let yes = yes(&world, "acme", "Dora").await;
        let user = {
            let mut tx = admin.read().await.unwrap();
            let row: Option<IdRow> = tx.one("SELECT id FROM users WHERE email_key = $1",
                crate::args![World::email_of("Dora")]).await.unwrap();
            UserId::from_uuid(row.unwrap().id)
        };
        let tries: Vec<_> = (0..32).map(|_| {
            let (portal, yes) = (world.portal().clone(), Acceptance { signed_in: Some(user), ..yes.clone() });
            tokio::spawn(async move { auth::accept_invitation(&portal, yes).await })
        }).collect();
        let mut accepted = 0;
        for one in tries {
            accepted += u32::from(one.await.unwrap().is_ok());
        }
        assert_eq!(accepted, 1);
        assert_eq!(team(&admin, client).await.unwrap().users.len(), 1);
    }

    async fn a_sign_in_page_knows_its_own_people_only(world: World) {
        let (acme, admin, client) = bakery(&world).await;
        let (bolt, _) = world.partner_with_administrator("bolt").await;
        let shop = world.client_named(bolt, "Shop").await;
        let dora = world.client_user(acme, client, "Dora", design_only()).await;
        world.set_password(dora.actor().user().unwrap(), GOOD).await;
        let bo = world.owner(bolt, shop, "Bo").await;
        world.set_password(bo.actor().user().unwrap(), GOOD).await;
        world.set_password(admin.actor().user().unwrap(), GOOD).await;

        let wrong = Refusal::from(FieldErrors::one("password", Problem::WrongPassword));
        sign_in(&world, Some("acme"), "Dora").await.unwrap();
        sign_in(&world, Some("bolt"), "Bo").await.unwrap();
        sign_in(&world, None, "Ada of acme").await.unwrap();
        assert_eq!(refused(sign_in(&world, Some("bolt"), "Dora").await), wrong);
        assert_eq!(refused(sign_in(&world, Some("acme"), "Bo").await), wrong);
        assert_eq!(refused(sign_in(&world, Some("acme"), "Ada of acme").await), wrong);
        assert_eq!(refused(sign_in(&world, None, "Dora").await), wrong);

        // A reset is sent where the person belongs, with a link that leads there.
        let email = World::email_of("Dora");
        for host in [None, Some("bolt"), Some("acme")] {
            let front = match host { Some(slug) => Some(front(&world, slug).await), None => None };
            auth::request_reset(world.portal(), front.as_ref(), &email, HERE.into()).await.unwrap();
        }
        let links = world.links_to(&email).await;
        assert_eq!(links.len(), 1);
        assert!(links[0].starts_with("http://acme.localhost/reset/"), "{links:?}");
    }

    async fn whoever_belongs_elsewhere_too_is_written_to_by_the_portal(world: World) {
        let (acme, _, client) = bakery(&world).await;
        let bolt = world.partner("bolt").await;
        let shop = world.client_named(bolt, "Shop").await;
        let dora = world.client_user(acme, client, "Dora", design_only()).await;
        let user = dora.actor().user().unwrap();
        world.joins(bolt, shop, user, design_only()).await;
        let (email, of_acme) = (World::email_of("Dora"), front(&world, "acme").await);
        // Asking in vain at a third brand silences nobody here.
        world.partner("cafe").await;
        let of_cafe = front(&world, "cafe").await;
        for _ in 0..4 {
            auth::request_reset(world.portal(), Some(&of_cafe), &email, HERE.into()).await.unwrap();
        }
        auth::request_reset(world.portal(), Some(&of_acme), &email, HERE.into()).await.unwrap();
        let links = world.links_to(&email).await;
        assert_eq!(links.len(), 1);
        assert!(links[0].starts_with("http://localhost/reset/"), "{links:?}");
        // Such a link is worthless on a partner's host.
        let token = world.newest_token_to(&email).await;
        assert_eq!(
            refused(auth::reset_offer(world.portal(), Some(&of_acme), &token).await),
            Rejection::LinkIsDead.into()
        );
        auth::reset_offer(world.portal(), None, &token).await.unwrap();
    }

    async fn becoming_an_operator_takes_a_proof_of_one_s_own(world: World) {
        let (acme, _, client) = bakery(&world).await;
        let dora = world.client_user(acme, client, "Dora", design_only()).await;
        let user = dora.actor().user().unwrap();
        world.set_password(user, GOOD).await;
        let session = world.session(user, "acme.localhost").await;
        let link = auth::create_operator(world.portal(), &World::email_of("Dora"), "Dora", 3).await;
        let (_, token) = link.as_ref().unwrap().rsplit_once('/').unwrap();
        let of_acme = front(&world, "acme").await;
        let resolved = auth::resolve_at(world.portal(), session.token.as_str(), "acme.localhost", Some(&of_acme), None);
        assert_eq!(resolved.await.unwrap(), None);
        let wrong = Refusal::from(FieldErrors::one("password", Problem::WrongPassword));
        assert_eq!(refused(sign_in(&world, None, "Dora").await), wrong);
        auth::reset_password(world.portal(), None, token, "marble staircase by the sea").await.unwrap();
        assert_eq!(refused(sign_in(&world, None, "Dora").await), wrong);
    }

    async fn blocking_ends_everything_at_once_and_unblocking_restores(world: World) {
        let (acme, admin, client) = bakery(&world).await;
        let cafe = world.client_named(acme, "Cafe").await;
        let dora = world.client_user(acme, client, "Dora", design_only()).await;
        let both = world.client_user(acme, client, "Beth", design_only()).await;
        world.joins(acme, cafe, both.actor().user().unwrap(), design_only()).await;
        let replica = world.replica().await;
        let (host, of_acme) = ("acme.localhost", front(&world, "acme").await);
        let dora_in = world.session(dora.actor().user().unwrap(), host).await;
        let beth_in = world.session(both.actor().user().unwrap(), host).await;
        let email = World::email_of("Dora");
        auth::request_reset(world.portal(), Some(&of_acme), &email, HERE.into()).await.unwrap();
        let reset = world.newest_token_to(&email).await;
        invite(&admin, client, asked("Ian", design_only())).await.unwrap();

        let seen = clients::details(&admin, client).await.unwrap().version;
        clients::block(&admin, client, BlockReason::default(), seen).await.unwrap();
        let resolve = async |session: &auth::NewSession| {
            auth::resolve_at(&replica, session.token.as_str(), host, Some(&of_acme), None).await.unwrap()
        };
        assert_eq!(resolve(&dora_in).await, None);
        assert_eq!(refused(auth::reset_offer(&replica, Some(&of_acme), &reset).await), Rejection::LinkIsDead.into());
        // Somebody of two clients goes on at the other one.
        let still_in = resolve(&beth_in).await.expect("still signed in");
        let at_bakery = auth::context_for_client(&replica, &still_in, client).await.unwrap();
        assert_eq!(opens(&at_bakery, Section::Design), Verdict::Denied(Reason::ClientBlocked));
        let at_cafe = auth::context_for_client(&replica, &still_in, cafe).await.unwrap();
        at_cafe.allow_at_own(Action::SeeOffice, cafe).unwrap();
        assert_eq!(
            refused(auth::accept_invitation(&replica, yes(&world, "acme", "Ian").await).await),
            Refusal::Denied(Reason::ClientBlocked)
        );
        // The partner's team still reaches the people of the client.
        assert_eq!(team(&admin, client).await.unwrap().users.len(), 2);

        let seen = clients::details(&admin, client).await.unwrap().version;
        clients::unblock(&admin, client, seen).await.unwrap();
        assert_eq!(resolve(&dora_in).await, None, "an old cookie stays worthless");
        let again = world.as_client_user(acme, client, dora.actor().user().unwrap()).await;
        assert!(opens(&again, Section::Design).is_allowed());
        auth::accept_invitation(&replica, yes(&world, "acme", "Ian").await).await.unwrap();
    }

    async fn rights_hold_from_the_next_request_on(world: World) {
        let (acme, admin, client) = bakery(&world).await;
        let dora = world.client_user(acme, client, "Dora", design_only()).await;
        let user = dora.actor().user().unwrap();
        let before = team(&admin, client).await.unwrap().users.remove(0);
        let access = Access { rights: Preset::Everything.rights(), only_safe: true, ..Access::default() };
        let change = ClientUserEdit { id: before.id, access, seen: before.version };
        edit(&admin, client, change.clone()).await.unwrap();
        assert!(matches!(refused(edit(&admin, client, change).await), Refusal::Conflict(_)));
        let now = world.as_client_user(acme, client, user).await;
        assert!(opens(&now, Section::Content).is_allowed());
        let recorded = world.activity(&admin).await.remove(0);
        assert_eq!(recorded.event, Event::ClientUserEdited);
        let rights = recorded.changes.iter().find(|c| c.field == "rights").unwrap();
        assert_eq!(rights.from, "design: edit");

        remove(&admin, client, before.id).await.unwrap();
        let front = front(&world, "acme").await;
        let session = world.session(user, "acme.localhost").await.signed_in;
        assert_eq!(session.front, Some(front));
        assert_eq!(
            refused(auth::context_for_client(world.portal(), &session, client).await),
            Refusal::NotFound
        );
    }

    async fn owners_run_their_people_and_no_others(world: World) {
        let (acme, admin, client) = bakery(&world).await;
        let cafe = world.client_named(acme, "Cafe").await;
        let owner = world.owner(acme, client, "Olive").await;
        let member = world.client_user(acme, client, "Max", Access {
            rights: Rights::everywhere(Level::Edit), ..Access::default()
        }).await;
        invite(&owner, client, asked("Ned", design_only())).await.unwrap();
        let mine = team(&owner, client).await.unwrap();
        assert_eq!((mine.users.len(), mine.invitations.len()), (2, 1));
        // All boxes ticked do not make an owner (G5).
        let only_owners = Refusal::Denied(Reason::OwnerOnly);
        assert_eq!(refused(team(&member, client).await), only_owners);
        assert_eq!(refused(invite(&member, client, asked("Eve", design_only())).await), only_owners);
        // Neither a sibling client nor the partner's pages are there for an owner.
        assert_eq!(refused(team(&owner, cafe).await), Refusal::NotFound);
        assert_eq!(refused(invite(&owner, cafe, asked("Eve", design_only())).await), Refusal::NotFound);
        for action in Action::ALL {
            if action.realm() == domain::policy::Realm::Partner {
                let whole = decide(owner.actor(), action, Object::Partner(acme.id));
                assert!(matches!(whole, Verdict::Hidden(_)), "{action:?}");
            }
        }
        let me = mine.users.iter().find(|user| user.is_me).unwrap();
        let down = ClientUserEdit { id: me.id, access: design_only(), seen: me.version };
        assert_eq!(refused(edit(&owner, client, down.clone()).await), Rejection::LastOwner.into());
        assert_eq!(refused(remove(&owner, client, me.id).await), Rejection::LastOwner.into());
        edit(&admin, client, down).await.unwrap();
        let Actor::Client(now) = world.as_client_user(acme, client, owner.actor().user().unwrap()).await.actor().clone()
        else { panic!("a person of the client") };
        assert_eq!(now.role, ClientRole::Member);
    }

    async fn the_partner_s_team_needs_the_right_and_the_scope(world: World) {
        let (acme, admin, client) = bakery(&world).await;
        let (_, stranger) = world.partner_with_administrator("bolt").await;
        let junior = world.member(acme, "Jo", Role::JuniorSalesperson).await;
        let listed = world.member_with_scope(acme, "Lisa", Role::Salesperson, false).await;
        assert_eq!(refused(team(&stranger, client).await), Refusal::NotFound);
        assert_eq!(refused(team(&listed, client).await), Refusal::NotFound);
        assert_eq!(refused(invite(&listed, client, asked("X", design_only())).await), Refusal::NotFound);
        team(&junior, client).await.unwrap();
        let refusal = refused(invite(&junior, client, asked("X", design_only())).await);
        assert!(matches!(refusal, Refusal::Denied(Reason::RoleLacks { .. })));
        world.list_for(&listed, &[client]).await;
        invite(&listed, client, asked("X", design_only())).await.unwrap();
        let pending = team(&admin, client).await.unwrap().invitations.remove(0);
        let older = world.newest_token_to(&World::email_of("X")).await;
        resend(&admin, client, pending.id).await.unwrap();
        assert_ne!(older, world.newest_token_to(&World::email_of("X")).await);
        assert_eq!(refused(revoke(&stranger, client, pending.id).await), Refusal::NotFound);
        revoke(&admin, client, pending.id).await.unwrap();
        assert_eq!(refused(revoke(&admin, client, pending.id).await), Refusal::NotFound);
    }
}
