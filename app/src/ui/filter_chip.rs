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
    let name = label.clone();
    let target = id.clone();
    let chip = move || {
        let (label, target) = (name.clone(), target.clone());
        match value.get() {
            None => view! {
                <button type="button" class="chip" popovertarget=target>
                    <Icon name="plus" />
                    {label}
                </button>
            }
            .into_any(),
            Some(value) => {
                let clear = tf(m::UI_CLEAR_FILTER, &[("name", &label)]);
                view! {
                    <span class="chip-set">
                        <button type="button" class="chip" data-set="" popovertarget=target>
                            {label}
                            ": "
                            <span class="chip-value">{value}</span>
                        </button>
                        <button
                            type="button"
                            class="chip"
                            data-set=""
                            title=clear.clone()
                            aria-label=clear
                            on:click=move |_| on_clear.run(())
                        >
                            <Icon name="x" />
                        </button>
                    </span>
                }
                .into_any()
            }
        }
    };
    view! {
        <span class="menu">
            {chip}
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
