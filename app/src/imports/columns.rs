//! Which column goes where, and what the import would do with it.

use domain::{
    CustomFieldId, ImportId, Refusal,
    custom_fields::CustomField,
    fields::FieldError,
    imports::{Column, Draft, Duplicates, FIELDS, Mapping, Rehearsal, Target},
};
use leptos::prelude::*;

use super::{Stage, Step, api, rehearsal::Rehearsed};
use crate::{
    api_error::ApiError,
    i18n::{m, t, tf, tn},
    panel::use_here,
    ui::{Button, Callout, Choice, Field, Icon, Kind, Select, Tone, toasts},
    words,
};

/// The mapping, the rehearsal, and the button that does it.
#[component]
pub(super) fn Columns(
    slug: String,
    draft: Draft,
    fields: Vec<CustomField>,
    stage: Resource<Result<Stage, ApiError>>,
    step: RwSignal<Step>,
) -> impl IntoView {
    let id = draft.id;
    let targets: Vec<RwSignal<String>> = draft
        .columns
        .iter()
        .map(|column| RwSignal::new(to_value(&column.target)))
        .collect();
    let duplicates = RwSignal::new("skip".to_owned());
    let headings: Vec<String> = draft
        .columns
        .iter()
        .map(|column| column.heading.clone())
        .collect();
    let chosen = targets.clone();
    let mapping = Memo::new(move |_| Mapping {
        targets: chosen
            .iter()
            .zip(&headings)
            .map(|(value, heading)| from_value(&value.read(), heading))
            .collect(),
        duplicates: to_duplicates(&duplicates.read()),
    });
    let facts = tf(
        m::IMPORT_FACTS,
        &[
            ("file", &draft.file),
            ("rows", &tn(m::IMPORT_ROWS, draft.rows)),
            ("encoding", &draft.encoding),
            ("delimiter", &delimiter(draft.delimiter)),
        ],
    );
    let fields = StoredValue::new(fields);
    let rows = draft
        .columns
        .into_iter()
        .zip(targets)
        .enumerate()
        .map(|(place, (column, target))| view! { <ColumnRow place column target fields /> })
        .collect_view();
    let answers: Vec<Choice> = vec![
        ("skip", t(m::IMPORT_DUPLICATES_SKIP)).into(),
        ("update", t(m::IMPORT_DUPLICATES_UPDATE)).into(),
        ("add", t(m::IMPORT_DUPLICATES_ADD)).into(),
    ];
    view! {
        <p class="secondary">{facts}</p>
        <table class="mapping">
            <thead>
                <tr>
                    <th scope="col">{t(m::IMPORT_IN_FILE)}</th>
                    <th scope="col">{t(m::IMPORT_EXAMPLE)}</th>
                    <th></th>
                    <th scope="col">{t(m::IMPORT_BECOMES)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <div class="form">
            <Field id="duplicates" label=t(m::IMPORT_DUPLICATES) hint=t(m::IMPORT_DUPLICATES_HINT)>
                <Select value=duplicates options=answers />
            </Field>
        </div>
        <Check slug id mapping stage step />
    }
    .into_any()
}

#[component]
fn ColumnRow(
    place: usize,
    column: Column,
    target: RwSignal<String>,
    fields: StoredValue<Vec<CustomField>>,
) -> impl IntoView {
    let Column {
        heading, samples, ..
    } = column;
    let mut options: Vec<Choice> = vec![("skip", t(m::IMPORT_SKIP)).into()];
    for field in FIELDS {
        options.push(
            (
                format!("field:{field}"),
                words::field(field).unwrap_or(field),
            )
                .into(),
        );
    }
    for field in fields.get_value() {
        options.push((format!("custom:{}", field.id), field.label).into());
    }
    options.push(("new", tf(m::IMPORT_NEW_FIELD, &[("label", &heading)])).into());
    let label = tf(m::IMPORT_COLUMN_BECOMES, &[("column", &heading)]);
    view! {
        <tr data-skipped=move || (*target.read() == "skip").then_some("")>
            <th scope="row">{heading}</th>
            <td class="mapping-sample">{samples.join(" · ")}</td>
            <td>
                <Icon name="arrow-right" />
            </td>
            <td>
                <Select value=target options id=format!("column-{place}") label />
            </td>
        </tr>
    }
    .into_any()
}

/// Rehearses on demand, and whenever the mapping changes after that; then imports.
#[component]
fn Check(
    slug: String,
    id: ImportId,
    mapping: Memo<Mapping>,
    stage: Resource<Result<Stage, ApiError>>,
    step: RwSignal<Step>,
) -> impl IntoView {
    let here = use_here();
    let at = slug.clone();
    let rehearse = Action::new(move |mapping: &Mapping| {
        let (at, mapping) = (at.clone(), mapping.clone());
        async move { (mapping.clone(), api::rehearse(at, id, mapping).await) }
    });
    let at = slug.clone();
    let start = Action::new(move |mapping: &Mapping| api::start(at.clone(), id, mapping.clone()));
    let discard = Action::new(move |(): &()| api::discard(slug.clone(), id));
    let notices = toasts();
    let navigate = leptos_router::hooks::use_navigate();
    Effect::new(move |_| match start.value().get() {
        Some(Ok(_)) => stage.refetch(),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    Effect::new(move |_| match discard.value().get() {
        Some(Ok(())) => navigate(
            &here.at("clients/import"),
            leptos_router::NavigateOptions::default(),
        ),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let check = move || {
        rehearse.dispatch(mapping.get_untracked());
    };
    // A rehearsal of another mapping says nothing about this one.
    let result = move || -> Option<Result<Rehearsal, ApiError>> {
        let (of, result) = rehearse.value().get()?;
        (of == mapping.get()).then_some(result)
    };
    Effect::new(move |_| {
        let is_checked = matches!(result(), Some(Ok(_)));
        step.set(if is_checked {
            Step::Check
        } else {
            Step::Columns
        });
    });
    let shown = move || {
        result().map(|result| match result {
            Ok(rehearsal) => view! { <Rehearsed rehearsal /> }.into_any(),
            Err(error) => view! {
                <Callout tone=Tone::Danger>{told(&error).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}</Callout>
            }
            .into_any(),
        })
    };
    let ready = Signal::derive(move || {
        let work = result()
            .and_then(Result::ok)
            .map(|found| found.adds + found.updates);
        work.unwrap_or_default()
    });
    let import = move || {
        start.dispatch(mapping.get_untracked());
    };
    view! {
        <div aria-live="polite">{shown}</div>
        <div class="cluster">
            <Button kind=Kind::Ghost busy=discard.pending() on_press=move || { discard.dispatch(()); }>
                {t(m::IMPORT_DISCARD)}
            </Button>
            <Button busy=rehearse.pending() icon="check-check" on_press=check>
                {t(m::IMPORT_CHECK)}
            </Button>
            {move || {
                (ready.get() > 0)
                    .then(|| {
                        view! {
                            <Button kind=Kind::Primary busy=start.pending() on_press=import>
                                {tn(m::IMPORT_START, ready.get_untracked())}
                            </Button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// What is wrong with a mapping, column by column.
fn told(error: &ApiError) -> Vec<String> {
    let ApiError::Refused(Refusal::Invalid(found)) = error else {
        return vec![words::error(error)];
    };
    let one = |error: &FieldError| match error.field.strip_prefix("column.") {
        Some(place) => {
            let place = place.parse().unwrap_or(0_u64) + 1;
            let problem = words::problem(error.problem);
            let values = [("column", &*place.to_string()), ("problem", &*problem)];
            tf(m::IMPORT_COLUMN_PROBLEM, &values)
        }
        None if error.field == "company" => t(m::IMPORT_NEEDS_COMPANY).to_owned(),
        None => words::problem(error.problem),
    };
    found.0.iter().map(one).collect()
}

fn to_value(target: &Target) -> String {
    match target {
        Target::Skip => "skip".to_owned(),
        Target::Field(name) => format!("field:{name}"),
        Target::Custom(id) => format!("custom:{id}"),
        Target::NewCustom(_) => "new".to_owned(),
    }
}

fn from_value(value: &str, heading: &str) -> Target {
    match value.split_once(':') {
        Some(("field", name)) => Target::Field(name.to_owned()),
        Some(("custom", id)) => id
            .parse::<CustomFieldId>()
            .map_or(Target::Skip, Target::Custom),
        _ if value == "new" => Target::NewCustom(heading.to_owned()),
        _ => Target::Skip,
    }
}

fn to_duplicates(value: &str) -> Duplicates {
    match value {
        "add" => Duplicates::Add,
        "update" => Duplicates::Update,
        _ => Duplicates::Skip,
    }
}

fn delimiter(delimiter: char) -> String {
    match delimiter {
        '\t' => t(m::IMPORT_TAB).to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_survives_the_select() {
        let targets = [
            Target::Skip,
            Target::Field("email".to_owned()),
            Target::NewCustom("Founded".to_owned()),
        ];
        for target in targets {
            assert_eq!(from_value(&to_value(&target), "Founded"), target);
        }
    }
}
