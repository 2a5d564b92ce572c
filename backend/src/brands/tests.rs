mod hostile;

use domain::{
    FieldErrors, PartnerId, Problem, Refusal, Version,
    audit::Event,
    brands::{Brand, BrandDraft, Slot},
    policy::Role,
};

use super::*;
use crate::world::{World, refused};

/// A brand as typed, of this name.
fn draft(name: &str) -> BrandDraft {
    BrandDraft::from(&Brand {
        light: "#b4232a".parse().unwrap(),
        ..Brand::of_company(name, None)
    })
}

/// A picture of so many pixels, as somebody would send it.
fn picture(width: u32, height: u32) -> Vec<u8> {
    hostile::png(width, height)
}

/// What the host of `slug` shows.
async fn shown(world: &World, slug: &str) -> Brand {
    let host = format!("{slug}.localhost");
    front(world.portal(), "localhost", &host)
        .await
        .unwrap()
        .unwrap()
        .brand
}

async fn files(world: &World, partner: PartnerId) -> usize {
    let mut tx = world.portal().db().read().await.unwrap();
    store::file_names(&mut tx, partner).await.unwrap().len()
}

crate::stories! {
    async fn a_brand_is_seen_after_it_is_published_and_not_before(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let untouched = brand(&ana).await.unwrap();
        assert_eq!((untouched.version, &*untouched.draft.product_name), (Version(0), "acme"));
        assert_eq!(untouched.url, "http://acme.localhost");

        let saved = save_draft(&ana, draft("Acme Mail"), untouched.version).await.unwrap();
        assert!(saved.is_unpublished());
        assert_eq!(shown(&world, "acme").await.product_name, "acme");
        let published = publish(&ana, saved.version).await.unwrap();
        assert!(!published.is_unpublished());
        let brand = shown(&world, "acme").await;
        assert_eq!((&*brand.product_name, brand.light.to_string()), ("Acme Mail", "#b4232a".into()));

        let events: Vec<Event> = world.activity(&ana).await.iter().map(|it| it.event).collect();
        assert_eq!(events, [Event::BrandPublished, Event::BrandEdited]);
    }

    async fn undoing_brings_back_what_clients_saw_before(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        assert_eq!(refused(undo(&ana).await), Refusal::NotFound);
        let first = save_draft(&ana, draft("First"), Version(0)).await.unwrap();
        publish(&ana, first.version).await.unwrap();
        let second = save_draft(&ana, draft("Second"), first.version).await.unwrap();
        publish(&ana, second.version).await.unwrap();
        assert_eq!(shown(&world, "acme").await.product_name, "Second");
        let undone = undo(&ana).await.unwrap();
        assert_eq!(shown(&world, "acme").await.product_name, "First");
        // What is edited stays, and can be published again.
        assert_eq!(undone.draft.product_name, "Second");
        undo(&ana).await.unwrap();
        assert_eq!(shown(&world, "acme").await.product_name, "Second");
    }

    async fn undoing_the_first_publication_leaves_the_company_s_name(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let saved = save_draft(&ana, draft("First"), Version(0)).await.unwrap();
        publish(&ana, saved.version).await.unwrap();
        let undone = undo(&ana).await.unwrap();
        assert_eq!(undone.published, None);
        assert_eq!(shown(&world, "acme").await.product_name, "acme");
    }

    async fn a_stale_version_is_refused_with_what_changed(world: World) {
        let (acme, ana) = world.partner_with_administrator("acme").await;
        let mila = world.member(acme, "Mila", Role::MarketingManager).await;
        let seen = brand(&ana).await.unwrap().version;
        save_draft(&mila, draft("Mila's"), seen).await.unwrap();
        let Refusal::Conflict(conflict) = refused(save_draft(&ana, draft("Ana's"), seen).await) else {
            panic!("no conflict");
        };
        assert_eq!(conflict.version, Version(1));
        assert_eq!(conflict.changed[0].now, "Mila's");
        assert!(matches!(refused(publish(&ana, seen).await), Refusal::Conflict(_)));
        assert_eq!(shown(&world, "acme").await.product_name, "acme");
    }

    async fn only_one_of_many_saves_wins(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let saves = (0..8).map(|n| {
            let ana = ana.clone();
            tokio::spawn(async move { save_draft(&ana, draft(&format!("Name {n}")), Version(0)).await })
        });
        let mut won = 0;
        for save in saves.collect::<Vec<_>>() {
            match save.await.unwrap() {
                Ok(_) => won += 1,
                Err(error) => assert!(matches!(error.refusal(), Some(Refusal::Conflict(_)))),
            }
        }
        assert_eq!(won, 1);
    }

    async fn who_may_not_is_refused_and_nothing_is_written(world: World) {
        let acme = world.partner("acme").await;
        for role in Role::ALL {
            let cx = world.member(acme, role.name(), role).await;
            brand(&cx).await.unwrap();
            let may = matches!(
                role,
                Role::Administrator | Role::CompanyManager | Role::MarketingManager
            );
            if may {
                continue;
            }
            for answer in [
                save_draft(&cx, draft("X"), Version(0)).await.err(),
                publish(&cx, Version(0)).await.err(),
                undo(&cx).await.err(),
                add_file(&cx, Slot::Favicon, picture(32, 32)).await.err(),
                remove_file(&cx, Slot::Favicon).await.err(),
            ] {
                let refusal = answer.unwrap().refusal().cloned();
                assert!(matches!(refusal, Some(Refusal::Denied(_))), "{role:?} {refusal:?}");
            }
        }
        assert_eq!(files(&world, acme.id).await, 0);
    }

    async fn what_is_wrong_is_said_at_its_field(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let wrong = BrandDraft { light: "red".into(), ..draft("") };
        let Refusal::Invalid(errors) = refused(save_draft(&ana, wrong, Version(0)).await) else {
            panic!("taken");
        };
        assert_eq!(errors.of("light"), Some(Problem::NotAColour));
        assert_eq!(errors.of("product_name"), Some(Problem::Required));
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
        let answer = refused(add_file(&ana, Slot::LogoLight, svg).await);
        let problem = FieldErrors::one("logo_light", Problem::DrawingsRefused);
        assert_eq!(answer, Refusal::Invalid(problem));
    }

    async fn pictures_are_published_with_the_brand(world: World) {
        let (acme, ana) = world.partner_with_administrator("acme").await;
        let (bolt, bo) = world.partner_with_administrator("bolt").await;
        let now = add_file(&ana, Slot::Favicon, picture(600, 300)).await.unwrap();
        assert!(now.is_unpublished());
        let icon = now.pictures.of(Slot::Favicon).unwrap();
        assert_eq!(icon.sizes.iter().map(|size| size.side).collect::<Vec<_>>(), [32, 180, 512]);
        assert!(shown(&world, "acme").await.pictures.tab_icon().is_none());
        publish(&ana, now.version).await.unwrap();
        assert_eq!(shown(&world, "acme").await.pictures.tab_icon(), Some(icon));

        for name in icon.files() {
            let file = file_of(world.portal(), acme.id, name).await.unwrap().unwrap();
            assert!(file.media_type.starts_with("image/"));
            // Nobody else has it, whoever asks.
            assert_eq!(file_of(world.portal(), bolt.id, name).await.unwrap(), None);
            assert_eq!(refused(super::file(&bo, name).await), Refusal::NotFound);
        }
        for odd in ["", "x.png", "../0123456789abcdef0123456789abcdef.png"] {
            assert_eq!(file_of(world.portal(), acme.id, odd).await.unwrap(), None);
        }
    }

    async fn files_that_nobody_shows_are_forgotten(world: World) {
        let (acme, ana) = world.partner_with_administrator("acme").await;
        add_file(&ana, Slot::LogoLight, picture(40, 10)).await.unwrap();
        let now = add_file(&ana, Slot::LogoLight, picture(41, 10)).await.unwrap();
        assert_eq!(files(&world, acme.id).await, 1);
        publish(&ana, now.version).await.unwrap();
        remove_file(&ana, Slot::LogoLight).await.unwrap();
        // It is published still.
        assert_eq!(files(&world, acme.id).await, 1);
        assert_eq!(refused(remove_file(&ana, Slot::LogoLight).await), Refusal::NotFound);
        publish(&ana, now.version).await.unwrap();
        // Undoing may bring it back.
        assert_eq!(files(&world, acme.id).await, 1);
        publish(&ana, now.version).await.unwrap();
        assert_eq!(files(&world, acme.id).await, 0);
    }

    async fn uploads_at_once_do_not_lose_each_other(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let places = [Slot::LogoLight, Slot::LogoDark, Slot::LoginPicture];
        let uploads = places.map(|slot| {
            let ana = ana.clone();
            tokio::spawn(async move { add_file(&ana, slot, picture(20, 20)).await })
        });
        for upload in uploads {
            upload.await.unwrap().unwrap();
        }
        let now = brand(&ana).await.unwrap();
        assert!(places.iter().all(|slot| now.pictures.of(*slot).is_some()));
    }

    async fn a_partner_s_own_support_address_stands_behind_the_brand(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let company = domain::partners::CompanyDraft {
            name: "Acme".into(),
            support_email: "help@acme.example".into(),
            ..Default::default()
        };
        crate::partners::edit_company(&ana, company, Version(1)).await.unwrap();
        let of = |front: Front| front.support_email;
        let host = front(world.portal(), "localhost", "acme.localhost").await.unwrap();
        assert_eq!(host.map(of).unwrap().as_deref(), Some("help@acme.example"));
        let wished = BrandDraft { support_email: "hi@acme.example".into(), ..draft("Acme") };
        let saved = save_draft(&ana, wished, Version(0)).await.unwrap();
        publish(&ana, saved.version).await.unwrap();
        let host = front(world.portal(), "localhost", "acme.localhost").await.unwrap();
        assert_eq!(host.map(of).unwrap().as_deref(), Some("hi@acme.example"));
    }
}
