use std::collections::BTreeMap;

use domain::{
    ClientId, Money, ServiceClassId,
    commission::{Event, Month, Shown, What},
};

use super::statements::shown;
use crate::{
    Context, Result, billing,
    documents::{self, StatementKind, StatementRow, StatementSheet, StatementWords},
    partners,
};

/// What moves the balance in a month, as a PDF in the language of the partner's documents.
///
/// # Errors
/// `TooOften` when too many are wanted at once.
pub async fn pdf(cx: &Context, month: Month) -> Result<Vec<u8>> {
    let shown = shown(cx, month).await?;
    let mut tx = cx.read().await?;
    let partner = shown.statement.partner;
    let lang = billing::settings(&mut tx, partner).await?.lang;
    let name = partners::company_of(&mut tx, partner).await?.name;
    // Making a PDF takes a while, and needs no connection.
    drop(tx);
    let words = StatementWords::of(lang);
    let classes = shown.classes.iter();
    let classes: BTreeMap<ServiceClassId, &str> = classes
        .map(|class| (class.id, words.class(class)))
        .collect();
    let clients = shown.clients.iter();
    let clients: BTreeMap<ClientId, &str> =
        clients.map(|client| (client.id, &*client.name)).collect();
    let rows = shown.statement.events.iter();
    let rows = rows.filter_map(|event| row(event, &clients, &classes));
    let sheet = StatementSheet {
        lang,
        partner: name,
        month: (month.first_day(), month.next().first_day().plus_days(-1)),
        rows: rows.collect(),
        opening: shown.statement.opening.owed.clone(),
        closing: shown.statement.closing.clone(),
        signature: signature(&shown),
    };
    documents::stated(cx.portal(), sheet).await
}

fn signature(shown: &Shown) -> Option<String> {
    shown
        .signed
        .as_ref()
        .map(|(_, signature)| signature.clone())
}

/// An event that moves the balance.
fn row(
    event: &Event,
    clients: &BTreeMap<ClientId, &str>,
    classes: &BTreeMap<ServiceClassId, &str>,
) -> Option<StatementRow> {
    let named = |id: &ClientId| {
        clients
            .get(id)
            .map_or_else(|| id.to_string(), |&name| name.into())
    };
    let line = |kind, document: &str, about, base, rate, amount: Money| StatementRow {
        kind,
        document: document.to_owned(),
        about,
        day: event.at.date(),
        base,
        rate,
        amount,
    };
    Some(match &event.what {
        What::Accrued(it) => {
            let class = classes.get(&it.class).copied().unwrap_or_default();
            let about = format!("{} · {class}", named(&it.client));
            let (base, rate) = (Some(it.base), Some(it.rate));
            line(
                StatementKind::Earned,
                &it.document,
                about,
                base,
                rate,
                it.amount,
            )
        }
        What::Reversed(it) => {
            let (base, rate) = (Some(it.base.negated()), Some(it.rate));
            let about = named(&it.client);
            line(
                StatementKind::Reversed,
                &it.document,
                about,
                base,
                rate,
                it.amount,
            )
        }
        What::PaidOut { amount, .. } => {
            let amount = amount.negated();
            line(
                StatementKind::PaidOut,
                "",
                String::new(),
                None,
                None,
                amount,
            )
        }
        What::Counts(_) | What::CountsNoMore(_) | What::Level(_) => return None,
    })
}
