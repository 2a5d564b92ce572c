use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::guard::{Leaving, Target};
use crate::{
    i18n::{m, t},
    ui::{Button, Dialog, DialogBody, DialogFoot, Kind},
};

/// Makes edited forms below ask before they are left; once, in the frame of the pages.
pub fn provide_leaving() {
    Leaving::provided();
}

/// The question before an edited form is left; once, in the frame of the pages.
#[component]
pub fn LeaveDialog() -> impl IntoView {
    let leaving = Leaving::provided();
    let open = RwSignal::new(false);
    let navigate = use_navigate();
    // Each sets the other only when it has to: setting what is so already would go on forever.
    Effect::new(move |_| {
        let asked = leaving.wanted.read().is_some();
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    Effect::new(move |_| {
        if !open.get() && leaving.wanted.read_untracked().is_some() {
            leaving.wanted.set(None);
        }
    });
    let leave = Callback::new(move |()| {
        let Some(target) = leaving.wanted.get_untracked() else {
            return;
        };
        if let Some(discard) = leaving.discard.get_untracked() {
            discard.run(());
        }
        open.set(false);
        match target {
            Target::Link(href) => navigate(&href, leptos_router::NavigateOptions::default()),
            Target::Entry(entry) => entry.traverse(),
        }
    });
    view! {
        <Dialog id="leave" open title=t(m::EDITING_LEAVE_TITLE)>
            <DialogBody>
                <p>{t(m::EDITING_LEAVE_TEXT)}</p>
            </DialogBody>
            <DialogFoot>
                <Button kind=Kind::QuietDanger on_press=leave>
                    {t(m::EDITING_LEAVE)}
                </Button>
                <Button kind=Kind::Primary on_press=move || open.set(false)>
                    {t(m::EDITING_STAY)}
                </Button>
            </DialogFoot>
        </Dialog>
    }
}
