use serde::{Deserialize, Serialize};

use super::OrderStatus;
use crate::{ClientId, Cursor, catalogue::ItemKind};

/// Which orders a list shows, newest first. Everything of it is in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OrderQuery {
    /// With something of this kind in it (B14).
    pub kind: Option<ItemKind>,
    pub status: Option<OrderStatus>,
    pub client: Option<ClientId>,
    pub after: Option<Cursor>,
}

impl OrderQuery {
    /// Reads the values of an address; what cannot be read is left out.
    #[must_use]
    pub fn from_params<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        Self {
            kind: get("kind").and_then(ItemKind::named),
            status: get("status").and_then(OrderStatus::named),
            client: get("client").and_then(|id| id.parse().ok()),
            after: None,
        }
    }

    /// The values of its address.
    #[must_use]
    pub fn to_params(&self) -> Vec<(&'static str, String)> {
        let mut params = Vec::new();
        if let Some(kind) = self.kind {
            params.push(("kind", kind.name().to_owned()));
        }
        if let Some(status) = self.status {
            params.push(("status", status.name().to_owned()));
        }
        if let Some(client) = self.client {
            params.push(("client", client.to_string()));
        }
        params
    }
}
