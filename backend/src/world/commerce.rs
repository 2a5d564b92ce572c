//! What is sold, ordered and invoiced.

use domain::{
    ClientId, Currency, ItemId, ServiceClassId, Version,
    billing::{ClientBillingDraft, Payer},
    catalogue::{ItemKind, ShippedClass, Term},
    invoices::InvoiceDetails,
    orders::{Begins, OrderDetails, OrderDraft, OrderLineDraft, OrderWish},
    partners::CompanyDraft,
    payments::{Direction, Method, PaymentDraft},
};

use super::{PartnerInWorld, World};
use crate::{Context, billing, invoices, orders, partners, payments};

/// The class of cloud servers.
#[must_use]
pub fn cloud() -> ServiceClassId {
    ShippedClass::CloudVps.id()
}

impl World {
    /// Lets a partner sell: from Germany, with a tax number.
    pub async fn sells(&self, cx: &Context) {
        let company = partners::company(cx).await.expect("the company");
        let values = CompanyDraft {
            country: "DE".to_owned(),
            street: "Hauptstraße 1".to_owned(),
            city: "Berlin".to_owned(),
            postal_code: "10115".to_owned(),
            tax_id: "DE123456789".to_owned(),
            ..company.values
        };
        let saved = partners::edit_company(cx, values, company.version).await;
        saved.expect("the company is saved");
    }

    /// A monthly cloud server at this wholesale price, which is its retail price too.
    pub async fn server(&self, name: &str, minor: i64) -> ItemId {
        self.item(ItemKind::Service, Some(cloud()), name, Term::MONTH, minor)
            .await
    }

    /// Who pays for a client from now on.
    pub async fn paid_by(&self, cx: &Context, client: ClientId, payer: Payer) {
        let before = billing::of_client(cx, client).await.expect("the terms");
        let draft = ClientBillingDraft {
            payer,
            ..before.draft
        };
        let saved = billing::edit_of_client(cx, client, draft, before.version).await;
        saved.expect("the terms are saved");
    }

    /// An order of one item, placed.
    pub async fn order(
        &self,
        cx: &Context,
        client: ClientId,
        item: ItemId,
        begins: Begins,
    ) -> OrderDetails {
        let wish = wish(client, &[(item, Term::MONTH)], begins);
        self.place(cx, wish).await
    }

    /// A wish placed at what it comes to.
    pub async fn place(&self, cx: &Context, wish: OrderWish) -> OrderDetails {
        let drafted = orders::save(cx, wish.clone()).await.expect("a draft");
        let placed = OrderWish {
            order: Some((drafted.summary.id, drafted.version)),
            place: Some(drafted.totals.retail),
            ..wish
        };
        orders::save(cx, placed).await.expect("an order")
    }

    /// The only invoice of an order.
    pub async fn invoice_of(&self, cx: &Context, order: &OrderDetails) -> InvoiceDetails {
        let told = orders::details(cx, order.summary.id)
            .await
            .expect("the order");
        let [(invoice, _)] = told.invoices.as_slice() else {
            panic!("one invoice, not {:?}", told.invoices);
        };
        invoices::details(cx, *invoice).await.expect("the invoice")
    }

    /// Records that all of an invoice came in by bank transfer today.
    pub async fn pay(&self, cx: &Context, invoice: &InvoiceDetails) -> InvoiceDetails {
        let draft = paid(invoice, &invoice.summary.open.to_input());
        payments::record(cx, draft).await.expect("a payment")
    }

    /// A partner that sells, a client of it, and a server of 19.99 a month.
    pub async fn shop(&self, slug: &str) -> Shop {
        let (partner, admin) = self.partner_with_administrator(slug).await;
        self.sells(&admin).await;
        Shop {
            client: self
                .client_named(partner, &format!("Client of {slug}"))
                .await,
            server: self.server(&format!("Server of {slug}"), 1_999).await,
            partner,
            admin,
        }
    }
}

/// A partner that sells.
#[derive(Debug)]
pub struct Shop {
    /// The partner.
    pub partner: PartnerInWorld,
    /// Its administrator.
    pub admin: Context,
    /// A client of it, which pays for itself.
    pub client: ClientId,
    /// What it sells.
    pub server: ItemId,
}

/// A wish to order one of each, kept as a draft.
#[must_use]
pub fn wish(client: ClientId, items: &[(ItemId, Term)], begins: Begins) -> OrderWish {
    let line = |(item, term): &(ItemId, Term)| OrderLineDraft {
        item: *item,
        term: *term,
        label: String::new(),
        quantity: "1".to_owned(),
        discount: String::new(),
        extends: None,
    };
    OrderWish {
        order: None,
        draft: OrderDraft {
            client,
            currency: Currency::EUR,
            begins,
            note: String::new(),
            lines: items.iter().map(line).collect(),
        },
        place: None,
        sending: None,
    }
}

/// A payment of so much on an invoice, by bank transfer, on the day it was issued.
#[must_use]
pub fn paid(invoice: &InvoiceDetails, amount: &str) -> PaymentDraft {
    PaymentDraft {
        invoice: invoice.summary.id,
        direction: Direction::Received,
        amount: amount.to_owned(),
        method: Method::BankTransfer,
        reference: String::new(),
        on: invoice.document.issued_on.to_string(),
    }
}

/// The version a form has that was never saved.
pub const UNSAVED: Version = Version(0);
