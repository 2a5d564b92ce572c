use std::collections::BTreeSet;

use domain::{
    Currency, FieldErrors, Money, Refusal, ServiceClassId,
    catalogue::{
        ItemKind, Margins, MarginsDraft, PriceList, PriceSlot, PricedItem, ServiceClass,
        margin_between,
    },
    policy::Action,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api,
    list::class_words,
    margins::{MarginFields, MarginsForm, words_of},
    retail::RetailDialog,
};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar, show_first_problem},
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{use_here, why_not},
    ui::{
        Badge, Bone, DataTable, EmptyState, IconButton, PageHeader, PageTitle, Refused, RowName,
        Segmented, Size, Skeleton, Toasts, Tone, toasts,
    },
    words,
};

/// What the partner can sell, at which prices (B13).
#[component]
pub fn PricesPage() -> impl IntoView {
    let here = use_here();
    let list = Resource::new(move || here.slug(), api::price_list);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, list.await) {
                (Ok((me, place)), Ok(list)) => {
                    let reason = why_not(&me, &place, Action::EditPrices);
                    view! { <Prices slug=place.slug list reason /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::CATALOGUE_TITLE) />
        <div class="page">
            <PageHeader title=t(m::CATALOGUE_TITLE) help=t(m::CATALOGUE_PRICES_INTRO) />
            <Suspense fallback=bones>{content}</Suspense>
        </div>
    }
}

/// What the rows and the dialog share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk {
    pub(super) slug: StoredValue<String>,
    classes: StoredValue<Vec<ServiceClass>>,
    items: RwSignal<Vec<PricedItem>>,
    /// The margins as typed, or as they were typed before that made no sense.
    pub(super) margins: Memo<Margins>,
    may_edit: bool,
    /// The price in the dialog.
    pub(super) priced: RwSignal<Option<Row>>,
    pub(super) open: RwSignal<bool>,
    /// Shows the prices as they are by now.
    pub(super) refresh: Callback<()>,
    pub(super) toasts: Toasts,
}

/// The margins while they are typed and saved.
#[derive(Debug, Clone, Copy)]
struct Saving {
    slug: StoredValue<String>,
    items: RwSignal<Vec<PricedItem>>,
    editing: Editing<MarginsDraft>,
    /// Whether saving was tried: from then on problems show as one types.
    tried: RwSignal<bool>,
    /// What the server found wrong.
    refused: RwSignal<FieldErrors>,
    busy: RwSignal<bool>,
    toasts: Toasts,
}

/// A row of the table: an item at one of its prices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) item: StoredValue<PricedItem>,
    /// The price that the partner set.
    pub(super) set: RwSignal<Option<Money>>,
}

impl Row {
    pub(super) fn slot(self) -> PriceSlot {
        self.item.with_value(|item| PriceSlot {
            term: item.term,
            currency: item.wholesale.currency,
        })
    }

    pub(super) fn wholesale(self) -> Money {
        self.item.with_value(|item| item.wholesale)
    }

    /// What clients pay; nothing when it is beyond counting.
    fn retail(self, margins: &Margins) -> Option<Money> {
        let class = self.item.with_value(|item| item.class);
        let retail = margins.retail(class, self.wholesale(), self.set.get());
        retail.ok()
    }
}

impl Desk {
    /// What a price is from now on, in its row and in the list.
    pub(super) fn take(self, row: Row, now: PricedItem) {
        row.set.set(now.set);
        // Untracked: the row shows it already, and the focus goes back to its button.
        self.items.update_untracked(|items| {
            let is_it = |item: &&mut PricedItem| {
                item.item == now.item
                    && item.term == now.term
                    && item.wholesale.currency == now.wholesale.currency
            };
            if let Some(item) = items.iter_mut().find(is_it) {
                *item = now;
            }
        });
    }
}

impl Saving {
    /// Shows the prices as they are by now.
    async fn refresh(self) {
        match api::price_list(self.slug.get_value()).await {
            Ok(list) => {
                if list.version != self.editing.version() {
                    let theirs = MarginsDraft::from(&list.margins);
                    self.editing.rebase(theirs, list.version);
                }
                self.items.set(list.items);
            }
            Err(error) => self.toasts.fail(words::error(&error)),
        }
    }

    fn problem_of(self, name: &str) -> Option<String> {
        let refused = self.refused.read().of(name);
        let typed = if self.tried.get() {
            let problems = self.editing.draft().validate().err();
            problems.and_then(|problems| problems.of(name))
        } else {
            None
        };
        refused.or(typed).map(words::problem)
    }

    fn save(self) {
        let draft = self.editing.draft_untracked();
        self.tried.set(true);
        if draft.validate().is_err() {
            show_first_problem();
            return;
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let at = self.slug.get_value();
            match api::set_margins(at, draft, self.editing.version()).await {
                Ok(list) => {
                    self.tried.set(false);
                    let saved = MarginsDraft::from(&list.margins);
                    self.editing.saved(saved, list.version);
                    self.items.set(list.items);
                    self.toasts.say(t(m::CATALOGUE_MARGINS_SAVED));
                }
                Err(ApiError::Refused(Refusal::Conflict(_))) => self.refresh().await,
                Err(ApiError::Refused(Refusal::Invalid(errors))) => {
                    self.refused.set(errors);
                    show_first_problem();
                }
                Err(error) => self.toasts.fail(words::error(&error)),
            }
            self.busy.try_set(false);
        });
    }
}

#[component]
fn Prices(slug: String, list: PriceList, reason: Option<String>) -> impl IntoView {
    if list.items.is_empty() {
        return view! {
            <EmptyState
                icon="tag"
                title=t(m::CATALOGUE_NOTHING_TO_SELL)
                text=t(m::CATALOGUE_NOTHING_TO_SELL_TEXT)
            />
        }
        .into_any();
    }
    let PriceList {
        classes,
        margins,
        version,
        items,
    } = list;
    let draft = MarginsDraft::from(&margins);
    let form = MarginsForm::new(&draft, &classes);
    let editing = Editing::new(
        &format!("margins:{slug}"),
        draft,
        version,
        move || form.read(),
        move |draft| form.write(draft),
    );
    let typed = Memo::new(move |last: Option<&Margins>| {
        let typed = editing.draft().validate().ok();
        typed.or_else(|| last.cloned()).unwrap_or_default()
    });
    let saving = Saving {
        slug: StoredValue::new(slug),
        items: RwSignal::new(items),
        editing,
        tried: RwSignal::new(false),
        refused: RwSignal::default(),
        busy: RwSignal::new(false),
        toasts: toasts(),
    };
    let desk = Desk {
        slug: saving.slug,
        classes: StoredValue::new(classes.clone()),
        items: saving.items,
        margins: typed,
        may_edit: reason.is_none(),
        priced: RwSignal::new(None),
        open: RwSignal::new(false),
        refresh: Callback::new(move |()| spawn_local(saving.refresh())),
        toasts: saving.toasts,
    };
    Effect::new(move |before: Option<()>| {
        editing.draft();
        if before.is_some() {
            saving.refused.set(FieldErrors::default());
        }
    });
    let save = Callback::new(move |()| saving.save());
    let problem_of = Callback::new(move |(name,): (String,)| saving.problem_of(&name));
    let words = move |name: String, draft: MarginsDraft| {
        words_of(&name, &draft, &desk.classes.read_value())
    };
    let locked = reason.is_some();
    view! {
        {reason.map(|text| view! { <Refused text /> })}
        <form
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
        >
            <MarginFields form classes problem_of locked />
            // Enter in a field saves, as in any form.
            <button type="submit" hidden></button>
        </form>
        <Table desk />
        {(!locked).then(|| view! { <EditingBar editing words busy=saving.busy on_save=save /> })}
        <RetailDialog desk />
    }
    .into_any()
}

#[component]
fn Table(desk: Desk) -> impl IntoView {
    let currencies: BTreeSet<Currency> = desk
        .items
        .read_untracked()
        .iter()
        .map(|item| item.wholesale.currency)
        .collect();
    let first = currencies.first().map_or("", |currency| currency.code());
    let shown = RwSignal::new(first.to_owned());
    let choice = (currencies.len() > 1).then(|| {
        let options = currencies
            .iter()
            .map(|currency| (currency.code(), currency.code()).into())
            .collect::<Vec<_>>();
        view! {
            <div>
                <Segmented name="currency" label=t(m::FIELD_CURRENCY) value=shown options />
            </div>
        }
    });
    let head = || {
        let number = |words| view! { <th scope="col" data-number="">{t(words)}</th> };
        view! {
            <th scope="col" data-sticky="">
                {t(m::FIELD_NAME)}
            </th>
            <th scope="col">{t(m::CATALOGUE_CHARGED)}</th>
            {number(m::CATALOGUE_WHOLESALE)}
            {number(m::CATALOGUE_RETAIL)}
            {number(m::CATALOGUE_MARGIN)}
            <th scope="col">
                <span class="visually-hidden">{t(m::CATALOGUE_SET_BY)}</span>
            </th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
            </th>
        }
        .into_any()
    };
    let rows = move || {
        let shown = shown.get();
        let items = desk.items.get();
        let groups = desk
            .classes
            .get_value()
            .into_iter()
            .map(|class| Some(class.id));
        let groups = groups.chain([None]).map(|class| {
            let of_group = items
                .iter()
                .filter(|item| item.class == class && item.wholesale.currency.code() == shown);
            group(class, of_group.cloned().collect(), desk)
        });
        groups.collect_view()
    };
    view! {
        {choice}
        <DataTable label=t(m::CATALOGUE_TITLE) head>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// The prices of one class, under its name.
fn group(class: Option<ServiceClassId>, items: Vec<PricedItem>, desk: Desk) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let name = class_words(class, &desk.classes.read_value());
    let margin = move || {
        let margin = words::percent(i64::from(desk.margins.read().on(class).0));
        tf(m::CATALOGUE_MARGIN_OF, &[("margin", &margin)])
    };
    let mut last = None;
    let rows = items.into_iter().map(|item| {
        let is_first = last != Some(item.item);
        last = Some(item.item);
        row(item, is_first, desk)
    });
    let rows = rows.collect_view();
    let view = view! {
        <tr class="table-group">
            <td data-sticky="" colspan="7">
                {name}
                <span class="muted">{margin}</span>
            </td>
        </tr>
        {rows}
    };
    Some(view.into_any())
}

fn row(item: PricedItem, is_first: bool, desk: Desk) -> AnyView {
    let name = item.name.clone();
    let term = words::term(item.term);
    let sub = if is_first {
        described(&item)
    } else {
        String::new()
    };
    let wholesale = item.wholesale;
    let row = Row {
        set: RwSignal::new(item.set),
        item: StoredValue::new(item),
    };
    let named = if sub.is_empty() {
        view! { <RowName name=name.clone() /> }
    } else {
        view! { <RowName name=name.clone() sub /> }
    };
    let retail = Memo::new(move |_| row.retail(&desk.margins.read()));
    let asked = move || retail.get().map_or_else(String::new, words::money);
    let class = row.item.with_value(|item| item.class);
    // A margin is told as it was typed, whatever it is after rounding to the minor unit.
    let margin = move || {
        let retail = retail.get()?;
        let percent = if row.set.read().is_some() {
            margin_between(wholesale, retail)
        } else {
            Some(i64::from(desk.margins.read().on(class).0))
        };
        earned(wholesale, retail, percent)
    };
    let set_by = move || {
        let is_loss = retail
            .get()
            .is_some_and(|retail| retail.minor < wholesale.minor);
        let own = row.set.read().is_some();
        let own = own.then(|| view! { <Badge>{t(m::CATALOGUE_OWN_PRICE)}</Badge> });
        let loss = is_loss.then(|| {
            view! { <Badge tone=Tone::Warning>{t(m::CATALOGUE_BELOW_WHOLESALE)}</Badge> }
        });
        view! { <span class="cluster">{own} {loss}</span> }
    };
    let label = tf(
        m::CATALOGUE_PRICE_OF,
        &[("name", &name), ("term", &term.to_lowercase())],
    );
    let edit = desk.may_edit.then(|| {
        view! {
            <IconButton
                icon="pencil"
                label
                size=Size::Small
                on_press=move || {
                    desk.priced.set(Some(row));
                    desk.open.set(true);
                }
            />
        }
    });
    view! {
        <tr>
            <th scope="row" data-sticky="">
                {named}
            </th>
            <td data-fit="" data-phone="under">
                {term}
            </td>
            <td data-number="" data-phone="under" data-label=t(m::CATALOGUE_WHOLESALE)>
                {words::money(wholesale)}
            </td>
            <td data-number="" data-phone="end" class="strong">
                {asked}
            </td>
            <td data-number="" data-phone="under" data-label=t(m::CATALOGUE_MARGIN)>
                {margin}
            </td>
            <td data-phone="under">{set_by}</td>
            <td data-menu="">{edit}</td>
        </tr>
    }
    .into_any()
}

/// What an item is, in a line.
fn described(item: &PricedItem) -> String {
    let kind = (item.kind == ItemKind::AddOn).then(|| words::item_kind(item.kind).to_owned());
    let text = item.description.lines().next().map(ToOwned::to_owned);
    let text = text.filter(|text| !text.is_empty());
    kind.into_iter().chain(text).collect::<Vec<_>>().join(" · ")
}

/// What is left for the partner, as an amount and in percent.
fn earned(wholesale: Money, retail: Money, percent: Option<i64>) -> Option<AnyView> {
    let left = retail.minus(wholesale).ok()?;
    let percent = percent.map(words::percent);
    let view = view! {
        <span class="muted small">{words::money(left)}</span>
        <span class="margin-percent">{percent}</span>
    };
    Some(view.into_any())
}

fn bones() -> AnyView {
    view! {
        <Skeleton bone=Bone::Block />
        <Skeleton bone=Bone::Block />
    }
    .into_any()
}
