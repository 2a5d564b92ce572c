use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    ui::{Button, Dialog, DialogBody, DialogFoot, Kind},
};

/// Asks before something that cannot be taken back.
#[component]
pub fn Confirm<T: Clone + Send + Sync + 'static>(
    #[prop(into)] id: String,
    /// What is asked about, and its name; while there is nothing, nothing is asked.
    asked: RwSignal<Option<(T, String)>>,
    /// The question about the thing of this name.
    question: fn(&str) -> String,
    /// What will be lost, and what will stay.
    #[prop(into)]
    text: String,
    /// What is done, on the button that does it.
    #[prop(into)]
    action: String,
    #[prop(into)] on_yes: Callback<T>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.read().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() && asked.read_untracked().is_some() {
            asked.set(None);
        }
    });
    let title = Signal::derive(move || {
        let asked = asked.read();
        question(asked.as_ref().map_or("", |(_, name)| name.as_str()))
    });
    let (text, action) = (StoredValue::new(text), StoredValue::new(action));
    let yes = move || {
        let about = asked.get_untracked();
        open.set(false);
        if let Some((about, _)) = about {
            on_yes.run(about);
        }
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
