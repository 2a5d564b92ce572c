mod earning;
mod levels;
mod operator;
mod payouts;
mod rights;
mod statements;

use domain::{
    ClientId, Currency, InvoiceId, Money, ServiceClassId,
    clients::ClientStatus,
    commission::{Entry, EntryFilter},
    plans::Usage,
};
use uuid::Uuid;

use super::*;
use crate::{Context, Result, args, world::PartnerInWorld, world::World};

/// Shared hosting, domains and SSL, cloud VPS, dedicated servers: those of migration 0010.
const HOSTING: ServiceClassId = class(1);
const DOMAINS: ServiceClassId = class(2);

const fn class(number: u128) -> ServiceClassId {
    ServiceClassId::from_uuid(Uuid::from_u128(
        0x0198_f7a0_0000_7000_8000_0000_0000_0000 + number,
    ))
}

const fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

const DAY: i64 = 86_400;

/// A client without a service.
async fn client(world: &World, partner: PartnerInWorld, name: &str) -> ClientId {
    world
        .client_using(partner, name, ClientStatus::Active, None, Usage::default())
        .await
}

/// Begins a service of a client, as ordering one does.
async fn begin(world: &World, cx: &Context, client: ClientId) {
    let (partner, cx) = (cx.partner().unwrap(), world.again(cx));
    let (order, service) = (cx.new_id(), cx.new_id());
    let mut tx = cx.begin().await.unwrap();
    tx.run(
        "INSERT INTO orders (partner_id, id, number, client_id, status, currency, begins, note,
            has_services, has_add_ons, has_domains, retail_minor, wholesale_minor, created_at,
            version)
         SELECT $1, $2, count(*) + 1, $3, 'placed', 'EUR', 'at_once', '', $4, $5, $5, 0, 0, $6, 1
         FROM orders WHERE partner_id = $1",
        args![partner, order, client, true, false, cx.now()],
    )
    .await
    .unwrap();
    tx.run(
        "INSERT INTO services (partner_id, id, client_id, order_id, position, item_id, kind,
            class_id, name, label, months, quantity, currency, retail_minor, wholesale_minor,
            discount, status, created_at, version)
         VALUES ($1, $2, $3, $4, 1, $2, 'service', $5, 'Web', '', 1, 1, 'EUR', 1000, 500, 0,
            'active', $6, 1)",
        args![partner, service, client, order, HOSTING, cx.now()],
    )
    .await
    .unwrap();
    client_changed(&mut tx, &cx, partner, client).await.unwrap();
    tx.commit().await.unwrap();
}

/// Ends every service of a client.
async fn end(world: &World, cx: &Context, client: ClientId) {
    let (partner, cx) = (cx.partner().unwrap(), world.again(cx));
    let mut tx = cx.begin().await.unwrap();
    tx.run(
        "UPDATE services SET status = 'canceled' WHERE partner_id = $1 AND client_id = $2",
        args![partner, client],
    )
    .await
    .unwrap();
    client_changed(&mut tx, &cx, partner, client).await.unwrap();
    tx.commit().await.unwrap();
}

/// So many clients with an active service.
async fn clients(
    world: &World,
    partner: PartnerInWorld,
    cx: &Context,
    count: usize,
) -> Vec<ClientId> {
    let mut clients = Vec::new();
    for number in 0..count {
        let client = client(world, partner, &format!("Client {number}")).await;
        begin(world, cx, client).await;
        clients.push(client);
    }
    clients
}

/// A document with lines: class, net, and of a credit note the line it corrects.
async fn document(
    cx: &Context,
    client: ClientId,
    corrects: Option<InvoiceId>,
    lines: &[(Option<ServiceClassId>, i64, Option<u32>)],
) -> InvoiceId {
    let partner = cx.partner().unwrap();
    let id = InvoiceId::from_uuid(cx.new_id());
    let (kind, status) = match corrects {
        None => ("invoice", "paid"),
        Some(_) => ("credit_note", "finalized"),
    };
    let mut tx = cx.begin().await.unwrap();
    tx.run(
        "INSERT INTO invoices (partner_id, id, kind, status, payer, client_id, series, number,
            currency, net_minor, tax_minor, gross_minor, paid_minor, credited_minor, note,
            corrects_id, reminders, search_text, created_at, finalized_at, version)
         VALUES ($1, $2, $3, $4, 'client', $5, 'test', $6, 'EUR', 0, 0, 0, 0, 0, '', $7, 0, '',
            $8, $8, 1)",
        args![
            partner,
            id,
            kind,
            status,
            client,
            id.to_string(),
            corrects,
            cx.now()
        ],
    )
    .await
    .unwrap();
    for (position, (class, net, corrected)) in (1_u32..).zip(lines) {
        tx.run(
            "INSERT INTO invoice_lines (partner_id, invoice_id, position, client_id, class_id,
                text, quantity, net_minor, tax_minor, corrects_position)
             VALUES ($1, $2, $3, $4, $5, 'Web hosting', 1, $6, 0, $7)",
            args![partner, id, position, client, *class, *net, *corrected],
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    id
}

/// A paid invoice over one line of shared hosting, and what it earns.
async fn paid(world: &World, cx: &Context, client: ClientId, net: i64) -> InvoiceId {
    let cx = world.again(cx);
    let invoice = document(&cx, client, None, &[(Some(HOSTING), net, None)]).await;
    earn(&cx, invoice).await.unwrap();
    invoice
}

async fn earn(cx: &Context, invoice: InvoiceId) -> Result<()> {
    let mut tx = cx.begin().await?;
    accrue(&mut tx, cx, cx.partner()?, invoice).await?;
    tx.commit().await
}

/// A credit note over some of the first line of an invoice, and what it takes back.
async fn credit(world: &World, cx: &Context, client: ClientId, of: InvoiceId, net: i64) {
    let cx = world.again(cx);
    let note = document(&cx, client, Some(of), &[(Some(HOSTING), net, Some(1))]).await;
    take_back(&cx, note).await.unwrap();
}

async fn take_back(cx: &Context, note: InvoiceId) -> Result<()> {
    let mut tx = cx.begin().await?;
    reverse(&mut tx, cx, cx.partner()?, note).await?;
    tx.commit().await
}

/// The whole ledger, the oldest first.
async fn ledger(world: &World, cx: &Context) -> Vec<Entry> {
    let page = entries(&world.again(cx), EntryFilter::default(), None).await;
    let mut rows = page.unwrap().rows;
    rows.reverse();
    rows
}

fn amounts(entries: &[Entry]) -> Vec<i64> {
    entries.iter().map(|entry| entry.amount.minor).collect()
}

/// The number of the level now.
async fn level(world: &World, cx: &Context) -> u8 {
    let overview = overview(&world.again(cx)).await.unwrap();
    overview.progress.standing.rank.number()
}
