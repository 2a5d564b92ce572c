//! The DNS of a test: what a test puts there, and nothing else; and domains in any state.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use domain::{DomainId, domains::DomainState};

use super::{PartnerInWorld, World};
use crate::{
    args,
    domains::{Answer, Dns, Silence},
};

/// The DNS of a world.
#[derive(Debug, Default)]
pub struct TestDns(Mutex<Zone>);

#[derive(Debug, Default)]
struct Zone {
    texts: BTreeMap<String, Vec<String>>,
    addresses: BTreeMap<String, Vec<String>>,
    silent: BTreeSet<String>,
}

impl TestDns {
    /// Puts these texts at a name, in the place of those before.
    pub fn set_texts(&self, name: &str, texts: &[&str]) {
        self.change(|zone| zone.texts.insert(name.to_owned(), owned(texts)));
    }

    /// Lets a name lead to these addresses.
    pub fn set_addresses(&self, name: &str, addresses: &[&str]) {
        self.change(|zone| zone.addresses.insert(name.to_owned(), owned(addresses)));
    }

    /// Whether the servers of a name say nothing at all.
    pub fn set_silent(&self, name: &str, is_silent: bool) {
        self.change(|zone| {
            if is_silent {
                zone.silent.insert(name.to_owned())
            } else {
                zone.silent.remove(name)
            }
        });
    }

    fn change<T>(&self, change: impl FnOnce(&mut Zone) -> T) -> T {
        let mut zone = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        change(&mut zone)
    }

    fn answer(
        &self,
        name: &str,
        records: impl FnOnce(&Zone) -> Option<Vec<String>>,
    ) -> Answer<'static> {
        let answer = self.change(|zone| {
            if zone.silent.contains(name) {
                Err(Silence)
            } else {
                Ok(records(zone).unwrap_or_default())
            }
        });
        Box::pin(std::future::ready(answer))
    }
}

impl Dns for TestDns {
    fn texts<'a>(&'a self, name: &'a str) -> Answer<'a> {
        self.answer(name, |zone| zone.texts.get(name).cloned())
    }

    fn addresses<'a>(&'a self, name: &'a str) -> Answer<'a> {
        self.answer(name, |zone| zone.addresses.get(name).cloned())
    }
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

impl World {
    /// A domain of a partner in a state, failing from now on if it is that one.
    pub async fn domain_in(
        &self,
        partner: PartnerInWorld,
        name: &str,
        state: DomainState,
    ) -> DomainId {
        let id = DomainId::from_uuid(self.portal.new_id());
        let now = self.portal.now();
        let failing_since = (state == DomainState::Failing).then_some(now);
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO domains (partner_id, id, name, token, state, created_at, next_check_at,
                failing_since)
             VALUES ($1, $2, $3, 'proof', $4, $5, $6, $7)",
            args![
                partner.id,
                id,
                name,
                state.name(),
                now,
                now.plus_days(1),
                failing_since
            ],
        )
        .await
        .expect("a domain");
        tx.commit().await.expect("a commit");
        id
    }
}
