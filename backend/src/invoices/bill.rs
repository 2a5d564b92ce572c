use domain::{
    ClientId, Currency, InvoiceId, Money, PartnerId, Refusal, Version,
    audit::Event,
    billing::{BillingValues, Payer},
    charges::held_back,
    invoices::{DocumentKind, InvoiceDetails, InvoiceStatus},
    money::Overflow,
    policy::Action,
    refusal::{Changed, Conflict, Rejection},
};

use super::{
    document::{self, Draft},
    held,
    list::shown,
    settle,
    store::{self, Invoice, Line, NewInvoice},
};
use crate::{
    Context, Error, Result,
    audit::entry,
    charges::{self, Charge, Debtor},
    clients,
    db::Tx,
    dunning,
    money::sum,
    series,
};

/// Puts everything that somebody owes on invoices, one per currency, and finalizes them.
///
/// # Errors
/// [`Rejection::SellerUnknown`] when the seller's data does not make an invoice.
pub(crate) async fn bill(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    debtor: Debtor,
) -> Result<Vec<InvoiceId>> {
    let mut made = Vec::new();
    for currency in charges::currencies(tx, partner, debtor).await? {
        // An invoice holds only so many lines.
        let mut is_full = true;
        while is_full && let Some(draft) = drafted(tx, cx, partner, debtor, currency).await? {
            is_full = draft.charges.len() >= debtor.lines_max();
            made.push(draft.invoice.id);
            finalize_in(tx, cx, partner, draft).await?;
        }
    }
    Ok(made)
}

/// A draft with what somebody owes in a currency; nothing when they owe nothing, or when more is
/// given back than asked for: that waits until something is asked for.
async fn drafted(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    debtor: Debtor,
    currency: Currency,
) -> Result<Option<Draft>> {
    let id = InvoiceId::from_uuid(cx.new_id());
    let invoice = NewInvoice {
        kind: DocumentKind::Invoice,
        payer: debtor.payer(),
        client: debtor.client(),
        currency,
        note: "",
        corrects: None,
    };
    store::add(tx, (partner, id), &invoice, cx.now()).await?;
    let draft = match charges::attach(tx, partner, debtor, currency, id).await? {
        0 => None,
        _ => asking(tx, cx, partner, id).await?,
    };
    if draft.is_none() {
        store::discard(tx, partner, id).await?;
    }
    Ok(draft)
}

/// A draft that asks for something. What is given back on it is at most what it asks for, and the
/// rest of that waits for a later one; all of it, when nothing is asked for.
async fn asking(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Option<Draft>> {
    loop {
        let draft = read(tx, cx, partner, id).await?;
        if draft.document.gross.minor >= 0 {
            return Ok(Some(draft));
        }
        let held = draft.charges;
        if held.iter().all(|charge| charge.whole.minor <= 0) {
            charges::detach(tx, partner, id).await?;
            return Ok(None);
        }
        let prices: std::result::Result<Vec<Money>, Overflow> = held
            .iter()
            .map(|charge| charge.whole.minus(charge.discount.of(charge.whole)?))
            .collect();
        let prices = sum(prices)?;
        // Where only the rounding of a tax is below zero, one more minor unit waits.
        let excess = sum(Money::sum(draft.invoice.currency(), prices.iter().copied()))?;
        let excess = excess.negated().minor.max(1);
        for (at, waiting) in held_back(&prices, excess) {
            if let Some(charge) = held.get(at) {
                charges::hold_back(tx, cx, partner, charge, waiting).await?;
            }
        }
    }
}

/// A draft as it would be finalized today.
async fn read(tx: &mut Tx, cx: &Context, partner: PartnerId, id: InvoiceId) -> Result<Draft> {
    let invoice = store::one(tx, partner, id).await?;
    let invoice = invoice.ok_or_else(|| Error::corrupt("invoices.id"))?;
    document::draft(tx, partner, invoice, cx.now().date()).await
}

/// Puts what a client owes on drafts, to be looked at before they are finalized.
pub async fn draft(cx: &Context, client: ClientId) -> Result<InvoiceId> {
    let mut tx = cx.begin().await?;
    clients::reached(&mut tx, cx, Action::ManageInvoices, client).await?;
    let partner = cx.partner()?;
    let debtor = Debtor::ClientWithWaiting(client);
    let mut first = None;
    for currency in charges::currencies(&mut tx, partner, debtor).await? {
        let made = drafted(&mut tx, cx, partner, debtor, currency).await?;
        first = first.or(made.map(|draft| draft.invoice.id));
    }
    let first = first.ok_or(Rejection::NothingToInvoice)?;
    entry(Event::InvoiceDrafted)
        .client(client)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    Ok(first)
}

/// Gives a draft its number: from now on it is as it is.
pub async fn finalize(cx: &Context, id: InvoiceId, seen: Version) -> Result<InvoiceDetails> {
    let mut tx = cx.begin().await?;
    let invoice = held(&mut tx, cx, Action::ManageInvoices, id).await?;
    still_draft(&invoice, seen)?;
    let partner = cx.partner()?;
    let draft = read(&mut tx, cx, partner, id).await?;
    finalize_in(&mut tx, cx, partner, draft).await?;
    let told = shown(&mut tx, cx, id).await?;
    tx.commit().await?;
    Ok(told)
}

/// Throws a draft away; what was on it is owed as before.
pub async fn discard(cx: &Context, id: InvoiceId, seen: Version) -> Result<()> {
    let mut tx = cx.begin().await?;
    let invoice = held(&mut tx, cx, Action::ManageInvoices, id).await?;
    still_draft(&invoice, seen)?;
    let partner = cx.partner()?;
    charges::release(&mut tx, partner, id).await?;
    store::discard(&mut tx, partner, id).await?;
    settle::about_client(entry(Event::InvoiceDiscarded), &invoice)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

fn still_draft(invoice: &Invoice, seen: Version) -> std::result::Result<(), Refusal> {
    let status = invoice.status;
    if status != InvoiceStatus::Draft {
        return Err(Rejection::InvoiceWrongStatus { status }.into());
    }
    if invoice.version != seen {
        return Err(Refusal::Conflict(Conflict {
            version: invoice.version,
            changed: vec![Changed {
                field: "status".to_owned(),
                now: status.name().to_owned(),
            }],
        }));
    }
    Ok(())
}

/// Finalizes a draft of charges: number, document and lines in one transaction, so that a number is
/// taken exactly when an invoice has it.
pub(super) async fn finalize_in(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    draft: Draft,
) -> Result<()> {
    let Draft {
        invoice,
        deal,
        charges,
        mut document,
    } = draft;
    let id = invoice.id;
    deal.is_known()?;
    let (series, number) = number(tx, partner, &invoice, &deal.settings).await?;
    document.number = number;
    if !store::finalize(tx, (partner, id), &series, &document, cx.now()).await? {
        let status = InvoiceStatus::Finalized;
        return Err(Rejection::InvoiceWrongStatus { status }.into());
    }
    let lines = charges
        .iter()
        .zip(&document.lines)
        .map(|(charge, line)| Line {
            net: line.net.minor,
            tax: line.tax.minor,
            ..line_of(charge)
        });
    store::add_lines(tx, partner, id, &lines.collect::<Vec<_>>()).await?;
    let event = entry(Event::InvoiceFinalized).about(&document.number);
    let event = event.change("total", "", document.gross.to_string());
    settle::about_client(event, &invoice)
        .record_at(tx, cx, partner)
        .await?;
    Box::pin(dunning::invoice_sent(tx, cx, partner, id)).await?;
    // What costs nothing is paid.
    if document.gross.minor == 0 {
        Box::pin(settle::settle(tx, cx, partner, id)).await?;
    }
    Ok(())
}

fn line_of(charge: &Charge) -> Line {
    Line {
        client: charge.client,
        charge: Some(charge.id),
        service: charge.service,
        class: charge.class,
        text: charge.text.clone(),
        quantity: charge.quantity,
        net: 0,
        tax: 0,
        corrects: None,
    }
}

/// The next number of an invoice's series. The operator's tell partners apart, for it has one
/// series for each.
pub(super) async fn number(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: &Invoice,
    settings: &BillingValues,
) -> Result<(String, String)> {
    let (kind, prefix) = match invoice.kind {
        DocumentKind::Invoice => ("invoice", &settings.invoice_prefix),
        DocumentKind::CreditNote => ("credit_note", &settings.credit_prefix),
    };
    let (series, prefix) = match invoice.payer {
        Payer::Client => (format!("{kind}:{prefix}"), prefix.clone()),
        Payer::Partner => {
            let slug = store::slug(tx, partner).await?.to_uppercase();
            (
                format!("operator_{kind}:{prefix}"),
                format!("{prefix}{slug}-"),
            )
        }
    };
    let next = series::next(tx, partner, &series).await?;
    Ok((series, format!("{prefix}{next:05}")))
}
