//! Adding a client, and editing one (S0, B5, B9, P6).

mod cells;
mod fields;
mod problems;
pub(super) mod shown;

use domain::{
    ClientId, Refusal, Version,
    clients::{ClientDetails, ClientDraft, ClientFormOptions},
    policy::Action,
};
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use self::{cells::Cells, fields::Fields, problems::Problems, shown::Shown};
use super::{api, failed::Failed, rights::Rights};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar},
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{Here, use_here},
    ui::{Bone, Button, Kind, LinkButton, PageHeader, PageTitle, Refused, Skeleton, toasts},
};

/// The form that adds a client (P6, B8).
#[component]
pub fn NewClientPage() -> impl IntoView {
    let here = use_here();
    let options = Resource::new(move || here.slug(), api::form_options);
    view! {
        <PageTitle text=t(m::CLIENTS_ADD) />
        <Transition fallback=|| view! { <Waiting title=t(m::CLIENTS_ADD) /> }>
            {move || Suspend::new(async move {
                let staff = here.staff().await;
                let options = options.await;
                match staff.and_then(|staff| Ok((Rights::new(staff), options?))) {
                    Ok((rights, options)) => {
                        view! { <ClientForm subject=Subject::New rights options /> }.into_any()
                    }
                    Err(error) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The form that edits a client (B5, S4).
#[component]
pub fn EditClientPage() -> impl IntoView {
    let here = use_here();
    let options = Resource::new(move || here.slug(), api::form_options);
    let client = super::page::client_of_address(here);
    view! {
        <Transition fallback=|| view! { <Waiting title="" /> }>
            {move || Suspend::new(async move {
                let staff = here.staff().await;
                let options = options.await;
                let client = client.await;
                let all = staff.and_then(|staff| Ok((Rights::new(staff), options?, client?)));
                match all {
                    Ok((rights, options, client)) => {
                        let subject = Subject::Client(Box::new(client));
                        view! { <ClientForm subject rights options /> }.into_any()
                    }
                    Err(error) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Whom the form is about.
#[derive(Debug, Clone)]
enum Subject {
    New,
    Client(Box<ClientDetails>),
}

impl Subject {
    fn id(&self) -> Option<ClientId> {
        match self {
            Self::New => None,
            Self::Client(client) => Some(client.id),
        }
    }

    fn draft(&self) -> ClientDraft {
        match self {
            Self::New => ClientDraft::default(),
            Self::Client(client) => client.draft.clone(),
        }
    }

    fn version(&self) -> Version {
        match self {
            Self::New => Version(0),
            Self::Client(client) => client.version,
        }
    }

    /// The page to go back to.
    fn home(&self) -> String {
        match self.id() {
            None => "clients".to_owned(),
            Some(id) => format!("clients/{id}"),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::New => t(m::CLIENTS_ADD).to_owned(),
            Self::Client(client) => tf(m::CLIENTS_EDIT_TITLE, &[("name", &client.draft.company)]),
        }
    }

    /// Why the reader may not save it.
    fn why_not(&self, rights: Rights) -> Option<String> {
        match self {
            Self::New => rights.why_not(Action::AddClient),
            Self::Client(client) => rights.why_not_to(client.status, Action::EditClient),
        }
    }
}

#[component]
fn ClientForm(subject: Subject, rights: Rights, options: ClientFormOptions) -> impl IntoView {
    let here = use_here();
    let id = subject.id();
    let home = here.at(&subject.home());
    let title = subject.title();
    let above = match &subject {
        Subject::New => t(m::CLIENTS_TITLE).to_owned(),
        Subject::Client(client) => client.draft.company.clone(),
    };
    let above = (home.clone(), above);
    if let Some(text) = subject.why_not(rights) {
        return view! {
            <div class="page" data-width="form">
                <PageHeader title=title.clone() above />
                <PageTitle text=title />
                <Refused text />
            </div>
        }
        .into_any();
    }
    let cells = Cells::new(&subject.draft(), &options.fields);
    let editing = Editing::new(
        &format!("{}/{}", here.slug_untracked(), subject.home()),
        subject.draft(),
        subject.version(),
        move || cells.draft(),
        move |draft| cells.fill(&draft),
    );
    let problems = Problems::new(editing, options.fields.clone());
    let saving = Saving::new(here, id, editing, problems);
    let shown = StoredValue::new(Shown::new(&options));
    let words = move |(name, draft): (String, ClientDraft)| {
        shown.with_value(|shown| shown.words(&name, &draft))
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        saving.save();
    };
    let is_new = id.is_none();
    let with_plan = is_new && rights.may(Action::AssignPlan);
    view! {
        <div class="page" data-width="form">
            <PageHeader title=title.clone() above />
            <PageTitle text=title />
            <Failed error=saving.error />
            <form class="form" on:submit=submit novalidate>
                <Fields cells problems options with_plan />
                {is_new
                    .then(|| {
                        view! {
                            <div class="form-actions">
                                <Button kind=Kind::Primary submit=true busy=saving.busy>
                                    {t(m::CLIENTS_ADD)}
                                </Button>
                                <LinkButton href=home kind=Kind::Ghost>
                                    {t(m::UI_CANCEL)}
                                </LinkButton>
                            </div>
                        }
                    })}
            </form>
            <EditingBar editing words busy=saving.busy on_save=move || saving.save() />
        </div>
    }
    .into_any()
}

/// Sends the form, once its own check finds nothing.
#[derive(Clone, Copy)]
struct Saving {
    here: Here,
    client: Option<ClientId>,
    editing: Editing<ClientDraft>,
    problems: Problems,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    left: Callback<(String, String)>,
}

impl Saving {
    fn new(
        here: Here,
        client: Option<ClientId>,
        editing: Editing<ClientDraft>,
        problems: Problems,
    ) -> Self {
        let toasts = toasts();
        let navigate = use_navigate();
        let left = Callback::new(move |(path, words): (String, String)| {
            editing.finish();
            toasts.say(words);
            // Going back leads to the list, not to an empty form.
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&here.at(&path), options);
        });
        Self {
            here,
            client,
            editing,
            problems,
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            left,
        }
    }

    fn save(self) {
        if self.busy.get_untracked() || !self.problems.check() {
            return;
        }
        let draft = self.editing.draft_untracked();
        let name = draft.company.trim().to_owned();
        let at = self.here.slug_untracked();
        self.error.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = match self.client {
                None => api::add(at, draft)
                    .await
                    .map(|id| (id, tf(m::CLIENTS_ADDED_NOTICE, &[("name", &name)]))),
                Some(id) => api::edit(at, id, draft, self.editing.version())
                    .await
                    .map(|_| (id, tf(m::CLIENTS_SAVED_NOTICE, &[("name", &name)]))),
            };
            match answer {
                Ok((id, words)) => self.left.run((format!("clients/{id}"), words)),
                Err(error) => self.refused(error).await,
            }
            self.busy.try_set(false);
        });
    }

    /// Problems go to their fields; what somebody else saved meanwhile comes into the form.
    async fn refused(self, error: ApiError) {
        match (error, self.client) {
            (ApiError::Refused(Refusal::Invalid(errors)), _) => self.problems.tell(errors),
            (ApiError::Refused(Refusal::Conflict(_)), Some(id)) => {
                match api::details(self.here.slug_untracked(), id).await {
                    Ok(fresh) => self.editing.rebase(fresh.draft, fresh.version),
                    Err(error) => self.error.set(Some(error)),
                }
            }
            (error, _) => self.error.set(Some(error)),
        }
    }
}

/// The form in the shape of what comes.
#[component]
fn Waiting(#[prop(into)] title: String) -> impl IntoView {
    let fields = (0..6)
        .map(|_| view! { <div class="field"><Skeleton bone=Bone::Short /> <Skeleton bone=Bone::Long /></div> })
        .collect_view();
    view! {
        <div class="page" data-width="form" aria-busy="true">
            <PageHeader title />
            <div class="form-grid">{fields}</div>
        </div>
    }
    .into_any()
}
