use domain::{
    Money,
    catalogue::{Term, margin_between},
    orders::OrderTotals,
    taxes::Prices,
};
use leptos::prelude::*;

use super::open::By;
use crate::{
    i18n::{m, t, tf},
    words,
};

/// What an order comes to: for the client at once and again, and for the partner.
#[component]
pub(super) fn Totals(
    totals: OrderTotals,
    /// Whether tax is inside, where that is known.
    #[prop(optional_no_strip)]
    prices: Option<Prices>,
    /// Who reads it: only the team is told what the partner pays.
    by: By,
) -> impl IntoView {
    let OrderTotals {
        retail,
        wholesale,
        recurring,
    } = totals;
    let again = recurring.into_iter().map(again).collect_view();
    let tax = prices.map(|prices| {
        t(match prices {
            Prices::Net => m::ORDERS_BEFORE_TAX,
            Prices::Gross => m::ORDERS_WITH_TAX,
        })
    });
    let partners = (by == By::Team).then(|| {
        view! {
            <dt>{t(m::CATALOGUE_WHOLESALE)}</dt>
            <dd>{words::money(wholesale)}</dd>
            <dt>{t(m::CATALOGUE_MARGIN)}</dt>
            <dd>{margin(retail, wholesale)}</dd>
        }
    });
    view! {
        <dl class="totals">
            <dt>{t(m::ORDERS_FIRST_CHARGE)}</dt>
            <dd class="totals-first" id="order-total">
                {words::money(retail)}
            </dd>
            {again}
            {partners}
        </dl>
        {tax.map(|tax| view! { <p class="muted small">{tax}</p> })}
    }
    .into_any()
}

fn again((term, sum): (Term, Money)) -> AnyView {
    let label = tf(m::ORDERS_THEN, &[("term", &words::term(term))]);
    view! {
        <dt>{label}</dt>
        <dd>{words::money(sum)}</dd>
    }
    .into_any()
}

/// What is left to the partner of the first charge: "4.10 EUR (20%)".
fn margin(retail: Money, wholesale: Money) -> String {
    let Ok(left) = retail.minus(wholesale) else {
        return String::new();
    };
    let left = words::money(left);
    match margin_between(wholesale, retail) {
        Some(margin) => format!("{left} ({})", words::percent(margin)),
        None => left,
    }
}
