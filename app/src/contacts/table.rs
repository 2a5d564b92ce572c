use domain::{ContactId, contacts::ContactSummary};
use leptos::{prelude::*, task::spawn_local};

use super::{api, listing::Listing, page::Desk};
use crate::{
    i18n::{grouped, m, t, tf, tn},
    ui::{
        Avatar, BulkBar, Button, Confirm, DataTable, EmptyState, Kind, LoadMore, Menu, MenuItem,
        RowName, SelectAll, SelectRow, Selection, Size, toasts,
    },
    words,
};

/// Which contacts are to be removed, and what they are called in the question.
type Leaving = RwSignal<Option<(Vec<ContactId>, String)>>;

/// The rows, what can be done with those chosen, or why there are none.
#[component]
pub(super) fn ContactTable(desk: Desk) -> impl IntoView {
    let Desk { listing, .. } = desk;
    let keys = Memo::new(move |_| {
        let rows = listing.rows.read();
        rows.iter()
            .map(|row| row.id.to_string())
            .collect::<Vec<_>>()
    });
    let chosen = Selection::new(keys);
    // Another search begins with nothing chosen.
    Effect::new(move |before: Option<String>| {
        let now = listing.search.get();
        if before.is_some_and(|before| before != now) {
            chosen.clear();
        }
        now
    });
    let leaving: Leaving = RwSignal::new(None);
    let remove = removing(listing, chosen);
    let is_empty = Memo::new(move |_| listing.rows.read().is_empty());
    let reason = Signal::derive(move || desk.kept.get_value());
    let ask = move || {
        let ids: Vec<ContactId> = untrack(|| chosen.keys())
            .into_iter()
            .filter_map(|key| key.parse().ok())
            .collect();
        let many = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        leaving.set(Some((ids, tn(m::CONTACTS_COUNT, many))));
    };
    view! {
        {move || {
            if is_empty.get() {
                view! { <Nothing listing /> }.into_any()
            } else {
                view! { <Rows desk chosen leaving /> }.into_any()
            }
        }}
        <BulkBar selection=chosen>
            <Button
                id="contacts-remove"
                kind=Kind::Ghost
                icon="trash-2"
                reason
                on_press=ask
            >
                {t(m::CONTACTS_REMOVE)}
            </Button>
        </BulkBar>
        <Confirm
            id="contacts-leaving"
            asked=leaving
            question=|name: &str| tf(m::CONTACTS_REMOVE_TITLE, &[("name", name)])
            text=t(m::CONTACTS_REMOVE_TEXT)
            action=t(m::CONTACTS_REMOVE)
            on_yes=move |ids| {
                remove.dispatch(ids);
            }
        />
    }
    .into_any()
}

/// Removes contacts, then says so and shows who is left.
fn removing(
    listing: Listing,
    chosen: Selection,
) -> Action<Vec<ContactId>, Result<(), crate::api_error::ApiError>> {
    let client = listing.client;
    let remove = Action::new(move |ids: &Vec<ContactId>| api::remove(client, ids.clone()));
    let notices = toasts();
    Effect::new(move |_| match remove.value().get() {
        Some(Ok(())) => {
            notices.say(t(m::CONTACTS_REMOVED));
            chosen.clear();
            listing.refresh();
        }
        Some(Err(error)) => {
            notices.fail(words::error(&error));
            listing.refresh();
        }
        None => {}
    });
    remove
}

/// Nobody yet, or nobody of that name.
#[component]
fn Nothing(listing: Listing) -> impl IntoView {
    move || {
        if listing.search.read().trim().is_empty() {
            view! {
                <EmptyState
                    icon="contact"
                    title=t(m::CONTACTS_EMPTY)
                    text=t(m::CONTACTS_EMPTY_TEXT)
                />
            }
            .into_any()
        } else {
            view! {
                <EmptyState
                    icon="search"
                    title=t(m::CONTACTS_NONE)
                    text=t(m::CONTACTS_NONE_TEXT)
                />
            }
            .into_any()
        }
    }
}

#[component]
fn Rows(desk: Desk, chosen: Selection, leaving: Leaving) -> impl IntoView {
    let Desk { listing, .. } = desk;
    let head = move || {
        view! {
            <th data-select="">
                <SelectAll selection=chosen />
            </th>
            <th scope="col" data-sticky="">{t(m::FIELD_NAME)}</th>
            <th scope="col">{t(m::FIELD_EMAIL)}</th>
            <th scope="col">{t(m::FIELD_PHONE)}</th>
            <th scope="col">{t(m::FIELD_ORGANISATION)}</th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
            </th>
        }
    };
    let foot = move || view! { <Foot listing /> };
    view! {
        <DataTable label=t(m::CONTACTS_TITLE) head foot>
            <For each=move || listing.rows.get() key=|row| (row.id, row.version) let:contact>
                <Row contact desk chosen leaving />
            </For>
        </DataTable>
    }
    .into_any()
}

#[component]
fn Foot(listing: Listing) -> impl IntoView {
    let shown = Signal::derive(move || {
        if !listing.has_more() {
            return String::new();
        }
        let shown = u64::try_from(listing.rows.read().len()).unwrap_or(u64::MAX);
        let total = listing.total.get();
        let plus = if total.exact { "" } else { "+" };
        let all = format!("{}{plus}", grouped(total.rows.max(shown)));
        tf(
            m::CLIENTS_SHOWN,
            &[("shown", &grouped(shown)), ("all", &all)],
        )
    });
    let failed = move || {
        listing.failed.get().map(|error| {
            view! {
                <p class="field-error" role="alert">
                    {words::error(&error)}
                </p>
            }
        })
    };
    view! {
        {failed}
        <LoadMore
            more=Signal::derive(move || listing.has_more())
            busy=listing.busy
            words=shown
            on_load=move || listing.load_more()
        />
    }
    .into_any()
}

/// A contact in the list; a card on the phone.
#[component]
fn Row(contact: ContactSummary, desk: Desk, chosen: Selection, leaving: Leaving) -> impl IntoView {
    let id = contact.id;
    let name = contact.called().to_owned();
    let picture = {
        let name = name.clone();
        move || view! { <Avatar name=name /> }
    };
    let label = tf(m::UI_ACTIONS_FOR, &[("name", &name)]);
    let reason = Signal::derive(move || desk.refused.get_value());
    let kept = Signal::derive(move || desk.kept.get_value());
    let notices = toasts();
    let edit = move || {
        let client = desk.listing.client;
        spawn_local(async move {
            match api::details(client, id).await {
                Ok(details) => {
                    desk.edited.set(Some(details));
                    desk.open.set(true);
                }
                Err(error) => notices.fail(words::error(&error)),
            }
        });
    };
    let asked = name.clone();
    view! {
        <tr>
            <td data-select="">
                <SelectRow selection=chosen key=id.to_string() name=name.clone() />
            </td>
            <th scope="row" data-sticky="">
                <RowName name=name picture />
            </th>
            <td data-phone="under">{text(contact.email)}</td>
            <td data-phone="end">{text(contact.phone)}</td>
            <td>{text(contact.organisation)}</td>
            <td data-menu="">
                <Menu
                    id=format!("menu-{id}")
                    label
                    icon="ellipsis"
                    bare=true
                    end=true
                    kind=Kind::Ghost
                    size=Size::Small
                >
                    <MenuItem icon="pencil" reason on_press=edit>
                        {t(m::CONTACTS_EDIT)}
                    </MenuItem>
                    <MenuItem
                        icon="trash-2"
                        danger=true
                        reason=kept
                        on_press={
                            let asked = asked.clone();
                            move || leaving.set(Some((vec![id], asked.clone())))
                        }
                    >
                        {t(m::CONTACTS_REMOVE)}
                    </MenuItem>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

fn text(text: String) -> AnyView {
    if text.is_empty() {
        view! { <span class="muted">"–"</span> }.into_any()
    } else {
        view! { <div class="truncate">{text}</div> }.into_any()
    }
}
