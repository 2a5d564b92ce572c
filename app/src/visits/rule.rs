use domain::{ClientId, visits::VisitRule};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    i18n::{m, t},
    ui::{ChoiceCard, Refused, toasts},
    words,
};

/// What the client wants of visits. Chosen is saved.
#[component]
pub(super) fn Rule(
    client: ClientId,
    rule: VisitRule,
    /// Why this person may not change it.
    refused: Option<String>,
    on_saved: Callback<()>,
) -> impl IntoView {
    let notices = toasts();
    let chosen = RwSignal::new(rule.name().to_owned());
    Effect::new(move |before: Option<String>| {
        let name = chosen.get();
        let wanted = VisitRule::named(&name);
        if let (Some(before), Some(wanted)) = (before, wanted)
            && before != name
        {
            spawn_local(async move {
                match api::set_rule(client, wanted).await {
                    Ok(()) => notices.say(t(m::VISITS_RULE_SAVED)),
                    Err(error) => notices.fail(words::error(&error)),
                }
                on_saved.run(());
            });
        }
        name
    });
    let disabled = refused.is_some();
    let card = |rule: VisitRule, text| {
        let title = words::visit_rule(rule);
        view! {
            <ChoiceCard name="visit-rule" title text=t(text) value=rule.name() chosen disabled />
        }
    };
    view! {
        <div class="stack" data-gap="small" role="radiogroup" aria-label=t(m::VISITS_TITLE)>
            {card(VisitRule::Always, m::VISITS_RULE_ALWAYS_TEXT)}
            {card(VisitRule::Ask, m::VISITS_RULE_ASK_TEXT)}
            {card(VisitRule::Never, m::VISITS_RULE_NEVER_TEXT)}
            {refused.map(|text| view! { <Refused text /> })}
        </div>
    }
    .into_any()
}
