use domain::{
    Currency, FieldErrors, Version,
    commission::{Desk, MinimumDraft, SettingsDraft},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::api;
use crate::{
    editing::{problem_of, tell},
    i18n::{m, t, tf},
    ui::{Button, Field, Kind, Section, TextInput, toasts},
};

/// The currencies for which a least can be set beside those that have one.
const USUAL: [Currency; 4] = [Currency::EUR, Currency::USD, Currency::GBP, Currency::BRL];

/// Days of holding and grace, and the least that is paid out.
#[component]
pub(super) fn SettingsForm(desk: RwSignal<Desk>) -> impl IntoView {
    let settings = desk.with_untracked(|desk| desk.settings.clone());
    let mut currencies: Vec<Currency> = USUAL.to_vec();
    currencies.extend(settings.minimums.iter().map(|money| money.currency));
    currencies.sort_unstable();
    currencies.dedup();
    let draft = SettingsDraft::of(&settings, &currencies);
    let hold_days = RwSignal::new(draft.hold_days);
    let grace_days = RwSignal::new(draft.grace_days);
    let minimums: Vec<(Currency, RwSignal<String>)> = draft
        .minimums
        .into_iter()
        .map(|minimum| (minimum.currency, RwSignal::new(minimum.amount)))
        .collect();
    let errors = RwSignal::new(FieldErrors::default());
    let notices = toasts();
    let save = Action::new(|(draft, seen): &(SettingsDraft, Version)| {
        api::edit_settings(draft.clone(), *seen)
    });
    Effect::new(move |_| match save.value().get() {
        Some(Ok(now)) => {
            desk.set(now);
            notices.say(t(m::COMMISSION_SAVED));
        }
        Some(Err(error)) => tell(error, errors, notices),
        None => {}
    });
    let typed = minimums.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let minimums = typed.iter().map(|(currency, amount)| MinimumDraft {
            currency: *currency,
            amount: amount.get_untracked(),
        });
        let draft = SettingsDraft {
            hold_days: hold_days.get_untracked(),
            grace_days: grace_days.get_untracked(),
            minimums: minimums.collect(),
        };
        let seen = desk.read_untracked().settings.version;
        match draft.validate(seen) {
            Ok(_) => {
                errors.set(FieldErrors::default());
                save.dispatch((draft, seen));
            }
            Err(found) => errors.set(found),
        }
    };
    let of = move |field: String| problem_of(errors, field);
    let least = minimums
        .into_iter()
        .map(|(currency, amount)| {
            let label = tf(m::COMMISSION_MINIMUM, &[("currency", currency.code())]);
            let id = format!("minimum-{currency}");
            view! {
                <Field id label error=of(format!("minimum.{currency}"))>
                    <TextInput value=amount number=true inputmode="decimal" unit=currency.code() />
                </Field>
            }
        })
        .collect_view();
    view! {
        <Section title=t(m::COMMISSION_SETTINGS)>
            <form class="stack" id="commission-settings" on:submit=submit novalidate>
                <div class="form-grid">
                    <Field
                        id="hold-days"
                        label=t(m::COMMISSION_HOLD_DAYS)
                        hint=t(m::COMMISSION_HOLD_DAYS_HINT)
                        error=of("hold_days".to_owned())
                    >
                        <TextInput value=hold_days number=true inputmode="numeric" />
                    </Field>
                    <Field
                        id="grace-days"
                        label=t(m::COMMISSION_GRACE_DAYS)
                        hint=t(m::COMMISSION_GRACE_DAYS_HINT)
                        error=of("grace_days".to_owned())
                    >
                        <TextInput value=grace_days number=true inputmode="numeric" />
                    </Field>
                    {least}
                </div>
                <div class="form-actions">
                    <Button kind=Kind::Primary submit=true busy=save.pending()>
                        {t(m::PROFILE_SAVE)}
                    </Button>
                </div>
            </form>
        </Section>
    }
    .into_any()
}
