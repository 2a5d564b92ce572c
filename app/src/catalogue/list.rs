use domain::{
    ServiceClassId,
    catalogue::{Catalogue, ItemKind, ItemSummary, ServiceClass},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, classes::Classes, row::row};
use crate::{
    failure::LoadError,
    i18n::{m, t},
    ui::{
        Button, DataTable, EmptyState, Kind, LinkButton, PageHeader, PageTitle, Section,
        SkeletonRows,
    },
    words,
};

/// The operator's catalogue: what its partners can sell, by kind and class.
#[component]
pub fn CataloguePage() -> impl IntoView {
    let query = use_query_map();
    let archived = Memo::new(move |_| query.read().get_str("show") == Some("archived"));
    let catalogue = Resource::new(move || archived.get(), api::list);
    // The dialog stays open while the list comes anew.
    let naming = RwSignal::new(false);
    let classes = RwSignal::new(Vec::new());
    let on_change = Callback::new(move |()| catalogue.refetch());
    let content = move || {
        Suspend::new(async move {
            match catalogue.await {
                Ok(found) => {
                    classes.set(found.classes.clone());
                    groups(found, archived.get_untracked(), on_change)
                }
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::CATALOGUE_TITLE) />
        <div class="page">
            <PageHeader title=t(m::CATALOGUE_TITLE) help=t(m::CATALOGUE_HELP)>
                <Button icon="list" on_press=move || naming.set(true)>
                    {t(m::CATALOGUE_CLASSES)}
                </Button>
                {add_button()}
            </PageHeader>
            {tabs(archived)}
            <Transition fallback=bones>{content}</Transition>
            <Classes open=naming classes on_change />
        </div>
    }
}

fn add_button() -> AnyView {
    view! {
        <LinkButton href="/operator/catalogue/new" kind=Kind::Primary icon="plus">
            {t(m::CATALOGUE_ADD)}
        </LinkButton>
    }
    .into_any()
}

fn tabs(archived: Memo<bool>) -> AnyView {
    let current = move |wanted: bool| (archived.get() == wanted).then_some("page");
    view! {
        <nav class="tabs" aria-label=t(m::CATALOGUE_TITLE)>
            <a href="/operator/catalogue" aria-current=move || current(false)>
                {t(m::PLANS_ON_OFFER)}
            </a>
            <a href="/operator/catalogue?show=archived" aria-current=move || current(true)>
                {t(m::PLANS_ARCHIVED)}
            </a>
        </nav>
    }
    .into_any()
}

fn groups(found: Catalogue, archived: bool, on_change: Callback<()>) -> AnyView {
    if found.items.is_empty() {
        return nothing(archived);
    }
    let currencies = found.currencies();
    let Catalogue { classes, items } = found;
    let kinds = ItemKind::ALL.into_iter().map(|kind| {
        let of_kind = |item: &&ItemSummary| item.kind == kind;
        let items: Vec<ItemSummary> = items.iter().filter(of_kind).cloned().collect();
        (!items.is_empty()).then(|| {
            let title = words::item_kinds(kind);
            let head = || {
                view! {
                    <th scope="col" data-sticky="">
                        {t(m::FIELD_NAME)}
                    </th>
                    <th scope="col">{t(m::CATALOGUE_PRICES)}</th>
                    <th scope="col" data-menu="">
                        <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
                    </th>
                }
                .into_any()
            };
            let mut last = None;
            let rows = items.into_iter().map(|item| {
                // All domains are of one class.
                let begins = kind != ItemKind::Domain && last != Some(item.class);
                last = Some(item.class);
                let class = begins.then(|| group_head(item.class, &classes));
                view! {
                    {class}
                    {row(item, &currencies, on_change)}
                }
            });
            let rows = rows.collect_view();
            view! {
                <Section title>
                    <DataTable label=title head>
                        {rows}
                    </DataTable>
                </Section>
            }
        })
    });
    kinds.collect_view().into_any()
}

/// The name of the class whose items follow.
fn group_head(class: Option<ServiceClassId>, classes: &[ServiceClass]) -> AnyView {
    view! {
        <tr class="table-group">
            <td data-sticky="" colspan="3">
                {class_words(class, classes)}
            </td>
        </tr>
    }
    .into_any()
}

/// The name of a class, or that an add-on fits any.
pub(super) fn class_words(class: Option<ServiceClassId>, classes: &[ServiceClass]) -> String {
    let known = classes.iter().find(|known| Some(known.id) == class);
    known.map_or_else(
        || t(m::CATALOGUE_ANY_CLASS).to_owned(),
        words::service_class,
    )
}

fn nothing(archived: bool) -> AnyView {
    if archived {
        return view! {
            <EmptyState
                icon="archive"
                title=t(m::CATALOGUE_NONE_ARCHIVED)
                text=t(m::CATALOGUE_NONE_ARCHIVED_TEXT)
            />
        }
        .into_any();
    }
    view! {
        <EmptyState icon="store" title=t(m::CATALOGUE_NONE) text=t(m::CATALOGUE_NONE_TEXT)>
            {add_button()}
        </EmptyState>
    }
    .into_any()
}

fn bones() -> AnyView {
    view! {
        <div class="table-wrap">
            <table class="table">
                <tbody>
                    <SkeletonRows rows=8 columns=2 />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
