//! A night in which every client of a partner is charged, and what people do with the invoices.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::Context as _;
use axum::body::Bytes;
use backend::{Context, invoices, partners, seed, subscriptions};
use domain::{
    InvoiceId,
    invoices::{InvoiceFilter, InvoiceQuery, InvoiceSummary},
    partners::CompanyDraft,
    payments::{Direction, Method, PaymentDraft},
};
use serde_json::json;

use crate::{
    data::Filled,
    disk,
    load::{self, Ask, Pace},
    program::held,
    report::{self, Limit, Measured},
    scenarios::{AT, CONNECTIONS, Run, call},
};

const NIGHT: &str = "a night";
const PAY: &str = "record a payment";
/// Invoices that are paid at most while that is measured.
const OPEN: usize = 10_000;

/// Charges and invoices every client that is at work, and measures what is done with the invoices.
pub(crate) async fn all(run: &Run<'_>, only: &str) -> anyhow::Result<()> {
    if !["invoice", NIGHT, PAY]
        .iter()
        .any(|name| name.contains(only))
    {
        return Ok(());
    }
    let night = Night::pass(run).await?;
    for (name, ask) in reads(run).await? {
        if name.contains(only) {
            report::row(&run.read(name, ask, None).await?);
        }
    }
    report::row(&pay(run).await?);
    night.tell();
    Ok(())
}

/// What was done in the night, and how long it took.
struct Night {
    subscriptions: u64,
    renewing: Duration,
    invoices: u64,
    invoicing: Duration,
    /// Durable writes of the disk in a second.
    syncs: f64,
    /// Kilobytes that this process, the portal in it, held before the night and at most.
    held: (u64, u64),
}

impl Night {
    async fn pass(run: &Run<'_>) -> anyhow::Result<Self> {
        let Filled { portal, folder, .. } = run.filled;
        can_invoice(&run.cx).await?;
        let subscriptions = seed::subscriptions(portal, run.cx.partner()?).await?;
        let syncs = disk::syncs_per_second(folder, run.time)?;
        let (before, _) = held(std::process::id())?;
        let start = Instant::now();
        let renewed = subscriptions::renew_due(portal).await?;
        let renewing = start.elapsed();
        anyhow::ensure!(
            renewed == subscriptions,
            "{renewed} of {subscriptions} were renewed"
        );
        let start = Instant::now();
        let invoices = invoices::bill_due(portal).await?;
        let invoicing = start.elapsed();
        anyhow::ensure!(invoices > 0, "nothing was invoiced");
        portal.db().analyze().await?;
        let (_, most) = held(std::process::id())?;
        Ok(Self {
            subscriptions,
            renewing,
            invoices,
            invoicing,
            syncs,
            held: (before, most),
        })
    }

    fn tell(&self) {
        let per_second = |n: u64, took: Duration| {
            u32::try_from(n).map_or(f64::MAX, f64::from) / took.as_secs_f64()
        };
        let renewed = per_second(self.subscriptions, self.renewing);
        let invoiced = per_second(self.invoices, self.invoicing);
        println!(
            "\nA night: {} subscriptions charged in {:.1?} ({renewed:.0} a second); {} invoices \
             finalized in {:.1?}, each in a transaction of its own ({invoiced:.0} a second, {:.2} of \
             the disk's {:.0} syncs); {} kB held before, at most {} kB.",
            self.subscriptions,
            self.renewing,
            self.invoices,
            self.invoicing,
            invoiced / self.syncs,
            self.syncs,
            self.held.0,
            self.held.1,
        );
    }
}

/// Tells the portal who the partner is, without which it invoices nobody.
async fn can_invoice(cx: &Context) -> anyhow::Result<()> {
    let company = partners::company(cx).await?;
    let draft = CompanyDraft {
        country: "DE".to_owned(),
        street: "Lange Straße 1".to_owned(),
        city: "Berlin".to_owned(),
        postal_code: "10115".to_owned(),
        tax_id: "DE123456788".to_owned(),
        ..company.values
    };
    partners::edit_company(cx, draft, company.version).await?;
    Ok(())
}

async fn reads(run: &Run<'_>) -> anyhow::Result<Vec<(&'static str, Ask)>> {
    let list = |query: &InvoiceQuery| call("invoices/list", &json!({ "at": AT, "query": query }));
    let plain = InvoiceQuery::default();
    let newest = invoices::list(&run.cx, plain.clone()).await?.page.rows;
    let newest = newest.into_iter().next().context("there are no invoices")?;
    let open = InvoiceQuery {
        filter: Some(InvoiceFilter::Open),
        ..InvoiceQuery::default()
    };
    let search = InvoiceQuery {
        search: newest.number.clone().unwrap_or_default(),
        ..InvoiceQuery::default()
    };
    let nothing = InvoiceQuery {
        search: "nobody's".to_owned(),
        ..InvoiceQuery::default()
    };
    let mut deep = InvoiceQuery::default();
    for _ in 0..100 {
        match invoices::list(&run.cx, deep.clone()).await?.page.next {
            Some(next) => deep.after = Some(next),
            None => break,
        }
    }
    let one = call("invoices/details", &json!({ "at": AT, "id": newest.id }))?;
    Ok(vec![
        ("invoices, 50 rows with sums", list(&plain)?),
        ("invoices that are open", list(&open)?),
        ("an invoice by its number", list(&search)?),
        ("no invoice, searched among all", list(&nothing)?),
        ("deep page of invoices", list(&deep)?),
        ("one invoice", one),
    ])
}

/// Pays open invoices, each connection another one each time.
async fn pay(run: &Run<'_>) -> anyhow::Result<Measured> {
    let syncs = disk::syncs_per_second(&run.filled.folder, run.time)?;
    let open: &'static Mutex<VecDeque<Ask>> = Box::leak(Box::new(Mutex::new(open(run).await?)));
    let take = || {
        open.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    };
    let mut portal = [Pace::default(); 3];
    for (pace, connections) in portal.iter_mut().zip(CONNECTIONS) {
        let asks: Option<Vec<Ask>> = (0..connections).map(|_| take()).collect();
        let asks = asks.context("there are too few invoices to pay")?;
        let next = move |ask: &mut Ask, _: &Bytes| {
            *ask = take().context("there are too few invoices to pay")?;
            Ok(())
        };
        *pace = load::run(&run.filled.address, asks, run.time, next).await?;
    }
    Ok(Measured {
        name: PAY,
        raw: None,
        limit: Limit::Disk(syncs),
        portal,
        bytes: 0,
    })
}

/// How to pay the newest invoices that are open.
async fn open(run: &Run<'_>) -> anyhow::Result<VecDeque<Ask>> {
    let mut query = InvoiceQuery {
        filter: Some(InvoiceFilter::Open),
        ..InvoiceQuery::default()
    };
    let mut asks = VecDeque::new();
    while asks.len() < OPEN {
        let page = invoices::list(&run.cx, query.clone()).await?.page;
        for invoice in &page.rows {
            asks.push_back(run.signed(payment(run, invoice.id, invoice)?));
        }
        query.after = page.next;
        if query.after.is_none() {
            break;
        }
    }
    Ok(asks)
}

fn payment(run: &Run<'_>, id: InvoiceId, invoice: &InvoiceSummary) -> anyhow::Result<Ask> {
    let draft = PaymentDraft {
        invoice: id,
        direction: Direction::Received,
        amount: invoice.open.to_input(),
        method: Method::BankTransfer,
        reference: String::new(),
        on: run.cx.now().date().to_string(),
    };
    call("payments/record", &json!({ "at": AT, "draft": draft }))
}
