use js_sys::{Array, Function, Reflect};
use leptos::{
    html, prelude::*, wasm_bindgen::JsCast, wasm_bindgen::JsValue, wasm_bindgen::closure::Closure,
};

use crate::{
    i18n::{m, t, tf},
    ui::{Button, Icon, Kind},
};

/// Which way a column is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// From small to large.
    Ascending,
    /// From large to small.
    Descending,
}

/// A table in its scrolling frame; a list of cards on the phone.
///
/// Cells carry `data-select`, `data-sticky` (the naming column), `data-number`, `data-fit`,
/// `data-menu`, and for the phone `data-phone="under"` and `data-phone="end"`.
#[component]
pub fn DataTable(
    /// What the table lists.
    #[prop(into)]
    label: String,
    /// More rows in less space.
    #[prop(optional, into)]
    compact: Signal<bool>,
    /// Stays a table on the phone.
    #[prop(optional)]
    keep: bool,
    /// The cells of the head.
    #[prop(into)]
    head: ViewFnOnce,
    /// The rows.
    children: Children,
    /// What follows the rows, such as `LoadMore`.
    #[prop(optional, into)]
    foot: ViewFnOnce,
) -> impl IntoView {
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=label data-keep=keep.then_some("")>
            <table class="table" data-density=move || compact.get().then_some("compact")>
                <thead>
                    <tr>{head.run()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
            {foot.run()}
        </div>
    }
    .into_any()
}

/// The head of a column that can be ordered; the order lives in the address.
#[component]
pub fn SortHeader(
    #[prop(into)] label: String,
    /// How the list is ordered by this column now.
    #[prop(into)]
    order: Signal<Option<Order>>,
    /// The address of the list ordered by this column, the other way round if it is already.
    #[prop(into)]
    href: Signal<String>,
    #[prop(optional)] number: bool,
    #[prop(optional)] sticky: bool,
) -> impl IntoView {
    let title = tf(m::UI_SORT_BY, &[("name", &label)]);
    let sort = move || match order.get() {
        None => "none",
        Some(Order::Ascending) => "ascending",
        Some(Order::Descending) => "descending",
    };
    view! {
        <th scope="col" aria-sort=sort data-number=number.then_some("") data-sticky=sticky.then_some("")>
            <a class="sort" href=move || href.get() title=title>
                {label}
                <Icon name="arrow-up" />
            </a>
        </th>
    }
    .into_any()
}

/// The name of a row: an avatar, the name, a link if it leads somewhere, a quiet second line.
#[component]
pub fn RowName(
    #[prop(into)] name: String,
    #[prop(optional, into)] href: Option<String>,
    #[prop(optional, into)] sub: Option<String>,
    #[prop(optional, into)] picture: ViewFnOnce,
) -> impl IntoView {
    let title = name.clone();
    let name = match href {
        Some(href) => view! {
            <a class="row-link" href=href title=title>
                {name}
            </a>
        }
        .into_any(),
        None => view! {
            <span class="row-link" title=title>
                {name}
            </span>
        }
        .into_any(),
    };
    view! {
        <div class="row-name">
            {picture.run()}
            <div>
                {name}
                {sub.map(|sub| view! { <span class="row-sub">{sub}</span> })}
            </div>
        </div>
    }
    .into_any()
}

/// The way to the next rows: a button, pressed by itself when one scrolls to it.
#[component]
pub fn LoadMore(
    /// Whether there are more.
    #[prop(into)]
    more: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    /// How many are shown of how many.
    #[prop(optional, into)]
    words: Signal<String>,
    #[prop(into)] on_load: Callback<()>,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(element) = node_ref.get() {
            watch(&element, move || {
                if more.get_untracked() && !busy.get_untracked() {
                    on_load.run(());
                }
            });
        }
    });
    view! {
        <div class="load-more" node_ref=node_ref>
            <span>{move || words.get()}</span>
            {move || {
                more.get()
                    .then(|| {
                        view! {
                            <Button kind=Kind::Ghost busy on_press=on_load>
                                {t(m::UI_LOAD_MORE)}
                            </Button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// Calls `seen` whenever `element` comes near the screen.
fn watch(element: &JsValue, seen: impl Fn() + 'static) -> Option<()> {
    let name = JsValue::from_str("IntersectionObserver");
    let class: Function = Reflect::get(&js_sys::global(), &name)
        .ok()?
        .dyn_into()
        .ok()?;
    let callback = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let near = |entry: JsValue| {
            Reflect::get(&entry, &JsValue::from_str("isIntersecting"))
                .is_ok_and(|near| near.is_truthy())
        };
        if entries.iter().any(near) {
            seen();
        }
    });
    let options = js_sys::Object::new();
    Reflect::set(
        &options,
        &JsValue::from_str("rootMargin"),
        &JsValue::from_str("400px"),
    )
    .ok()?;
    let observer = Reflect::construct(&class, &Array::of2(callback.as_ref(), &options)).ok()?;
    let method = |name: &str| -> Option<Function> {
        Reflect::get(&observer, &JsValue::from_str(name))
            .ok()?
            .dyn_into()
            .ok()
    };
    method("observe")?.call1(&observer, element).ok()?;
    let disconnect = method("disconnect")?;
    let kept =
        leptos::__reexports::send_wrapper::SendWrapper::new((callback, observer, disconnect));
    on_cleanup(move || {
        let (callback, observer, disconnect) = kept.take();
        let _ = disconnect.call0(&observer);
        drop(callback);
    });
    Some(())
}
