use domain::{
    Page,
    clients::{ClientQuery, ClientSummary},
};
use leptos::prelude::*;

use super::scroll::Scroll;

/// What a list looked like when it was left: the way back finds it so, rows and scroll. Kept by
/// the frame of the panel.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListMemory(StoredValue<Option<Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    shown: (String, ClientQuery),
    page: Page<ClientSummary>,
    scroll: Scroll,
}

impl ListMemory {
    pub(super) fn keep(
        self,
        shown: (String, ClientQuery),
        page: Page<ClientSummary>,
        scroll: Scroll,
    ) {
        let kept = Kept {
            shown,
            page,
            scroll,
        };
        self.0.try_set_value(Some(kept));
    }

    /// The rows of the very list that was left.
    pub(super) fn page(self, shown: &(String, ClientQuery)) -> Option<Page<ClientSummary>> {
        self.0
            .try_with_value(|kept| {
                let kept = kept.as_ref().filter(|kept| kept.shown == *shown)?;
                Some(kept.page.clone())
            })
            .flatten()
    }

    /// How far that list was scrolled; told once, and with it everything is forgotten.
    pub(super) fn take_scroll(self, shown: &(String, ClientQuery)) -> Option<Scroll> {
        let kept = self.0.try_update_value(Option::take).flatten()?;
        (kept.shown == *shown).then_some(kept.scroll)
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
        let shown = |at: &str| (at.to_owned(), ClientQuery::default());
        let page = Page {
            rows: vec![row(1)],
            next: None,
            total: Total {
                rows: 1,
                exact: true,
            },
        };
        memory.keep(shown("acme"), page.clone(), Scroll::default());
        assert_eq!(memory.page(&shown("globex")), None);
        assert_eq!(memory.page(&shown("acme")), Some(page));
        let scroll = memory.take_scroll(&shown("acme"));
        assert_eq!(scroll, Some(Scroll::default()));
        assert_eq!(memory.page(&shown("acme")), None);
    }
}
