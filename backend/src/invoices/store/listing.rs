//! Pages of invoices and what they come to.

use std::fmt::Write as _;

use domain::{
    ClientId, Date, InvoiceId, Money, PartnerId,
    billing::Payer,
    invoices::{InvoiceFilter, InvoiceQuery, InvoiceSummary, InvoiceTotal},
    policy::Staff,
    text::fold,
};

use super::{Invoice, InvoiceRow};
use crate::{
    Error, Result, args,
    db::{Tx, Value},
    statements,
};

/// A page of a list needs no documents.
macro_rules! listed {
    ($read_by:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.status, i.payer, i.client_id, c.company, i.number, i.currency,
                i.gross_minor, i.paid_minor, i.credited_minor, i.issued_on, i.due_on,
                CAST(NULL AS text) AS document, i.corrects_id, i.note, i.created_at,
                i.version
            FROM invoices i ",
            $read_by,
            " LEFT JOIN clients c ON c.partner_id = i.partner_id AND c.id = i.client_id
            WHERE i.partner_id = $1"
        )
    };
}

statements! {
    // What all of a partner's come to: kept by the day they are due, for a sum over every invoice
    // would take longer with each.
    TOTALS = "SELECT currency, CAST(sum(invoiced_minor) AS bigint) AS invoiced,
            CAST(sum(open_minor) AS bigint) AS open,
            CAST(sum(CASE WHEN due_on < $2 THEN open_minor ELSE 0 END) AS bigint) AS overdue
        FROM invoice_days WHERE partner_id = $1 GROUP BY currency ORDER BY currency";
}

#[derive(sqlx::FromRow)]
struct TotalRow {
    currency: String,
    invoiced: i64,
    open: i64,
    overdue: i64,
}

/// Characters of a search that count.
const SEARCH_MAX: usize = 100;

/// What a list is narrowed by, put together from fixed fragments.
struct Narrowed {
    sql: String,
    values: Vec<Value>,
}

impl Narrowed {
    fn by(&mut self, text: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.sql.push_str(text);
        let _ = write!(self.sql, "${}", self.values.len());
    }

    /// What `staff` sees: whose scope is a list sees no invoice of the partner's own.
    fn seen_by(&mut self, staff: &Staff) {
        if !staff.sees_all {
            self.by(
                " AND i.client_id IN (SELECT m.client_id FROM membership_clients m
                    WHERE m.partner_id = $1 AND m.membership_id = ",
                staff.membership,
            );
            self.sql.push(')');
        }
    }
}

/// A page of invoices, newest first, and one more if there is one.
pub(in crate::invoices) async fn page(
    tx: &mut Tx,
    staff: &Staff,
    query: &InvoiceQuery,
    today: Date,
    (before, most): (Option<InvoiceId>, i64),
) -> Result<Vec<InvoiceSummary>> {
    let pattern = pattern(&query.search);
    let all = match pattern {
        // `SQLite` would read every document on the way; this index holds what is searched.
        Some(_) => tx.pick(listed!("INDEXED BY invoices_searched"), listed!("")),
        None => listed!(""),
    };
    let mut list = Narrowed {
        sql: all.to_owned(),
        values: vec![staff.partner.into()],
    };
    match query.filter {
        None => {}
        Some(InvoiceFilter::Draft) => list.sql.push_str(" AND i.status = 'draft'"),
        Some(InvoiceFilter::Paid) => list
            .sql
            .push_str(" AND i.status = 'paid' AND i.kind = 'invoice'"),
        Some(InvoiceFilter::Void) => list.sql.push_str(" AND i.status = 'void'"),
        Some(InvoiceFilter::CreditNotes) => list.sql.push_str(" AND i.kind = 'credit_note'"),
        Some(InvoiceFilter::Open) => list
            .sql
            .push_str(" AND i.status = 'finalized' AND i.kind = 'invoice'"),
        Some(InvoiceFilter::Overdue) => list.by(
            " AND i.status = 'finalized' AND i.kind = 'invoice' AND i.due_on < ",
            today,
        ),
    }
    if let Some(payer) = query.payer {
        list.by(" AND i.payer = ", payer.name());
        // Nobody's client's: an index finds these among many.
        if payer == Payer::Partner {
            list.sql.push_str(" AND i.client_id IS NULL");
        }
    }
    if let Some(client) = query.client {
        list.by(" AND i.client_id = ", client);
    }
    if let Some(pattern) = pattern {
        list.by(" AND i.search_text LIKE ", pattern);
        list.sql.push_str(" ESCAPE '!'");
    }
    list.seen_by(staff);
    if let Some(before) = before {
        list.by(" AND i.id < ", before);
    }
    list.by(" ORDER BY i.id DESC LIMIT ", most);
    let rows: Vec<InvoiceRow> = tx.all_of(list.sql, &list.values).await?;
    rows.into_iter()
        .map(|row| Ok(Invoice::try_from(row)?.summary(today)))
        .collect()
}

/// What a client's own people see: a page of what was finalized, newest first, and one more if
/// there is one.
pub(in crate::invoices) async fn page_of_client(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    today: Date,
    before: Option<InvoiceId>,
    most: i64,
) -> Result<Vec<InvoiceSummary>> {
    let mut list = Narrowed {
        sql: listed!("").to_owned(),
        values: vec![partner.into()],
    };
    list.by(" AND i.status <> 'draft' AND i.client_id = ", client);
    if let Some(before) = before {
        list.by(" AND i.id < ", before);
    }
    list.by(" ORDER BY i.id DESC LIMIT ", most);
    let rows: Vec<InvoiceRow> = tx.all_of(list.sql, &list.values).await?;
    rows.into_iter()
        .map(|row| Ok(Invoice::try_from(row)?.summary(today)))
        .collect()
}

/// What clients owe, the oldest first: as much of it as `staff` sees.
pub(in crate::invoices) async fn open_of_clients(
    tx: &mut Tx,
    staff: &Staff,
    most: i64,
) -> Result<Vec<Invoice>> {
    let mut list = Narrowed {
        sql: listed!("").to_owned(),
        values: vec![staff.partner.into()],
    };
    list.sql
        .push_str(" AND i.status = 'finalized' AND i.kind = 'invoice' AND i.payer = 'client'");
    list.seen_by(staff);
    list.by(" ORDER BY i.id LIMIT ", most);
    let rows: Vec<InvoiceRow> = tx.all_of(list.sql, &list.values).await?;
    rows.into_iter().map(Invoice::try_from).collect()
}

/// What a search looks for: its text anywhere. Nothing when none was typed.
fn pattern(search: &str) -> Option<String> {
    let typed: String = search.chars().take(SEARCH_MAX).collect();
    let needle = fold(&typed);
    let mut pattern = String::from("%");
    for c in needle.trim().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    (pattern.len() > 2).then_some(pattern)
}

/// What all invoices that `staff` sees come to, by currency; or a client's.
pub(in crate::invoices) async fn totals(
    tx: &mut Tx,
    staff: &Staff,
    client: Option<ClientId>,
    today: Date,
) -> Result<Vec<InvoiceTotal>> {
    let rows: Vec<TotalRow> = if staff.sees_all && client.is_none() {
        tx.all(TOTALS, args![staff.partner, today]).await?
    } else {
        let narrowed = narrowed_totals(staff, client, today);
        tx.all_of(narrowed.sql, &narrowed.values).await?
    };
    rows.into_iter()
        .map(|row| {
            let currency = row.currency.parse();
            let currency = currency.map_err(|_| Error::corrupt("invoices.currency"))?;
            let money = |minor| Money { minor, currency };
            Ok(InvoiceTotal {
                invoiced: money(row.invoiced),
                open: money(row.open),
                overdue: money(row.overdue),
            })
        })
        .collect()
}

fn narrowed_totals(staff: &Staff, client: Option<ClientId>, today: Date) -> Narrowed {
    // What is credited is told by the invoice, for one that is wholly credited may be void.
    let mut list = Narrowed {
        sql: "SELECT i.currency,
                CAST(sum(i.gross_minor - i.credited_minor) AS bigint) AS invoiced,
                CAST(sum(CASE WHEN i.status = 'finalized'
                    THEN i.gross_minor - i.credited_minor - i.paid_minor ELSE 0 END)
                    AS bigint) AS open,
                CAST(sum(CASE WHEN i.status = 'finalized' AND i.due_on < $2
                    THEN i.gross_minor - i.credited_minor - i.paid_minor ELSE 0 END)
                    AS bigint) AS overdue
            FROM invoices i
            WHERE i.partner_id = $1 AND i.kind = 'invoice' AND i.status IN ('finalized', 'paid')"
            .to_owned(),
        values: vec![staff.partner.into(), today.into()],
    };
    if let Some(client) = client {
        list.by(" AND i.client_id = ", client);
    }
    list.seen_by(staff);
    list.sql
        .push_str(" GROUP BY i.currency ORDER BY i.currency");
    list
}
