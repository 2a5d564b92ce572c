use domain::{
    ClientId, Cursor, Limit, Total,
    contacts::{ContactList, ContactQuery, ContactSummary},
};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::api_error::ApiError;

/// The first page of the list, loaded with the page itself.
pub(super) type First = Resource<Result<ContactList, ApiError>>;

/// The rows on screen: the first page, and those loaded after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing {
    pub(super) client: ClientId,
    pub(super) search: Memo<String>,
    pub(super) rows: RwSignal<Vec<ContactSummary>>,
    next: RwSignal<Option<Cursor>>,
    pub(super) total: RwSignal<Total>,
    pub(super) used: RwSignal<u32>,
    pub(super) limit: RwSignal<Limit>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failed: RwSignal<Option<ApiError>>,
}

impl Listing {
    /// Begins with a first page, and anew whenever another one comes.
    pub(super) fn new(
        client: ClientId,
        search: Memo<String>,
        list: ContactList,
        first: First,
    ) -> Self {
        let listing = Self {
            client,
            search,
            rows: RwSignal::new(list.page.rows),
            next: RwSignal::new(list.page.next),
            total: RwSignal::new(list.page.total),
            used: RwSignal::new(list.used),
            limit: RwSignal::new(list.limit),
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        };
        Effect::new(move |began: Option<()>| match first.get() {
            _ if began.is_none() => {}
            Some(Ok(list)) => listing.begin(list),
            Some(Err(error)) => listing.failed.set(Some(error)),
            None => {}
        });
        listing
    }

    fn begin(self, list: ContactList) {
        self.busy.set(false);
        self.next.set(list.page.next);
        self.total.set(list.page.total);
        self.used.set(list.used);
        self.limit.set(list.limit);
        self.rows.set(list.page.rows);
        self.failed.set(None);
    }

    pub(super) fn has_more(self) -> bool {
        self.next.read().is_some()
    }

    /// Loads the next page. An answer that comes after another search is dropped.
    pub(super) fn load_more(self) {
        let Some(after) = self.next.get_untracked() else {
            return;
        };
        let asked = self.search.get_untracked();
        let query = ContactQuery {
            search: asked.clone(),
            after: Some(after),
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::list(self.client, query).await;
            if self.search.try_get_untracked() != Some(asked) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(list) => {
                    self.rows.update(|rows| append(rows, list.page.rows));
                    self.next.set(list.page.next);
                    self.failed.set(None);
                }
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    /// Asks again for everything on screen, page by page, and shows what has changed.
    pub(super) fn refresh(self) {
        let asked = self.search.get_untracked();
        let wanted = self.rows.read_untracked().len();
        spawn_local(async move {
            let answer = at_least(self.client, &asked, wanted).await;
            if let Ok(list) = answer
                && self.search.try_get_untracked() == Some(asked)
            {
                self.begin(list);
            }
        });
    }
}

/// The first pages of a list as one, with so many rows if there are so many.
async fn at_least(client: ClientId, search: &str, wanted: usize) -> Result<ContactList, ApiError> {
    let mut rows = Vec::new();
    let mut query = ContactQuery {
        search: search.to_owned(),
        after: None,
    };
    loop {
        let mut list = api::list(client, query.clone()).await?;
        append(&mut rows, list.page.rows);
        if rows.len() >= wanted || list.page.next.is_none() {
            list.page.rows = rows;
            return Ok(list);
        }
        query.after = list.page.next;
    }
}

/// Adds the rows that are not there yet: one that moved between two pages comes twice.
fn append(rows: &mut Vec<ContactSummary>, more: Vec<ContactSummary>) {
    for row in more {
        if !rows.iter().any(|known| known.id == row.id) {
            rows.push(row);
        }
    }
}
