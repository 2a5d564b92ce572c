//! What is written to clients about their invoices.

use domain::{
    InvoiceId, Lang, PartnerId,
    dunning::{Step, StepKind, late},
    invoices::{Bank, InvoiceStatus},
    mails::MailKind,
};

use super::{link, settings, store};
use crate::{
    Context, Result, brands, clients,
    db::Tx,
    invoices::{self, Asked},
    outbox::{self, AboutInvoice, Mail, Voice},
};

/// A client gets the invoice that was just finalized, unless its partner sends none.
pub(crate) async fn invoice_sent(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<()> {
    if !settings::values(tx, partner).await?.mails_invoices {
        return Ok(());
    }
    match invoices::asked(tx, partner, id).await? {
        Some(asked) => send(tx, cx, partner, &asked).await,
        None => Ok(()),
    }
}

/// A client gets the receipt of an invoice that it has just paid, unless its partner sends none.
/// What cost nothing was not paid.
pub(crate) async fn payment_received(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<()> {
    if !settings::values(tx, partner).await?.mails_invoices {
        return Ok(());
    }
    let asked = invoices::asked(tx, partner, id).await?;
    let Some(asked) = asked.filter(|asked| asked.paid.minor > 0) else {
        return Ok(());
    };
    post(tx, cx, partner, &asked, (MailKind::PaymentReceived, None)).await
}

/// Sends an invoice, or the receipt of one that is paid.
pub(super) async fn send(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    asked: &Asked,
) -> Result<()> {
    let is_paid = asked.status == InvoiceStatus::Paid && asked.paid.minor > 0;
    let kind = if is_paid {
        MailKind::PaymentReceived
    } else {
        MailKind::InvoiceSent
    };
    post(tx, cx, partner, asked, (kind, None)).await
}

/// Reminds a client of an invoice.
pub(super) async fn remind(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    asked: &Asked,
    step: &Step,
) -> Result<()> {
    let kind = match step.kind {
        StepKind::Remind => MailKind::InvoiceReminder,
        StepKind::Block => MailKind::ClientBlockedUnpaid,
    };
    post(tx, cx, partner, asked, (kind, Some(step))).await
}

/// Writes to whoever reads a client's invoices: its address, or else its owners.
async fn post(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    asked: &Asked,
    (kind, step): (MailKind, Option<&Step>),
) -> Result<()> {
    let voice = Voice::of(&brands::front_of(tx, partner).await?);
    let known = clients::known(tx, partner, asked.client).await?;
    let readers = if known.draft.email.is_empty() {
        store::owners(tx, partner, asked.client).await?
    } else {
        vec![(known.draft.email, asked.document.lang)]
    };
    for (address, lang) in readers {
        let about = about(cx, partner, asked, (kind, step), lang);
        let mail = Mail::AboutInvoice(Box::new(about));
        outbox::enqueue(tx, cx, &voice, &address, lang, &mail).await?;
    }
    Ok(())
}

fn about(
    cx: &Context,
    partner: PartnerId,
    asked: &Asked,
    (kind, step): (MailKind, Option<&Step>),
    lang: Lang,
) -> AboutInvoice {
    let document = &asked.document;
    let amount = match kind {
        MailKind::PaymentReceived => asked.paid,
        MailKind::InvoiceSent => document.gross,
        _ => asked.open,
    };
    let due = document.due_on.unwrap_or(document.issued_on);
    AboutInvoice {
        kind,
        client: asked.company.clone(),
        number: document.number.clone(),
        amount: amount.written(lang),
        due: due.written(lang),
        late: late(lang, due.days_to(cx.now().date())),
        step: step.map_or_else(String::new, |step| step.name.clone()),
        bank: document.bank.as_ref().map_or_else(String::new, account),
        path: link::path(cx.portal(), partner, asked.id),
        attached: (kind != MailKind::PaymentReceived).then_some(asked.id),
    }
}

/// An account in one line.
fn account(bank: &Bank) -> String {
    let parts = [&bank.holder, &bank.grouped(), &bank.bic, &bank.name];
    let known = parts.into_iter().filter(|part| !part.is_empty());
    known.cloned().collect::<Vec<_>>().join(" · ")
}
