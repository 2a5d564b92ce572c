use leptos::{html::ElementType, prelude::*, wasm_bindgen::JsCast};

/// How a value is read from an element, and written to it.
pub(super) type Access<E, V> = (fn(&E) -> V, fn(&E, &V));

/// Keeps an element and what it edits the same. What was typed, or filled in by the browser,
/// before the page came alive is taken over rather than wiped, if `adopt` agrees.
pub(super) fn keep_in_step<E, V>(
    node_ref: NodeRef<E>,
    (read, write): Access<E::Output, V>,
    get: impl Fn() -> V + 'static,
    set: impl Fn(V) + 'static,
    adopt: impl Fn() -> bool + 'static,
) where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
    V: PartialEq + 'static,
{
    let initial = untrack(&get);
    Effect::new(move |met: Option<bool>| {
        let wanted = get();
        let Some(element) = node_ref.get() else {
            return false;
        };
        let found = read(&element);
        if met != Some(true) && found != initial && adopt() {
            set(found);
        } else if found != wanted {
            write(&element, &wanted);
        }
        true
    });
}
