use domain::{
    FieldErrors, Problem, Refusal,
    audit::Change,
    clients::ClientDraft,
    custom_fields::{CustomFieldDraft, Kind},
    imports::{Duplicates, Fate, Mapping, Rehearsal, Target},
};

use super::{super::*, add, bring, client, companies, import};
use crate::{
    clients, custom_fields,
    world::{World, refused},
};

fn fates(rehearsal: &Rehearsal) -> Vec<(u64, &str, &Fate)> {
    rehearsal
        .rows
        .iter()
        .map(|row| (row.line, row.company.as_str(), &row.fate))
        .collect()
}

fn counts(rehearsal: &Rehearsal) -> (u64, u64, u64, u64) {
    (
        rehearsal.adds,
        rehearsal.updates,
        rehearsal.duplicates,
        rehearsal.faulty,
    )
}

crate::stories! {
    async fn every_fault_is_named_before_anything_is_done(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let draft = CustomFieldDraft { label: "Since".to_owned(), kind: Kind::Date, is_required: true };
        custom_fields::add(&ada, draft).await.unwrap();
        let file = "Company,E-mail,Country,Since\n\
            Acme,ana@acme.com,Bulgaria,2020-02-29\n\
            ,x@y.com,BG,2020-01-01\n\
            Beta,nobody,Utopia,01.02.2021\n\
            Gamma,,,2021-02-29\n\
            Delta,,,\n";
        let (id, mapping) = bring(&ada, file).await;
        let rehearsal = rehearse(&ada, id, mapping).await.unwrap();
        assert_eq!(counts(&rehearsal), (1, 0, 0, 4));
        let faulty = |faults: &[(&str, Problem)]| {
            Fate::Faulty(faults.iter().map(|(field, problem)| ((*field).to_owned(), *problem)).collect())
        };
        assert_eq!(
            fates(&rehearsal),
            [
                (3, "", &faulty(&[("company", Problem::Required)])),
                (4, "Beta", &faulty(&[
                    ("email", Problem::NotAnEmail),
                    ("country", Problem::NotACountry),
                ])),
                (5, "Gamma", &faulty(&[("Since", Problem::NotADate)])),
                (6, "Delta", &faulty(&[("Since", Problem::Required)])),
                (2, "Acme", &Fate::Add),
            ]
        );
        assert_eq!(companies(&ada).await.1, 0);
    }

    async fn what_is_there_is_known_by_company_or_address(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        add(&ada, "Ação Ltda", "").await;
        add(&ada, "Beta", "Info@Beta.com").await;
        let file = "Company;E-mail\nAÇÃO  ltda;x@y.com\nBeta Group;info@beta.com\nNew;n@new.com\nNEW;\n";
        let (id, mapping) = bring(&ada, file).await;
        let rehearsal = rehearse(&ada, id, mapping).await.unwrap();
        assert_eq!(
            fates(&rehearsal),
            [
                (2, "AÇÃO  ltda", &Fate::Duplicate("Ação Ltda".to_owned())),
                (3, "Beta Group", &Fate::Duplicate("Beta".to_owned())),
                (5, "NEW", &Fate::Duplicate("New".to_owned())),
                (4, "New", &Fate::Add),
            ]
        );
    }

    async fn a_closed_client_is_not_in_the_way(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, "Acme", "").await;
        clients::close(&ada, id, "Acme".to_owned(), domain::Version(1)).await.unwrap();
        let (id, mapping) = bring(&ada, "Company\nAcme\n").await;
        assert_eq!(counts(&rehearse(&ada, id, mapping).await.unwrap()), (1, 0, 0, 0));
    }

    async fn duplicates_can_be_added_all_the_same(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        add(&ada, "Acme", "").await;
        let done = import(&world, &ada, "Company\nAcme\nAcme\n", Duplicates::Add).await;
        assert_eq!((done.added, done.skipped), (2, 0));
        assert_eq!(companies(&ada).await.0, ["Acme", "Acme", "Acme"]);
    }

    /// Values of the file replace those that are there; empty cells leave them.
    async fn duplicates_can_bring_new_values(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let draft = ClientDraft {
            company: "Acme".to_owned(),
            email: "old@acme.com".to_owned(),
            city: "Reno".to_owned(),
            ..ClientDraft::default()
        };
        clients::add(&ada, draft).await.unwrap();
        add(&ada, "Beta", "").await;
        let file = "Company,E-mail,City,Segment\nacme,new@acme.com,,Gold\nBeta,,,\n";
        let (id, mapping) = bring(&ada, file).await;
        let mapping = Mapping { duplicates: Duplicates::Update, ..mapping };
        let rehearsal = rehearse(&ada, id, mapping.clone()).await.unwrap();
        assert_eq!(counts(&rehearsal), (0, 1, 1, 0));
        let change = |field: &str, from: &str, to: &str| Change {
            field: field.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        assert_eq!(
            rehearsal.rows[0].diff,
            [
                change("company", "Acme", "acme"),
                change("email", "old@acme.com", "new@acme.com"),
                change("Segment", "", "Gold"),
            ]
        );

        start(&ada, id, mapping).await.unwrap();
        run_due(world.portal()).await.unwrap();
        let done = progress(&ada, id).await.unwrap();
        assert_eq!((done.updated, done.skipped), (1, 1));
        let after = client(&ada, "acme").await.draft;
        assert_eq!((after.email.as_str(), after.city.as_str()), ("new@acme.com", "Reno"));
        assert!(after.custom.values().any(|value| value == "Gold"));
    }

    /// Over several batches, with rows that are about clients of earlier rows.
    async fn the_import_does_what_the_rehearsal_said(world: World) {
        for duplicates in [Duplicates::Skip, Duplicates::Add, Duplicates::Update] {
            let name = format!("{duplicates:?}").to_lowercase();
            let (_, ada) = world.partner_with_administrator(&name).await;
            for n in (0..40).step_by(3) {
                add(&ada, &format!("Company {n}"), &format!("c{n}@example.com")).await;
            }
            let row = |n: usize| {
                let email = if n.is_multiple_of(7) { String::new() } else { format!("c{}@example.com", n % 90) };
                let city = if n.is_multiple_of(50) { "x".repeat(121) } else { format!("City {}", n % 11) };
                format!("Company {},{email},{city}\n", n % 130)
            };
            let rows: String = (0..530).map(row).collect();
            let (id, mapping) = bring(&ada, format!("Company,E-mail,City\n{rows}")).await;
            let mapping = Mapping { duplicates, ..mapping };
            let said = rehearse(&ada, id, mapping.clone()).await.unwrap();
            start(&ada, id, mapping).await.unwrap();
            run_due(world.portal()).await.unwrap();
            let done = progress(&ada, id).await.unwrap();
            assert_eq!(
                (done.added, done.updated, done.skipped),
                (said.adds, said.updates, said.duplicates + said.faulty),
                "{duplicates:?}"
            );
            assert!(done.added > 0 && said.faulty > 0);
            assert_eq!(done.updated > 100, duplicates == Duplicates::Update);
        }
    }

    async fn a_mapping_that_cannot_be_is_named(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, "Company,Segment,City\nAcme,Gold,Reno\n").await;
        let field = |name: &str| Target::Field(name.to_owned());
        let new = |label: &str| Target::NewCustom(label.to_owned());
        let unknown = Target::Custom(domain::CustomFieldId::from_uuid(world.portal().new_id()));
        for (targets, at, problem) in [
            (vec![field("company")], "targets", Problem::Unknown),
            (vec![Target::Skip, Target::Skip, field("city")], "company", Problem::Required),
            (vec![field("company"), field("city"), field("city")], "column.2", Problem::Taken),
            (vec![field("company"), field("size"), Target::Skip], "column.1", Problem::Unknown),
            (vec![field("company"), unknown, Target::Skip], "column.1", Problem::Unknown),
            (vec![field("company"), new("A"), new(" a ")], "column.2", Problem::Taken),
            (vec![field("company"), new(" "), Target::Skip], "column.1", Problem::Required),
        ] {
            let mapping = Mapping { targets, ..mapping.clone() };
            let expected = Refusal::Invalid(FieldErrors::one(at, problem));
            assert_eq!(refused(rehearse(&ada, id, mapping.clone()).await), expected);
            assert_eq!(refused(start(&ada, id, mapping).await), expected);
        }
        assert_eq!(custom_fields::list(&ada).await.unwrap(), []);
    }
}
