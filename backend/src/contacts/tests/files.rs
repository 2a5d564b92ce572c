use domain::{
    FieldErrors, Problem,
    audit::Event,
    contacts::{ContactFate, FILE_MAX, ROWS_MAX},
};

use super::*;
use crate::world::refused;

crate::stories! {
    async fn a_file_is_rehearsed_and_then_brought_in(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        add(&owner, client, named("Ana", "ana@example.com")).await.unwrap();
        let text = "Nombre;Apellidos;Correo electrónico;Empresa;Rango\n\
            Bo;Li;bo@example.com;Florist;1\n\
            Anna;Ruiz;ANA@example.com;;2\n\
            Cy;;not an address;;3\n\
            \n\
            Bob;Li;bo@Example.com;;4\n\
            Dee;;;;5\n";
        let id = take_in(&owner, client, text).await.unwrap();
        let told = rehearse(&owner, client, id).await.unwrap();
        assert_eq!((told.adds, told.duplicates, told.faulty), (2, 2, 1));
        assert_eq!((told.file.as_str(), told.refused), ("list.csv", None));
        let columns: Vec<_> = told.columns.iter().map(|(_, field)| field.as_deref()).collect();
        let (name, email) = (Some("name"), Some("email"));
        assert_eq!(columns, [name, name, email, Some("organisation"), None]);
        let rows: Vec<_> = told.rows.into_iter().map(|it| (it.line, it.called, it.fate)).collect();
        let faulty = FieldErrors::one("email", Problem::NotAnEmail);
        assert_eq!(rows, [
            (4, "Cy".to_owned(), ContactFate::Faulty(faulty)),
            (3, "Anna Ruiz".to_owned(), ContactFate::Duplicate),
            (6, "Bob Li".to_owned(), ContactFate::Duplicate),
            (2, "Bo Li".to_owned(), ContactFate::Add),
            (7, "Dee".to_owned(), ContactFate::Add),
        ]);
        assert_eq!(used(&admin, client).await, 1);

        let done = import(&owner, client, id).await.unwrap();
        assert_eq!((done.added, done.left_out), (2, 3));
        let names = ["Ana", "Bo Li", "Dee"].map(ToOwned::to_owned).to_vec();
        assert_eq!(search(&owner, client, "").await, (names, 3));
        assert_eq!(used(&admin, client).await, 3);
        let event = world.activity(&admin).await.remove(0);
        assert_eq!((event.event, event.subject.as_deref()), (Event::ContactsImported, Some("2")));
        // It is used up.
        assert_eq!(refused(import(&owner, client, id).await), Refusal::NotFound);
        assert_eq!(refused(rehearse(&owner, client, id).await), Refusal::NotFound);
    }

    async fn what_does_not_fit_stays_out_as_a_whole(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        let id = take_in(&owner, client, list_of(20)).await.unwrap();
        let told = rehearse(&owner, client, id).await.unwrap();
        let full = Some((Limited::Contacts, 0, 10, "acme"));
        assert_eq!(limit(&told.refused.unwrap().into()), full);
        assert_eq!(limit(&refused(import(&owner, client, id).await)), full);
        assert_eq!(search(&owner, client, "").await, (Vec::new(), 0));
        assert_eq!(used(&admin, client).await, 0);

        // The file still waits: exactly as many as fit come in.
        let id = take_in(&owner, client, list_of(10)).await.unwrap();
        let tries: Vec<_> = (0..4).map(|_| {
            let owner = owner.clone();
            tokio::spawn(async move { import(&owner, client, id).await })
        }).collect();
        let mut done = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                other => assert_eq!(refused(other), Refusal::NotFound),
            }
        }
        assert_eq!((done, used(&admin, client).await), (1, 10));
    }

    async fn hostile_files_do_no_harm(world: World) {
        let (_, client, owner) = bakery(&world, 10).await;
        let not_a_table = Refusal::from(Rejection::NotATable);
        for bytes in [
            Vec::new(),
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            b"PK\x03\x04\x14\0\x06\0".to_vec(),
            format!("Name\n{}\n", "x".repeat(1024 * 1024)).into_bytes(),
        ] {
            assert_eq!(refused(take_in(&owner, client, bytes).await), not_a_table);
        }
        let no_rows = take_in(&owner, client, "Name,E-mail\n").await;
        assert_eq!(refused(no_rows), Rejection::NoRows.into());
        let large = take_in(&owner, client, vec![b'x'; FILE_MAX + 1]).await;
        let max = u64::try_from(FILE_MAX).unwrap();
        assert_eq!(refused(large), Rejection::TooMuch { max }.into());
        let many = take_in(&owner, client, list_of(10_001)).await;
        assert_eq!(refused(many), Rejection::TooMuch { max: ROWS_MAX }.into());

        // A megabyte inside one quoted cell is a row that cannot be read, and shown shortened.
        let cell = "line of text\n".repeat(90_000);
        let text = format!("Name,Notes\n\"{cell}\",\"{cell}\"\n");
        let id = take_in(&owner, client, text.get(..1_500_000).unwrap().to_owned() + "\"\n");
        let told = rehearse(&owner, client, id.await.unwrap()).await.unwrap();
        assert_eq!((told.adds, told.faulty), (0, 1));
        assert!(told.rows[0].called.chars().count() <= 100);

        // An old Windows file, and formulas that come in as the texts they are.
        let (text, _, _) = encoding_rs::WINDOWS_1251.encode(
            "Име;Имейл;Фирма\r\nДесислава Илиева;desi@example.com;Щърк ЕООД\r\n=2+3;;\"=HYPERLINK(1)\"\r\n",
        );
        let id = take_in(&owner, client, text.into_owned()).await.unwrap();
        assert_eq!(import(&owner, client, id).await.unwrap().added, 2);
        let (names, _) = search(&owner, client, "").await;
        assert_eq!(names, ["=2+3", "Десислава Илиева"]);
        let text = export(&owner, client, ContactQuery::default()).await.unwrap();
        assert!(text.contains("'=2+3") && text.contains("'=HYPERLINK(1)"), "{text}");
    }

    async fn a_file_waits_for_whoever_brought_it(world: World) {
        let (_, client, owner) = bakery(&world, 10).await;
        let first = take_in(&owner, client, list_of(1)).await.unwrap();
        let second = take_in(&owner, client, list_of(2)).await.unwrap();
        assert_eq!(refused(rehearse(&owner, client, first).await), Refusal::NotFound);
        let acme = owner.client_user().unwrap().partner;
        let acme = crate::world::PartnerInWorld { id: acme };
        let other = world.owner(acme, client, "Oscar").await;
        assert_eq!(refused(rehearse(&other, client, second).await), Refusal::NotFound);
        assert_eq!(refused(import(&other, client, second).await), Refusal::NotFound);
        assert_eq!(refused(discard(&other, client, second).await), Refusal::NotFound);
        discard(&owner, client, second).await.unwrap();
        assert_eq!(refused(discard(&owner, client, second).await), Refusal::NotFound);

        let old = take_in(&owner, client, list_of(1)).await.unwrap();
        world.clock().advance(25 * 60 * 60);
        take_in(&world.again(&other), client, list_of(1)).await.unwrap();
        assert_eq!(refused(rehearse(&owner, client, old).await), Refusal::NotFound);
    }
}
