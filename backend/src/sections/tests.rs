use domain::{
    FieldErrors, Problem, Refusal, Version,
    client_users::Access,
    inclusions::Section,
    policy::Reason,
    rights::{Level, Preset},
    sections::SectionLinkDraft,
};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};

use super::*;
use crate::{auth, world::refused};

fn to(url: &str) -> SectionLinkDraft {
    SectionLinkDraft {
        url: url.to_owned(),
    }
}

#[derive(Debug, serde::Deserialize)]
struct Told {
    iss: String,
    sub: String,
    company: String,
    level: String,
    exp: i64,
    jti: String,
}

fn told(token: &str, key: &str, now: i64) -> Option<Told> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_audience(&["https://design.vendor.example"]);
    rules.validate_exp = false;
    let key = DecodingKey::from_secret(key.as_bytes());
    let told = jsonwebtoken::decode::<Told>(token, &key, &rules)
        .ok()?
        .claims;
    (told.exp - now == 60).then_some(told)
}

crate::stories! {
    async fn a_person_is_handed_over_with_a_signature(world: World) {
        let operator = world.operator().await;
        world.disconnect_all().await;
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let client = world.client_named(acme, "Bakery").await;
        world.on_plan(&admin, client, (1, 1, 1), &[Section::Design, Section::Email]).await;
        let access = Access {
            rights: [(Section::Design, Level::View)].into_iter().collect(),
            ..Access::default()
        };
        let dora = world.client_user(acme, client, "Dora", access).await;
        let user = dora.actor().user().unwrap();
        let session = world.session(user, "acme.localhost").await.signed_in;
        let asks = async || auth::context_for_client(world.portal(), &session, client).await.unwrap();
        // Nothing leads there yet.
        let refusal = refused(hand_over(&asks().await, client, Section::Design).await);
        assert_eq!(refusal, Refusal::Denied(Reason::NotConnected));

        let first = connect(&operator, Section::Design, to("https://design.vendor.example/in?a=b"), Version(0));
        let first = first.await.unwrap();
        let key = first.key.unwrap();
        let address = hand_over(&asks().await, client, Section::Design).await.unwrap();
        let (url, token) = address.split_once("&hand_over=").unwrap();
        assert_eq!(url, "https://design.vendor.example/in?a=b");
        let now = world.portal().now().0 / 1_000_000;
        let claims = told(token, &key, now).expect("signed with the key");
        assert_eq!(claims.iss, "http://acme.localhost");
        assert_eq!(claims.sub, user.to_string());
        assert_eq!((claims.company.as_str(), claims.level.as_str()), ("Bakery", "view"));
        let again = hand_over(&asks().await, client, Section::Design).await.unwrap();
        let again = told(again.split_once("&hand_over=").unwrap().1, &key, now).unwrap();
        assert_ne!(claims.jti, again.jti);

        let renewed = renew_key(&operator, Section::Design).await.unwrap().key.unwrap();
        let address = hand_over(&asks().await, client, Section::Design).await.unwrap();
        let token = address.split_once("&hand_over=").unwrap().1;
        assert!(told(token, &key, now).is_none());
        assert!(told(token, &renewed, now).is_some());
        let locked = refused(hand_over(&asks().await, client, Section::Email).await);
        assert_eq!(locked, Refusal::Denied(Reason::NotConnected));

        disconnect(&operator, Section::Design).await.unwrap();
        let refusal = refused(hand_over(&asks().await, client, Section::Design).await);
        assert_eq!(refusal, Refusal::Denied(Reason::NotConnected));
    }

    async fn only_the_operator_connects_and_only_by_https(world: World) {
        let operator = world.operator().await;
        world.disconnect_all().await;
        let (_, admin) = world.partner_with_administrator("acme").await;
        for draft in ["http://vendor.example", "ftp://vendor.example", "", "vendor", "javascript:alert(1)"] {
            let Refusal::Invalid(errors) =
                refused(connect(&operator, Section::Design, to(draft), Version(0)).await)
            else {
                panic!("{draft} is accepted")
            };
            assert!(errors.of("url").is_some(), "{draft}");
        }
        let empty = refused(connect(&operator, Section::Design, to(" "), Version(0)).await);
        assert_eq!(empty, FieldErrors::one("url", Problem::Required).into());
        assert_eq!(refused(list(&admin).await), Refusal::NotFound);
        assert_eq!(
            refused(connect(&admin, Section::Design, to("https://a.example"), Version(0)).await),
            Refusal::NotFound
        );
        assert_eq!(
            refused(connect(&operator, Section::Contacts, to("https://a.example"), Version(0)).await),
            Refusal::NotFound
        );
        connect(&operator, Section::Design, to("https://a.example"), Version(0)).await.unwrap();
        let stale = refused(connect(&operator, Section::Design, to("https://b.example"), Version(0)).await);
        assert!(matches!(stale, Refusal::Conflict(_)));
        // The operator's own host shows whose it is (G11).
        let own = connect(&operator, Section::Email, to("https://mail.localhost/in"), Version(0)).await;
        let links = own.unwrap().links;
        let safe = |section| links.iter().find(|link| link.section == section).unwrap().is_safe;
        assert!(safe(Section::Design) && !safe(Section::Email) && safe(Section::Contacts));
    }

    async fn what_is_not_safe_stays_locked_for_those_who_get_only_that(world: World) {
        let operator = world.operator().await;
        world.disconnect_all().await;
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let client = world.client_named(acme, "Bakery").await;
        world.on_plan(&admin, client, (1, 1, 1), Section::ALL).await;
        connect(&operator, Section::Email, to("https://mail.localhost"), Version(0)).await.unwrap();
        let access = |only_safe| Access { rights: Preset::Everything.rights(), only_safe, ..Access::default() };
        for (name, only_safe, wanted) in [
            ("Ann", true, Err(Refusal::Denied(Reason::NotSafe))),
            ("Ben", false, Ok(())),
        ] {
            let cx = world.client_user(acme, client, name, access(only_safe)).await;
            let session = world.session(cx.actor().user().unwrap(), "acme.localhost").await.signed_in;
            let cx = auth::context_for_client(world.portal(), &session, client).await.unwrap();
            let answer = hand_over(&cx, client, Section::Email).await;
            assert_eq!(answer.map(|_| ()).map_err(|error| error.refusal().cloned().unwrap()), wanted);
        }
    }
}
