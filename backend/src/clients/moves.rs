//! A client moves from where it stands to elsewhere, if nobody else moved it meanwhile.

use domain::{
    Refusal, Version,
    refusal::{Changed, Conflict},
};

use super::{
    standing::Standing,
    store::{self, Client},
};
use crate::{Context, Result, db::Tx};

/// Lets a client stand elsewhere; the asking person saw it at `seen`.
pub(super) async fn to(
    tx: &mut Tx,
    cx: &Context,
    client: &Client,
    standing: &Standing,
    seen: Version,
) -> Result<()> {
    let partner = cx.partner()?;
    if client.version != seen {
        return Err(stale(client).into());
    }
    if store::set_standing(tx, partner, (client.id, seen), standing, cx.now()).await? {
        return Ok(());
    }
    let now = store::client(tx, partner, client.id).await?;
    Err(stale(&now.ok_or(Refusal::NotFound)?).into())
}

/// Somebody else was faster: where the client stands now.
pub(super) fn stale(client: &Client) -> Refusal {
    let field = |field: &str, now: &str| Changed {
        field: field.to_owned(),
        now: now.to_owned(),
    };
    Refusal::Conflict(Conflict {
        version: client.version,
        changed: vec![
            field("status", client.standing.status.name()),
            field("plan", client.plan_name()),
        ],
    })
}
