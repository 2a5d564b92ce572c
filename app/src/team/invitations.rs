//! Invitations that wait for an answer.

use domain::{InvitationId, team::PendingInvitation};
use leptos::prelude::*;

use super::{Parts, api};
use crate::{
    i18n::{m, t, tf},
    ui::{Button, Kind, Section, Size, Time, Tone},
    words,
};

/// The pending invitations, each to be sent again or revoked.
#[component]
pub(super) fn Invitations(invitations: Vec<PendingInvitation>, parts: Parts) -> impl IntoView {
    if invitations.is_empty() {
        return ().into_any();
    }
    let rows = invitations
        .into_iter()
        .map(|invitation| view! { <Row invitation parts=parts.clone() /> })
        .collect_view();
    view! {
        <Section title=t(m::TEAM_PENDING)>
            <ul class="row-list" role="list">
                {rows}
            </ul>
        </Section>
    }
    .into_any()
}

#[component]
fn Row(invitation: PendingInvitation, parts: Parts) -> impl IntoView {
    let PendingInvitation {
        id,
        email,
        role,
        expires_at,
        is_expired,
        ..
    } = invitation;
    let slug = StoredValue::new(parts.slug.clone());
    let resend = Action::new(move |id: &InvitationId| api::resend(slug.get_value(), *id));
    let revoke = Action::new(move |id: &InvitationId| api::revoke(slug.get_value(), *id));
    let may_manage = parts.refused.is_none();
    let address = StoredValue::new(email.clone());
    let told = parts.clone();
    Effect::new(move |_| {
        if let Some(answer) = resend.value().get() {
            told.tell(
                answer,
                tf(m::TEAM_INVITED, &[("email", &address.read_value())]),
            );
        }
    });
    Effect::new(move |_| {
        if let Some(answer) = revoke.value().get() {
            parts.tell(
                answer,
                tf(m::TEAM_REVOKED, &[("email", &address.read_value())]),
            );
        }
    });
    let state = if is_expired {
        view! {
            <span class="badge" data-tone=Tone::Warning.name()>
                {t(m::TEAM_EXPIRED)}
            </span>
        }
        .into_any()
    } else {
        view! {
            <span class="row-item-note">
                {t(m::TEAM_EXPIRES)} " " <Time at=expires_at.to_rfc3339() />
            </span>
        }
        .into_any()
    };
    let actions = may_manage.then(|| {
        view! {
            <Button size=Size::Small busy=resend.pending() on_press=move || { resend.dispatch(id); }>
                {t(m::TEAM_RESEND)}
            </Button>
            <Button
                size=Size::Small
                kind=Kind::QuietDanger
                busy=revoke.pending()
                on_press=move || { revoke.dispatch(id); }
            >
                {t(m::TEAM_REVOKE)}
            </Button>
        }
    });
    view! {
        <li class="row-item">
            <span class="row-item-name">{email}</span>
            <span class="row-item-note">{words::role(role)}</span>
            {state}
            {actions}
        </li>
    }
    .into_any()
}
