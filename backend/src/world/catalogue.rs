//! What the operator sells, and at which prices.

use domain::{
    Currency, ItemId, Money, Rate, ServiceClassId,
    catalogue::{ItemKind, ShippedClass, Term},
    text::fold,
};

use super::{PartnerInWorld, World};
use crate::args;

impl World {
    /// An item of the catalogue with one price in EUR. A domain is named by its ending, as `com`,
    /// and has its class by itself.
    pub async fn item(
        &self,
        kind: ItemKind,
        class: Option<ServiceClassId>,
        name: &str,
        term: Term,
        minor: i64,
    ) -> ItemId {
        let id = ItemId::from_uuid(self.portal.new_id());
        let (class, name, tld) = match kind {
            ItemKind::Domain => {
                let class = ShippedClass::DomainsSsl.id();
                (Some(class), format!(".{name}"), name)
            }
            ItemKind::Service | ItemKind::AddOn => (class, name.to_owned(), ""),
        };
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO items
                (id, kind, class_id, name, name_key, description, tld, created_at, version)
             VALUES ($1, $2, $3, $4, $5, '', $6, $7, 1)",
            args![
                id,
                kind.name(),
                class,
                &name,
                fold(&name),
                tld,
                self.portal.now()
            ],
        )
        .await
        .expect("an item");
        tx.commit().await.expect("a commit");
        let currency = Currency::EUR;
        self.item_price(id, term, Money { minor, currency }).await;
        id
    }

    /// What the operator asks for an item from now on.
    pub async fn item_price(&self, item: ItemId, term: Term, wholesale: Money) {
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO item_prices (id, item_id, months, currency, wholesale_minor, since)
             VALUES ($1, $2, $3, $4, $5, $6)",
            args![
                self.portal.new_id(),
                item,
                term.months(),
                wholesale.currency.code(),
                wholesale.minor,
                self.portal.now()
            ],
        )
        .await
        .expect("a price");
        tx.commit().await.expect("a commit");
    }

    /// What a partner asks for an item from now on; without an amount, what its margin says.
    pub async fn retail_price(
        &self,
        partner: PartnerInWorld,
        item: ItemId,
        term: Term,
        currency: Currency,
        minor: Option<i64>,
    ) {
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO retail_prices
                (partner_id, id, item_id, months, currency, retail_minor, since)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![
                partner.id,
                self.portal.new_id(),
                item,
                term.months(),
                currency.code(),
                minor,
                self.portal.now()
            ],
        )
        .await
        .expect("a price");
        tx.commit().await.expect("a commit");
    }

    /// What a partner puts on top from now on, on a class or on all.
    pub async fn margin(
        &self,
        partner: PartnerInWorld,
        class: Option<ServiceClassId>,
        margin: Option<Rate>,
    ) {
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO margins (partner_id, id, class_id, margin, since)
             VALUES ($1, $2, $3, $4, $5)",
            args![
                partner.id,
                self.portal.new_id(),
                class,
                margin,
                self.portal.now()
            ],
        )
        .await
        .expect("a margin");
        tx.commit().await.expect("a commit");
    }
}
