use domain::{
    InvoiceId, Money, PartnerId, Refusal,
    audit::Event,
    billing::Payer,
    invoices::{CreditDraft, Document, DocumentKind, DocumentLine, InvoiceDetails, InvoiceStatus},
    policy::Action,
    rates::allocate,
    refusal::{Changed, Conflict, Rejection},
};

use super::{
    bill::number,
    document::left,
    held,
    list::shown,
    settle,
    store::{self, Invoice, Line, NewInvoice},
};
use crate::{
    Context, Error, Result, audit::entry, billing, commission, db::Tx, documents, money::sum,
};

/// Takes an invoice back, wholly or in part, by a credit note with a number of its own; gives the
/// invoice as it then stands. What is taken back of a line is taxed as the line was, and the last
/// part takes what is left of the tax.
pub async fn credit(cx: &Context, draft: CreditDraft) -> Result<InvoiceDetails> {
    let mut tx = cx.begin().await?;
    let partner = cx.partner()?;
    let invoice = held(&mut tx, cx, Action::ManageInvoices, draft.invoice).await?;
    let status = invoice.status;
    let Some(document) = invoice.document.clone().filter(|_| {
        invoice.kind == DocumentKind::Invoice
            && matches!(status, InvoiceStatus::Finalized | InvoiceStatus::Paid)
    }) else {
        return Err(Rejection::InvoiceWrongStatus { status }.into());
    };
    if invoice.version != draft.seen {
        return Err(Refusal::Conflict(Conflict {
            version: invoice.version,
            changed: vec![Changed {
                field: "credited".to_owned(),
                now: invoice.credited.to_input(),
            }],
        })
        .into());
    }
    let left = remaining(&mut tx, partner, &invoice, &document).await?;
    let nets: Vec<Money> = left.iter().map(|(net, _)| *net).collect();
    let (nets, reason) = draft.validate(&nets)?;
    let taken = taxed(&document, &left, &nets)?;
    let id = invoice.id;
    take_back(&mut tx, cx, partner, invoice, &taken, &reason).await?;
    let told = shown(&mut tx, cx, id).await?;
    tx.commit().await?;
    Ok(told)
}

/// Credits what went back of a paid invoice without having been credited, line by line in
/// proportion.
pub(super) async fn given_back(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    invoice: Invoice,
    gross: Money,
) -> Result<()> {
    let document = invoice.document.clone();
    let document = document.ok_or_else(|| Error::corrupt("invoices.document"))?;
    let left = remaining(tx, partner, &invoice, &document).await?;
    let taken = shares(gross, &left)?;
    let reason = documents::refunded(document.lang);
    take_back(tx, cx, partner, invoice, &taken, reason).await
}

/// Writes a credit note over net and tax of each line, and what follows of it.
async fn take_back(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    mut invoice: Invoice,
    taken: &[(Money, Money)],
    reason: &str,
) -> Result<()> {
    let document = invoice.document.clone();
    let document = document.ok_or_else(|| Error::corrupt("invoices.document"))?;
    let note = Note {
        invoice: &invoice,
        document: &document,
        parts: &parts(&document, taken),
        reason,
    };
    let (id, number, gross) = note.write(tx, cx, partner).await?;
    invoice.credited = sum(invoice.credited.plus(gross))?;
    store::set_money(tx, partner, &invoice, cx.now()).await?;
    let event = entry(Event::InvoiceCredited)
        .about(invoice.number.clone().unwrap_or_default())
        .change("credit_note", "", number)
        .change("total", "", gross.to_string())
        .change("reason", "", reason);
    settle::about_client(event, &invoice)
        .record_at(tx, cx, partner)
        .await?;
    settle::settle(tx, cx, partner, invoice.id).await?;
    commission::reverse(tx, cx, partner, id).await
}

/// Of each line, what no credit note has taken back yet: net and tax.
pub(super) async fn remaining(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: &Invoice,
    document: &Document,
) -> Result<Vec<(Money, Money)>> {
    let taken = store::credited(tx, partner, invoice.id).await?;
    let of = |at: usize| {
        let found = taken.iter().find(|(line, _, _)| *line == at);
        found.map_or((0, 0), |(_, net, tax)| (*net, *tax))
    };
    let lines = document.lines.iter().enumerate();
    Ok(lines
        .map(|(at, line)| {
            let (net, tax) = of(at);
            (left(line.net, net), left(line.tax, tax))
        })
        .collect())
}

/// What is taken back of each line with its tax: as the line was taxed, and with all of a line goes
/// all that is left of its tax.
fn taxed(
    document: &Document,
    left: &[(Money, Money)],
    nets: &[Money],
) -> Result<Vec<(Money, Money)>> {
    let lines = document.lines.iter().zip(left).zip(nets);
    lines
        .map(|((line, (net_left, tax_left)), net)| {
            let tax = if net == net_left {
                *tax_left
            } else {
                sum(line.rate.of(*net))?
            };
            Ok((*net, tax))
        })
        .collect()
}

/// Net and tax of each line that come to `gross` together: all that is left, or of the lines above
/// zero as much as they are worth.
fn shares(gross: Money, left: &[(Money, Money)]) -> Result<Vec<(Money, Money)>> {
    let wholes: Result<Vec<Money>> = left.iter().map(|(net, tax)| sum(net.plus(*tax))).collect();
    let wholes = wholes?;
    if sum(Money::sum(gross.currency, wholes.iter().copied()))? == gross {
        return Ok(left.to_vec());
    }
    let weights: Vec<u64> = wholes
        .iter()
        .map(|whole| u64::try_from(whole.minor).unwrap_or(0))
        .collect();
    let parts = sum(allocate(gross, &weights))?;
    let lines = left.iter().zip(&wholes).zip(parts);
    lines
        .map(|(((_, tax), whole), part)| {
            let (share, of) = (i128::from(part.minor), i128::from(whole.minor.max(1)));
            let tax = sum(tax.scaled(share, of))?;
            Ok((sum(part.minus(tax))?, tax))
        })
        .collect()
}

/// The lines of a credit note: which line of the invoice, and what it says.
fn parts(document: &Document, taken: &[(Money, Money)]) -> Vec<(u32, DocumentLine)> {
    let lines = document.lines.iter().zip(taken).zip(0_u32..);
    lines
        .filter(|((_, (net, tax)), _)| net.minor != 0 || tax.minor != 0)
        .map(|((line, (net, tax)), at)| {
            let part = DocumentLine {
                quantity: 1,
                full: *net,
                discount: Money::zero(net.currency),
                net: *net,
                tax: *tax,
                ..line.clone()
            };
            (at, part)
        })
        .collect()
}

/// A credit note about to be written.
struct Note<'a> {
    invoice: &'a Invoice,
    document: &'a Document,
    parts: &'a [(u32, DocumentLine)],
    reason: &'a str,
}

impl Note<'_> {
    /// Writes it with its number; gives both and what it comes to.
    async fn write(
        &self,
        tx: &mut Tx,
        cx: &Context,
        partner: PartnerId,
    ) -> Result<(InvoiceId, String, Money)> {
        let id = InvoiceId::from_uuid(cx.new_id());
        let original = self.invoice;
        let new = NewInvoice {
            kind: DocumentKind::CreditNote,
            payer: original.payer,
            client: original.client.as_ref().map(|(client, _)| *client),
            currency: original.currency(),
            note: self.reason,
            corrects: Some(original.id),
        };
        store::add(tx, (partner, id), &new, cx.now()).await?;
        let settings = match original.payer {
            Payer::Client => billing::settings(tx, partner).await?,
            Payer::Partner => billing::operator_seller(tx).await?.1,
        };
        let note = store::one(tx, partner, id).await?;
        let note = note.ok_or_else(|| Error::corrupt("invoices.id"))?;
        let (series, number) = number(tx, partner, &note, &settings).await?;
        let document = self.document_numbered(&number, cx.now().date())?;
        store::finalize(tx, (partner, id), &series, &document, cx.now()).await?;
        let originals = store::lines(tx, partner, original.id).await?;
        let lines = self.parts.iter().map(|(at, part)| {
            let line = usize::try_from(*at).ok().and_then(|at| originals.get(at));
            let line = line.ok_or_else(|| Error::corrupt("invoice_lines.position"))?;
            Ok(Line {
                quantity: part.quantity,
                net: part.net.minor,
                tax: part.tax.minor,
                corrects: Some(*at),
                ..line.clone()
            })
        });
        let lines: Result<Vec<Line>> = lines.collect();
        store::add_lines(tx, partner, id, &lines?).await?;
        Ok((id, number, document.gross))
    }

    /// What it says: as the invoice said it, of what is taken back.
    fn document_numbered(&self, number: &str, today: domain::Date) -> Result<Document> {
        let invoice = self.document;
        let lines: Vec<DocumentLine> = self.parts.iter().map(|(_, line)| line.clone()).collect();
        let exempt = invoice.taxes.iter().find(|total| !total.reason.is_empty());
        let exempt = exempt.map_or("", |total| &total.reason);
        let all = sum(domain::invoices::totals(invoice.currency, &lines, exempt))?;
        Ok(Document {
            kind: DocumentKind::CreditNote,
            number: number.to_owned(),
            issued_on: today,
            due_on: None,
            bank: None,
            corrects: Some((invoice.number.clone(), invoice.issued_on)),
            lines,
            taxes: all.taxes,
            net: all.net,
            tax: all.tax,
            gross: all.gross,
            note: self.reason.to_owned(),
            ..invoice.clone()
        })
    }
}
