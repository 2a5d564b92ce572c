use std::collections::BTreeMap;

use domain::{
    ClientId, Money,
    commission::{
        Event, Flaw, LineVerdict, Month, Place, RateTable, Shown, Statement, What, in_force, verify,
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{
    api,
    level::percent,
    names::{class_of, level_of, month_name},
    page::bones,
    signature,
    statements::files,
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{grouped, m, t, tf, tn},
    panel::{Here, use_here},
    ui::{Callout, DataTable, Icon, PageHeader, PageTitle, Section, Telling, Time, Tone},
    words,
};

/// The statement of a month, worked out again while it is shown.
#[component]
pub fn StatementPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let month = Memo::new(move |_| {
        let text = params.read().get("month").unwrap_or_default();
        text.parse::<Month>().ok()
    });
    let found = Resource::new(
        move || (here.slug(), month.get()),
        |(at, month)| async move {
            let month = month.ok_or(ApiError::Refused(domain::Refusal::NotFound))?;
            api::statement(at, month).await
        },
    );
    let title = Memo::new(move |_| {
        let name = month.get().map(month_name).unwrap_or_default();
        tf(m::COMMISSION_STATEMENT_OF, &[("month", &name)])
    });
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(shown) => view! { <Content here shown /> }.into_any(),
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=title.get_untracked() />
        <div class="page">
            <PageHeader
                title=title
                above=(
                    here.at("commission?show=statements"),
                    t(m::COMMISSION_STATEMENTS).to_owned(),
                )
            />
            <Transition fallback=bones>{content}</Transition>
        </div>
    }
}

#[component]
fn Content(here: Here, shown: Shown) -> impl IntoView {
    let statement = &shown.statement;
    let verdicts = verify(statement);
    let broken = verdicts
        .iter()
        .filter(|verdict| verdict.flaw.is_some())
        .count();
    let checked = u64::try_from(verdicts.len()).unwrap_or(u64::MAX);
    let (tone, summary) = if broken == 0 {
        (Tone::Success, tn(m::COMMISSION_ALL_HOLDS, checked))
    } else {
        let broken = u64::try_from(broken).unwrap_or(u64::MAX);
        (Tone::Danger, tn(m::COMMISSION_BROKEN, broken))
    };
    let is_over = shown.signed.is_some();
    let flaws: BTreeMap<u64, Option<Flaw>> = verdicts.iter().filter_map(of_event).collect();
    let names = Names::of(&shown);
    let rows = statement
        .events
        .iter()
        .map(|event| row(event, flaws.get(&event.number).copied().flatten(), &names))
        .collect_view();
    let head = || {
        view! {
            <th scope="col" data-number="" data-sticky="">{t(m::COMMISSION_NUMBER)}</th>
            <th scope="col">{t(m::COMMISSION_DAY)}</th>
            <th scope="col">{t(m::COMMISSION_WHAT)}</th>
            <th scope="col" data-number="">{t(m::COMMISSION_AMOUNT)}</th>
            <th scope="col">{t(m::COMMISSION_HOLDS)}</th>
        }
        .into_any()
    };
    view! {
        <Callout tone title=summary>
            <p>{t(m::COMMISSION_RECOMPUTED)}</p>
        </Callout>
        <Signature shown=shown.clone() />
        {sums(statement)}
        {files(here, statement.month, is_over)}
        <DataTable label=t(m::COMMISSION_WHAT) head>
            {rows}
        </DataTable>
    }
    .into_any()
}

const fn of_event(verdict: &LineVerdict) -> Option<(u64, Option<Flaw>)> {
    match verdict.place {
        Place::Event(number) => Some((number, verdict.flaw)),
        Place::Whole | Place::Closing(_) => None,
    }
}

/// What is owed before and after, by currency.
fn sums(statement: &Statement) -> AnyView {
    let line = |label, amounts: &[Money]| {
        let amounts: Vec<String> = amounts.iter().map(|money| words::money(*money)).collect();
        let amounts = if amounts.is_empty() {
            "0".to_owned()
        } else {
            amounts.join(" · ")
        };
        view! {
            <dt>{t(label)}</dt>
            <dd class="number">{amounts}</dd>
        }
        .into_any()
    };
    let opening = line(m::COMMISSION_OPENING, &statement.opening.owed);
    let closing = line(m::COMMISSION_CLOSING, &statement.closing);
    view! {
        <Section title=t(m::COMMISSION_OWED)>
            <dl class="description-list">{opening} {closing}</dl>
        </Section>
    }
    .into_any()
}

/// Whether the signature holds, as this browser finds once the page is alive.
#[component]
fn Signature(shown: Shown) -> impl IntoView {
    let Some((key, sign)) = shown.signed.clone() else {
        return view! { <p class="muted small">{t(m::COMMISSION_UNSIGNED)}</p> }.into_any();
    };
    let found = RwSignal::new(None::<Option<bool>>);
    let fingerprint = key.clone();
    let statement = StoredValue::new(shown.statement);
    Effect::new(move |_| {
        let (key, sign) = (key.clone(), sign.clone());
        spawn_local(async move {
            let holds = signature::holds(&statement.get_value(), &key, &sign).await;
            found.set(Some(holds));
        });
    });
    let told = move || {
        let (icon, word) = match found.get() {
            None => ("loader-circle", m::COMMISSION_SIGNATURE_ASKED),
            Some(None) => ("info", m::COMMISSION_SIGNATURE_UNKNOWN),
            Some(Some(true)) => ("shield-check", m::COMMISSION_SIGNATURE_HOLDS),
            Some(Some(false)) => ("shield-alert", m::COMMISSION_SIGNATURE_BROKEN),
        };
        view! {
            <Icon name=icon />
            " "
            {t(word)}
        }
    };
    view! {
        <p class="small" role="status" id="signature">{told}</p>
        <p class="muted small">
            {t(m::COMMISSION_KEY)} " " <code class="commission-key">{fingerprint}</code>
        </p>
    }
    .into_any()
}

/// What things are called, where a statement has identifiers.
struct Names<'a> {
    shown: &'a Shown,
    clients: BTreeMap<ClientId, &'a str>,
}

impl<'a> Names<'a> {
    fn of(shown: &'a Shown) -> Self {
        let clients = shown.clients.iter();
        Self {
            clients: clients.map(|one| (one.id, one.name.as_str())).collect(),
            shown,
        }
    }

    fn client(&self, id: ClientId) -> String {
        let name = self.clients.get(&id);
        name.map_or_else(|| id.to_string(), |name| (*name).to_owned())
    }

    fn table(&self, event: &Event) -> Option<&RateTable> {
        in_force(&self.shown.statement.tables, event.at.date())
    }
}

fn row(event: &Event, flaw: Option<Flaw>, names: &Names<'_>) -> AnyView {
    let amount = event.what.owed().map(words::money);
    let (icon, tone, word) = match flaw {
        None => (
            "check",
            Tone::Success,
            t(m::COMMISSION_LINE_HOLDS).to_owned(),
        ),
        Some(flaw) => ("x", Tone::Danger, flaw_words(flaw)),
    };
    view! {
        <tr>
            <th scope="row" data-number="" data-sticky="">{grouped(event.number)}</th>
            <td>
                <Time at=event.at.to_rfc3339() telling=Telling::Date />
            </td>
            <td data-phone="under">{told(event, names)}</td>
            <td data-number="" data-phone="end">{amount}</td>
            <td data-phone="under">
                <span class="badge" data-tone=tone.name()>
                    <Icon name=icon />
                    {word}
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// An event in a sentence.
fn told(event: &Event, names: &Names<'_>) -> String {
    let classes = &names.shown.classes;
    match &event.what {
        What::Counts(client) => tf(m::COMMISSION_COUNTS, &[("client", &names.client(*client))]),
        What::CountsNoMore(client) => tf(
            m::COMMISSION_COUNTS_NOT,
            &[("client", &names.client(*client))],
        ),
        What::Level(moved) => {
            let table = names.table(event);
            let (from, to) = (level_of(table, moved.from), level_of(table, moved.to));
            let counted = grouped(u64::from(moved.counted));
            let values = [("from", from.as_str()), ("to", &to), ("n", &counted)];
            tf(m::COMMISSION_LEVEL_MOVED, &values)
        }
        What::Accrued(line) => {
            let (base, class) = (words::money(line.base), class_of(classes, line.class));
            let values = [
                ("document", line.document.as_str()),
                ("client", &names.client(line.client)),
                ("class", &class),
                ("base", &base),
                ("rate", &percent(line.rate)),
            ];
            tf(m::COMMISSION_EARNED, &values)
        }
        What::Reversed(line) => {
            let base = words::money(line.base);
            let values = [
                ("document", line.document.as_str()),
                ("client", &names.client(line.client)),
                ("base", &base),
                ("rate", &percent(line.rate)),
            ];
            tf(m::COMMISSION_TAKEN_BACK, &values)
        }
        What::PaidOut { .. } => t(m::COMMISSION_PAID_OUT).to_owned(),
    }
}

fn flaw_words(flaw: Flaw) -> String {
    let plain = |msg| t(msg).to_owned();
    match flaw {
        Flaw::UnknownFormat => plain(m::COMMISSION_FLAW_FORMAT),
        Flaw::OutOfOrder | Flaw::AnotherMonth => plain(m::COMMISSION_FLAW_ORDER),
        Flaw::WrongTable => plain(m::COMMISSION_FLAW_TABLE),
        Flaw::WrongCount { .. } | Flaw::CountedTwice => plain(m::COMMISSION_FLAW_COUNT),
        Flaw::WrongLevel { .. } | Flaw::FellTooSoon => plain(m::COMMISSION_FLAW_LEVEL),
        Flaw::WrongRate { found } => tf(m::COMMISSION_FLAW_RATE, &[("found", &percent(found))]),
        Flaw::WrongAmount { found } => tf(
            m::COMMISSION_FLAW_AMOUNT,
            &[("found", &words::money(found))],
        ),
        Flaw::WrongOriginal => plain(m::COMMISSION_FLAW_ORIGINAL),
        Flaw::Uncountable => plain(m::COMMISSION_TOO_MUCH),
    }
}
