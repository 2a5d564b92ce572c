//! A section of the client's back office (G1).

use domain::{
    Refusal,
    inclusions::Section,
    policy::{Verdict, chain, decide_for_section},
    rights::Level,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::ask::AskCard;
use crate::{
    failure::{LoadError, NotFoundPage},
    i18n::{m, t, tf},
    panel::{office_address, section_path, use_here},
    ui::{EmptyState, Icon, PageHeader, PageTitle},
    words,
};

/// The page of a section: what is in it, or why it is locked.
#[component]
pub fn SectionPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    move || {
        let section = params.read().get("section").unwrap_or_default();
        let Some(section) = Section::keyed(&section) else {
            return view! { <NotFoundPage /> }.into_any();
        };
        let (office, place) = match here.office() {
            Ok((_, office, place)) => (office, place),
            Err(error) => return view! { <LoadError error /> }.into_any(),
        };
        let name = words::section(section);
        let person = place.person;
        let body = match decide_for_section(&person, section, Level::View) {
            Verdict::Allowed(_) => {
                if section.is_built_in() {
                    let href = office_address(person.client, &section_path(section));
                    return view! { <BuiltIn section href /> }.into_any();
                }
                let path = format!("sections/{}/open", section.key());
                let open = tf(m::OFFICE_OPEN, &[("section", name)]);
                view! {
                    <EmptyState
                        icon=words::section_icon(section)
                        title=name
                        text=t(m::OFFICE_OPEN_TEXT)
                    >
                        <a
                            class="button"
                            data-kind="primary"
                            href=office_address(person.client, &path)
                            target="_blank"
                            rel="external noreferrer"
                        >
                            <span>{open}</span>
                            <Icon name="external-link" />
                        </a>
                    </EmptyState>
                }
                .into_any()
            }
            Verdict::Denied(reason) => {
                let why = words::reason(&reason);
                let steps = chain(&person, section, Level::View).map(|step| {
                    let icon = if step.is_open { "check" } else { "x" };
                    view! {
                        <li data-closed=(!step.is_open).then_some("")>
                            <Icon name=icon />
                            <b>{words::gate(step.gate)}</b>
                            <span>{words::reason(&step.reason)}</span>
                        </li>
                    }
                });
                view! {
                    <AskCard
                        section
                        why
                        provider=office.provider
                        client=person.client
                        may_ask=!person.is_visitor()
                        asked=None
                    />
                    <details>
                        <summary>{t(m::OFFICE_WHY)}</summary>
                        <ol class="mirror-gates" role="list">
                            {steps}
                        </ol>
                    </details>
                }
                .into_any()
            }
            Verdict::Hidden(_) | Verdict::SignedOut => {
                view! { <LoadError error=Refusal::NotFound.into() /> }.into_any()
            }
        };
        view! {
            <PageTitle text=name />
            <div class="page" data-width="form">
                <PageHeader title=name />
                {body}
            </div>
        }
        .into_any()
    }
}

/// A section that has a page of its own here: the way to it.
#[component]
fn BuiltIn(section: Section, href: String) -> impl IntoView {
    let name = words::section(section);
    view! {
        <PageTitle text=name />
        <div class="page" data-width="form">
            <PageHeader title=name />
            <p>
                <a class="button" data-kind="primary" href=href>
                    <Icon name=words::section_icon(section) />
                    <span>{name}</span>
                </a>
            </p>
        </div>
    }
    .into_any()
}
