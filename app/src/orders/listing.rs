use domain::{
    Cursor, Page,
    orders::{OrderQuery, OrderSummary},
};
use leptos::{prelude::*, reactive::computed::ScopedFuture, task::spawn_local};

use super::api;
use crate::{api_error::ApiError, panel::Here};

/// The first page of a list, loaded with the page itself.
pub(super) type First = Resource<Result<Page<OrderSummary>, ApiError>>;

/// The orders on screen: the first page, and those loaded after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing {
    here: Here,
    query: Memo<OrderQuery>,
    pub(super) rows: RwSignal<Vec<OrderSummary>>,
    next: RwSignal<Option<Cursor>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failed: RwSignal<Option<ApiError>>,
}

impl Listing {
    /// Begins with a first page, and anew whenever another one comes.
    pub(super) fn new(
        here: Here,
        query: Memo<OrderQuery>,
        page: Page<OrderSummary>,
        first: First,
    ) -> Self {
        let listing = Self {
            here,
            query,
            rows: RwSignal::new(page.rows),
            next: RwSignal::new(page.next),
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

    fn begin(self, page: Page<OrderSummary>) {
        self.busy.set(false);
        self.next.set(page.next);
        self.rows.set(page.rows);
        self.failed.set(None);
    }

    pub(super) fn has_more(self) -> bool {
        self.next.read().is_some()
    }

    /// Loads the next page. An answer that comes after the list was narrowed otherwise is dropped.
    pub(super) fn load_more(self) {
        let Some(after) = self.next.get_untracked() else {
            return;
        };
        let asked = self.query.get_untracked();
        let at = self.here.slug_untracked();
        let query = OrderQuery {
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
                    self.rows.write().extend(page.rows);
                    self.next.set(page.next);
                    self.failed.set(None);
                }
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }
}

/// The page a list begins with. Those that come after it, the list takes up by itself: the filters
/// and all else around the rows stay.
pub(super) async fn begun(first: First) -> Result<Page<OrderSummary>, ApiError> {
    ScopedFuture::new_untracked(async move { first.await }).await
}
