//! What was done in a client's pages, and who was in: the visit receipt.

use domain::{
    ClientId, Refusal,
    audit::Change,
    auth::{ClientPlace, Office},
    policy::Action,
    visits::{ClientActivity, Receipt, VisitRule, VisitState},
};
use leptos::{prelude::*, task::spawn_local};

use super::{api, rule::Rule};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    feed,
    i18n::{m, t, tf},
    panel::{use_here, why_not_own},
    ui::{
        Avatar, Button, EmptyState, Kind, Likeness, PageHeader, PageTitle, Section, Size, Telling,
        Time, toasts,
    },
    words,
};

type Found = Resource<Result<ClientActivity, ApiError>>;

/// The page of the client's activity.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let here = use_here();
    let found = Resource::new(
        move || here.client(),
        |client| async move {
            match client {
                Some(client) => api::list(client).await,
                None => Err(Refusal::NotFound.into()),
            }
        },
    );
    let content = move || {
        Suspend::new(async move {
            match (untrack(|| here.office()), found.await) {
                (Ok((_, office, place)), Ok(activity)) => {
                    view! { <Content office place activity found /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::VISITS_ACTIVITY) />
        <div class="page">
            <PageHeader title=t(m::VISITS_ACTIVITY) help=t(m::VISITS_ACTIVITY_INTRO) />
            <Transition>{content}</Transition>
        </div>
    }
}

#[component]
fn Content(
    office: Office,
    place: ClientPlace,
    activity: ClientActivity,
    found: Found,
) -> impl IntoView {
    let client = place.person.client;
    let refused = why_not_own(&place.person, Action::ManageVisits);
    let again = Callback::new(move |()| found.refetch());
    let ClientActivity {
        rule,
        visits,
        activity,
    } = activity;
    let receipts = if visits.is_empty() {
        view! {
            <EmptyState
                icon="log-in"
                title=t(m::VISITS_EMPTY)
                text=t(m::VISITS_EMPTY_TEXT)
                small=true
            />
        }
        .into_any()
    } else {
        let cards = visits
            .into_iter()
            .map(|receipt| view! { <Card client receipt refused=refused.clone() again /> })
            .collect_view();
        view! { <div class="stack">{cards}</div> }.into_any()
    };
    view! {
        <div class="columns">
            <div class="stack" data-gap="large">
                <Section title=t(m::VISITS_TITLE)>{receipts}</Section>
                <Section title=t(m::VISITS_WHAT_HAPPENED)>
                    {feed::feed(activity, t(m::VISITS_NO_ACTIVITY), changed)}
                </Section>
            </div>
            <Section title=tf(m::VISITS_RULE, &[("provider", &office.provider)])>
                <Rule client rule refused on_saved=again />
            </Section>
        </div>
    }
    .into_any()
}

/// One visit: who, when, why, what was changed; or the request for one.
#[component]
fn Card(
    client: ClientId,
    receipt: Receipt,
    refused: Option<String>,
    again: Callback<()>,
) -> impl IntoView {
    let minutes = receipt.minutes.to_string();
    let minutes = [("minutes", minutes.as_str())];
    let what = match receipt.state {
        VisitState::Asked => tf(m::VISITS_ASKS, &minutes),
        VisitState::Allowed | VisitState::Ticketed => tf(m::VISITS_MAY, &minutes),
        VisitState::UnderWay => t(m::VISITS_IS_IN).to_owned(),
        VisitState::Over | VisitState::Declined => t(m::VISITS_WAS_IN).to_owned(),
    };
    let has_begun = matches!(receipt.state, VisitState::UnderWay | VisitState::Over);
    // A request may wait until tomorrow; a visit is over within the hour.
    let telling = if has_begun {
        Telling::TimeOfDay
    } else {
        Telling::DateTime
    };
    let until = receipt.ends_at.map(|at| {
        view! {
            " " {t(m::VISITS_UNTIL)} " "
            <Time at=at.to_rfc3339() telling />
        }
    });
    let changes = match (has_begun, receipt.changes.is_empty()) {
        (false, _) => ().into_any(),
        (true, true) => {
            view! { <p class="muted small">{t(m::VISITS_NOTHING_CHANGED)}</p> }.into_any()
        }
        (true, false) => {
            let activity = receipt.changes.clone();
            let more = receipt.has_more.then(|| {
                view! { <p class="muted small">{t(m::VISITS_MORE_CHANGED)}</p> }
            });
            view! {
                {feed::feed(activity, "", changed)}
                {more}
            }
            .into_any()
        }
    };
    let name = receipt.visitor.clone();
    view! {
        <article class="card visit-receipt" data-state=receipt.state.name()>
            <header>
                <Avatar name=name.clone() likeness=Likeness::Person />
                <div>
                    <p>
                        <strong>{name}</strong> " " {what}
                    </p>
                    <p class="muted small">
                        <Time at=receipt.at.to_rfc3339() telling=Telling::DateTime /> {until}
                    </p>
                </div>
                <Answers client receipt=receipt.clone() refused again />
            </header>
            <p class="lines">{receipt.reason}</p>
            {changes}
        </article>
    }
    .into_any()
}

fn changed(change: &Change) -> AnyView {
    let label = words::field(&change.field).unwrap_or_default().to_owned();
    let is_rule = change.field == "visits";
    feed::changed(label, change, |value| {
        match VisitRule::named(value).filter(|_| is_rule) {
            Some(rule) => words::visit_rule(rule).to_owned(),
            None => value.to_owned(),
        }
    })
}

/// The buttons of a request, or of a visit that is under way.
#[component]
fn Answers(
    client: ClientId,
    receipt: Receipt,
    refused: Option<String>,
    again: Callback<()>,
) -> impl IntoView {
    let notices = toasts();
    let busy = RwSignal::new(false);
    let (id, name) = (receipt.id, StoredValue::new(receipt.visitor));
    let reason = Signal::stored(refused);
    let answer = move |is_welcome: bool| {
        busy.set(true);
        spawn_local(async move {
            let said = if is_welcome {
                m::VISITS_ALLOWED
            } else {
                m::VISITS_DECLINED
            };
            match api::answer(client, id, is_welcome).await {
                Ok(()) => notices.say(tf(said, &[("name", &name.get_value())])),
                Err(error) => notices.fail(words::error(&error)),
            }
            again.run(());
        });
    };
    let end = move || {
        busy.set(true);
        spawn_local(async move {
            match api::end_own(client, id).await {
                Ok(()) => notices.say(t(m::VISITS_ENDED)),
                Err(error) => notices.fail(words::error(&error)),
            }
            again.run(());
        });
    };
    match receipt.state {
        VisitState::Asked => view! {
            <div class="visit-answers">
                <Button id=format!("decline-{id}") reason on_press=move || answer(false)>
                    {t(m::VISITS_DECLINE)}
                </Button>
                <Button id=format!("allow-{id}") kind=Kind::Primary reason busy on_press=move || answer(true)>
                    {t(m::VISITS_ALLOW)}
                </Button>
            </div>
        }
        .into_any(),
        VisitState::Allowed => view! {
            <div class="visit-answers">
                <Button id=format!("decline-{id}") size=Size::Small reason busy on_press=move || answer(false)>
                    {t(m::VISITS_DECLINE)}
                </Button>
            </div>
        }
        .into_any(),
        VisitState::UnderWay => view! {
            <div class="visit-answers">
                <Button id=format!("end-{id}") size=Size::Small reason busy on_press=end>
                    {t(m::VISITS_END)}
                </Button>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
