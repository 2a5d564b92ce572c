use serde::{Deserialize, Serialize};

use super::ClientStatus;
use crate::{Cursor, MembershipId, PlanId};

/// The order of a list of clients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Last added first.
    #[default]
    Newest,
    /// First added first.
    Oldest,
    /// By company, from A.
    Name,
    /// By company, from Z.
    NameDown,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Newest, Self::Oldest, Self::Name, Self::NameDown];

    /// Its name in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Name => "name",
            Self::NameDown => "name_down",
        }
    }
}

/// Which plan a list is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanFilter {
    /// Clients without a plan.
    Without,
    /// Clients on this one.
    On(PlanId),
}

/// Which clients a list shows, in which order, from where. Everything of it is in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ClientQuery {
    pub search: String,
    /// Nothing shows every client that is not closed.
    pub status: Option<ClientStatus>,
    pub plan: Option<PlanFilter>,
    pub manager: Option<MembershipId>,
    pub sort: Sort,
    pub after: Option<Cursor>,
}

impl ClientQuery {
    /// Reads the values of an address; what cannot be read is left out.
    #[must_use]
    pub fn from_params<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        Self {
            search: get("q").unwrap_or_default().chars().take(100).collect(),
            status: get("status").and_then(ClientStatus::named),
            plan: get("plan").and_then(|plan| match plan {
                "none" => Some(PlanFilter::Without),
                id => id.parse().ok().map(PlanFilter::On),
            }),
            manager: get("manager").and_then(|id| id.parse().ok()),
            sort: Sort::ALL
                .into_iter()
                .find(|sort| Some(sort.name()) == get("sort"))
                .unwrap_or_default(),
            after: None,
        }
    }

    /// Name and value of everything that differs from the plain list.
    #[must_use]
    pub fn to_params(&self) -> Vec<(&'static str, String)> {
        let mut params = Vec::new();
        if !self.search.is_empty() {
            params.push(("q", self.search.clone()));
        }
        if let Some(status) = self.status {
            params.push(("status", status.name().to_owned()));
        }
        match self.plan {
            Some(PlanFilter::Without) => params.push(("plan", "none".to_owned())),
            Some(PlanFilter::On(plan)) => params.push(("plan", plan.to_string())),
            None => {}
        }
        if let Some(manager) = self.manager {
            params.push(("manager", manager.to_string()));
        }
        if self.sort != Sort::default() {
            params.push(("sort", self.sort.name().to_owned()));
        }
        params
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.search.trim().is_empty()
            || self.status.is_some()
            || self.plan.is_some()
            || self.manager.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_everything() {
        let query = ClientQuery {
            search: "щърк".to_owned(),
            status: Some(ClientStatus::Blocked),
            plan: Some(PlanFilter::Without),
            sort: Sort::Name,
            ..ClientQuery::default()
        };
        let params = query.to_params();
        let get = |name: &str| {
            params
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(ClientQuery::from_params(get), query);
    }

    #[test]
    fn nonsense_is_left_out() {
        let query = ClientQuery::from_params(|_| Some("nonsense"));
        assert_eq!(query.status, None);
        assert_eq!(query.plan, None);
        assert_eq!(query.sort, Sort::Newest);
    }
}
