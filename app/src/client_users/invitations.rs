//! Those who were asked.

use domain::{
    InvitationId,
    client_users::{ClientTeam, PendingClientUser},
};
use leptos::prelude::*;

use super::{Parts, people::rights_in_words};
use crate::{
    i18n::{m, t},
    ui::{Badge, Button, Kind, Section, Size, Time, Tone},
    words,
};

/// The pending invitations, each to be sent again or revoked.
#[component]
pub(super) fn Invitations(found: ClientTeam, parts: Parts) -> impl IntoView {
    if found.invitations.is_empty() {
        return ().into_any();
    }
    let rows = found
        .invitations
        .into_iter()
        .map(|invitation| view! { <Row invitation parts=parts.clone() /> })
        .collect_view();
    view! {
        <Section title=t(m::CLIENT_USERS_INVITED)>
            <ul class="row-list" role="list">
                {rows}
            </ul>
        </Section>
    }
    .into_any()
}

#[component]
fn Row(invitation: PendingClientUser, parts: Parts) -> impl IntoView {
    let PendingClientUser {
        id,
        email,
        access,
        expires_at,
        is_expired,
        ..
    } = invitation;
    let (desk, client) = (parts.desk.clone(), parts.client);
    let resend = Action::new(move |id: &InvitationId| desk.clone().resend(client, *id));
    let desk = parts.desk.clone();
    let revoke = Action::new(move |id: &InvitationId| desk.clone().revoke(client, *id));
    let may_manage = parts.refused.is_none();
    let told = parts.clone();
    Effect::new(move |_| {
        if let Some(answer) = resend.value().get() {
            told.tell(answer, t(m::CLIENT_USERS_RESENT).to_owned());
        }
    });
    Effect::new(move |_| {
        if let Some(answer) = revoke.value().get() {
            parts.tell(answer, t(m::CLIENT_USERS_REVOKED).to_owned());
        }
    });
    let state = if is_expired {
        view! { <Badge tone=Tone::Warning>{t(m::CLIENT_USERS_EXPIRED)}</Badge> }.into_any()
    } else {
        view! {
            <span class="row-item-note">
                {t(m::CLIENT_USERS_EXPIRES)} " " <Time at=expires_at.to_rfc3339() />
            </span>
        }
        .into_any()
    };
    let actions = may_manage.then(|| {
        view! {
            <Button
                size=Size::Small
                busy=resend.pending()
                on_press=move || {
                    resend.dispatch(id);
                }
            >
                {t(m::CLIENT_USERS_RESEND)}
            </Button>
            <Button
                size=Size::Small
                kind=Kind::QuietDanger
                busy=revoke.pending()
                on_press=move || {
                    revoke.dispatch(id);
                }
            >
                {t(m::CLIENT_USERS_REVOKE)}
            </Button>
        }
    });
    view! {
        <li class="row-item">
            <span class="row-item-name">{email}</span>
            <span class="row-item-note">
                {words::client_role(access.role)} " · "
                {rights_in_words(&access.rights, access.role)}
            </span>
            {state}
            {actions}
        </li>
    }
    .into_any()
}
