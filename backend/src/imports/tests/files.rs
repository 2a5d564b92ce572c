use domain::{
    Refusal,
    audit::Event,
    imports::{FILE_MAX, ImportStatus, ROWS_MAX, Target},
    refusal::Rejection,
};

use super::{super::*, COMPANIES, bring, client, companies, import, take_in};
use crate::{custom_fields, world::refused};
use domain::imports::Duplicates;

crate::stories! {
    async fn the_503_companies_come_in(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, COMPANIES).await;
        let file = draft(&ada, id).await.unwrap();
        assert_eq!((file.rows, file.delimiter, file.encoding.as_str()), (503, ',', "UTF-8"));
        assert_eq!(file.columns[1].target, Target::Field("company".to_owned()));
        assert_eq!(file.columns[1].samples, ["3M", "A. O. Smith", "Abbott Laboratories"]);

        let rehearsal = rehearse(&ada, id, mapping.clone()).await.unwrap();
        assert_eq!((rehearsal.adds, rehearsal.faulty, rehearsal.duplicates), (503, 0, 0));

        assert_eq!(start(&ada, id, mapping).await.unwrap().status, ImportStatus::Running);
        run_due(world.portal()).await.unwrap();
        let done = progress(&ada, id).await.unwrap();
        assert_eq!((done.status, done.done, done.added), (ImportStatus::Done, 503, 503));
        assert_eq!((done.skipped, done.can_undo, done.by.as_str()), (0, true, "Ada of acme"));
        assert_eq!(companies(&ada).await.1, 503);

        let fields = custom_fields::list(&ada).await.unwrap();
        let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
        assert_eq!(
            labels,
            ["Symbol", "GICS Sector", "GICS Sub-Industry", "Date added", "CIK", "Founded"]
        );
        let smith = client(&ada, "A. O. Smith").await;
        assert_eq!(smith.draft.city, "Milwaukee, Wisconsin");
        assert_eq!(smith.draft.custom.get(&fields[0].id).map(String::as_str), Some("AOS"));
        assert_eq!(smith.import, Some(id));

        let event = world.activity(&ada).await.remove(0);
        assert_eq!(event.event, Event::ClientsImported);
        assert_eq!(event.subject.as_deref(), Some("list.csv"));
        let added = &event.changes[0];
        assert_eq!((added.field.as_str(), added.to.as_str()), ("added", "503"));
    }

    /// The same file again: its fields are there, and so are its companies.
    async fn the_same_file_again_is_all_duplicates(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let text = String::from_utf8_lossy(COMPANIES);
        import(&world, &ada, &text, Duplicates::Skip).await;
        let (id, mapping) = bring(&ada, COMPANIES).await;
        assert!(matches!(mapping.targets[0], Target::Custom(_)));
        let rehearsal = rehearse(&ada, id, mapping.clone()).await.unwrap();
        assert_eq!((rehearsal.adds, rehearsal.duplicates, rehearsal.rows.len()), (0, 503, 200));

        start(&ada, id, mapping).await.unwrap();
        run_due(world.portal()).await.unwrap();
        let done = progress(&ada, id).await.unwrap();
        assert_eq!((done.added, done.skipped), (0, 503));
        assert_eq!(companies(&ada).await.1, 503);
        assert_eq!(custom_fields::list(&ada).await.unwrap().len(), 6);
    }

    async fn every_encoding_arrives_as_it_was_meant(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let cyrillic = "Фирма;Град\r\n\"Щърк; син ЕООД\";София\r\nБългарски пощи;Пловдив\r\n";
        let latin = "Empresa\tCiudad\nPeñón & Compañía\tCórdoba\nSão João Ltda\tRibeirão Preto\n";
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let files = [
            [b"\xEF\xBB\xBF", cyrillic.as_bytes()].concat(),
            [b"\xFF\xFE".to_vec(), wide(cyrillic)].concat(),
            encoding_rs::WINDOWS_1251.encode(cyrillic).0.to_vec(),
            encoding_rs::WINDOWS_1252.encode(latin).0.to_vec(),
        ];
        for (bytes, (company, city)) in files.into_iter().zip([
            ("Щърк; син ЕООД", "София"),
            ("Щърк; син ЕООД", "София"),
            ("Щърк; син ЕООД", "София"),
            ("São João Ltda", "Ribeirão Preto"),
        ]) {
            let (id, mapping) = bring(&ada, bytes).await;
            start(&ada, id, mapping).await.unwrap();
            run_due(world.portal()).await.unwrap();
            assert_eq!(progress(&ada, id).await.unwrap().added, 2);
            assert_eq!(client(&ada, company).await.draft.city, city);
            undo(&ada, id).await.unwrap();
        }
    }

    async fn cells_of_several_lines_and_halves_of_names_arrive(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let file = "Company,First name,Last name,Country,Notes\n\
            Acme,Ana,Ruiz,España,\"calls, always\non Mondays\"\n";
        import(&world, &ada, file, Duplicates::Skip).await;
        let acme = client(&ada, "Acme").await.draft;
        assert_eq!((acme.contact.as_str(), acme.country.as_str()), ("Ana Ruiz", "ES"));
        assert_eq!(acme.notes, "calls, always\non Mondays");
    }

    async fn what_is_no_table_is_refused(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let read = |bytes: Vec<u8>| take_in(&ada, bytes);
        let not_a_table = Refusal::Rejected(Rejection::NotATable);
        assert_eq!(refused(read(b"Company,City\n".to_vec()).await), Rejection::NoRows.into());
        let line = [b"Company\n", &b",".repeat(300_000)[..]].concat();
        for bytes in [b"".to_vec(), b"PK\x03\x04\0\0\0\0".to_vec(), line] {
            assert_eq!(refused(read(bytes).await), not_a_table);
        }
        let many = refused(read(b"a,b\n".repeat(50_002)).await);
        assert_eq!(many, Rejection::TooMuch { max: ROWS_MAX }.into());
        let wide = refused(read([b"Company\n", &b",".repeat(200)[..], b"x\n"].concat()).await);
        assert_eq!(wide, Rejection::TooMuch { max: 200 }.into());
        let too_large = vec![b'a'; FILE_MAX + 1];
        assert!(matches!(
            refused(read(too_large).await),
            Refusal::Rejected(Rejection::TooMuch { .. })
        ));
        assert_eq!(list(&ada).await.unwrap(), []);
    }

    async fn a_file_waits_for_a_day(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, "Company\nAcme\n").await;
        rehearse(&ada, id, mapping).await.unwrap();
        assert_eq!(progress(&ada, id).await.unwrap().status, ImportStatus::Draft);
        assert_eq!(companies(&ada).await.1, 0);

        world.clock().advance(25 * 60 * 60);
        let ada = world.again(&ada);
        let (other, _) = bring(&ada, "Company\nBeta\n").await;
        let waiting: Vec<_> = list(&ada).await.unwrap().iter().map(|import| import.id).collect();
        assert_eq!(waiting, [other]);
        discard(&ada, other).await.unwrap();
        assert_eq!(list(&ada).await.unwrap(), []);
        assert_eq!(refused(discard(&ada, other).await), Refusal::NotFound);
    }

    /// What was chosen is still chosen after the page was left.
    async fn a_mapping_is_remembered(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (id, mut mapping) = bring(&ada, "Company,Segment\nAcme,Gold\n").await;
        assert_eq!(mapping.targets[1], Target::NewCustom("Segment".to_owned()));
        mapping.targets[1] = Target::Field("notes".to_owned());
        rehearse(&ada, id, mapping.clone()).await.unwrap();
        let columns = draft(&ada, id).await.unwrap().columns;
        assert_eq!(columns[1].target, mapping.targets[1]);
    }
}
