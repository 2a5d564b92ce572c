use std::collections::BTreeMap;

use domain::{
    Currency, Money, PartnerId, Refusal,
    commission::{FORMAT, Month, Opening, Rank, Shown, Signed, Statement, What},
    policy::Action,
};

use super::{
    signing,
    store::{history, tables},
};
use crate::{Context, Error, Result, db::Tx, formulas::guarded, money::sum};

/// A month is signed when it has been over for so many seconds: by then no request that began in it
/// still writes.
const SETTLED_SECONDS: i64 = 3_600;

/// What happened in a month. Of the present month, what has happened so far.
pub async fn statement(cx: &Context, month: Month) -> Result<Statement> {
    let partner = cx.allow(Action::SeeCommission)?;
    if month.begins() > cx.now() {
        return Err(Refusal::NotFound.into());
    }
    let mut tx = cx.read().await?;
    of_month(&mut tx, partner, month).await
}

/// The statement of a month that is over, signed.
///
/// # Errors
/// [`Refusal::NotFound`] while the month is not over.
pub async fn signed(cx: &Context, month: Month) -> Result<Signed> {
    let statement = statement(cx, month).await?;
    if !is_settled(cx, month) {
        return Err(Refusal::NotFound.into());
    }
    signing::sign(cx, statement).await
}

/// A month as its page shows it, with the names of today.
pub async fn shown(cx: &Context, month: Month) -> Result<Shown> {
    let statement = statement(cx, month).await?;
    let mut tx = cx.read().await?;
    let classes = tables::classes(&mut tx).await?;
    let clients = history::named_in(&mut tx, statement.partner, month).await?;
    drop(tx);
    let (statement, signed) = if is_settled(cx, month) {
        let signed = signing::sign(cx, statement).await?;
        (signed.statement, Some((signed.key, signed.signature)))
    } else {
        (statement, None)
    };
    Ok(Shown {
        statement,
        signed,
        classes,
        clients,
    })
}

fn is_settled(cx: &Context, month: Month) -> bool {
    cx.now() >= month.ends().plus_seconds(SETTLED_SECONDS)
}

async fn of_month(tx: &mut Tx, partner: PartnerId, month: Month) -> Result<Statement> {
    let mut versions = tables::tables(tx).await?;
    versions.retain(|table| table.valid_from < month.next().first_day());
    let before = month.begins();
    let number = history::last_before(tx, partner, before).await?;
    let (rank, _): (Rank, u32) = history::stood_before(tx, partner, before).await?;
    let opening = Opening {
        number: u64::try_from(number).map_err(|_| Error::corrupt("commission_events.number"))?,
        rank,
        counting: history::counting_ids(tx, partner, number).await?,
        owed: history::owed_before(tx, partner, before).await?,
    };
    let events = history::events(tx, partner, month, &versions).await?;
    let mut owed: BTreeMap<Currency, Money> = opening
        .owed
        .iter()
        .map(|money| (money.currency, *money))
        .collect();
    for more in events.iter().filter_map(|event| event.what.owed()) {
        let zero = Money::zero(more.currency);
        let all = owed.entry(more.currency).or_insert(zero);
        *all = sum(all.plus(more))?;
    }
    Ok(Statement {
        format: FORMAT,
        partner,
        month,
        tables: versions,
        opening,
        events,
        closing: owed.into_values().collect(),
    })
}

/// What moves the balance in a month, as a CSV file (RFC 4180): one line each, amounts with a point.
pub async fn csv(cx: &Context, month: Month) -> Result<String> {
    let statement = statement(cx, month).await?;
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record([
        "number",
        "at",
        "kind",
        "document",
        "position",
        "client",
        "class",
        "base",
        "rate",
        "level",
        "amount",
        "currency",
        "held_until",
    ])?;
    for event in &statement.events {
        let (kind, cells) = match &event.what {
            What::Accrued(line) => (
                "accrual",
                [
                    line.document.clone(),
                    (line.position + 1).to_string(),
                    line.client.to_string(),
                    line.class.to_string(),
                    line.base.to_input(),
                    line.rate.to_input(),
                    line.rank.number().to_string(),
                    line.amount.to_input(),
                    line.amount.currency.to_string(),
                    line.held_until.to_string(),
                ],
            ),
            What::Reversed(line) => (
                "reversal",
                [
                    line.document.clone(),
                    (line.position + 1).to_string(),
                    line.client.to_string(),
                    String::new(),
                    line.base.to_input(),
                    line.rate.to_input(),
                    String::new(),
                    line.amount.to_input(),
                    line.amount.currency.to_string(),
                    line.held_until.to_string(),
                ],
            ),
            What::PaidOut { payout, amount } => (
                "payout",
                [
                    payout.to_string(),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                    amount.negated().to_input(),
                    amount.currency.to_string(),
                    String::new(),
                ],
            ),
            What::Counts(_) | What::CountsNoMore(_) | What::Level(_) => continue,
        };
        file.write_field(event.number.to_string())?;
        file.write_field(event.at.to_rfc3339())?;
        file.write_field(kind)?;
        for (place, cell) in cells.iter().enumerate() {
            // A sign before an amount is no formula; only what others have named is guarded.
            let cell = if place == 0 {
                guarded(cell)
            } else {
                cell.as_str().into()
            };
            file.write_field(&*cell)?;
        }
        file.write_record(None::<&[u8]>)?;
    }
    let bytes = file.into_inner();
    let bytes = bytes.map_err(|error| Error::Broken(Box::new(error.into_error())))?;
    String::from_utf8(bytes).map_err(|_| Error::corrupt("a text that is not UTF-8"))
}
