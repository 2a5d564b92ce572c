use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    ui::{Button, Dialog, DialogBody, DialogFoot, Kind},
};

/// Asks before something that cannot be taken back.
#[component]
pub fn Confirm(
    #[prop(into)] id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// What will be lost, and what will stay.
    #[prop(into)]
    text: String,
    /// What is done, on the button that does it.
    #[prop(into)]
    action: String,
    #[prop(into)] on_yes: Callback<()>,
) -> impl IntoView {
    let (text, action) = (StoredValue::new(text), StoredValue::new(action));
    let yes = move || {
        open.set(false);
        on_yes.run(());
    };
    view! {
        <Dialog id open title>
            <DialogBody>
                <p>{text.get_value()}</p>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Danger on_press=yes>
                    {action.get_value()}
                </Button>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}
