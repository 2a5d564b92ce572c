use domain::{
    ClientId, FieldErrors, Refusal, WorkspaceId, policy,
    workspaces::{WorkspaceDraft, WorkspaceSummary},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::api;
use crate::{
    api_error::ApiError,
    editing::problem_of,
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{use_here, why_not_own},
    ui::{
        Button, Callout, Confirm, DataTable, Dialog, DialogBody, DialogFoot, EmptyState, Field,
        Kind, Menu, MenuItem, PageHeader, PageTitle, RowName, Telling, TextInput, Time, Tone,
        toasts,
    },
    words,
};

type Found = Resource<Result<Vec<WorkspaceSummary>, ApiError>>;

/// The page of the client's workspaces.
#[component]
pub fn WorkspacesPage() -> impl IntoView {
    let here = use_here();
    let found = Resource::new(
        move || here.client(),
        |client| async move {
            match client {
                Some(client) => api::list(client).await,
                None => Err(Refusal::NotFound.into()),
            }
        },
    );
    let content = move || {
        Suspend::new(async move {
            match (untrack(|| here.office()), found.await) {
                (Ok((_, _, place)), Ok(workspaces)) => {
                    let client = place.person.client;
                    let why_not = |action| why_not_own(&place.person, action);
                    let refused = why_not(policy::Action::ManageWorkspaces);
                    let kept = why_not(policy::Action::RemoveWorkspace);
                    view! { <Workspaces client workspaces found refused kept /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::WORKSPACES_TITLE) />
        <div class="page">
            <Transition>{content}</Transition>
        </div>
    }
}

#[component]
fn Workspaces(
    client: ClientId,
    workspaces: Vec<WorkspaceSummary>,
    found: Found,
    refused: Option<String>,
    /// Why none may be removed.
    kept: Option<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // What is being renamed; nothing while one is made.
    let renamed = RwSignal::new(None::<WorkspaceSummary>);
    let leaving = RwSignal::new(None::<(WorkspaceId, String)>);
    let remove = Action::new(move |id: &WorkspaceId| api::remove(client, *id));
    let notices = toasts();
    Effect::new(move |_| match remove.value().get() {
        Some(Ok(())) => {
            notices.say(t(m::WORKSPACES_REMOVED));
            found.refetch();
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let reason = Signal::stored(refused);
    let kept = Signal::stored(kept);
    let make = move || {
        renamed.set(None);
        open.set(true);
    };
    let title = Signal::derive(move || match &*renamed.read() {
        Some(workspace) => tf(m::WORKSPACES_RENAME_TITLE, &[("name", &workspace.name)]),
        None => t(m::WORKSPACES_ADD).to_owned(),
    });
    let rename = Callback::new(move |workspace: WorkspaceSummary| {
        renamed.set(Some(workspace));
        open.set(true);
    });
    let list = if workspaces.is_empty() {
        view! {
            <EmptyState
                icon="layout-dashboard"
                title=t(m::WORKSPACES_EMPTY)
                text=t(m::WORKSPACES_EMPTY_TEXT)
            />
        }
        .into_any()
    } else {
        let rows = workspaces
            .into_iter()
            .map(|workspace| view! { <Row workspace reason kept rename leaving /> })
            .collect_view();
        let head = || {
            view! {
                <th scope="col" data-sticky="">{t(m::WORKSPACES_NAME)}</th>
                <th scope="col" data-number="">{t(m::WORKSPACES_SEATS)}</th>
                <th scope="col">{t(m::WORKSPACES_MADE)}</th>
                <th scope="col" data-menu="">
                    <span class="visually-hidden">{t(m::TEAM_ACTIONS)}</span>
                </th>
            }
        };
        view! { <DataTable label=t(m::WORKSPACES_TITLE) head>{rows}</DataTable> }.into_any()
    };
    view! {
        <PageHeader title=t(m::WORKSPACES_TITLE) help=t(m::WORKSPACES_INTRO)>
            <Button kind=Kind::Primary icon="plus" reason on_press=make>
                {t(m::WORKSPACES_ADD)}
            </Button>
        </PageHeader>
        {list}
        <Dialog id="workspace" open title keep=true>
            <Form client open renamed found />
        </Dialog>
        <Confirm
            id="workspace-leaving"
            asked=leaving
            question=|name: &str| tf(m::WORKSPACES_REMOVE_TITLE, &[("name", name)])
            text=t(m::WORKSPACES_REMOVE_TEXT)
            action=t(m::WORKSPACES_REMOVE)
            on_yes=move |id| {
                remove.dispatch(id);
            }
        />
    }
    .into_any()
}

#[component]
fn Row(
    workspace: WorkspaceSummary,
    reason: Signal<Option<String>>,
    kept: Signal<Option<String>>,
    rename: Callback<WorkspaceSummary>,
    leaving: RwSignal<Option<(WorkspaceId, String)>>,
) -> impl IntoView {
    let id = workspace.id;
    let name = workspace.name.clone();
    let label = tf(m::TEAM_ACTIONS_FOR, &[("name", &name)]);
    let made = workspace.created_at.to_rfc3339();
    let seats = workspace.seats;
    let stored = StoredValue::new(workspace);
    view! {
        <tr>
            <td data-sticky="">
                <RowName name />
            </td>
            <td data-number="" data-phone="end">
                {seats}
            </td>
            <td data-phone="under">
                <Time at=made telling=Telling::Date />
            </td>
            <td data-menu="">
                <Menu
                    id=format!("menu-{id}")
                    label
                    icon="ellipsis"
                    bare=true
                    end=true
                    kind=Kind::Ghost
                >
                    <MenuItem icon="pencil" reason on_press=move || rename.run(stored.get_value())>
                        {t(m::WORKSPACES_RENAME)}
                    </MenuItem>
                    <MenuItem
                        icon="trash-2"
                        danger=true
                        reason=kept
                        on_press=move || leaving.set(Some((id, stored.read_value().name.clone())))
                    >
                        {t(m::WORKSPACES_REMOVE)}
                    </MenuItem>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

/// The name of a workspace, new or to be renamed.
#[component]
fn Form(
    client: ClientId,
    open: RwSignal<bool>,
    renamed: RwSignal<Option<WorkspaceSummary>>,
    found: Found,
) -> impl IntoView {
    let before = renamed.get_untracked();
    let name = RwSignal::new(
        before
            .as_ref()
            .map_or_else(String::new, |it| it.name.clone()),
    );
    let errors = RwSignal::new(FieldErrors::default());
    let failed = RwSignal::new(None::<String>);
    let said = t(if before.is_some() {
        m::WORKSPACES_RENAMED
    } else {
        m::WORKSPACES_ADDED
    });
    let save = Action::new(move |draft: &WorkspaceDraft| {
        let (draft, before) = (draft.clone(), before.clone());
        async move {
            match before {
                Some(old) => api::rename(client, old.id, draft, old.version).await,
                None => api::add(client, draft).await,
            }
        }
    });
    let notices = toasts();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(_)) => {
            open.set(false);
            notices.say(said);
            found.refetch();
        }
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(Err(error)) => failed.set(Some(words::error(&error))),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        failed.set(None);
        let draft = WorkspaceDraft {
            name: name.get_untracked(),
        };
        match draft.validate() {
            Ok(draft) => {
                errors.set(FieldErrors::default());
                save.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    let problem = problem_of(errors, "name");
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                {move || {
                    failed
                        .get()
                        .map(|text| {
                            view! {
                                <Callout tone=Tone::Danger>
                                    <p>{text}</p>
                                </Callout>
                            }
                        })
                }}
                <Field id="workspace-name" label=t(m::WORKSPACES_NAME) error=problem>
                    <TextInput value=name autofocus=true />
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy=save.pending()>
                    {t(m::PROFILE_SAVE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
