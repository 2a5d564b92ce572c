use domain::{
    Money, Rate,
    invoices::{Document, DocumentKind, DocumentLine, Party, TaxTotal},
    taxes::TaxCategory,
};
use leptos::prelude::*;

use crate::{
    countries,
    i18n::{lang, m, t, tf},
    words,
};

/// What an invoice says, as on paper: who sells to whom, the lines, the sums.
#[component]
pub(super) fn Paper(document: Document) -> impl IntoView {
    let (seller, buyer) = (document.seller.clone(), document.buyer.clone());
    let bank = document.bank.clone();
    let note = (!document.note.is_empty()).then(|| document.note.clone());
    let lines = document.lines.iter().map(line).collect_view();
    let sums = sums(&document);
    view! {
        <article class="paper">
            <div class="paper-parties">
                {party(t(m::INVOICES_SELLER), &seller)} {party(t(m::INVOICES_BUYER), &buyer)}
                {dates(&document)}
            </div>
            <table class="paper-lines">
                <thead>
                    <tr>
                        <th scope="col">{t(m::INVOICES_LINE)}</th>
                        <th scope="col" data-number="">
                            {t(m::INVOICES_QUANTITY)}
                        </th>
                        <th scope="col" data-number="">
                            {t(m::INVOICES_TAX)}
                        </th>
                        <th scope="col" data-number="">
                            {t(m::INVOICES_NET)}
                        </th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            {sums}
            {bank
                .map(|bank| {
                    view! {
                        <p class="paper-bank">
                            <strong>{t(m::INVOICES_BANK)}</strong>
                            <span>{bank.holder}</span>
                            <span class="number">{bank.iban}</span>
                            <span class="number">{bank.bic}</span>
                            <span>{bank.name}</span>
                        </p>
                    }
                })}
            {note.map(|note| view! { <p class="paper-note">{note}</p> })}
        </article>
    }
    .into_any()
}

fn party(role: &'static str, party: &Party) -> AnyView {
    let place = [&party.postal_code, &party.city, &party.state];
    let place: Vec<&str> = place
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect();
    let rest = [
        party.street.clone(),
        place.join(" "),
        countries::name(&party.country).to_owned(),
        party.tax_id.clone(),
    ];
    let rest = rest
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| view! { <span>{line}</span> })
        .collect_view();
    view! {
        <address>
            <span class="muted small">{role}</span>
            <strong>{party.name.clone()}</strong>
            {rest}
        </address>
    }
    .into_any()
}

fn dates(document: &Document) -> AnyView {
    let pair = |label, value: String| {
        view! {
            <div>
                <dt>{t(label)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let due = document.due_on.map(words::short_date);
    let corrects = document.corrects.as_ref().map(|(number, _)| number.clone());
    view! {
        <dl class="paper-dates">
            {pair(m::INVOICES_ISSUED, words::short_date(document.issued_on))}
            {due.map(|due| pair(m::INVOICES_DUE, due))}
            {corrects.map(|number| pair(m::INVOICES_CORRECTS, number))}
        </dl>
    }
    .into_any()
}

fn line(line: &DocumentLine) -> AnyView {
    let period = line.period.map(|(from, to)| {
        let (from, to) = (words::short_date(from), words::short_date(to));
        view! { <span class="muted small">{format!("{from} – {to}")}</span> }
    });
    let detail = (!line.detail.is_empty())
        .then(|| view! { <span class="muted small">{line.detail.clone()}</span> });
    let discount = (line.discount.minor != 0).then(|| {
        let less = tf(
            m::INVOICES_DISCOUNT,
            &[("amount", &words::money(line.discount))],
        );
        view! { <span class="muted small">{less}</span> }
    });
    let tax = match line.category {
        TaxCategory::Standard => line.rate.written(lang()),
        _ => "–".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">
                <span>{line.text.clone()}</span>
                {period}
                {detail}
                {discount}
            </th>
            <td data-number="">{line.quantity}</td>
            <td data-number="">{tax}</td>
            <td data-number="">{words::money(line.net)}</td>
        </tr>
    }
    .into_any()
}

fn sums(document: &Document) -> AnyView {
    let row = |label: String, amount: Money, strong: bool| {
        view! {
            <div data-strong=strong.then_some("")>
                <dt>{label}</dt>
                <dd class="number">{words::money(amount)}</dd>
            </div>
        }
    };
    let taxes = document
        .taxes
        .iter()
        .map(|total| row(tax_words(total), total.tax, false))
        .collect_view();
    let whole = match document.kind {
        DocumentKind::Invoice => m::INVOICES_TOTAL,
        DocumentKind::CreditNote => m::INVOICES_CREDITED,
    };
    view! {
        <dl class="paper-sums">
            {row(t(m::INVOICES_NET).to_owned(), document.net, false)}
            {taxes}
            {row(t(whole).to_owned(), document.gross, true)}
        </dl>
    }
    .into_any()
}

/// What a sum of tax is: its rate, or why there is none.
fn tax_words(total: &TaxTotal) -> String {
    match total.category {
        TaxCategory::Standard => {
            let rate = if total.rate == Rate::ZERO {
                "0".to_owned()
            } else {
                total.rate.written(lang())
            };
            tf(m::INVOICES_TAX_AT, &[("rate", &rate)])
        }
        TaxCategory::ReverseCharge => t(m::INVOICES_REVERSE_CHARGE).to_owned(),
        TaxCategory::Exempt => total.reason.clone(),
        TaxCategory::Export => t(m::INVOICES_TAX_EXPORT).to_owned(),
        TaxCategory::NotSubject => t(m::INVOICES_OUT_OF_SCOPE).to_owned(),
    }
}
