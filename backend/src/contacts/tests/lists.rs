use domain::{Cursor, Limit};

use super::*;
use crate::world::refused;

crate::stories! {
    async fn a_list_goes_on_where_it_ended(world: World) {
        let (_, client, owner) = bakery(&world, 200).await;
        let file = take_in(&owner, client, list_of(120)).await.unwrap();
        import(&owner, client, file).await.unwrap();
        add(&owner, client, named("Álvaro", "")).await.unwrap();
        let (mut after, mut names, mut pages) = (None, Vec::new(), 0);
        loop {
            let query = ContactQuery { after, ..ContactQuery::default() };
            let found = list(&owner, client, query).await.unwrap();
            assert_eq!((found.used, found.limit), (121, Limit::AtMost(200)));
            assert_eq!((found.page.total.rows, found.page.total.exact), (121, true));
            names.extend(found.page.rows.into_iter().map(|row| row.name));
            pages += 1;
            match found.page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!((pages, names.len()), (3, 121));
        assert_eq!(names[..2], ["Álvaro", "Person 00001"]);
        assert!(names[1..].is_sorted());
        let forged = ContactQuery { after: Some(Cursor("x".to_owned())), ..ContactQuery::default() };
        assert_eq!(refused(list(&owner, client, forged).await), Refusal::NotFound);
    }

    async fn a_search_finds_in_every_script(world: World) {
        let (_, client, owner) = bakery(&world, 10).await;
        for draft in [
            ContactDraft { organisation: "Bäckerei Groß".to_owned(), ..named("Jürgen Weiß", "") },
            ContactDraft { phone: "+359 2 441-18 80".to_owned(), ..named("Десислава Илиева", "") },
            ContactDraft { notes: "hidden".to_owned(), ..named("100% Olive_Oil", "oil@example.com") },
        ] {
            add(&owner, client, draft).await.unwrap();
        }
        for (text, found) in [
            ("JURGEN", "Jürgen Weiß"),
            ("weiss", "Jürgen Weiß"),
            ("weiss backerei", "Jürgen Weiß"),
            ("илиева", "Десислава Илиева"),
            ("441188", "Десислава Илиева"),
            ("oil@EXAMPLE", "100% Olive_Oil"),
            ("100%", "100% Olive_Oil"),
            ("e_o", "100% Olive_Oil"),
        ] {
            let found = match found {
                // ß is one s in the folded texts.
                "Jürgen Weiß" if text.contains("ss") => Vec::new(),
                found => vec![found.to_owned()],
            };
            assert_eq!(search(&owner, client, text).await, (found, 3), "{text}");
        }
        for nothing in ["%", "_x", "hidden", "backerei weis"] {
            let expected = usize::from(nothing == "%");
            assert_eq!(search(&owner, client, nothing).await.0.len(), expected, "{nothing}");
        }
    }

    async fn an_export_comes_back_without_its_guards(world: World) {
        let (admin, client, owner) = bakery(&world, 1_000).await;
        add(&owner, client, ContactDraft {
            phone: "+34 600 100 200".to_owned(),
            notes: "=HYPERLINK(\"http://x\")\nsecond line".to_owned(),
            ..named("=1+1", "-@example.com")
        }).await.unwrap();
        add(&owner, client, named("@Bo, \"the\" baker", "")).await.unwrap();
        let text = export(&owner, client, ContactQuery::default()).await.unwrap();
        assert!(text.starts_with("name,email,phone,organisation,notes\n"), "{text}");
        for guarded in ["'=1+1", "'-@example.com", "'+34 600", "\"'=HYPERLINK", "\"'@Bo, "] {
            assert!(text.contains(guarded), "{guarded} in {text}");
        }
        let event = world.activity(&admin).await.remove(0);
        assert_eq!(event.event, domain::audit::Event::ContactsExported);
        assert_eq!(event.subject.as_deref(), Some("2"));

        let query = ContactQuery { search: "baker".to_owned(), after: None };
        let some = export(&owner, client, query).await.unwrap();
        assert!(some.contains("baker") && !some.contains("1+1"), "{some}");

        // What left comes back as it was.
        let before = details_of_all(&owner, client).await;
        let ids = list(&owner, client, ContactQuery::default()).await.unwrap().page.rows;
        remove(&owner, client, ids.into_iter().map(|row| row.id).collect()).await.unwrap();
        let file = take_in(&owner, client, text).await.unwrap();
        assert_eq!(import(&owner, client, file).await.unwrap().added, 2);
        assert_eq!(details_of_all(&owner, client).await, before);
    }
}

async fn details_of_all(cx: &Context, client: ClientId) -> Vec<ContactDraft> {
    let rows = list(cx, client, ContactQuery::default())
        .await
        .unwrap()
        .page
        .rows;
    let mut drafts = Vec::new();
    for row in rows {
        drafts.push(details(cx, client, row.id).await.unwrap().draft);
    }
    drafts
}
