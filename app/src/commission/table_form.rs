use domain::{
    FieldErrors, ServiceClassId,
    commission::{Desk, LevelDraft, RateTable, RatesDraft, TableDraft},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{api, names::day};
use crate::{
    editing::{problem_of, tell},
    i18n::{grouped, m, t, tf},
    ui::{Badge, Button, Field, Kind, Section, TextInput, Tone, toasts},
    words,
};

/// What is typed into the table: a signal for each cell.
#[derive(Clone)]
struct Cells {
    valid_from: RwSignal<String>,
    levels: Vec<(RwSignal<String>, RwSignal<String>)>,
    rates: Vec<(ServiceClassId, String, Vec<RwSignal<String>>)>,
}

impl Cells {
    fn of(desk: &Desk) -> Self {
        let classes: Vec<ServiceClassId> = desk.classes.iter().map(|class| class.id).collect();
        let draft = desk
            .tables
            .last()
            .map(|table| TableDraft::of(table, &classes))
            .unwrap_or_default();
        let name = |id: ServiceClassId| {
            let class = desk.classes.iter().find(|class| class.id == id);
            class.map(words::service_class).unwrap_or_default()
        };
        Self {
            valid_from: RwSignal::new(draft.valid_from),
            levels: draft
                .levels
                .into_iter()
                .map(|level| (RwSignal::new(level.name), RwSignal::new(level.from)))
                .collect(),
            rates: draft
                .rates
                .into_iter()
                .map(|row| {
                    let cells = row.rates.into_iter().map(RwSignal::new);
                    (row.class, name(row.class), cells.collect())
                })
                .collect(),
        }
    }

    fn draft(&self) -> TableDraft {
        let levels = self.levels.iter().map(|(name, from)| LevelDraft {
            name: name.get_untracked(),
            from: from.get_untracked(),
        });
        let rates = self.rates.iter().map(|(class, _, cells)| RatesDraft {
            class: *class,
            rates: cells.iter().map(|cell| cell.get_untracked()).collect(),
        });
        TableDraft {
            valid_from: self.valid_from.get_untracked(),
            levels: levels.collect(),
            rates: rates.collect(),
        }
    }
}

/// The versions of the table, and the next one to be set from a day on (B17).
#[component]
pub(super) fn Tables(desk: RwSignal<Desk>) -> impl IntoView {
    let cells = desk.with_untracked(Cells::of);
    let errors = RwSignal::new(FieldErrors::default());
    let notices = toasts();
    let set = Action::new(|(draft, last): &(TableDraft, u32)| api::set_table(draft.clone(), *last));
    Effect::new(move |_| match set.value().get() {
        Some(Ok(now)) => {
            errors.set(FieldErrors::default());
            desk.set(now);
            notices.say(t(m::COMMISSION_TABLE_SET));
        }
        Some(Err(error)) => tell(error, errors, notices),
        None => {}
    });
    let typed = cells.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = typed.draft();
        let desk = desk.read_untracked();
        let classes: Vec<ServiceClassId> = desk.classes.iter().map(|class| class.id).collect();
        let last = desk.tables.last().map_or(0, |table| table.version);
        match draft.validate(desk.today, &classes) {
            Ok(_) => {
                errors.set(FieldErrors::default());
                set.dispatch((draft, last));
            }
            Err(found) => errors.set(found),
        }
    };
    let of = move |field: String| problem_of(errors, field);
    let tomorrow = desk.with_untracked(|desk| desk.today.plus_days(1).to_string());
    view! {
        <Section title=t(m::COMMISSION_TABLE)>
            {move || versions(&desk.read())}
            <form class="stack" id="commission-table" on:submit=submit novalidate>
                {grid(&cells, of)}
                <Field
                    id="valid-from"
                    label=t(m::COMMISSION_FROM_DAY)
                    hint=t(m::COMMISSION_FROM_DAY_HINT)
                    error=of("valid_from".to_owned())
                >
                    <TextInput value=cells.valid_from kind="date" placeholder=tomorrow />
                </Field>
                <div class="form-actions">
                    <Button kind=Kind::Primary submit=true busy=set.pending()>
                        {t(m::COMMISSION_SET_TABLE)}
                    </Button>
                </div>
            </form>
        </Section>
    }
    .into_any()
}

/// Levels across, classes down; under each row what is wrong in it.
fn grid(
    cells: &Cells,
    of: impl Fn(String) -> Signal<Option<String>> + Copy + Send + 'static,
) -> AnyView {
    let rank = |place: usize| grouped(u64::try_from(place + 1).unwrap_or(1));
    let names = cells.levels.iter().enumerate().map(|(place, (name, _))| {
        let label = tf(m::COMMISSION_LEVEL_NAME, &[("n", &rank(place))]);
        cell(
            format!("level-name-{place}"),
            label,
            *name,
            false,
            of(format!("name.{place}")),
        )
    });
    let bounds = cells.levels.iter().enumerate().map(|(place, (_, from))| {
        let label = tf(m::COMMISSION_LEVEL_FROM, &[("n", &rank(place))]);
        cell(
            format!("level-from-{place}"),
            label,
            *from,
            true,
            of(format!("from.{place}")),
        )
    });
    let rows = cells.rates.iter().map(|(class, name, rates)| {
        let row = rates.iter().enumerate().map(|(place, rate)| {
            let label = tf(
                m::COMMISSION_RATE_OF,
                &[("class", name), ("n", &rank(place))],
            );
            let field = format!("rate.{class}.{place}");
            cell(
                format!("rate-{class}-{place}"),
                label,
                *rate,
                true,
                of(field),
            )
        });
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                {row.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=t(m::COMMISSION_TABLE) data-keep="">
            <table class="table commission-grid">
                <tbody>
                    <tr>
                        <th scope="row">{t(m::COMMISSION_LEVEL)}</th>
                        {names.collect_view()}
                    </tr>
                    <tr>
                        <th scope="row">{t(m::COMMISSION_FROM_CLIENTS)}</th>
                        {bounds.collect_view()}
                    </tr>
                    {rows.collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cell(
    id: String,
    label: String,
    value: RwSignal<String>,
    number: bool,
    error: Signal<Option<String>>,
) -> AnyView {
    let error_id = format!("{id}-error");
    let described_by = error_id.clone();
    view! {
        <td>
            <input
                class="input"
                data-size="small"
                data-number=number.then_some("")
                inputmode=number.then_some("decimal")
                id=id
                aria-label=label
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || error.read().is_some().then(|| described_by.clone())
                value=value.get_untracked()
                on:input:target=move |event| value.set(event.target().value())
            />
            <p class="field-error" id=error_id aria-live="polite">{move || error.get()}</p>
        </td>
    }
    .into_any()
}

/// Every version, the one in force marked.
fn versions(desk: &Desk) -> AnyView {
    let one = |table: &RateTable| {
        let version = grouped(u64::from(table.version));
        let now = (table.version == desk.in_force)
            .then(|| view! { <Badge tone=Tone::Success>{t(m::COMMISSION_IN_FORCE)}</Badge> });
        view! {
            <li>
                {tf(m::COMMISSION_VERSION, &[("n", &version)])}
                " "
                {day(table.valid_from)}
                " "
                {now}
            </li>
        }
    };
    let all = desk.tables.iter().rev().map(one);
    view! { <ul class="commission-log small">{all.collect_view()}</ul> }.into_any()
}
