//! Bank statements: a file is read and matched as often as one likes, and what is chosen of it is
//! recorded (S6). Nothing of the file is kept but its payments: what each is called is made of its
//! row, so a statement that is brought twice counts once.

mod reading;
mod record;
#[cfg(test)]
mod tests;

use domain::{
    bank_imports::{BankRow, Fit, Statement, StatementDraft, StatementRow, propose},
    policy::Action,
};

use crate::{Context, Result, billing, invoices, payments};
use reading::Read;
pub use record::record;

/// Most rows that are shown at once.
const SHOWN: usize = 200;
/// Most rows shown among those that cannot be read.
const FAULTY_SHOWN: usize = 50;

/// Reads a statement and proposes an invoice for each row in which money came in; writes nothing.
///
/// # Errors
/// [`domain::refusal::Rejection::NotATable`] and its like when it cannot be read at all; rows that
/// cannot are told in the answer.
pub async fn read(cx: &Context, draft: StatementDraft) -> Result<Statement> {
    let partner = cx.allow(Action::ManageInvoices)?;
    let file = understood(cx, draft).await?;
    let mut tx = cx.read().await?;
    let open = invoices::open_of_clients(&mut tx, cx.staff()?).await?;
    let known = payments::known(&mut tx, partner, &file.names()).await?;
    drop(tx);
    let (proposed, open) = cx
        .portal()
        .reading()
        .run(move || {
            let is_known = |name: &String| known.contains(name);
            let new: Vec<BankRow> = file
                .rows
                .iter()
                .filter(|(_, name)| !is_known(name))
                .map(|(row, _)| row.clone())
                .collect();
            let mut found = propose(&new, &open).into_iter();
            let rows = file.rows.iter().map(|(row, name)| {
                let is_known = is_known(name);
                let proposal = if is_known { None } else { found.next() };
                let (fit, invoice) = proposal.unwrap_or_default();
                StatementRow {
                    row: row.clone(),
                    fit,
                    invoice,
                    is_known,
                }
            });
            let mut rows: Vec<StatementRow> = rows.collect();
            rows.sort_by_key(|row| (row.is_known, order(row.fit), row.row.line));
            Ok(((rows, file), open))
        })
        .await?;
    let (mut rows, file) = proposed;
    let more = rows.len().saturating_sub(SHOWN);
    rows.truncate(SHOWN);
    let mut faulty = file.faulty;
    faulty.truncate(FAULTY_SHOWN);
    Ok(Statement {
        headings: file.headings,
        sample: file.sample,
        columns: file.columns,
        rows,
        more: u64::try_from(more).unwrap_or(u64::MAX),
        outgoing: file.outgoing,
        faulty,
        open,
    })
}

/// What is looked at first: what a person has to say something about comes before what nobody can.
const fn order(fit: Fit) -> u8 {
    match fit {
        Fit::Exact => 0,
        Fit::Likely => 1,
        Fit::TooMuch => 2,
        Fit::Unknown => 3,
    }
}

/// The rows of a statement.
async fn understood(cx: &Context, draft: StatementDraft) -> Result<Read> {
    let partner = cx.partner()?;
    let today = cx.now().date();
    let mut tx = cx.read().await?;
    let currency = billing::settings(&mut tx, partner).await?.currency;
    drop(tx);
    let read = move || Ok(Read::of(&draft, currency, today)?);
    cx.portal().reading().run(read).await
}
