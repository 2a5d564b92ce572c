use domain::limit::LimitDraft;
use leptos::{html, prelude::*};

use super::{choice::OF_BOX, field::FieldError, in_step::keep_in_step, input::OF_INPUT};
use crate::{
    i18n::{grouped, m, t, tf},
    ui::{Icon, Tone},
};

/// How many of one thing: a number and *Unlimited* in one control (P17). Switching keeps the number.
#[component]
pub fn LimitField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<LimitDraft>,
    /// What is counted, such as "per workspace".
    #[prop(optional, into)]
    unit: Option<String>,
    /// How many exist already.
    #[prop(optional, into)]
    used: Signal<Option<u32>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Why it may not be changed.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
) -> impl IntoView {
    let number = Memo::new(move |_| value.read().number.clone());
    let unlimited = Memo::new(move |_| value.read().unlimited);
    let (field, toggle) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    keep_in_step(
        field,
        OF_INPUT,
        move || number.get(),
        move |typed| value.write().number = typed,
        || true,
    );
    keep_in_step(
        toggle,
        OF_BOX,
        move || unlimited.get(),
        move |on| value.write().unlimited = on,
        || true,
    );
    let locked = Memo::new(move |_| reason.read().is_some());
    let switch_name = tf(m::UI_LIMIT_UNLIMITED, &[("name", &label)]);
    let described_by = format!("{id}-used {id}-error");
    let input_id = id.clone();
    let usage_id = format!("{id}-used");
    let error_id = id.clone();
    view! {
        <div class="limit-field">
            <label class="field-label" for=id>
                {label}
            </label>
            <div class="limit-control">
                <span class="limit-value">
                    <input
                        class="limit-number"
                        id=input_id
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        value=number.get_untracked()
                        node_ref=field
                        readonly=move || locked.get()
                        aria-describedby=described_by
                        aria-invalid=move || error.read().is_some().then_some("true")
                        on:input:target=move |event| value.write().number = event.target().value()
                        on:keydown=move |event| {
                            if let Some(next) = stepped(&number.get_untracked(), &event.key())
                                && !locked.get_untracked()
                            {
                                event.prevent_default();
                                value.write().number = next;
                            }
                        }
                    />
                    {unit.map(|unit| view! { <span class="limit-unit">{unit}</span> })}
                    <span class="limit-infinity">
                        <Icon name="infinity" />
                    </span>
                </span>
                <label class="limit-switch">
                    <input
                        type="checkbox"
                        role="switch"
                        class="switch"
                        aria-label=switch_name
                        checked=unlimited.get_untracked()
                        node_ref=toggle
                        disabled=move || locked.get()
                        on:change:target=move |event| {
                            value.write().unlimited = event.target().checked();
                        }
                    />
                    {t(m::UI_UNLIMITED)}
                </label>
            </div>
            {move || usage(used.get(), &value.read(), &usage_id)}
            {move || reason.get().map(|reason| view! { <p class="reason">{reason}</p> })}
            <FieldError id=error_id error />
        </div>
    }
    .into_any()
}

/// How much of a limit is used, in words and as a line.
#[component]
pub fn Usage(
    used: u32,
    /// `None` is unlimited.
    limit: Option<u32>,
) -> impl IntoView {
    usage_line(used, limit, None)
}

fn usage(used: Option<u32>, draft: &LimitDraft, id: &str) -> Option<AnyView> {
    let used = used?;
    let limit = if draft.unlimited {
        None
    } else {
        Some(draft.number.trim().parse().ok()?)
    };
    Some(usage_line(used, limit, Some(id.to_owned())))
}

fn usage_line(used: u32, limit: Option<u32>, id: Option<String>) -> AnyView {
    let used_text = grouped(u64::from(used));
    let Some(limit) = limit else {
        let text = tf(m::UI_USED, &[("used", &used_text)]);
        return view! { <div class="limit-usage" id=id><span>{text}</span></div> }.into_any();
    };
    let limit_text = grouped(u64::from(limit));
    let text = if used > limit {
        let over = grouped(u64::from(used - limit));
        tf(
            m::UI_USED_OVER,
            &[
                ("used", &used_text),
                ("limit", &limit_text),
                ("over", &over),
            ],
        )
    } else {
        tf(
            m::UI_USED_OF,
            &[("used", &used_text), ("limit", &limit_text)],
        )
    };
    let tone = tone_of(used, limit).name();
    view! {
        <div class="limit-usage" data-tone=tone id=id>
            <span>{text}</span>
            <progress class="progress" data-tone=tone value=used max=limit.max(1) aria-hidden="true"></progress>
        </div>
    }
    .into_any()
}

fn tone_of(used: u32, limit: u32) -> Tone {
    if used > limit {
        Tone::Danger
    } else if u64::from(used) * 10 >= u64::from(limit) * 9 && limit > 0 {
        Tone::Warning
    } else {
        Tone::Neutral
    }
}

/// The number after an arrow key; nothing for other keys and for what is no number.
fn stepped(number: &str, key: &str) -> Option<String> {
    let now: u32 = if number.trim().is_empty() {
        0
    } else {
        number.trim().parse().ok()?
    };
    let next = match key {
        "ArrowUp" => now.saturating_add(1),
        "ArrowDown" => now.saturating_sub(1),
        "PageUp" => now.saturating_add(10),
        "PageDown" => now.saturating_sub(10),
        _ => return None,
    };
    Some(next.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_step_and_stop_at_nothing() {
        assert_eq!(stepped("9", "ArrowUp").as_deref(), Some("10"));
        assert_eq!(stepped("0", "ArrowDown").as_deref(), Some("0"));
        assert_eq!(stepped("", "ArrowUp").as_deref(), Some("1"));
        assert_eq!(stepped("4", "PageDown").as_deref(), Some("0"));
        assert_eq!(stepped("many", "ArrowUp"), None);
        assert_eq!(stepped("9", "a"), None);
    }

    #[test]
    fn the_tone_warns_before_the_limit() {
        assert_eq!(tone_of(8, 10), Tone::Neutral);
        assert_eq!(tone_of(9, 10), Tone::Warning);
        assert_eq!(tone_of(10, 10), Tone::Warning);
        assert_eq!(tone_of(11, 10), Tone::Danger);
        assert_eq!(tone_of(0, 0), Tone::Neutral);
    }
}
