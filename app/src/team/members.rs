//! Those who are in the team.

use domain::{
    FieldErrors, MembershipId, Refusal,
    team::{Member, MemberEdit, Scope},
};
use leptos::prelude::*;

use super::{
    Parts, api,
    rights::{Rights, RightsFields},
};
use crate::{
    api_error::ApiError,
    i18n::{m, t, tf, tn},
    ui::{
        Avatar, Button, Callout, Confirm, DataTable, Dialog, DialogBody, DialogFoot, Kind,
        Likeness, Menu, MenuItem, RowName, Time, Tone,
    },
    words,
};

/// The members with their role and scope.
#[component]
pub(super) fn Members(members: Vec<Member>, clients: u64, parts: Parts) -> impl IntoView {
    let edited = RwSignal::new(None::<Member>);
    let open = RwSignal::new(false);
    let slug = StoredValue::new(parts.slug.clone());
    let remove = Action::new(move |id: &MembershipId| api::remove(slug.get_value(), *id));
    let told = parts.clone();
    Effect::new(move |_| {
        if let Some(answer) = remove.value().get() {
            told.tell(answer, t(m::TEAM_REMOVED).to_owned());
        }
    });
    let edit = move |member: Member| {
        edited.set(Some(member));
        open.set(true);
    };
    let leaving = RwSignal::new(None::<(MembershipId, String)>);
    let refused = parts.refused.clone();
    let rows = members
        .into_iter()
        .map(|member| {
            let reason = refused.clone();
            view! { <Row member reason edit=Callback::new(edit) remove=Callback::new(move |who| leaving.set(Some(who))) /> }
        })
        .collect_view();
    let head = || {
        view! {
            <th scope="col" data-sticky="">{t(m::TEAM_MEMBER)}</th>
            <th scope="col">{t(m::FIELD_ROLE)}</th>
            <th scope="col">{t(m::FIELD_SCOPE)}</th>
            <th scope="col">{t(m::TEAM_LAST_SIGN_IN)}</th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::TEAM_ACTIONS)}</span>
            </th>
        }
    };
    let form = move || {
        let parts = parts.clone();
        edited
            .get()
            .map(|member| view! { <EditForm member open clients parts /> })
    };
    view! {
        <DataTable label=t(m::CONFIGURATION_TEAM) head>
            {rows}
        </DataTable>
        <Dialog id="member" open title=t(m::TEAM_EDIT_TITLE) keep=true>
            {form.clone()}
        </Dialog>
        <Confirm
            id="leaving"
            asked=leaving
            question=|name: &str| tf(m::TEAM_REMOVE_TITLE, &[("name", name)])
            text=t(m::TEAM_REMOVE_TEXT)
            action=t(m::UI_REMOVE)
            on_yes=move |id| { remove.dispatch(id); }
        />
    }
    .into_any()
}

#[component]
fn Row(
    member: Member,
    reason: Option<String>,
    edit: Callback<Member>,
    remove: Callback<(MembershipId, String)>,
) -> impl IntoView {
    let id = member.id;
    let scope = match &member.scope {
        Scope::All => t(m::TEAM_SCOPE_ALL).to_owned(),
        Scope::Listed(listed) => tn(
            m::TEAM_SCOPE_COUNT,
            u64::try_from(listed.len()).unwrap_or_default(),
        ),
    };
    let name = if member.is_me {
        tf(m::TEAM_ME, &[("name", &member.name)])
    } else {
        member.name.clone()
    };
    let last = match member.last_sign_in {
        Some(at) => view! { <Time at=at.to_rfc3339() /> }.into_any(),
        None => t(m::TEAM_NEVER).into_any(),
    };
    let names = member.listed.join(", ");
    let label = tf(m::TEAM_ACTIONS_FOR, &[("name", &member.name)]);
    let email = member.email.clone();
    let picture = member.name.clone();
    let stored = StoredValue::new(member);
    let reason = Signal::stored(reason);
    view! {
        <tr>
            <td data-sticky="">
                <RowName name sub=email picture=move || view! { <Avatar name=picture likeness=Likeness::Person /> } />
            </td>
            <td data-phone="under">{words::role(stored.read_value().role)}</td>
            <td data-phone="under" title=names>
                {scope}
            </td>
            <td data-phone="end">{last}</td>
            <td data-menu="">
                <Menu id=format!("menu-{id}") label icon="ellipsis" bare=true end=true kind=Kind::Ghost>
                    <MenuItem icon="pencil" reason on_press=move || edit.run(stored.get_value())>
                        {t(m::TEAM_EDIT)}
                    </MenuItem>
                    <MenuItem icon="trash-2" danger=true reason on_press=move || remove.run((id, stored.read_value().name.clone()))>
                        {t(m::TEAM_REMOVE)}
                    </MenuItem>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn EditForm(member: Member, open: RwSignal<bool>, clients: u64, parts: Parts) -> impl IntoView {
    let rights = Rights::new(member.role, &member.scope, &member.listed);
    let errors = RwSignal::new(FieldErrors::default());
    let slug = parts.slug.clone();
    let failed = RwSignal::new(None::<String>);
    let save = Action::new(move |edit: &MemberEdit| api::edit(slug.clone(), edit.clone()));
    let slug = parts.slug.clone();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(())) => {
            open.set(false);
            parts.tell(Ok(()), t(m::TEAM_SAVED).to_owned());
        }
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(Err(error)) => failed.set(Some(words::error(&error))),
        None => {}
    });
    let (id, seen) = (member.id, member.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let edit = MemberEdit {
            id,
            role: rights.role(),
            scope: rights.scope(),
            seen,
        };
        match edit.validate() {
            Ok(()) => {
                failed.set(None);
                save.dispatch(edit);
            }
            Err(found) => errors.set(found),
        }
    };
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                <p class="strong">{member.name}</p>
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
                <RightsFields rights id="member" slug clients errors />
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
