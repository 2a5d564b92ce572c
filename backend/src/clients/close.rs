use domain::{
    ClientId, FieldErrors, Problem, Version,
    audit::Event,
    clients::{ClientDetails, ClientStatus},
    policy::Action,
    refusal::Rejection,
};

use super::{
    details::{changed, found},
    moves,
};
use crate::{Context, Result, audit::entry, client_users, commission, services, subscriptions};

/// Closes a client whose name was typed (B6). It can be taken back for some days.
pub async fn close(
    cx: &Context,
    id: ClientId,
    name: String,
    seen: Version,
) -> Result<ClientDetails> {
    let mut tx = cx.begin().await?;
    let client = found(&mut tx, cx, Action::CloseClient, id).await?;
    let status = client.standing.status;
    if status == ClientStatus::Closed {
        return Err(Rejection::WrongStatus { status }.into());
    }
    if plain(&name) != plain(&client.draft.company) {
        return Err(FieldErrors::one("name", Problem::NotTheName).into());
    }
    let standing = client.standing.clone().closed(cx.now());
    moves::to(&mut tx, cx, &client, &standing, seen).await?;
    client_users::end_access(&mut tx, cx, cx.partner()?, id).await?;
    services::end_of_client(&mut tx, cx, cx.partner()?, id).await?;
    commission::client_changed(&mut tx, cx, cx.partner()?, id).await?;
    subscriptions::end_of_client(&mut tx, cx.partner()?, id).await?;
    entry(Event::ClientClosed)
        .client(id)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    changed(cx, id).await
}

/// Takes a closed client back while that can be undone: as blocked, on trial or at work as it was,
/// unless its trial ended meanwhile.
pub async fn reopen(cx: &Context, id: ClientId) -> Result<ClientDetails> {
    let mut tx = cx.begin().await?;
    let client = found(&mut tx, cx, Action::CloseClient, id).await?;
    let status = client.standing.status;
    let Some(until) = client.standing.reopen_until() else {
        return Err(Rejection::WrongStatus { status }.into());
    };
    if cx.now() > until {
        return Err(Rejection::TooLateToUndo.into());
    }
    let standing = client.standing.clone().reopened(cx.now());
    moves::to(&mut tx, cx, &client, &standing, client.version).await?;
    if standing.plan.is_some() {
        subscriptions::reopened(&mut tx, cx.partner()?, id).await?;
    }
    entry(Event::ClientReopened)
        .client(id)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    changed(cx, id).await
}

/// A name as people type it: spaces and capitals do not count.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
