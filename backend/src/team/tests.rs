mod invitations;
mod members;

use domain::{
    FieldErrors, Lang, Problem, Refusal,
    policy::{Reason, Role},
    refusal::Rejection,
    team::{InvitationDraft, Member, MemberEdit, PendingInvitation, Scope},
};

use super::*;
use crate::world::World;

fn draft(name: &str, scope: Scope) -> InvitationDraft {
    InvitationDraft {
        email: World::email_of(name),
        role: Role::Salesperson,
        scope,
        lang: Lang::En,
    }
}

fn refusal<T: std::fmt::Debug>(answer: Result<T>) -> Refusal {
    answer.unwrap_err().refusal().cloned().expect("a refusal")
}

fn problem(field: &str, problem: Problem) -> Refusal {
    FieldErrors::one(field, problem).into()
}

/// The members as `cx` sees them, by name.
async fn members(cx: &Context) -> Vec<Member> {
    team(cx).await.unwrap().members
}

async fn member(cx: &Context, name: &str) -> Member {
    let members = members(cx).await;
    members
        .into_iter()
        .find(|m| m.name == name)
        .expect("a member")
}

async fn pending(cx: &Context) -> Vec<PendingInvitation> {
    team(cx).await.unwrap().invitations
}

#[derive(sqlx::FromRow)]
struct EventRow {
    event: String,
}

/// The names of what happened at a partner, oldest first.
async fn events(world: &World, cx: &Context) -> Vec<String> {
    let mut tx = world.portal().db().read().await.unwrap();
    let sql = "SELECT event FROM audit_events WHERE partner_id = $1 ORDER BY id";
    let rows: Vec<EventRow> = tx
        .all(sql, crate::args![cx.partner().unwrap()])
        .await
        .unwrap();
    rows.into_iter().map(|row| row.event).collect()
}
