//! The classes of services: to be named, put in order and added.

use domain::{
    FieldErrors, ServiceClassId,
    catalogue::{ServiceClass, class_name},
};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::api;
use crate::{
    api_error::ApiError,
    editing::{problem_of, tell},
    i18n::{m, t, tf},
    ui::{Button, Dialog, DialogBody, DialogFoot, Field, IconButton, Kind, TextInput, toasts},
    words,
};

/// What the parts of the dialog share.
#[derive(Debug, Clone, Copy)]
struct Desk {
    classes: RwSignal<Vec<ServiceClass>>,
    /// The class that is being named.
    edited: RwSignal<Option<ServiceClassId>>,
    errors: RwSignal<FieldErrors>,
    busy: RwSignal<bool>,
    on_change: Callback<()>,
}

impl Desk {
    /// Does something to the classes, and shows them as they are then.
    fn work(
        self,
        deed: impl Future<Output = Result<Vec<ServiceClass>, ApiError>> + 'static,
        done: impl FnOnce() + 'static,
    ) {
        let toasts = toasts();
        self.busy.set(true);
        spawn_local(async move {
            match deed.await {
                Ok(now) => {
                    self.classes.set(now);
                    self.errors.set(FieldErrors::default());
                    done();
                    self.on_change.run(());
                }
                Err(error) => tell(error, self.errors, toasts),
            }
            self.busy.try_set(false);
        });
    }

    /// Puts the class at a place before the one above it.
    fn move_up(self, place: usize) {
        let classes = self.classes.read_untracked();
        let mut order: Vec<ServiceClassId> = classes.iter().map(|class| class.id).collect();
        drop(classes);
        if place > 0 && place < order.len() {
            order.swap(place - 1, place);
            self.work(api::reorder_classes(order), || ());
        }
    }
}

/// The dialog with the classes.
#[component]
pub(super) fn Classes(
    open: RwSignal<bool>,
    classes: RwSignal<Vec<ServiceClass>>,
    /// Called after the classes changed.
    on_change: Callback<()>,
) -> impl IntoView {
    let desk = Desk {
        classes,
        edited: RwSignal::new(None),
        errors: RwSignal::default(),
        busy: RwSignal::new(false),
        on_change,
    };
    let rows = move || {
        let classes = desk.classes.get();
        let edited = desk.edited.get();
        let row = |(place, class): (usize, ServiceClass)| {
            if edited == Some(class.id) {
                view! { <Naming class desk /> }.into_any()
            } else {
                row(place, class, desk)
            }
        };
        classes.into_iter().enumerate().map(row).collect_view()
    };
    view! {
        <Dialog id="classes" open title=t(m::CATALOGUE_CLASSES) keep=true>
            <DialogBody>
                <p>{t(m::CATALOGUE_CLASSES_HELP)}</p>
                <ol class="row-list">{rows}</ol>
                <Adding desk />
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_DONE)}</Button>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}

fn row(place: usize, class: ServiceClass, desk: Desk) -> AnyView {
    let name = words::service_class(&class);
    let up = (place > 0).then(|| {
        let label = tf(m::FIELDS_MOVE_UP, &[("field", &name)]);
        view! { <IconButton icon="arrow-up" label busy=desk.busy on_press=move || desk.move_up(place) /> }
    });
    let label = tf(m::CATALOGUE_RENAME, &[("name", &name)]);
    let edit = move || {
        desk.errors.set(FieldErrors::default());
        desk.edited.set(Some(class.id));
    };
    view! {
        <li class="row-item">
            <span class="row-item-name">{name}</span>
            {up}
            <IconButton icon="pencil" label on_press=edit />
        </li>
    }
    .into_any()
}

/// The name of a class, while it is typed.
#[component]
fn Naming(class: ServiceClass, desk: Desk) -> impl IntoView {
    let is_shipped = class.shipped.is_some();
    let name = RwSignal::new(class.name.clone());
    let own = ServiceClass {
        name: String::new(),
        ..class.clone()
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        match class_name(&name.read_untracked(), is_shipped) {
            Ok(name) => desk.work(
                api::rename_class(class.id, name, class.version),
                move || {
                    desk.edited.set(None);
                },
            ),
            Err(found) => desk.errors.set(found),
        }
    };
    let hint = is_shipped.then(|| {
        let own = words::service_class(&own);
        tf(m::CATALOGUE_CLASS_NAME_HINT, &[("name", &own)])
    });
    let error = problem_of(desk.errors, "name");
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let field = match hint {
        Some(hint) => view! {
            <Field id="class-name" label=t(m::FIELD_NAME) hint error>
                <TextInput value=name autocomplete="off" node_ref=input />
            </Field>
        }
        .into_any(),
        None => view! {
            <Field id="class-name" label=t(m::FIELD_NAME) error>
                <TextInput value=name autocomplete="off" node_ref=input />
            </Field>
        }
        .into_any(),
    };
    view! {
        <li class="row-item">
            <form class="class-naming" novalidate on:submit=save>
                {field}
                <div class="form-actions">
                    <Button kind=Kind::Primary submit=true busy=desk.busy>
                        {t(m::PROFILE_SAVE)}
                    </Button>
                    <Button kind=Kind::Ghost on_press=move || desk.edited.set(None)>
                        {t(m::UI_CANCEL)}
                    </Button>
                </div>
            </form>
        </li>
    }
    .into_any()
}

/// A further class.
#[component]
fn Adding(desk: Desk) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        desk.edited.set(None);
        match class_name(&name.read_untracked(), false) {
            Ok(typed) => desk.work(api::add_class(typed), move || name.set(String::new())),
            Err(found) => desk.errors.set(found),
        }
    };
    let error = Signal::derive(move || {
        let errors = desk.errors.read();
        let is_mine = desk.edited.read().is_none();
        errors.of("name").filter(|_| is_mine).map(words::problem)
    });
    view! {
        <form class="class-adding" novalidate on:submit=add>
            <Field id="class-new" label=t(m::CATALOGUE_ANOTHER_CLASS) error>
                <TextInput value=name autocomplete="off" />
            </Field>
            <Button icon="plus" submit=true busy=desk.busy>
                {t(m::CATALOGUE_ADD_CLASS)}
            </Button>
        </form>
    }
    .into_any()
}
