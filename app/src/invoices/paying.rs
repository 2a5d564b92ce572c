use domain::{
    Money,
    dunning::{Code, Ways},
};
use leptos::prelude::*;

use crate::{
    i18n::{m, t, tf},
    ui::CopyButton,
    words,
};

/// How an open invoice can be paid. Whatever takes money in has its place here.
#[component]
pub fn Paying(
    ways: Ways,
    seller: String,
    open: Money,
    /// Whether the page comes to life: only then there is something to copy with.
    #[prop(optional)]
    is_alive: bool,
) -> impl IntoView {
    let row = move |label, value: String, copied: String| {
        let copy = is_alive.then(|| view! { <CopyButton name=t(label) text=copied /> });
        view! {
            <dt>{t(label)}</dt>
            <dd>
                <span class="paying-value">{value}</span>
                {copy}
            </dd>
        }
    };
    let same =
        move |label, value: String| (!value.is_empty()).then(|| row(label, value.clone(), value));
    let content = match ways.bank {
        Some(bank) => {
            let grouped = bank.grouped();
            view! {
                <dl class="paying-facts">
                    {same(m::BILLING_BANK_HOLDER, bank.holder)}
                    {row(m::BILLING_BANK_IBAN, grouped, bank.iban)}
                    {same(m::BILLING_BANK_BIC, bank.bic)}
                    {same(m::BILLING_BANK_NAME, bank.name)}
                    {row(m::DUNNING_AMOUNT, words::money(open), open.to_input())}
                    {same(m::DUNNING_REFERENCE, ways.reference)}
                </dl>
                {ways.code.map(|code| view! { <Picture code /> })}
            }
            .into_any()
        }
        None => view! { <p class="muted">{tf(m::DUNNING_NO_WAY, &[("seller", &seller)])}</p> }
            .into_any(),
    };
    view! {
        <section class="paying">
            <h2>{t(m::DUNNING_HOW)}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// A QR code, dark on light whatever the theme: programs read no other.
#[component]
fn Picture(code: Code) -> impl IntoView {
    // Four light squares around it belong to it (ISO 18004).
    let side = code.side + 8;
    let seen = format!("-4 -4 {side} {side}");
    view! {
        <figure class="paying-code">
            <svg viewBox=seen role="img" aria-label=t(m::DUNNING_CODE) shape-rendering="crispEdges">
                <path d=code.path />
            </svg>
            <figcaption>{t(m::DUNNING_CODE_TEXT)}</figcaption>
        </figure>
    }
    .into_any()
}
