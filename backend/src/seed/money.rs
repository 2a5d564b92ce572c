use domain::{
    billing::BillingDraft,
    invoices::{InvoiceFilter, InvoiceQuery},
    payments::{Direction, Method, PaymentDraft},
    policy::Staff,
};

use super::{rehearsal::Rehearsal, work::Work};
use crate::{Result, billing, dunning, invoices, partners, payments, services, subscriptions};

/// Most clients pay so many days after they got their invoice.
const PAYS_AFTER: i64 = 6;
/// Of so many invoices one stays open.
const ONE_IN: u32 = 6;

/// How a partner is paid, and whether its clients order for themselves.
pub(super) async fn sells(
    stage: &Rehearsal,
    who: &Staff,
    (bank_name, bank_iban, bank_bic): (&str, &str, &str),
    client_may_order: bool,
) -> Result<()> {
    let cx = stage.asks(who);
    let now = billing::billing(&cx).await?;
    let company = partners::company(&cx).await?;
    let draft = BillingDraft {
        bank_holder: company.values.name,
        bank_name: bank_name.to_owned(),
        bank_iban: bank_iban.to_owned(),
        bank_bic: bank_bic.to_owned(),
        client_may_order,
        ..now.draft
    };
    billing::edit(&cx, draft, now.version).await?;
    Ok(())
}

/// A night of the portal, and the transfers of the next morning.
pub(super) async fn comes_in(stage: &Rehearsal, books: &[(&Work, &str)]) -> Result<()> {
    services::renew_due(&stage.portal).await?;
    subscriptions::renew_due(&stage.portal).await?;
    invoices::bill_due(&stage.portal).await?;
    dunning::remind_due(&stage.portal).await?;
    for (work, keeper) in books {
        let cx = stage.asks(work.person(keeper)?);
        let query = InvoiceQuery {
            filter: Some(InvoiceFilter::Open),
            ..InvoiceQuery::default()
        };
        let today = cx.now().date();
        for invoice in invoices::list(&cx, query).await?.page.rows {
            let number = invoice.number.unwrap_or_default();
            let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
            let stays_open = digits.parse().is_ok_and(|n: u32| n.is_multiple_of(ONE_IN));
            let is_time = invoice
                .issued_on
                .is_some_and(|issued| issued.days_to(today) >= PAYS_AFTER);
            if stays_open || !is_time {
                continue;
            }
            let payment = PaymentDraft {
                invoice: invoice.id,
                direction: Direction::Received,
                amount: invoice.open.to_input(),
                method: Method::BankTransfer,
                reference: number,
                on: today.to_string(),
            };
            payments::record(&cx, payment).await?;
        }
    }
    Ok(())
}
