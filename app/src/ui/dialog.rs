use leptos::{ev, html, prelude::*};

use crate::{
    i18n::{m, t},
    ui::IconButton,
};

/// A question or a short form before the page; a sheet on the phone. Esc and a press beside it
/// close it, and the focus goes back to where it was.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] large: bool,
    /// Holds something typed: a press beside it does not close it.
    #[prop(optional, into)]
    keep: Signal<bool>,
    /// A `DialogBody` and a `DialogFoot`, in a form or not.
    children: ChildrenFn,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Dialog>::new();
    follow(node_ref, open);
    let title_id = format!("{id}-title");
    let shut = move || open.set(false);
    let beside = move |event: ev::MouseEvent| {
        let on_backdrop = event.target().is_some() && event.target() == event.current_target();
        if on_backdrop && !keep.get_untracked() {
            shut();
        }
    };
    view! {
        <dialog
            class="dialog"
            id=id
            data-size=large.then_some("large")
            aria-labelledby=title_id
            node_ref=node_ref
            on:close=move |_| shut()
            on:mousedown=beside
        >
            <div class="dialog-head">
                <h2 id=title_id.clone()>{move || title.get()}</h2>
            </div>
            {move || open.get().then(|| children())}
            <div class="dialog-close">
                <IconButton icon="x" label=t(m::UI_CLOSE) on_press=shut />
            </div>
        </dialog>
    }
    .into_any()
}

/// What a dialog says or asks.
#[component]
pub fn DialogBody(children: Children) -> impl IntoView {
    view! { <div class="dialog-body">{children()}</div> }.into_any()
}

/// The buttons of a dialog; the main one last.
#[component]
pub fn DialogFoot(children: Children) -> impl IntoView {
    view! { <div class="dialog-foot">{children()}</div> }.into_any()
}

/// Opens and closes a native dialog with a signal, after its content is there to take the focus.
pub(super) fn follow(node_ref: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node_ref.get() else {
            return;
        };
        if wanted {
            let _ = request_animation_frame(move || {
                if open.get_untracked() && !dialog.open() {
                    let _ = dialog.show_modal();
                }
            });
        } else if dialog.open() {
            dialog.close();
        }
    });
}
