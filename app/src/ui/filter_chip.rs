use leptos::{prelude::*, web_sys};

use crate::{
    i18n::{m, tf},
    ui::Icon,
};

/// One way to narrow a list: "+ Plan" when open, "Plan: Growth ×" when set.
#[component]
pub fn FilterChip(
    /// The id of the popover with the ways to choose from.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    /// What is chosen, in words.
    #[prop(into)]
    value: Signal<Option<String>>,
    #[prop(into)] on_clear: Callback<()>,
    /// The content of the popover: `Checkbox`es, a form.
    children: ChildrenFn,
) -> impl IntoView {
    let wanted = RwSignal::new(false);
    let set = Memo::new(move |_| value.read().is_some());
    let clear = tf(m::UI_CLEAR_FILTER, &[("name", &label)]);
    // The button stays the same one: the popover hangs on it while the value changes.
    let inside = {
        let label = label.clone();
        move || match value.get() {
            None => view! {
                <Icon name="plus" />
                {label.clone()}
            }
            .into_any(),
            Some(value) => view! {
                {label.clone()}
                ": "
                <span class="chip-value">{value}</span>
            }
            .into_any(),
        }
    };
    let cross = move || {
        set.get().then(|| {
            view! {
                <button
                    type="button"
                    class="chip"
                    data-set=""
                    title=clear.clone()
                    aria-label=clear.clone()
                    on:click=move |_| on_clear.run(())
                >
                    <Icon name="x" />
                </button>
            }
        })
    };
    view! {
        <span class="menu">
            <span class="chip-set">
                <button
                    type="button"
                    class="chip"
                    data-set=move || set.get().then_some("")
                    popovertarget=id.clone()
                >
                    {inside}
                </button>
                {cross}
            </span>
            <div
                class="menu-list filter-list"
                id=id
                popover="auto"
                role="group"
                aria-label=label
                on:beforetoggle=move |_: web_sys::ToggleEvent| wanted.set(true)
            >
                {move || wanted.get().then(|| children())}
            </div>
        </span>
    }
    .into_any()
}
