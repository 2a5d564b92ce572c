use domain::clients::{ClientQuery, Sort};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
    params::ParamsMap,
};

use crate::{panel::Here, ui::Order};

/// The address of the list, which holds everything about it.
#[derive(Clone, Copy)]
pub(super) struct Address {
    here: Here,
    /// The partner's short name, and which of its clients are shown in which order.
    pub(super) shown: Memo<(String, ClientQuery)>,
    pub(super) query: Memo<ClientQuery>,
    go: Callback<(String, bool)>,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").finish_non_exhaustive()
    }
}

impl Address {
    pub(super) fn new(here: Here) -> Self {
        let params = use_query_map();
        let path = use_location().pathname;
        let shown = Memo::new(move |last: Option<&(String, ClientQuery)>| match last {
            // The list is being left: it stays as it is, though the address is the next page's.
            Some(last) if !is_list(&path.read()) => last.clone(),
            _ => {
                let params = params.read();
                let query = ClientQuery::from_params(|name| params.get_str(name));
                (here.slug(), query)
            }
        });
        let query = Memo::new(move |_| shown.read().1.clone());
        let navigate = use_navigate();
        let go = Callback::new(move |(address, replace): (String, bool)| {
            let options = NavigateOptions {
                replace,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&address, options);
        });
        Self {
            here,
            shown,
            query,
            go,
        }
    }

    /// Shows the list otherwise: a step one can go back from.
    pub(super) fn change(self, change: impl FnOnce(&mut ClientQuery)) {
        self.go.run((self.of(self.changed(change)), false));
    }

    /// Shows the list otherwise, in place of what is shown now: for every letter of a search.
    pub(super) fn replace(self, change: impl FnOnce(&mut ClientQuery)) {
        self.go.run((self.of(self.changed(change)), true));
    }

    fn changed(self, change: impl FnOnce(&mut ClientQuery)) -> ClientQuery {
        let mut query = self.query.get_untracked();
        change(&mut query);
        query
    }

    /// The address of the list ordered otherwise.
    pub(super) fn sorted(self, sort: Sort) -> String {
        self.of(ClientQuery {
            sort,
            ..self.query.get()
        })
    }

    /// The address of a list.
    fn of(self, query: ClientQuery) -> String {
        let slug = self.here.slug_untracked();
        format!("/p/{slug}/clients{}", query_string(&query))
    }

    /// The query of a list as a file.
    pub(super) fn export(self) -> String {
        let query = query_string(&self.query.get());
        format!("{}{query}", self.here.at("clients/export"))
    }
}

fn is_list(path: &str) -> bool {
    path.trim_end_matches('/').ends_with("/clients")
}

fn query_string(query: &ClientQuery) -> String {
    let mut params = ParamsMap::new();
    for (name, value) in query.to_params() {
        params.insert(name, value);
    }
    params.to_query_string()
}

/// How a list is ordered by the name.
pub(super) const fn by_name(sort: Sort) -> Option<Order> {
    match sort {
        Sort::Name => Some(Order::Ascending),
        Sort::NameDown => Some(Order::Descending),
        Sort::Newest | Sort::Oldest => None,
    }
}

/// How a list is ordered by the day its clients were added.
pub(super) const fn by_day(sort: Sort) -> Option<Order> {
    match sort {
        Sort::Oldest => Some(Order::Ascending),
        Sort::Newest => Some(Order::Descending),
        Sort::Name | Sort::NameDown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_survives_the_address() {
        let query = ClientQuery {
            search: "a&b=ц".to_owned(),
            ..ClientQuery::default()
        };
        let text = query_string(&query);
        assert!(text.starts_with("?q=a%26b%3D"), "{text}");
        assert_eq!(query_string(&ClientQuery::default()), "");
    }
}
