use domain::{
    clients::{ClientDetails, ClientStatus},
    policy::Action,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{api, close::reopen, rights::Rights, status::ClientStanding},
    Dialogs,
};
use crate::{
    i18n::{m, t, tf},
    panel::use_here,
    ui::{
        Avatar, Button, Callout, Kind, LinkButton, Menu, MenuItem, PageHeader, Size, Telling, Time,
        Tone, toasts,
    },
    uses::OverLimits,
    words,
};

/// Name, status and plan of a client; what can be done to it at the right.
#[component]
pub(super) fn Header(
    client: ClientDetails,
    rights: Rights,
    open: Dialogs,
    on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let company = client.draft.company.clone();
    let picture = {
        let name = company.clone();
        move || view! { <Avatar name size=Size::Large /> }
    };
    let (status, trial_ends_at) = (client.status, client.trial_ends_at);
    let standing = move || view! { <ClientStanding status trial_ends_at /> };
    let plan = client.plan.as_ref().map_or_else(
        || t(m::CLIENTS_WITHOUT_PLAN).to_owned(),
        |plan| plan.name.clone(),
    );
    let created_at = client.created_at.to_rfc3339();
    let meta = move || {
        view! {
            <span>{plan}</span>
            <span>
                {t(m::CLIENTS_SINCE)}
                " "
                <Time at=created_at telling=Telling::Date />
            </span>
        }
    };
    let note = note(&client);
    let over = over(&client);
    view! {
        <PageHeader
            title=company
            above=(here.at("clients"), t(m::CLIENTS_TITLE).to_owned())
            before=picture
            status=standing
            meta=ViewFnOnce::from(meta)
        >
            <Actions client rights open on_done />
        </PageHeader>
        {note}
        {over}
    }
    .into_any()
}

/// What to know before anything else: why it is blocked, until when closing can be undone.
fn note(client: &ClientDetails) -> Option<AnyView> {
    if let Some(until) = client.reopen_until {
        let until = until.to_rfc3339();
        let view = view! {
            <Callout tone=Tone::Warning title=t(m::CLIENTS_IS_CLOSED)>
                <p>
                    {t(m::CLIENTS_REOPEN_UNTIL)}
                    " "
                    <Time at=until telling=Telling::DateTime />
                </p>
            </Callout>
        };
        return Some(view.into_any());
    }
    let block = client.block.clone()?;
    let view = view! {
        <Callout tone=Tone::Warning title=tf(m::CLIENTS_IS_BLOCKED, &[("why", words::block_kind(block.reason.kind))])>
            {(!block.reason.note.is_empty()).then(|| view! { <p>{block.reason.note.clone()}</p> })}
            <p class="muted small">
                {t(m::CLIENTS_SINCE_MOMENT)}
                " "
                <Time at=block.since.to_rfc3339() />
            </p>
        </Callout>
    };
    Some(view.into_any())
}

/// Every limit of its plan that the client is over.
fn over(client: &ClientDetails) -> Option<AnyView> {
    let plan = client.plan.as_ref()?;
    let title = tf(m::CLIENTS_OVER, &[("plan", &plan.name)]);
    let overruns = plan.quotas.overruns(&client.usage);
    Some(view! { <OverLimits title overruns /> }.into_any())
}

/// The buttons for what the reader may do; everything else is in the menu, with its reason.
#[component]
fn Actions(
    client: ClientDetails,
    rights: Rights,
    open: Dialogs,
    on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let (id, status, version) = (client.id, client.status, client.version);
    let why_not = move |action| rights.why_not_to(status, action);
    let edit = here.at(&format!("clients/{id}/edit"));
    let unblock = move || {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::unblock(at, id, version).await {
                Ok(client) => {
                    toasts.say(tf(m::CLIENTS_UNBLOCKED, &[("name", &client.draft.company)]));
                    on_done.run((client,));
                }
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let may_edit = why_not(Action::EditClient).is_none();
    let may_assign = why_not(Action::AssignPlan).is_none();
    let main = match status {
        ClientStatus::Closed => None,
        ClientStatus::Blocked => Some((Action::BlockClient, m::CLIENTS_UNBLOCK)),
        ClientStatus::Active | ClientStatus::Trial => {
            Some((Action::AssignPlan, m::CLIENTS_ASSIGN_ASK))
        }
    };
    let main = main
        .filter(|(action, _)| why_not(*action).is_none())
        .map(|(action, words)| {
            let press = move || match action {
                Action::BlockClient => unblock(),
                _ => open.plan.set(true),
            };
            view! {
                <Button kind=Kind::Primary on_press=press>
                    {t(words)}
                </Button>
            }
        });
    let take_back = (status == ClientStatus::Closed && why_not(Action::CloseClient).is_none())
        .then(|| {
            view! {
                <Button kind=Kind::Primary icon="undo-2" on_press=move || reopen(here, toasts, id, on_done)>
                    {t(m::CLIENTS_REOPEN)}
                </Button>
            }
        });
    let is_open = status != ClientStatus::Closed;
    let menu = move || {
        view! {
            {(!may_edit)
                .then(|| {
                    view! {
                        <MenuItem icon="pencil" reason=why_not(Action::EditClient) on_press=|| ()>
                            {t(m::CLIENTS_EDIT)}
                        </MenuItem>
                    }
                })}
            {(!may_assign || status == ClientStatus::Blocked)
                .then(|| {
                    view! {
                        <MenuItem icon="package" reason=why_not(Action::AssignPlan) on_press=move || open.plan.set(true)>
                            {t(m::CLIENTS_ASSIGN_ASK)}
                        </MenuItem>
                    }
                })}
            {(status != ClientStatus::Blocked)
                .then(|| {
                    view! {
                        <MenuItem icon="ban" reason=why_not(Action::BlockClient) on_press=move || open.block.set(true)>
                            {t(m::CLIENTS_BLOCK_ASK)}
                        </MenuItem>
                    }
                })}
            {is_open
                .then(|| {
                    view! {
                        <MenuItem
                            icon="circle-x"
                            danger=true
                            reason=why_not(Action::CloseClient)
                            on_press=move || open.close.set(true)
                        >
                            {t(m::CLIENTS_CLOSE_ASK)}
                        </MenuItem>
                    }
                })}
        }
    };
    let enter = matches!(status, ClientStatus::Active | ClientStatus::Trial)
        .then(|| why_not(Action::EnterClient));
    let enter = enter.map(|reason| {
        view! {
            <Button id="enter-client" icon="log-in" reason on_press=move || open.visit.set(true)>
                {t(m::VISITS_ENTER)}
            </Button>
        }
    });
    view! {
        {enter}
        {may_edit
            .then(|| {
                view! {
                    <LinkButton href=edit icon="pencil">
                        {t(m::CLIENTS_EDIT)}
                    </LinkButton>
                }
            })}
        {main}
        {take_back}
        {is_open
            .then(|| {
                view! {
                    <Menu id="client-menu" label=t(m::CLIENTS_MORE) icon="ellipsis" bare=true end=true>
                        {menu()}
                    </Menu>
                }
            })}
    }
    .into_any()
}
