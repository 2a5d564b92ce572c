use domain::{
    FieldErrors, PlanId, Refusal, Version,
    plans::{PlanDetails, PlanDraft, Usage},
    policy::Action,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{
    api,
    card::PlanCard,
    fields::{Inclusions, Limits, Offer, ProblemOf},
    form::{PlanForm, overruns, problems, words_of},
    table::{clients_on, duplicate, set_archived},
};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar, show_first_problem},
    failure::LoadError,
    i18n::{m, t, tf, tn},
    panel::{Here, go, use_here, why_not},
    ui::{
        Badge, Bone, Button, Callout, Kind, PageHeader, PageTitle, Refused, Skeleton, Toasts, Tone,
        toasts,
    },
    words,
};

/// The editor of a new plan (P12).
#[component]
pub fn NewPlanPage() -> impl IntoView {
    let here = use_here();
    view! {
        <PageTitle text=t(m::PANEL_ADD_PLAN) />
        <div class="page">
            <Suspense fallback=bones>
                {move || Suspend::new(async move {
                    match here.staff().await {
                        Ok((me, place)) => {
                            let reason = why_not(&me, &place, Action::EditPlans);
                            view! { <Editor here reason /> }.into_any()
                        }
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

/// The editor of a plan (P12–P18).
#[component]
pub fn PlanPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("plan").unwrap_or_default());
    let details = Resource::new(
        move || (here.slug(), id.get()),
        |(at, id)| async move {
            match id.parse() {
                Ok(id) => api::details(at, id).await,
                Err(_) => Err(ApiError::Refused(Refusal::NotFound)),
            }
        },
    );
    view! {
        <div class="page">
            <Suspense fallback=bones>
                {move || Suspend::new(async move {
                    match (here.staff().await, details.await) {
                        (Ok((me, place)), Ok(details)) => {
                            let reason = why_not(&me, &place, Action::EditPlans);
                            view! { <Editor here reason details /> }.into_any()
                        }
                        (Err(error), _) | (_, Err(error)) => {
                            view! { <LoadError error /> }.into_any()
                        }
                    }
                })}
            </Suspense>
        </div>
    }
}

/// What the parts of an open editor share.
#[derive(Debug, Clone, Copy)]
struct Open {
    here: Here,
    id: Option<PlanId>,
    editing: Editing<PlanDraft>,
    /// Whether saving was tried: from then on problems show as one types.
    tried: RwSignal<bool>,
    /// What the server found wrong, such as a name that is taken.
    refused: RwSignal<FieldErrors>,
    busy: RwSignal<bool>,
    toasts: Toasts,
}

#[component]
fn Editor(
    here: Here,
    /// Why the reader may only look.
    reason: Option<String>,
    /// The plan; none for a new one.
    #[prop(optional)]
    details: Option<PlanDetails>,
) -> impl IntoView {
    let id = details.as_ref().map(|details| details.id);
    let draft = details
        .as_ref()
        .map_or_else(PlanDraft::default, |details| details.draft.clone());
    let version = details
        .as_ref()
        .map_or(Version(0), |details| details.version);
    let peak = details
        .as_ref()
        .map_or_else(Usage::default, |details| details.peak);
    let clients = details.as_ref().map_or(0, |details| details.clients);
    let form = PlanForm::new(&draft);
    let key = here.at(&format!(
        "plans/{}",
        id.map_or_else(|| "new".to_owned(), |id| id.to_string())
    ));
    let editing = Editing::new(
        &key,
        draft,
        version,
        move || form.read(),
        move |draft| form.write(draft),
    );
    let open = Open {
        here,
        id,
        editing,
        tried: RwSignal::new(false),
        refused: RwSignal::default(),
        busy: RwSignal::new(false),
        toasts: toasts(),
    };
    // What the server found wrong is about what was sent, not about what is typed since.
    Effect::new(move |before: Option<()>| {
        editing.draft();
        if before.is_some() {
            open.refused.set(FieldErrors::default());
        }
    });
    let problem_of: ProblemOf = Callback::new(move |(name,)| open.problem_of(name));
    let locked = reason.is_some();
    let save = Callback::new(move |()| open.save());
    view! {
        <Head open details may_edit=!locked save />
        {reason.map(|text| view! { <Refused text /> })}
        <div class="editor">
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save.run(());
                }
            >
                <fieldset class="form" disabled=locked>
                    <Offer form problem_of fresh=id.is_none() />
                    <Limits form problem_of peak in_use={clients > 0} />
                    <Inclusions form />
                </fieldset>
                // Enter in a field saves, as in any form.
                <button type="submit" hidden></button>
                {move || warning(&editing.draft(), &peak)}
                <EditingBar
                    editing
                    words=|name: String, draft: PlanDraft| words_of(&name, &draft)
                    busy=open.busy
                    on_save=save
                />
            </form>
            <aside class="editor-preview" aria-label=t(m::PLANS_PREVIEW)>
                <p class="editor-preview-title">{t(m::PLANS_PREVIEW)}</p>
                <PlanCard draft=Signal::derive(move || editing.draft()) />
            </aside>
        </div>
    }
    .into_any()
}

/// Name, state and actions of the plan.
#[component]
fn Head(
    open: Open,
    details: Option<PlanDetails>,
    may_edit: bool,
    save: Callback<()>,
) -> impl IntoView {
    let here = open.here;
    let above = (here.at("plans"), t(m::PLANS_TITLE).to_owned());
    let Some(PlanDetails {
        id,
        is_archived,
        clients,
        ..
    }) = details
    else {
        return view! {
            <PageHeader title=t(m::PLANS_NEW) above>
                {may_edit
                    .then(|| {
                        view! {
                            <Button kind=Kind::Primary busy=open.busy on_press=save>
                                {t(m::PANEL_ADD_PLAN)}
                            </Button>
                        }
                    })}
            </PageHeader>
        }
        .into_any();
    };
    let archived = RwSignal::new(is_archived);
    let title = Memo::new(move |_| open.editing.base().name);
    let toggle = move || {
        let wanted = !archived.get_untracked();
        let done = Callback::new(move |()| archived.update(|archived| *archived = !*archived));
        set_archived(here, id, title.get_untracked(), wanted, done);
    };
    let status = move || {
        view! {
            {move || {
                archived.get().then(|| view! { <Badge>{t(m::PLANS_IS_ARCHIVED)}</Badge> })
            }}
        }
        .into_any()
    };
    let meta = move || {
        view! { <a href=clients_on(here, id)>{tn(m::PLANS_CLIENTS, clients)}</a> }.into_any()
    };
    let actions = move || {
        let words = if archived.get() {
            m::PLANS_RESTORE
        } else {
            m::PLANS_ARCHIVE
        };
        view! {
            <Button icon="copy" on_press=move || duplicate(here, id)>
                {t(m::PLANS_DUPLICATE)}
            </Button>
            <Button icon="archive" on_press=toggle>
                {t(words)}
            </Button>
        }
    };
    view! {
        <PageTitle text=move || title.get() />
        <PageHeader title above status meta>
            {move || may_edit.then(actions)}
        </PageHeader>
    }
    .into_any()
}

/// Said before saving: which limits the clients on the plan break already.
fn warning(draft: &PlanDraft, peak: &Usage) -> Option<AnyView> {
    let overruns = overruns(draft, peak);
    let lines = overruns
        .iter()
        .map(|overrun| view! { <li>{words::overrun(overrun)}</li> })
        .collect::<Vec<_>>();
    let view = view! {
        <Callout tone=Tone::Warning title=t(m::PLANS_OVER_LIMIT)>
            <ul>{lines}</ul>
            <p>{t(m::PLANS_OVER_LIMIT_TEXT)}</p>
        </Callout>
    };
    (!overruns.is_empty()).then(|| view.into_any())
}

impl Open {
    fn problem_of(self, name: &str) -> Option<String> {
        let refused = self.refused.read().of(name);
        let typed = if self.tried.get() {
            problems(&self.editing.draft()).of(name)
        } else {
            None
        };
        refused.or(typed).map(words::problem)
    }

    /// Saves what is right; shows what is not, at its field.
    fn save(self) {
        let draft = self.editing.draft_untracked();
        self.tried.set(true);
        if problems(&draft) != FieldErrors::default() {
            show_first_problem();
            return;
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            match self.id {
                Some(id) => self.edit(id, draft).await,
                None => self.add(draft).await,
            }
            self.busy.try_set(false);
        });
    }

    async fn add(self, draft: PlanDraft) {
        let name = draft.name.trim().to_owned();
        match api::add(self.here.slug_untracked(), draft).await {
            Ok(_) => {
                self.editing.finish();
                self.toasts.say(tf(m::PLANS_ADDED, &[("name", &name)]));
                go(&self.here.at("plans"));
            }
            Err(error) => self.refuse(error),
        }
    }

    async fn edit(self, id: PlanId, draft: PlanDraft) {
        let at = self.here.slug_untracked();
        match api::edit(at.clone(), id, draft, self.editing.version()).await {
            Ok(saved) => {
                self.tried.set(false);
                self.editing.saved(saved.draft, saved.version);
                self.toasts.say(t(m::PLANS_SAVED));
            }
            Err(ApiError::Refused(Refusal::Conflict(_))) => match api::details(at, id).await {
                Ok(theirs) => self.editing.rebase(theirs.draft, theirs.version),
                Err(error) => self.refuse(error),
            },
            Err(error) => self.refuse(error),
        }
    }

    fn refuse(self, error: ApiError) {
        match error {
            ApiError::Refused(Refusal::Invalid(errors)) => {
                self.refused.set(errors);
                show_first_problem();
            }
            other => self.toasts.fail(words::error(&other)),
        }
    }
}

fn bones() -> AnyView {
    view! {
        <Skeleton bone=Bone::Title />
        <div class="editor">
            <Skeleton bone=Bone::Block />
            <Skeleton bone=Bone::Block />
        </div>
    }
    .into_any()
}
