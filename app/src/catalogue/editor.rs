use domain::{
    Currency, FieldErrors, ItemId, Refusal, Version,
    catalogue::{ItemDetails, ItemDraft, ItemKind, PriceChange, ServiceClass},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{
    api,
    fields::About,
    form::{ItemForm, problems, words_of},
    grid::{PriceGrid, ProblemOf},
    history::PriceHistory,
    row::set_archived,
};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar, show_first_problem},
    failure::LoadError,
    i18n::{m, t, tf},
    panel::go,
    ui::{Badge, Bone, Button, FormGroup, Kind, PageHeader, PageTitle, Skeleton, Toasts, toasts},
    words,
};

/// The editor of a new item.
#[component]
pub fn NewItemPage() -> impl IntoView {
    let catalogue = Resource::new(|| (), |()| api::list(false));
    view! {
        <PageTitle text=t(m::CATALOGUE_ADD) />
        <div class="page">
            <Suspense fallback=bones>
                {move || Suspend::new(async move {
                    match catalogue.await {
                        Ok(catalogue) => {
                            let draft = ItemDraft::new(ItemKind::Service);
                            let currencies = catalogue.currencies();
                            let item = Item {
                                classes: catalogue.classes,
                                currencies,
                                ..Item::of(draft)
                            };
                            view! { <Editor item /> }.into_any()
                        }
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

/// The editor of an item, with its prices and how they came about.
#[component]
pub fn ItemPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("item").unwrap_or_default());
    let details = Resource::new(
        move || id.get(),
        |id| async move {
            match id.parse() {
                Ok(id) => api::details(id).await,
                Err(_) => Err(ApiError::Refused(Refusal::NotFound)),
            }
        },
    );
    view! {
        <div class="page">
            <Suspense fallback=bones>
                {move || Suspend::new(async move {
                    match details.await {
                        Ok(details) => view! { <Editor item=Item::from(details) /> }.into_any(),
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

/// What an editor opens: an item, or what is to become one.
#[derive(Debug, Clone)]
struct Item {
    id: Option<ItemId>,
    draft: ItemDraft,
    name: String,
    is_archived: bool,
    classes: Vec<ServiceClass>,
    currencies: Vec<Currency>,
    history: Vec<PriceChange>,
    version: Version,
}

impl Item {
    /// What is to become an item.
    const fn of(draft: ItemDraft) -> Self {
        Self {
            id: None,
            draft,
            name: String::new(),
            is_archived: false,
            classes: Vec::new(),
            currencies: Vec::new(),
            history: Vec::new(),
            version: Version(0),
        }
    }
}

impl From<ItemDetails> for Item {
    fn from(details: ItemDetails) -> Self {
        Self {
            id: Some(details.id),
            draft: details.draft,
            name: details.name,
            is_archived: details.is_archived,
            classes: details.classes,
            currencies: details.currencies,
            history: details.history,
            version: details.version,
        }
    }
}

/// What the parts of an open editor share.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: Option<ItemId>,
    editing: Editing<ItemDraft>,
    name: RwSignal<String>,
    history: RwSignal<Vec<PriceChange>>,
    /// Whether saving was tried: from then on problems show as one types.
    tried: RwSignal<bool>,
    /// What the server found wrong, such as a name that is taken.
    refused: RwSignal<FieldErrors>,
    busy: RwSignal<bool>,
    toasts: Toasts,
}

#[component]
fn Editor(item: Item) -> impl IntoView {
    let Item {
        id,
        draft,
        name,
        is_archived,
        classes,
        currencies,
        history,
        version,
    } = item;
    let form = ItemForm::new(&draft);
    let key = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let editing = Editing::new(
        &format!("catalogue:{key}"),
        draft,
        version,
        move || form.read(),
        move |draft| form.write(draft),
    );
    let open = Open {
        id,
        editing,
        name: RwSignal::new(name),
        history: RwSignal::new(history),
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
    let problem_of: ProblemOf = Callback::new(move |(name,): (String,)| open.problem_of(&name));
    let save = Callback::new(move |()| open.save());
    let known = StoredValue::new(classes.clone());
    let words = move |name: String, draft: ItemDraft| words_of(&name, &draft, &known.read_value());
    let history = id.map(|_| {
        view! {
            <aside class="editor-preview" aria-label=t(m::CATALOGUE_HISTORY)>
                <p class="editor-preview-title">{t(m::CATALOGUE_HISTORY)}</p>
                {move || view! { <PriceHistory history=open.history.get() /> }}
            </aside>
        }
    });
    view! {
        <Head open is_archived save />
        <div class="editor">
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save.run(());
                }
            >
                <About form classes problem_of fresh=id.is_none() />
                <FormGroup title=t(m::CATALOGUE_PRICES) help=t(m::CATALOGUE_PRICES_HELP)>
                    <PriceGrid form editing currencies problem_of />
                </FormGroup>
                // Enter in a field saves, as in any form.
                <button type="submit" hidden></button>
                <EditingBar editing words busy=open.busy on_save=save />
            </form>
            {history}
        </div>
    }
    .into_any()
}

/// Name, state and actions of the item.
#[component]
fn Head(open: Open, is_archived: bool, save: Callback<()>) -> impl IntoView {
    let above = (
        "/operator/catalogue".to_owned(),
        t(m::CATALOGUE_TITLE).to_owned(),
    );
    let Some(id) = open.id else {
        return view! {
            <PageHeader title=t(m::CATALOGUE_NEW) above>
                <Button kind=Kind::Primary busy=open.busy on_press=save>
                    {t(m::CATALOGUE_ADD)}
                </Button>
            </PageHeader>
        }
        .into_any();
    };
    let archived = RwSignal::new(is_archived);
    let toggle = move || {
        let wanted = !archived.get_untracked();
        let done = Callback::new(move |()| archived.update(|archived| *archived = !*archived));
        set_archived(id, open.name.get_untracked(), wanted, done);
    };
    let status = move || {
        view! {
            {move || {
                archived.get().then(|| view! { <Badge>{t(m::CATALOGUE_IS_ARCHIVED)}</Badge> })
            }}
        }
        .into_any()
    };
    let meta = move || {
        let kind = untrack(|| open.editing.base().kind);
        view! { <span>{words::item_kind(kind)}</span> }.into_any()
    };
    let toggle_words = move || {
        t(if archived.get() {
            m::PLANS_RESTORE
        } else {
            m::PLANS_ARCHIVE
        })
    };
    view! {
        <PageTitle text=move || open.name.get() />
        <PageHeader title=open.name above status meta>
            <Button icon="archive" on_press=toggle>
                {toggle_words}
            </Button>
        </PageHeader>
    }
    .into_any()
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

    async fn add(self, draft: ItemDraft) {
        let has_prices = !draft.prices.is_empty();
        match api::add(draft).await {
            Ok(id) => {
                self.editing.finish();
                if has_prices {
                    self.toasts.say(t(m::CATALOGUE_ADDED));
                } else {
                    self.toasts.say(t(m::CATALOGUE_ADDED_WITHOUT_PRICE));
                }
                go(&format!("/operator/catalogue/{id}"));
            }
            Err(error) => self.refuse(error),
        }
    }

    async fn edit(self, id: ItemId, draft: ItemDraft) {
        match api::edit(id, draft, self.editing.version()).await {
            Ok(saved) => {
                self.tried.set(false);
                self.name.set(saved.name.clone());
                self.history.set(saved.history);
                self.editing.saved(saved.draft, saved.version);
                self.toasts
                    .say(tf(m::CATALOGUE_SAVED, &[("name", &saved.name)]));
            }
            Err(ApiError::Refused(Refusal::Conflict(_))) => match api::details(id).await {
                Ok(theirs) => {
                    self.history.set(theirs.history);
                    self.editing.rebase(theirs.draft, theirs.version);
                }
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
