use domain::{
    ClientId, Total,
    clients::{ClientQuery, SELECTION_MAX, Selection as Clients},
};
use leptos::{prelude::*, task::spawn_local};

use super::{super::api, listing::Listing};
use crate::{
    ui::{Selection, Toasts, toasts},
    words,
};

/// The clients chosen for a bulk action: some of those on screen, or all that the list could show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    pub(super) rows: Selection,
    listing: Listing,
    matching: RwSignal<bool>,
    notices: Toasts,
}

impl Chosen {
    pub(super) fn new(listing: Listing) -> Self {
        let keys = Memo::new(move |_| {
            let rows = listing.rows.read();
            rows.iter()
                .map(|row| row.id.to_string())
                .collect::<Vec<_>>()
        });
        let chosen = Self {
            rows: Selection::new(keys),
            listing,
            matching: RwSignal::new(false),
            notices: toasts(),
        };
        chosen.follow(keys);
        chosen
    }

    /// Rows that arrive join "all that match", a row that is unticked ends it, and another list
    /// begins with nothing chosen.
    fn follow(self, keys: Memo<Vec<String>>) {
        Effect::new(move |before: Option<usize>| {
            let shown = keys.read().len();
            let count = self.rows.count();
            if self.matching.get_untracked() {
                if before.is_some_and(|before| shown > before) {
                    self.rows.set_all(true);
                } else if count < shown {
                    self.matching.set(false);
                }
            }
            shown
        });
        Effect::new(move |before: Option<ClientQuery>| {
            let now = self.listing.query.get();
            if before.is_some_and(|before| before != now) {
                self.clear();
            }
            now
        });
    }

    /// How many clients are chosen.
    pub(super) fn count(self) -> Total {
        if self.matching.get() {
            self.listing.total.get()
        } else {
            let rows = number(self.rows.count());
            Total { rows, exact: true }
        }
    }

    /// Chooses every client of the list, those not loaded yet included.
    pub(super) fn choose_matching(self) {
        self.rows.set_all(true);
        self.matching.set(true);
        if !self.listing.total.get_untracked().exact {
            self.count_matching();
        }
    }

    /// Counts a search to its end. More than one bulk action takes, or nobody to count them: then
    /// the rows on screen stay the chosen ones.
    fn count_matching(self) {
        let asked = self.listing.query.get_untracked();
        let at = self.listing.here.slug_untracked();
        spawn_local(async move {
            let answer = api::count(at, asked.clone()).await;
            if self.listing.query.try_get_untracked() != Some(asked) {
                return;
            }
            match answer {
                Ok(rows) => self.listing.total.set(Total { rows, exact: true }),
                Err(error) => {
                    self.matching.set(false);
                    self.notices.fail(words::error(&error));
                }
            }
        });
    }

    /// How many clients "all that match" would be, while that is more than what is chosen.
    pub(super) fn can_widen_to(self) -> Option<Total> {
        let total = self.listing.total.get();
        let shown = self.listing.rows.read().len();
        let all_shown = shown > 0 && self.rows.count() >= shown;
        let fits = total.rows <= SELECTION_MAX;
        (all_shown && self.listing.has_more() && fits && !self.matching.get()).then_some(total)
    }

    pub(super) fn clear(self) {
        self.matching.set(false);
        self.rows.clear();
    }

    /// What the server is to be told.
    pub(super) fn clients(self) -> Clients {
        if self.matching.get_untracked() {
            Clients::Matching(self.listing.query.get_untracked())
        } else {
            Clients::Ids(ids(untrack(|| self.rows.keys())))
        }
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn ids(keys: impl IntoIterator<Item = String>) -> Vec<ClientId> {
    keys.into_iter()
        .filter_map(|key| key.parse().ok())
        .collect()
}
