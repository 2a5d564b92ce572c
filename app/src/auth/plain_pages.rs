//! Sign-in, reset and invitation pages. Server only.

use domain::{Refusal, refusal::Rejection, team::Offered};
use leptos::prelude::*;

use super::plain_form::{Card, Input, Submit, form_state, password_hint, query};
use crate::{
    desk,
    i18n::{m, t, tf},
    invoices::Paying,
    ui::{Callout, Tone},
    words,
};

/// Signing in (P2).
#[component]
pub fn SignInPage() -> impl IntoView {
    let state = form_state();
    let is_brand = desk::visitor().is_some_and(|visitor| visitor.front.is_some());
    let next = Some(state.value("next"))
        .filter(|next| !next.is_empty())
        .or_else(|| query("next"));
    view! {
        <Card title=t(m::AUTH_SIGN_IN) is_front=true>
            <form method="post" action="/sign-in">
                <input type="hidden" name="next" value=next />
                <Input
                    name="email"
                    label=t(m::AUTH_EMAIL)
                    kind="email"
                    autocomplete="username"
                    autofocus=true
                />
                <Input
                    name="password"
                    label=t(m::AUTH_PASSWORD)
                    kind="password"
                    autocomplete="current-password"
                />
                {is_brand.then(|| view! { <Stay stays=state.value("stays") == "yes" /> })}
                <Submit label=t(m::AUTH_SIGN_IN) />
            </form>
            <p class="auth-more">
                <a href="/reset">{t(m::AUTH_FORGOT)}</a>
            </p>
        </Card>
    }
}

/// The box by which a client's user stays signed in.
#[component]
fn Stay(stays: bool) -> impl IntoView {
    view! {
        <label class="auth-stay">
            <input type="checkbox" class="checkbox" name="stays" value="yes" checked=stays />
            <span>{t(m::AUTH_STAY)}</span>
        </label>
    }
}

/// Asking for a reset link (P3).
#[component]
pub fn ResetPage() -> impl IntoView {
    let state = form_state();
    if state.is_done {
        let text = tf(m::AUTH_RESET_SENT, &[("email", &state.value("email"))]);
        return view! {
            <Card title=t(m::AUTH_RESET_TITLE)>
                <Callout tone=Tone::Success>
                    <p>{text}</p>
                </Callout>
                <BackToSignIn />
            </Card>
        }
        .into_any();
    }
    view! {
        <Card title=t(m::AUTH_RESET_TITLE) text=t(m::AUTH_RESET_TEXT)>
            <form method="post" action="/reset">
                <Input
                    name="email"
                    label=t(m::AUTH_EMAIL)
                    kind="email"
                    autocomplete="username"
                    autofocus=true
                />
                <Submit label=t(m::AUTH_RESET_SEND) />
            </form>
            <BackToSignIn />
        </Card>
    }
    .into_any()
}

/// Setting a password by a link.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    if is_dead() {
        return view! {
            <Card title=t(m::AUTH_NEW_PASSWORD_TITLE)>
                <p class="auth-more">
                    <a href="/reset">{t(m::AUTH_RESET_AGAIN)}</a>
                </p>
            </Card>
        }
        .into_any();
    }
    view! {
        <Card title=t(m::AUTH_NEW_PASSWORD_TITLE)>
            <form method="post">
                <Input
                    name="password"
                    label=t(m::AUTH_NEW_PASSWORD)
                    kind="password"
                    autocomplete="new-password"
                    hint=password_hint()
                    autofocus=true
                />
                <Submit label=t(m::AUTH_SAVE_PASSWORD) />
            </form>
        </Card>
    }
    .into_any()
}

/// A visit that could not begin: the trouble says why (B3).
#[component]
pub fn EnterPage() -> impl IntoView {
    view! {
        <Card title=t(m::VISITS_ENTERING)>
            <p class="auth-more">{t(m::VISITS_ENTERING_TEXT)}</p>
        </Card>
    }
}

/// An invoice and how it is paid, for whoever holds its link (B11).
#[component]
pub fn PayPage() -> impl IntoView {
    let Some((invoice, pdf)) = form_state().invoice else {
        return view! {
            <Card title=t(m::DUNNING_PAY_TITLE)>
                <BackToSignIn />
            </Card>
        }
        .into_any();
    };
    let text = format!("{} · {}", invoice.number, invoice.seller);
    let row = |label, value: String| {
        view! {
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
        }
    };
    let is_paid = invoice.open.minor == 0;
    let due = invoice.due_on.filter(|_| !is_paid).map(words::date);
    let late = due.clone().filter(|_| invoice.is_overdue).map(|day| {
        let text = tf(m::DUNNING_IS_LATE, &[("date", &day)]);
        view! { <Callout tone=Tone::Warning><p>{text}</p></Callout> }
    });
    let paid = is_paid.then(|| {
        view! { <Callout tone=Tone::Success><p>{t(m::DUNNING_IS_PAID)}</p></Callout> }
    });
    // Whoever has just paid is not asked again.
    let is_back = query("card").as_deref() == Some("done") && !is_paid;
    let confirming = is_back.then(|| {
        view! { <Callout tone=Tone::Info><p>{t(m::CARDS_TAKES_LONGER)}</p></Callout> }
    });
    let card = (invoice.by_card && !is_back).then(|| {
        view! {
            <form method="post">
                <Submit label=t(m::CARDS_PAY) />
            </form>
        }
    });
    let open = (!is_paid).then(|| row(m::INVOICES_LEFT, words::money(invoice.open)));
    let seller = invoice.seller;
    let open_sum = invoice.open;
    view! {
        <Card title=t(m::DUNNING_PAY_TITLE) text>
            {paid}
            {confirming}
            {late}
            <dl class="paying-facts">
                {row(m::INVOICES_BUYER, invoice.buyer)}
                {row(m::INVOICES_ISSUED, words::date(invoice.issued_on))}
                {due.map(|due| row(m::INVOICES_DUE, due))}
                {row(m::INVOICES_TOTAL, words::money(invoice.gross))}
                {open}
            </dl>
            {card}
            {invoice.ways.map(|ways| view! { <Paying ways seller open=open_sum /> })}
            <a class="button" data-wide="" href=pdf download="">
                <span>{t(m::INVOICES_PDF)}</span>
            </a>
        </Card>
    }
    .into_any()
}

/// Accepting an invitation (G4).
#[component]
pub fn InvitationPage() -> impl IntoView {
    let state = form_state();
    let Some(offer) = state.invitation.filter(|_| !is_dead()) else {
        return view! {
            <Card title=t(m::AUTH_INVITATION_TITLE)>
                <BackToSignIn />
            </Card>
        }
        .into_any();
    };
    let text = match &offer.offered {
        Offered::Team(role) => tf(
            m::AUTH_INVITATION_TEXT,
            &[
                ("partner", &offer.partner),
                ("role", words::role(*role)),
                ("email", &offer.email),
            ],
        ),
        Offered::Client { company, role } => tf(
            m::AUTH_CLIENT_INVITATION_TEXT,
            &[
                ("company", company),
                ("role", words::client_role(*role)),
                ("email", &offer.email),
            ],
        ),
    };
    let fields = if offer.has_password {
        view! {
            <Input
                name="password"
                label=t(m::AUTH_YOUR_PASSWORD)
                kind="password"
                autocomplete="current-password"
                autofocus=true
            />
        }
        .into_any()
    } else {
        view! {
            <Input
                name="name"
                label=t(m::AUTH_YOUR_NAME)
                kind="text"
                autocomplete="name"
                autofocus=true
            />
            <Input
                name="password"
                label=t(m::AUTH_NEW_PASSWORD)
                kind="password"
                autocomplete="new-password"
                hint=password_hint()
            />
        }
        .into_any()
    };
    view! {
        <Card title=t(m::AUTH_INVITATION_TITLE) text>
            <form method="post">
                <input type="hidden" name="username" autocomplete="username" value=offer.email />
                {fields} <Submit label=t(m::AUTH_JOIN) />
            </form>
        </Card>
    }
    .into_any()
}

fn is_dead() -> bool {
    form_state().refusal == Some(Refusal::Rejected(Rejection::LinkIsDead))
}

#[component]
fn BackToSignIn() -> impl IntoView {
    view! {
        <p class="auth-more">
            <a href="/sign-in">{t(m::AUTH_BACK)}</a>
        </p>
    }
}
