use domain::{
    Lang,
    policy::{Reason, Role},
    team::{InvitationDraft, InvitationOffer, Offered, Scope},
};

use super::*;
use crate::{Context, partners, team};

async fn invited(world: &World, admin: &Context, name: &str) -> String {
    let draft = InvitationDraft {
        email: World::email_of(name),
        role: Role::Salesperson,
        scope: Scope::All,
        lang: Lang::Bg,
    };
    team::invite(admin, draft).await.unwrap();
    world.newest_token_to(&World::email_of(name)).await
}

fn yes(token: &str, name: &str, password: &str) -> Acceptance {
    Acceptance {
        token: token.to_owned(),
        name: name.to_owned(),
        password: password.to_owned(),
        signed_in: None,
        place: Place {
            host: HOST.to_owned(),
            device: "Firefox on Linux".to_owned(),
            ..Place::default()
        },
        address: [192, 0, 2, 1].into(),
    }
}

crate::stories! {
    async fn somebody_new_joins_with_a_name_and_a_password(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let token = invited(&world, &admin, "Bob").await;
        let portal = world.portal();
        let offer = InvitationOffer {
            partner: "acme".into(),
            email: World::email_of("Bob"),
            offered: Offered::Team(Role::Salesperson),
            has_password: false,
        };
        assert_eq!(invitation_offer(portal, None, &token).await.unwrap(), offer);

        let Refusal::Invalid(errors) = refusal(accept_invitation(portal, yes(&token, " ", "short")).await)
        else {
            panic!("the form has problems")
        };
        assert_eq!(errors.of("name"), Some(Problem::Required));
        assert_eq!(errors.of("password"), Some(Problem::PasswordTooShort { min: 15 }));

        let accepted = accept_invitation(portal, yes(&token, "Bob Brown", GOOD)).await.unwrap();
        assert_eq!(accepted.joined, Joined::Team("acme".to_owned()));
        let session = accepted.session.unwrap().signed_in;
        assert_eq!((session.name.as_str(), session.lang), ("Bob Brown", Lang::Bg));
        let cx = context_for_partner(portal, &session, "acme").await.unwrap();
        let staff = cx.staff().unwrap();
        assert_eq!((staff.role, staff.sees_all), (Role::Salesperson, true));
        assert_eq!(refusal(accept_invitation(portal, yes(&token, "Bob", GOOD)).await), dead_link());
        assert_eq!(refusal(invitation_offer(portal, None, &token).await), dead_link());
        sign_in(portal, wish("Bob", GOOD)).await.unwrap();
    }

    async fn somebody_known_gives_their_password_or_is_signed_in(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let bob = world.user_with_password("Bob", GOOD).await;
        let carol = world.user("Carol", false).await;
        let portal = world.portal();

        let token = invited(&world, &acme, "Bob").await;
        assert!(invitation_offer(portal, None, &token).await.unwrap().has_password);
        let wrong = accept_invitation(portal, yes(&token, "Eve", WRONG)).await;
        assert_eq!(refusal(wrong), wrong_password("password"));
        world.clock().advance(1);
        let accepted = accept_invitation(portal, yes(&token, "Eve", GOOD)).await.unwrap();
        let session = accepted.session.unwrap().signed_in;
        assert_eq!((session.user, session.name.as_str()), (bob, "Bob"), "keeps their name");

        let token = invited(&world, &bolt, "Bob").await;
        let as_carol = Acceptance { signed_in: Some(carol), ..yes(&token, "", "") };
        assert_eq!(refusal(accept_invitation(portal, as_carol).await), wrong_password("password"));
        let as_bob = Acceptance { signed_in: Some(bob), ..yes(&token, "", "") };
        let accepted = accept_invitation(portal, as_bob).await.unwrap();
        assert!(accepted.session.is_none(), "goes on in the session they have");
        let cx = context_for_person(portal, Some(&session));
        let teams = me(&cx).await.unwrap().memberships;
        let teams: Vec<_> = teams.iter().map(|m| m.slug.as_str()).collect();
        assert_eq!(teams, ["acme", "bolt"], "one sign-in for both");
    }

    async fn an_invitation_lives_for_seven_days(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let token = invited(&world, &admin, "Bob").await;
        world.clock().advance(7 * 86_400 - 1);
        invitation_offer(world.portal(), None, &token).await.unwrap();
        world.clock().advance(1);
        assert_eq!(refusal(invitation_offer(world.portal(), None, &token).await), dead_link());
        let late = accept_invitation(world.portal(), yes(&token, "Bob", GOOD)).await;
        assert_eq!(refusal(late), dead_link());
        assert_eq!(count(&world, "SELECT count(*) AS n FROM memberships").await, 1);
    }

    async fn nobody_joins_a_suspended_partner(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let token = invited(&world, &admin, "Bob").await;
        let operator = world.operator().await;
        partners::suspend(&operator, partner.id).await.unwrap();
        let refused = accept_invitation(world.portal(), yes(&token, "Bob", GOOD)).await;
        assert_eq!(refusal(refused), Refusal::Denied(Reason::PartnerSuspended));
        partners::resume(&operator, partner.id).await.unwrap();
        accept_invitation(world.portal(), yes(&token, "Bob", GOOD)).await.unwrap();
    }

    async fn of_sixty_four_yeses_one_joins(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let token = invited(&world, &admin, "Bob").await;
        let replicas = [world.portal().clone(), world.replica().await];
        let yeses = (0..64).map(|n| {
            let (portal, yes) = (replicas[n % 2].clone(), yes(&token, "Bob", GOOD));
            tokio::spawn(async move { accept_invitation(&portal, yes).await })
        });
        let (mut joined, mut lost) = (0, Vec::new());
        for answer in yeses.collect::<Vec<_>>() {
            match answer.await.unwrap() {
                Ok(_) => joined += 1,
                refused => lost.push(refusal(refused)),
            }
        }
        assert_eq!(joined, 1);
        // On a busy machine some do not even get their turn at hashing.
        lost.retain(|refused| !matches!(refused, Refusal::TooOften { .. }));
        assert!(lost.iter().all(|refused| *refused == dead_link()) && !lost.is_empty());
        assert_eq!(count(&world, "SELECT count(*) AS n FROM memberships").await, 2);
        assert_eq!(count(&world, "SELECT count(*) AS n FROM sessions").await, 1);
        let joins = "SELECT count(*) AS n FROM audit_events WHERE event = 'member_joined'";
        assert_eq!(count(&world, joins).await, 1);
    }
}
