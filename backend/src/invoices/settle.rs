use domain::{
    InvoiceId, Lang, Money, PartnerId,
    audit::Event,
    bank_imports::OpenInvoice,
    billing::Payer,
    invoices::{DocumentKind, InvoiceStatus},
    policy::{Action, Staff},
    refusal::Rejection,
};

use super::{
    credit, held,
    store::{self, Invoice},
};
use crate::{
    Context, Error, Result,
    audit::{Entry, entry},
    clients, commission,
    db::Tx,
    dunning, services,
};

/// What can come in for an invoice, and go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Payable {
    /// What can still come in.
    pub(crate) open: Money,
    /// What can go back: paid, and freed by credit notes.
    pub(crate) returnable: Money,
}

/// What can be paid on an invoice, that nobody else changes until the transaction ends.
pub(crate) async fn hold_for_payment(
    tx: &mut Tx,
    cx: &Context,
    action: Action,
    id: InvoiceId,
) -> Result<Payable> {
    let invoice = held(tx, cx, action, id).await?;
    let status = invoice.status;
    if invoice.kind != DocumentKind::Invoice || status == InvoiceStatus::Draft {
        return Err(Rejection::InvoiceWrongStatus { status }.into());
    }
    Ok(Payable {
        open: invoice.open(),
        returnable: invoice.returnable(),
    })
}

/// An invoice that a provider tells something of.
#[derive(Debug)]
pub(crate) struct HeldForProvider {
    pub(crate) number: String,
    /// What was still to come in.
    pub(crate) open: Money,
}

/// The invoice that money came in for, whatever became of it meanwhile; nobody else changes it until
/// the transaction ends.
pub(crate) async fn hold_for_provider(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Option<HeldForProvider>> {
    let invoice = store::held(tx, partner, id).await?;
    let invoice = invoice.filter(|invoice| invoice.kind == DocumentKind::Invoice);
    Ok(invoice.and_then(|invoice| {
        let open = invoice.open();
        let number = invoice.number?;
        Some(HeldForProvider { number, open })
    }))
}

/// What a payer is asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) number: String,
    pub(crate) open: Money,
    /// The language of the invoice.
    pub(crate) lang: Lang,
}

/// What a client is asked for by an invoice; nothing when that is nothing.
pub(crate) async fn payable(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Option<Asked>> {
    let invoice = store::one(tx, partner, id).await?;
    let invoice = invoice.filter(|invoice| invoice.payer == Payer::Client);
    let Some(invoice) = invoice.filter(|invoice| invoice.open().minor > 0) else {
        return Ok(None);
    };
    let open = invoice.open();
    let document = invoice.document;
    Ok(document.map(|document| Asked {
        number: document.number,
        open,
        lang: document.lang,
    }))
}

/// Most open invoices that a bank statement is held against.
const OPEN_MAX: i64 = 5_000;

/// The invoices that clients are to pay, as far as `staff` sees them, the oldest first.
pub(crate) async fn open_of_clients(tx: &mut Tx, staff: &Staff) -> Result<Vec<OpenInvoice>> {
    let found = store::open_of_clients(tx, staff, OPEN_MAX).await?;
    let told = found.into_iter().filter_map(|invoice| {
        let open = invoice.open();
        Some(OpenInvoice {
            id: invoice.id,
            number: invoice.number?,
            client: invoice.client.map(|(_, company)| company)?,
            open,
        })
    });
    Ok(told.collect())
}

/// Counts money that came in for an invoice, or went back. Whoever records it has seen to it that
/// no more comes in than is open, while the invoice is held. What went back without being credited,
/// because it was given back at the provider, is credited at once: else the invoice would be called
/// paid, and earn, for money that nobody has.
pub(crate) async fn receive(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: InvoiceId,
    amount: Money,
) -> Result<()> {
    let mut invoice = read(tx, partner, id).await?;
    let event = entry(Event::PaymentRecorded)
        .about(amount.to_string())
        .change("invoice", "", invoice.number.clone().unwrap_or_default());
    about_client(event, &invoice)
        .record_at(tx, cx, partner)
        .await?;
    invoice.paid = crate::money::sum(invoice.paid.plus(amount))?;
    store::set_money(tx, partner, &invoice, cx.now()).await?;
    let left = invoice.left();
    if invoice.status == InvoiceStatus::Paid && left.minor > 0 {
        return Box::pin(credit::given_back(tx, cx, partner, invoice, left)).await;
    }
    settle(tx, cx, partner, id).await
}

/// Lets an invoice say what follows of its sums: paid, void, or open; and what follows of that.
pub(super) async fn settle(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<()> {
    let mut invoice = read(tx, partner, id).await?;
    let before = invoice.status;
    let asks = invoice.kind == DocumentKind::Invoice;
    let is_settled = matches!(before, InvoiceStatus::Finalized | InvoiceStatus::Paid);
    if !asks || !is_settled || invoice.left().minor > 0 {
        return Ok(());
    }
    // What was wholly taken back asks for nothing any more, and there is nothing to begin or to
    // thank for; while money is to go back, it is still called paid.
    let is_taken_back = invoice.credited.minor > 0 && invoice.credited == invoice.gross;
    invoice.status = if is_taken_back && invoice.paid.minor == 0 {
        InvoiceStatus::Void
    } else {
        InvoiceStatus::Paid
    };
    if invoice.status == before {
        return Ok(());
    }
    store::set_money(tx, partner, &invoice, cx.now()).await?;
    if before == InvoiceStatus::Paid {
        return Ok(());
    }
    if is_taken_back {
        Box::pin(taken_back(tx, cx, partner, &invoice)).await
    } else {
        Box::pin(paid(tx, cx, partner, &invoice)).await
    }
}

/// An invoice is paid: what waited for that begins, and a client that was blocked for not paying is
/// let in again when nothing else is overdue.
async fn paid(tx: &mut Tx, cx: &Context, partner: PartnerId, invoice: &Invoice) -> Result<()> {
    let event = entry(Event::InvoicePaid).about(invoice.number.clone().unwrap_or_default());
    about_client(event, invoice)
        .record_at(tx, cx, partner)
        .await?;
    services::begin_paid(tx, cx, partner, invoice.id).await?;
    let_in(tx, cx, partner, invoice).await?;
    dunning::payment_received(tx, cx, partner, invoice.id).await?;
    // Last, for it takes the row that everything earned waits for.
    commission::accrue(tx, cx, partner, invoice.id).await
}

/// An invoice asks for nothing any more though it was not paid: voided, or credited as a whole. If
/// it was overdue, that may have been what its client was blocked for.
pub(super) async fn taken_back(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    invoice: &Invoice,
) -> Result<()> {
    let today = cx.now().date();
    if invoice.due_on.is_some_and(|due| due < today) {
        let_in(tx, cx, partner, invoice).await?;
    }
    Ok(())
}

/// Lets the client of an invoice in again that was blocked for not paying, when nothing of it is
/// overdue.
async fn let_in(tx: &mut Tx, cx: &Context, partner: PartnerId, invoice: &Invoice) -> Result<()> {
    if let (Payer::Client, Some((client, _))) = (invoice.payer, &invoice.client) {
        let today = cx.now().date();
        if store::overdue_of(tx, partner, *client, today).await? == 0 {
            clients::unblock_payer(tx, cx, partner, *client).await?;
        }
    }
    Ok(())
}

/// Says in the audit trail whose invoice it is.
pub(super) fn about_client(event: Entry, invoice: &Invoice) -> Entry {
    match &invoice.client {
        Some((client, _)) => event.client(*client),
        None => event,
    }
}

async fn read(tx: &mut Tx, partner: PartnerId, id: InvoiceId) -> Result<Invoice> {
    let invoice = store::one(tx, partner, id).await?;
    invoice.ok_or_else(|| Error::corrupt("invoices.id"))
}
