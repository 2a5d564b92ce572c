use domain::{
    Cursor, Page, Total,
    clients::{ClientDetails, ClientQuery, ClientSummary},
};
use leptos::{prelude::*, task::spawn_local};

use super::super::api;
use crate::{
    api_error::ApiError,
    i18n::{grouped, m, tf, tn},
    panel::Here,
};

/// The first page of a list, loaded with the page itself.
pub(super) type First = Resource<Result<Page<ClientSummary>, ApiError>>;

/// The rows on screen: the first page, and those loaded after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing {
    pub(super) here: Here,
    pub(super) query: Memo<ClientQuery>,
    pub(super) rows: RwSignal<Vec<ClientSummary>>,
    next: RwSignal<Option<Cursor>>,
    pub(super) total: RwSignal<Total>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failed: RwSignal<Option<ApiError>>,
}

impl Listing {
    /// Begins with a first page, and anew whenever another one comes.
    pub(super) fn new(
        here: Here,
        query: Memo<ClientQuery>,
        page: Page<ClientSummary>,
        first: First,
    ) -> Self {
        let listing = Self {
            here,
            query,
            rows: RwSignal::new(page.rows),
            next: RwSignal::new(page.next),
            total: RwSignal::new(page.total),
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        };
        Effect::new(move |began: Option<()>| match first.get() {
            _ if began.is_none() => {}
            Some(Ok(page)) => listing.begin(page),
            Some(Err(error)) => listing.failed.set(Some(error)),
            None => {}
        });
        listing
    }

    fn begin(self, page: Page<ClientSummary>) {
        self.busy.set(false);
        self.next.set(page.next);
        self.total.set(page.total);
        self.rows.set(page.rows);
        self.failed.set(None);
    }

    pub(super) fn has_more(self) -> bool {
        self.next.read().is_some()
    }

    /// Everything on screen as one page, to be shown again later.
    pub(super) fn page(self) -> Option<Page<ClientSummary>> {
        Some(Page {
            rows: self.rows.try_get_untracked()?,
            next: self.next.try_get_untracked()?,
            total: self.total.try_get_untracked()?,
        })
    }

    /// Loads the next page. An answer that comes after the list was narrowed otherwise is dropped.
    pub(super) fn load_more(self) {
        let Some(after) = self.next.get_untracked() else {
            return;
        };
        let asked = self.query.get_untracked();
        let at = self.here.slug_untracked();
        let query = ClientQuery {
            after: Some(after),
            ..asked.clone()
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::list(at, query).await;
            if self.query.try_get_untracked() != Some(asked) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => {
                    self.rows.update(|rows| append(rows, page.rows));
                    self.next.set(page.next);
                    self.failed.set(None);
                }
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    /// Asks again for everything on screen, page by page, and shows what has changed.
    pub(super) fn refresh(self) {
        let asked = self.query.get_untracked();
        let wanted = self.rows.read_untracked().len();
        let at = self.here.slug_untracked();
        spawn_local(async move {
            let answer = at_least(at, &asked, wanted).await;
            if let Ok(page) = answer
                && self.query.try_get_untracked() == Some(asked)
            {
                self.begin(page);
            }
        });
    }

    /// Shows a client as it now stands, if it is on screen.
    pub(super) fn put(self, client: &ClientDetails) {
        self.rows.update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.id == client.id) {
                *row = summary(client);
            }
        });
    }
}

/// The first pages of a list as one, with so many rows if there are so many.
async fn at_least(
    at: String,
    query: &ClientQuery,
    wanted: usize,
) -> Result<Page<ClientSummary>, ApiError> {
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let query = ClientQuery {
            after: after.take(),
            ..query.clone()
        };
        let page = api::list(at.clone(), query).await?;
        append(&mut rows, page.rows);
        if rows.len() >= wanted || page.next.is_none() {
            return Ok(Page {
                rows,
                next: page.next,
                total: page.total,
            });
        }
        after = page.next;
    }
}

/// Adds the rows that are not there yet: one that moved between two pages comes twice.
fn append(rows: &mut Vec<ClientSummary>, more: Vec<ClientSummary>) {
    for row in more {
        if !rows.iter().any(|known| known.id == row.id) {
            rows.push(row);
        }
    }
}

fn summary(client: &ClientDetails) -> ClientSummary {
    let plan = client.plan.as_ref();
    ClientSummary {
        id: client.id,
        company: client.draft.company.clone(),
        contact: client.draft.contact.clone(),
        email: client.draft.email.clone(),
        website: client.draft.website.clone(),
        city: client.draft.city.clone(),
        country: client.draft.country.clone(),
        status: client.status,
        trial_ends_at: client.trial_ends_at,
        plan: plan.map(|plan| (plan.id, plan.name.clone())),
        manager: client.manager.clone(),
        created_at: client.created_at,
        version: client.version,
    }
}

/// "1,234 clients", or "50+ clients" when nobody counted further.
pub(super) fn total_words(total: Total) -> String {
    if total.exact {
        tn(m::CLIENTS_COUNT, total.rows)
    } else {
        tf(m::CLIENTS_COUNT_AT_LEAST, &[("n", &grouped(total.rows))])
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{super::memory::samples::row, *};

    #[test]
    fn a_row_that_moved_between_pages_is_shown_once() {
        let mut rows = vec![row(1), row(2)];
        append(&mut rows, vec![row(2), row(3)]);
        assert_eq!(rows, [row(1), row(2), row(3)]);
    }

    #[test]
    fn a_total_says_whether_it_is_exact() {
        let total = |rows, exact| total_words(Total { rows, exact });
        assert_eq!(total(1, true), "1 client");
        assert_eq!(total(1_234, true), "1,234 clients");
        assert_eq!(total(50, false), "50+ clients");
    }
}
