use domain::{Total, clients::Selection, policy::Action};
use leptos::prelude::*;

use super::{
    super::rights::Rights,
    address::Address,
    bulk_dialog::{BulkDialog, Wish},
    chosen::Chosen,
    listing::Listing,
};
use crate::{
    i18n::{grouped, m, t, tf, tn},
    ui::{Button, Icon, IconButton, Kind, LinkButton},
};

/// What can be done with the chosen clients, floating over the list while there are any.
#[component]
pub(super) fn Bulk(
    address: Address,
    listing: Listing,
    chosen: Chosen,
    rights: Rights,
) -> impl IntoView {
    let wish = RwSignal::new(None::<Wish>);
    let some = Memo::new(move |_| chosen.count().rows > 0);
    let ask = move |asked: Wish| move || wish.set(Some(asked));
    let bar = move || {
        view! {
            <div class="bulk-bar" role="toolbar" aria-label=t(m::UI_SELECTION)>
                <span class="bulk-count" role="status">
                    {move || count_words(chosen.count())}
                </span>
                {move || chosen.can_widen_to().map(|total| widen(chosen, total))}
                <hr />
                <Deed label=t(m::CLIENTS_ASSIGN_ASK) icon="package" action=Action::AssignPlan rights on_press=ask(Wish::AssignPlan) />
                <Deed label=t(m::CLIENTS_BLOCK_ASK) icon="ban" action=Action::BlockClient rights on_press=ask(Wish::Block) />
                <Deed label=t(m::CLIENTS_UNBLOCK) icon="lock-open" action=Action::BlockClient rights on_press=ask(Wish::Unblock) />
                {export(address, chosen, rights)}
                <hr />
                <IconButton icon="x" label=t(m::UI_CLEAR_SELECTION) on_press=move || chosen.clear() />
            </div>
        }
        .into_any()
    };
    view! {
        {move || some.get().then(bar)}
        <BulkDialog wish chosen listing />
    }
    .into_any()
}

fn widen(chosen: Chosen, total: Total) -> AnyView {
    let words = if total.exact {
        tn(m::CLIENTS_SELECT_MATCHING, total.rows)
    } else {
        t(m::CLIENTS_SELECT_ALL_MATCHING).to_owned()
    };
    view! {
        <Button kind=Kind::Ghost on_press=move || chosen.choose_matching()>
            {words}
        </Button>
    }
    .into_any()
}

fn export(address: Address, chosen: Chosen, rights: Rights) -> AnyView {
    if rights.why_not(Action::ExportClients).is_some() {
        return view! {
            <Deed label=t(m::CLIENTS_EXPORT) icon="download" action=Action::ExportClients rights on_press=|| () />
        }
        .into_any();
    }
    let href = Signal::derive(move || {
        chosen.count();
        export_address(address.export(), &chosen.clients())
    });
    view! {
        <LinkButton href kind=Kind::Ghost icon="download" download=true>
            {t(m::CLIENTS_EXPORT)}
        </LinkButton>
    }
    .into_any()
}

/// The file of the chosen clients: all of the list, or those named.
fn export_address(list: String, clients: &Selection) -> String {
    let Selection::Ids(ids) = clients else {
        return list;
    };
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let sign = if list.contains('?') { '&' } else { '?' };
    format!("{list}{sign}ids={}", ids.join(","))
}

/// One thing to do with the chosen clients; greyed with its reason for those who may not.
#[component]
fn Deed(
    label: &'static str,
    icon: &'static str,
    action: Action,
    rights: Rights,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    match rights.why_not(action) {
        None => view! {
            <Button kind=Kind::Ghost icon on_press=on_press>
                {label}
            </Button>
        }
        .into_any(),
        Some(reason) => {
            let heard = format!("{label}. {reason}");
            view! {
                <button type="button" class="button" data-kind="ghost" aria-disabled="true" title=reason aria-label=heard>
                    <Icon name="lock" />
                    <span>{label}</span>
                </button>
            }
            .into_any()
        }
    }
}

fn count_words(count: Total) -> String {
    if count.exact {
        tn(m::UI_SELECTED, count.rows)
    } else {
        tf(m::CLIENTS_SELECTED_AT_LEAST, &[("n", &grouped(count.rows))])
    }
}

#[cfg(test)]
mod tests {
    use domain::clients::ClientQuery;

    use super::*;

    #[test]
    fn a_file_has_the_chosen_clients_only() {
        let id: domain::ClientId = format!("cli_{:032x}", 7).parse().unwrap();
        let list = "/p/acme/clients/export".to_owned();
        assert_eq!(
            export_address(format!("{list}?q=a"), &Selection::Ids(vec![id])),
            format!("{list}?q=a&ids={id}")
        );
        assert_eq!(
            export_address(list.clone(), &Selection::Matching(ClientQuery::default())),
            list
        );
    }
}
