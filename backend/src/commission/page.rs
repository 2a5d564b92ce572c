use domain::{
    CommissionEntryId, Cursor, Date, Money, Page, Refusal, Timestamp, Total,
    commission::{
        Balance, Entry, EntryFilter, Explanation, Month, Original, Overview, Progress, RateTable,
        Standing, in_force,
    },
    policy::Action,
};

use super::store::{
    entries::{self, Stored},
    history, ledger, payouts, tables,
};
use crate::{Context, Error, Result, db::Tx, money::sum};

/// Entries on a page of the list.
const PAGE: usize = 50;
/// Clients that an explanation names.
const NAMED: u32 = 100;
/// Payouts that the page shows.
const PAYOUTS: u32 = 24;
/// Months that can be chosen.
const MONTHS: usize = 120;

/// What the page of commission begins with.
pub async fn overview(cx: &Context) -> Result<Overview> {
    let partner = cx.allow(Action::SeeCommission)?;
    let today = cx.now().date();
    let mut tx = cx.read().await?;
    let tables = tables::tables(&mut tx).await?;
    let settings = tables::settings(&mut tx).await?;
    let following = tables.iter().filter(|table| table.valid_from > today);
    let following = following.min_by_key(|table| (table.valid_from, u32::MAX - table.version));
    let mut months = Vec::new();
    if let Some(first) = history::first(&mut tx, partner).await? {
        let first = Month::of(first.date());
        let all = std::iter::successors(Some(Month::of(today)), |month| Some(month.previous()));
        months.extend(all.take_while(|month| *month >= first).take(MONTHS));
    }
    let balances = entries::balances(&mut tx, partner, today).await?;
    Ok(Overview {
        progress: now(&mut tx, cx, &tables).await?,
        balances: balances_of(balances, &settings)?,
        hold_days: settings.hold_days,
        grace_days: settings.grace_days,
        table: at_work(&tables, today)?.clone(),
        following: following.cloned(),
        classes: tables::classes(&mut tx).await?,
        months,
        payouts: payouts::of_partner(&mut tx, partner, PAYOUTS).await?,
    })
}

/// Where the partner stood at the end of a day; of today and later, where it stands now.
pub async fn progress(cx: &Context, day: Date) -> Result<Progress> {
    let partner = cx.allow(Action::SeeCommission)?;
    let mut tx = cx.read().await?;
    let tables = tables::tables(&mut tx).await?;
    if day >= cx.now().date() {
        return now(&mut tx, cx, &tables).await;
    }
    let day = day.max(Date::from_days(0));
    let ends = Timestamp::start_of(day.plus_days(1));
    let (rank, counted) = history::stood_before(&mut tx, partner, ends).await?;
    Ok(Progress {
        day,
        standing: Standing {
            rank,
            below_since: None,
        },
        counted,
        levels: at_work(&tables, day)?.levels.to_vec(),
    })
}

async fn now(tx: &mut Tx, cx: &Context, tables: &[RateTable]) -> Result<Progress> {
    let today = cx.now().date();
    let kept = ledger::standing(tx, cx.partner()?).await?;
    Ok(Progress {
        day: today,
        standing: kept.map(|kept| kept.standing).unwrap_or_default(),
        counted: kept.map_or(0, |kept| kept.counted),
        levels: at_work(tables, today)?.levels.to_vec(),
    })
}

/// The table in force on a day.
pub(super) fn at_work(tables: &[RateTable], day: Date) -> Result<&RateTable> {
    in_force(tables, day).ok_or_else(|| Error::corrupt("commission_tables"))
}

fn balances_of(
    rows: Vec<(Money, String, Date)>,
    settings: &domain::commission::Settings,
) -> Result<Vec<Balance>> {
    let mut balances: Vec<Balance> = Vec::new();
    for (money, state, first_day) in rows {
        let currency = money.currency;
        let zero = Money::zero(currency);
        if balances
            .last()
            .is_none_or(|last| last.held.currency != currency)
        {
            balances.push(Balance {
                held: zero,
                payable: zero,
                in_payout: zero,
                paid: zero,
                minimum: settings.minimum(currency),
                next: None,
            });
        }
        let Some(balance) = balances.last_mut() else {
            continue;
        };
        match state.as_str() {
            "held" => (balance.held, balance.next) = (money, Some(first_day)),
            "payable" => balance.payable = money,
            "paid" => balance.paid = money,
            _ => balance.in_payout = sum(balance.in_payout.plus(money))?,
        }
    }
    Ok(balances)
}

/// The entries of the ledger that a filter asks for, the youngest first.
pub async fn entries(
    cx: &Context,
    filter: EntryFilter,
    after: Option<Cursor>,
) -> Result<Page<Entry>> {
    let partner = cx.allow(Action::SeeCommission)?;
    let before = after.map_or(Ok(i64::MAX), |cursor| cursor.0.parse());
    let before = before.map_err(|_| Refusal::NotFound)?;
    let mut tx = cx.read().await?;
    let tables = tables::tables(&mut tx).await?;
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let known = (tables.as_slice(), cx.now().date());
    let mut rows = entries::page(&mut tx, partner, &filter, (before, most), known).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| has_more);
    Ok(Page {
        next: last.map(|row| Cursor(row.number.to_string())),
        rows: rows.into_iter().map(|row| row.entry).collect(),
        total: Total {
            rows: entries::count(&mut tx, partner, &filter).await?,
            exact: true,
        },
    })
}

/// Why an entry is what it is.
pub async fn explain(cx: &Context, id: CommissionEntryId) -> Result<Explanation> {
    let partner = cx.allow(Action::SeeCommission)?;
    let mut tx = cx.read().await?;
    let tables = tables::tables(&mut tx).await?;
    let known = (tables.as_slice(), cx.now().date());
    let found = entries::entry(&mut tx, partner, id, known).await?;
    let found = found.ok_or(Refusal::NotFound)?;
    let original = match found.reverses {
        Some((of, ..)) => entries::entry(&mut tx, partner, of, known).await?,
        None => None,
    };
    // Level and rate of a reversal are those of what it takes back, and so is who counted.
    let counted_at = original
        .as_ref()
        .map_or(found.number, |stored| stored.number);
    let table = tables.iter().find(|table| table.version == found.table);
    let table = table.ok_or_else(|| Error::corrupt("commission_entries.table_version"))?;
    let class = tables::classes(&mut tx).await?;
    let class = class
        .into_iter()
        .find(|class| class.id == found.entry.class);
    let position = found.entry.position;
    Ok(Explanation {
        line: entries::line_text(&mut tx, partner, found.document, position).await?,
        class: class.ok_or_else(|| Error::corrupt("commission_entries.class_id"))?,
        counting: history::counting(&mut tx, partner, counted_at, NAMED).await?,
        counted: found.counted,
        levels: table.levels.to_vec(),
        table: table.version,
        table_from: table.valid_from,
        original: original
            .map(|original| taken(&found, original))
            .transpose()?,
        entry: found.entry,
    })
}

fn taken(reversal: &Stored, original: Stored) -> Result<Original> {
    let zero = Money::zero(original.entry.base.currency);
    let (credited, reversed) = reversal
        .reverses
        .map_or((zero, zero), |(_, credited, reversed)| (credited, reversed));
    let in_all = sum(credited.plus(reversal.entry.base))?;
    Ok(Original {
        left: sum(original.entry.amount.minus(reversed))?,
        is_last: in_all.minor.unsigned_abs() >= original.entry.base.minor.unsigned_abs(),
        document: original.entry.document,
        base: original.entry.base,
        amount: original.entry.amount,
    })
}
