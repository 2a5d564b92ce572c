use domain::{
    Page,
    clients::{ClientQuery, ClientSummary},
};
use leptos::prelude::*;

/// What a list looked like when it was left: the way back finds it so, rows and scroll. Kept by
/// the frame of the panel.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListMemory(StoredValue<Option<Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    at: String,
    query: ClientQuery,
    page: Page<ClientSummary>,
    scrolled: i32,
}

impl ListMemory {
    pub(super) fn keep(
        self,
        at: String,
        query: ClientQuery,
        page: Page<ClientSummary>,
        scrolled: i32,
    ) {
        let kept = Kept {
            at,
            query,
            page,
            scrolled,
        };
        self.0.try_set_value(Some(kept));
    }

    /// The rows of the very list that was left.
    pub(super) fn page(self, at: &str, query: &ClientQuery) -> Option<Page<ClientSummary>> {
        self.0
            .try_with_value(|kept| {
                let kept = kept.as_ref()?;
                (kept.at == at && kept.query == *query).then(|| kept.page.clone())
            })
            .flatten()
    }

    /// How far it was scrolled; told once, and with it everything is forgotten.
    pub(super) fn take_scrolled(self) -> Option<i32> {
        self.0
            .try_update_value(Option::take)
            .flatten()
            .map(|kept| kept.scrolled)
    }
}

#[cfg(all(test, feature = "ssr"))]
pub(super) mod samples {
    use domain::{
        ClientId, Timestamp, Version,
        clients::{ClientStatus, ClientSummary},
    };

    pub(crate) fn row(n: u32) -> ClientSummary {
        ClientSummary {
            id: format!("cli_{n:032x}").parse::<ClientId>().expect("an id"),
            company: format!("Client {n}"),
            contact: String::new(),
            email: String::new(),
            website: String::new(),
            city: String::new(),
            country: String::new(),
            status: ClientStatus::Active,
            trial_ends_at: None,
            plan: None,
            manager: None,
            created_at: Timestamp(0),
            version: Version(1),
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::Total;

    use super::{samples::row, *};

    #[test]
    fn only_the_list_that_was_left_is_found_again() {
        let owner = Owner::new();
        owner.set();
        let memory = ListMemory::default();
        let query = ClientQuery::default();
        let page = Page {
            rows: vec![row(1)],
            next: None,
            total: Total {
                rows: 1,
                exact: true,
            },
        };
        memory.keep("acme".to_owned(), query.clone(), page.clone(), 400);
        assert_eq!(memory.page("globex", &query), None);
        assert_eq!(memory.page("acme", &query), Some(page));
        assert_eq!(memory.take_scrolled(), Some(400));
        assert_eq!(memory.page("acme", &query), None);
    }
}
