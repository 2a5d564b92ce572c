//! Search (C9): any part of a word, in every script, on both engines.

use domain::clients::Sort;

use super::*;

async fn found(cx: &Context, search: &str) -> Vec<String> {
    let query = ClientQuery {
        search: search.to_owned(),
        ..ClientQuery::default()
    };
    walk(cx, query).await
}

/// Clients of a partner, made in the database itself: many, quickly.
async fn fill(world: &World, partner: PartnerInWorld, rows: i64, text: &str) {
    let mut tx = world.portal().db().begin().await.unwrap();
    for _ in 0..rows / 500 {
        let ids: Vec<String> = (0..500)
            .map(|_| world.portal().new_id().simple().to_string())
            .collect();
        let sql = tx.pick(
            "INSERT INTO clients (partner_id, id, company, contact, email, website, phone, country,
                street, city, state, postal_code, notes, custom, status, had_plan, workspaces_used,
                seats_used, contacts_used, name_key, email_key, search_text, created_at,
                updated_at, version)
             SELECT $1, unhex(value), $2, '', '', '', '', '', '', '', '', '', '', '{}', 'active',
                0, 0, 0, 0, $2, '', $2, $4, $4, 1 FROM json_each($3)",
            "INSERT INTO clients (partner_id, id, company, contact, email, website, phone, country,
                street, city, state, postal_code, notes, custom, status, had_plan, workspaces_used,
                seats_used, contacts_used, name_key, email_key, search_text, created_at,
                updated_at, version)
             SELECT $1, CAST(id AS uuid), $2, '', '', '', '', '', '', '', '', '', '', '{}',
                'active', false, 0, 0, 0, $2, '', $2, $4, $4, 1
             FROM json_array_elements_text(CAST($3 AS json)) AS id",
        );
        let ids = serde_json::to_string(&ids).unwrap();
        tx.run(sql, args![partner.id, text, ids, world.portal().now()])
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

crate::stories! {
    async fn any_part_is_found_in_every_script(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        for (company, contact, email, website) in [
            ("Щърк ЕООД", "Иван Йорданов", "ivan@shtark.bg", "shtark.bg"),
            ("Ação São Paulo", "José", "jose@acao.br", ""),
            ("100% Cotton", "A_B", "", "cotton.example/a_b"),
            ("Back\\slash", "", "", ""),
            ("The \"Best\" Co", "", "", ""),
        ] {
            let draft = ClientDraft {
                contact: contact.to_owned(),
                email: email.to_owned(),
                website: website.to_owned(),
                ..named(company)
            };
            add(&cx, draft).await.unwrap();
        }
        let cases: [(&str, &[&str]); 18] = [
            ("ЩЪРК", &["Щърк ЕООД"]),
            ("ърк е", &["Щърк ЕООД"]),
            ("йордан", &["Щърк ЕООД"]),
            ("SHTARK.bg", &["Щърк ЕООД"]),
            ("щ", &["Щърк ЕООД"]),
            ("acao", &["Ação São Paulo"]),
            ("SÃO", &["Ação São Paulo"]),
            ("jose@", &["Ação São Paulo"]),
            ("%", &["100% Cotton"]),
            ("0% c", &["100% Cotton"]),
            ("a_b", &["100% Cotton"]),
            ("_", &["100% Cotton"]),
            ("\\", &["Back\\slash"]),
            ("\"best\"", &["The \"Best\" Co"]),
            ("' OR 1=1", &[]),
            ("nothing", &[]),
            ("\u{0}\u{0}\u{0}щър", &["Щърк ЕООД"]),
            ("  ", &["The \"Best\" Co", "Back\\slash", "100% Cotton", "Ação São Paulo",
                "Щърк ЕООД"]),
        ];
        for (search, expected) in cases {
            assert_eq!(found(&cx, search).await, expected, "{search:?}");
        }
    }

    async fn an_edit_changes_what_is_found(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let client = added(&cx, "Aster").await;
        edit(&cx, client.id, named("Begonia"), client.version).await.unwrap();
        assert_eq!(found(&cx, "aster").await, [""; 0]);
        assert_eq!(found(&cx, "begonia").await, ["Begonia"]);
    }

    async fn a_large_partner_is_searched_as_well(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let (other, _) = world.partner_with_administrator("bolt").await;
        fill(&world, partner, 5_000, "common name").await;
        fill(&world, other, 500, "shtark of bolt").await;
        let query = |search: &str, sort| ClientQuery {
            search: search.to_owned(),
            sort,
            ..ClientQuery::default()
        };
        for n in 0..60 {
            add(&cx, named(&format!("Щърк {n:02}"))).await.unwrap();
        }
        add(&cx, named("The \"Best\" 100%")).await.unwrap();
        let names: Vec<String> = (0..60).map(|n| format!("Щърк {n:02}")).collect();
        let reversed: Vec<String> = names.iter().rev().cloned().collect();
        for (sort, expected) in [
            (Sort::Newest, &reversed), (Sort::Oldest, &names),
            (Sort::Name, &names), (Sort::NameDown, &reversed),
        ] {
            assert_eq!(&walk(&cx, query("ЩЪРК", sort)).await, expected, "{sort:?}");
            assert_eq!(walk(&cx, query("\"best\" 100%", sort)).await, ["The \"Best\" 100%"]);
            assert_eq!(walk(&cx, query("bolt", sort)).await, [""; 0]);
            assert_eq!(walk(&cx, query("щ", sort)).await.len(), 60, "too short for trigrams");
            let all = walk(&cx, query("common", sort)).await;
            assert_eq!(all.len(), 5_000, "more than can be sorted: {sort:?}");
        }
    }

    async fn a_total_of_hits_is_exact_or_says_that_there_are_more(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        for n in 0..51 {
            add(&cx, named(&format!("Stork {n}"))).await.unwrap();
        }
        let mut query = ClientQuery { search: "stork".to_owned(), ..ClientQuery::default() };
        let page = list(&cx, query.clone()).await.unwrap();
        assert_eq!((page.total.rows, page.total.exact, page.rows.len()), (50, false, 50));
        query.after = page.next;
        let page = list(&cx, query.clone()).await.unwrap();
        assert_eq!((page.total.exact, page.rows.len(), page.next), (false, 1, None));
        query = ClientQuery { search: "stork 5".to_owned(), ..ClientQuery::default() };
        let page = list(&cx, query).await.unwrap();
        assert_eq!((page.total.rows, page.total.exact), (2, true));
    }
}
