use domain::{Version, fields::FieldError, refusal::Conflict};

use super::*;
use crate::auth;

fn draft(name: &str, slug: &str, administrator: &str) -> PartnerDraft {
    PartnerDraft {
        name: name.into(),
        slug: slug.into(),
        administrator: administrator.into(),
        lang: "es".into(),
    }
}

fn refusal<T: std::fmt::Debug>(answer: Result<T>) -> Refusal {
    answer.unwrap_err().refusal().cloned().expect("a refusal")
}

crate::stories! {
    async fn the_operator_creates_a_partner_and_its_administrator_joins(world: World) {
        let operator = world.operator().await;
        let partner = create(&operator, draft("Acme Agency", "acme", "Ada@Example.com")).await.unwrap();
        assert_eq!((partner.members, partner.clients), (0, 0));

        let waiting = details(&operator, partner.id).await.unwrap();
        assert_eq!(waiting.administrators, []);
        assert_eq!(waiting.invitations.len(), 1);

        let yes = auth::Acceptance {
            token: world.newest_token_to("Ada@example.com").await,
            name: "Ada Lovelace".into(),
            password: "copper lantern on a hill".into(),
            signed_in: None,
            place: auth::Place {
                host: "localhost".into(),
                device: String::new(),
                ..auth::Place::default()
            },
            address: [192, 0, 2, 1].into(),
        };
        let session = auth::accept_invitation(world.portal(), yes).await.unwrap().session.unwrap();
        assert_eq!(session.signed_in.lang, Lang::Es);
        let ada = auth::context_for_partner(world.portal(), &session.signed_in, "acme").await.unwrap();
        assert_eq!(ada.staff().unwrap().role, Role::Administrator);
        let joined = details(&operator, partner.id).await.unwrap();
        assert_eq!(joined.administrators, [("Ada Lovelace".into(), "Ada@example.com".into())]);
        assert_eq!(joined.invitations, []);
        assert_eq!(joined.summary.members, 1);
    }

    async fn a_short_name_is_taken_once(world: World) {
        let operator = world.operator().await;
        create(&operator, draft("Acme", "acme", "ada@example.com")).await.unwrap();
        let again = create(&operator, draft("Other", "acme", "eve@example.com")).await;
        assert_eq!(refusal(again), FieldErrors::one("slug", Problem::Taken).into());
        assert_eq!(world.links_to("eve@example.com").await.len(), 0, "nothing was sent");
        assert_eq!(list(&operator, String::new(), None).await.unwrap().rows.len(), 1);

        let Refusal::Invalid(FieldErrors(errors)) = refusal(create(&operator, draft("", "A B", "x")).await)
        else {
            panic!("the form has problems")
        };
        let fields: Vec<_> = errors.iter().map(|FieldError { field, .. }| field.as_str()).collect();
        assert_eq!(fields, ["name", "slug", "administrator"]);
    }

    async fn the_console_creates_a_partner_without_anybody(world: World) {
        let partner = create_from_console(world.portal(), draft("Acme", "acme", "ada@example.com"))
            .await
            .unwrap();
        let seen = details(&world.operator().await, partner.id).await.unwrap();
        assert_eq!(seen.invitations[0].email, "ada@example.com");
    }

    async fn the_list_is_searched_and_paged(world: World) {
        let operator = world.operator().await;
        for n in 0..60 {
            world.partner(&format!("partner-{n:02}")).await;
        }
        create(&operator, draft("Щърк 100%", "stork", "ada@example.com")).await.unwrap();

        let first = list(&operator, String::new(), None).await.unwrap();
        assert_eq!((first.rows.len(), first.total), (50, Total { rows: 61, exact: true }));
        let second = list(&operator, String::new(), first.next).await.unwrap();
        assert_eq!((second.rows.len(), second.next), (11, None));
        let mut slugs: Vec<_> = first.rows.into_iter().chain(second.rows).map(|p| p.slug).collect();
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), 61, "every partner once");

        for (search, found) in [("ЩЪРК", 1), ("stor", 1), ("0%", 1), ("artner-1", 10), ("_", 0), ("!", 0)] {
            let page = list(&operator, search.into(), None).await.unwrap();
            assert_eq!((page.rows.len(), page.total.rows), (found, found as u64), "{search}");
        }
        let forged = list(&operator, String::new(), Some(Cursor("x".into()))).await;
        assert_eq!(refusal(forged), Refusal::NotFound);
    }

    async fn clients_that_are_closed_do_not_count(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        world.client_named(acme, "Northwind").await;
        let (status, usage) = (domain::clients::ClientStatus::Closed, domain::plans::Usage::default());
        world.client_using(acme, "Contoso", status, None, usage).await;
        let seen = details(&world.operator().await, acme.id).await.unwrap();
        assert_eq!((seen.summary.clients, seen.summary.members), (1, 1));
    }

    async fn a_suspended_partner_can_do_nothing_until_it_is_resumed(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let operator = world.operator().await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let now = async || {
            auth::context_for_partner(world.portal(), &session.signed_in, "acme").await.unwrap()
        };

        suspend(&operator, acme.id).await.unwrap();
        suspend(&operator, acme.id).await.unwrap();
        let suspended = Refusal::Denied(domain::policy::Reason::PartnerSuspended);
        let cx = now().await;
        assert_eq!(refusal(company(&cx).await), suspended);
        assert_eq!(refusal(edit_company(&cx, CompanyDraft::default(), Version(1)).await), suspended);
        assert_eq!(refusal(team::team(&cx).await), suspended);
        resume(&operator, acme.id).await.unwrap();
        company(&now().await).await.unwrap();

        let nowhere = PartnerId::from_uuid(operator.new_id());
        assert_eq!(refusal(suspend(&operator, nowhere).await), Refusal::NotFound);
        let events = world.activity(&admin).await;
        let events: Vec<_> = events.into_iter().map(|activity| activity.event).collect();
        assert_eq!(events, [Event::PartnerResumed, Event::PartnerSuspended], "each once");
    }

    async fn further_administrators_are_invited_and_not_only_them_revoked(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let bolt = world.partner("bolt").await;
        let operator = world.operator().await;
        invite_administrator(&operator, acme.id, "bob@example.com".into(), Lang::Bg).await.unwrap();
        let taken = invite_administrator(&operator, acme.id, "bob@example.com".into(), Lang::Bg).await;
        assert_eq!(refusal(taken), FieldErrors::one("email", Problem::Taken).into());
        let invitations = details(&operator, acme.id).await.unwrap().invitations;
        let id = invitations[0].id;

        let elsewhere = revoke_invitation(&operator, bolt.id, id).await;
        assert_eq!(refusal(elsewhere), Refusal::NotFound);
        revoke_invitation(&operator, acme.id, id).await.unwrap();
        assert_eq!(details(&operator, acme.id).await.unwrap().invitations, []);

        // The team's own business is not the operator's.
        let draft = domain::team::InvitationDraft {
            email: "carol@example.com".into(),
            role: Role::Salesperson,
            scope: Scope::All,
            lang: Lang::En,
        };
        team::invite(&admin, draft).await.unwrap();
        let id = team::team(&admin).await.unwrap().invitations[0].id;
        assert_eq!(refusal(revoke_invitation(&operator, acme.id, id).await), Refusal::NotFound);
    }

    async fn nobody_else_learns_of_partners(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let nobody = world.portal().context(Actor::Anonymous);
        for (cx, expected) in [(&admin, Refusal::NotFound), (&nobody, Refusal::SignedOut)] {
            assert_eq!(refusal(list(cx, String::new(), None).await), expected);
            assert_eq!(refusal(details(cx, acme.id).await), expected);
            assert_eq!(refusal(create(cx, draft("A", "aa", "a@example.com")).await), expected);
            assert_eq!(refusal(suspend(cx, acme.id).await), expected);
            assert_eq!(refusal(resume(cx, acme.id).await), expected);
        }
        assert_eq!(refusal(company(&world.operator().await).await), Refusal::NotFound);
    }

    async fn a_stale_save_of_the_company_is_refused_with_what_changed(world: World) {
        let (acme, ada) = world.partner_with_administrator("acme").await;
        let bob = world.member(acme, "Bob", Role::CompanyManager).await;
        let seen = company(&ada).await.unwrap();
        let by_ada = CompanyDraft { phone: "+359 2 123".into(), city: "София".into(), ..seen.values.clone() };
        let by_bob = CompanyDraft { name: "Acme Ltd".into(), city: "София".into(), ..seen.values.clone() };

        let saved = edit_company(&ada, by_ada, seen.version).await.unwrap();
        assert_eq!((saved.values.phone.as_str(), saved.version), ("+359 2 123", Version(2)));
        let Refusal::Conflict(Conflict { version, changed }) =
            refusal(edit_company(&bob, by_bob.clone(), seen.version).await)
        else {
            panic!("a conflict")
        };
        let changed: Vec<_> = changed.iter().map(|c| (c.field.as_str(), c.now.as_str())).collect();
        assert_eq!(changed, [("name", "acme"), ("phone", "+359 2 123")], "not the city: both say so");

        edit_company(&bob, by_bob, version).await.unwrap();
        let operator = world.operator().await;
        assert_eq!(details(&operator, acme.id).await.unwrap().summary.name, "Acme Ltd");
        assert_eq!(list(&operator, "ltd".into(), None).await.unwrap().rows.len(), 1);
        let latest = &world.activity(&ada).await[0];
        let fields: Vec<_> = latest.changes.iter().map(|c| c.field.as_str()).collect();
        assert_eq!((latest.event, fields), (Event::CompanyEdited, vec!["name", "phone"]));
    }

    async fn two_editors_at_once_do_not_overwrite_each_other(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let seen = company(&ada).await.unwrap();
        let replica = world.replica().await.context(ada.actor().clone());
        let with = |city: &str| CompanyDraft { city: city.into(), ..seen.values.clone() };
        let (left, right) = tokio::join!(
            edit_company(&ada, with("Varna"), seen.version),
            edit_company(&replica, with("Burgas"), seen.version),
        );
        assert_eq!(u8::from(left.is_ok()) + u8::from(right.is_ok()), 1);
        let refused = if left.is_err() { left } else { right };
        assert!(matches!(refusal(refused), Refusal::Conflict(_)));
    }
}
