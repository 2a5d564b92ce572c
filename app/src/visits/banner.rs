use std::time::Duration;

use domain::{auth::Me, visits::Visiting};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    auth::api,
    i18n::{m, t, tf},
    ui::{Icon, Telling, Time},
};

/// What the clocks of this machine and the portal may differ by at the end.
const SLACK: Duration = Duration::from_secs(2);
/// How often is asked afterwards.
const AGAIN: Duration = Duration::from_secs(30);

/// Acting for a client: who visits whom, why and until when, with the way back. A plain form, so that
/// it works before the page is alive.
#[component]
pub(crate) fn Banner(me: Me, client: String, visit: Visiting) -> impl IntoView {
    let Visiting {
        reason,
        ends_at,
        back,
    } = visit;
    let who = tf(
        m::VISITS_BANNER,
        &[("visitor", &me.name), ("client", &client)],
    );
    go_when_over(ends_at.0 / 1_000, back);
    view! {
        <form class="visit-banner" method="post" action="/sign-out" aria-label=t(m::VISITS_TITLE)>
            <strong>{who}</strong>
            <span class="visit-reason">{reason}</span>
            <span>
                {t(m::VISITS_UNTIL)} " " <Time at=ends_at.to_rfc3339() telling=Telling::TimeOfDay />
            </span>
            <button type="submit" class="button" data-size="small">
                <Icon name="undo-2" />
                <span>{t(m::VISITS_RETURN)}</span>
            </button>
        </form>
    }
    .into_any()
}

/// Leads back when the time is over: the next press would find nobody signed in. The portal is asked
/// whether it is, for the clock of this machine may be wrong.
fn go_when_over(ends_at_ms: i64, back: String) {
    Effect::new(move |_| {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "milliseconds of this century, and of an hour"
        )]
        let left = (ends_at_ms as f64 - js_sys::Date::now()).max(0.0) as u64;
        wait(Duration::from_millis(left) + SLACK, back.clone());
    });
}

fn wait(time: Duration, back: String) {
    let ask = move || {
        spawn_local(async move {
            if api::me().await.is_err() {
                let _ = window().location().assign(&back);
            } else {
                wait(AGAIN, back);
            }
        });
    };
    let _ = set_timeout(ask, time);
}
