use domain::{
    clients::{ClientDetails, ClientDraft},
    custom_fields::{CustomField, Kind},
};
use leptos::prelude::*;

use super::super::form::shown::custom_value;
use crate::{
    countries,
    i18n::{m, t},
    ui::{Section, Telling, Time},
    words,
};

/// A client's data: contact, address, additional fields.
#[component]
pub(super) fn Facts(client: ClientDetails) -> impl IntoView {
    let ClientDetails {
        draft,
        manager,
        fields,
        ..
    } = client;
    let address = address(&draft);
    let manager = manager.map(|(_, name)| name).unwrap_or_default();
    let additional = (!fields.is_empty()).then(|| {
        let lines = fields
            .iter()
            .map(|field| additional(field, &draft))
            .collect_view();
        view! {
            <Section title=t(m::CLIENTS_ADDITIONAL)>
                <dl class="description-list">
                    {lines}
                </dl>
            </Section>
        }
    });
    view! {
        <Section title=t(m::CLIENTS_DETAILS)>
            <dl class="description-list">
                {fact("contact", plain(draft.contact.clone()))}
                {fact("email", mail(&draft.email))}
                {fact("phone", phone(&draft.phone))}
                {fact("website", website(&draft.website))}
                <dt>{t(m::CLIENTS_ADDRESS)}</dt>
                <dd>{lines(address)}</dd>
                {fact("manager", plain(manager))}
                {(!draft.notes.is_empty()).then(|| fact("notes", lines(draft.notes.lines())))}
            </dl>
        </Section>
        {additional}
    }
    .into_any()
}

fn fact(name: &'static str, value: AnyView) -> AnyView {
    view! {
        <dt>{words::field(name)}</dt>
        <dd>{value}</dd>
    }
    .into_any()
}

fn additional(field: &CustomField, draft: &ClientDraft) -> AnyView {
    let value = draft.custom.get(&field.id).cloned().unwrap_or_default();
    let label = field.label.clone();
    let value = if field.kind == Kind::Date && !value.is_empty() {
        view! { <Time at=value telling=Telling::Date /> }.into_any()
    } else {
        plain(custom_value(&field.kind, &value))
    };
    view! {
        <dt>{label}</dt>
        <dd>{value}</dd>
    }
    .into_any()
}

fn mail(address: &str) -> AnyView {
    link(format!("mailto:{address}"), address)
}

fn phone(number: &str) -> AnyView {
    let digits: String = number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    link(format!("tel:{digits}"), number)
}

fn website(address: &str) -> AnyView {
    let shown = address.split_once("://").map_or(address, |(_, rest)| rest);
    if address.is_empty() {
        return nothing();
    }
    view! {
        <a href=address.to_owned() target="_blank" rel="noopener noreferrer external">
            {shown.trim_end_matches('/').to_owned()}
        </a>
    }
    .into_any()
}

fn link(href: String, text: &str) -> AnyView {
    if text.is_empty() {
        nothing()
    } else {
        view! {
            <a href=href rel="external">
                {text.to_owned()}
            </a>
        }
        .into_any()
    }
}

fn plain(text: String) -> AnyView {
    if text.is_empty() {
        nothing()
    } else {
        text.into_any()
    }
}

fn lines(lines: impl IntoIterator<Item = impl Into<String>>) -> AnyView {
    let lines: Vec<String> = lines.into_iter().map(Into::into).collect();
    if lines.is_empty() {
        return nothing();
    }
    let line = |line: String| view! { <div>{line}</div> };
    lines.into_iter().map(line).collect_view().into_any()
}

fn nothing() -> AnyView {
    view! { <span class="muted">"–"</span> }.into_any()
}

/// The address as it stands on an envelope, empty lines left out.
fn address(draft: &ClientDraft) -> Vec<String> {
    let place = format!("{} {}", draft.postal_code, draft.city);
    [
        draft.street.clone(),
        place.trim().to_owned(),
        draft.state.clone(),
        countries::name(&draft.country).to_owned(),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_no_empty_lines() {
        let draft = ClientDraft {
            city: "Sofia".to_owned(),
            country: "BG".to_owned(),
            ..ClientDraft::default()
        };
        assert_eq!(address(&draft), ["Sofia", "Bulgaria"]);
        assert_eq!(address(&ClientDraft::default()), Vec::<String>::new());
    }
}
