use domain::{
    ClientId, Date, PartnerId, Refusal, Timestamp,
    clients::{ClientDetails, ClientDraft, ClientFormOptions, ClientStatus},
    policy::Action,
};

use super::store::{self, Client};
use crate::{Context, Result, audit, custom_fields, db::Tx, plans};

/// What happened last to a client: so many events its page shows.
const ACTIVITY: u32 = 20;

/// A client with everything its page shows (B5).
pub async fn details(cx: &Context, id: ClientId) -> Result<ClientDetails> {
    let mut tx = cx.read().await?;
    let client = found(&mut tx, cx, Action::SeeClients, id).await?;
    shown(&mut tx, cx, client).await
}

/// What the form of a client offers.
pub async fn form_options(cx: &Context) -> Result<ClientFormOptions> {
    let partner = cx.allow(Action::SeeClients)?;
    let mut tx = cx.read().await?;
    Ok(ClientFormOptions {
        fields: custom_fields::all(&mut tx, partner).await?,
        plans: plans::offered(&mut tx, cx.staff()?).await?,
        past_plans: plans::past(&mut tx, cx.staff()?).await?,
        managers: store::managers(&mut tx, partner).await?,
    })
}

/// A client to which the actor may do `action`.
pub(super) async fn found(
    tx: &mut Tx,
    cx: &Context,
    action: Action,
    id: ClientId,
) -> Result<Client> {
    let client = store::client(tx, cx.partner()?, id).await?;
    let client = client.ok_or(Refusal::NotFound)?;
    cx.allow_on_client(tx, action, id, client.standing.status)
        .await?;
    Ok(client)
}

/// Who a client is, for whatever else is done with it.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    pub(crate) draft: ClientDraft,
    pub(crate) status: ClientStatus,
}

impl From<Client> for Reached {
    fn from(client: Client) -> Self {
        Self {
            draft: client.draft,
            status: client.standing.status,
        }
    }
}

/// A client to which the actor may do `action`, for other features.
pub(crate) async fn reached(
    tx: &mut Tx,
    cx: &Context,
    action: Action,
    id: ClientId,
) -> Result<Reached> {
    Ok(found(tx, cx, action, id).await?.into())
}

/// A client of a partner, whoever asks.
pub(crate) async fn known(tx: &mut Tx, partner: PartnerId, id: ClientId) -> Result<Reached> {
    let client = store::client(tx, partner, id).await?;
    Ok(client.ok_or(Refusal::NotFound)?.into())
}

/// The day on which the trial of a client ends, if it is on one.
pub(crate) async fn trial_end(
    tx: &mut Tx,
    partner: PartnerId,
    id: ClientId,
) -> Result<Option<Date>> {
    let client = store::client(tx, partner, id).await?;
    let ends_at = client.and_then(|client| client.standing.trial_ends_at);
    Ok(ends_at.map(Timestamp::date))
}

/// A client as it stands after a change. It is read once the change has lasted: others wait to
/// write meanwhile.
pub(super) async fn changed(cx: &Context, id: ClientId) -> Result<ClientDetails> {
    let mut tx = cx.read().await?;
    let client = store::client(&mut tx, cx.partner()?, id).await?;
    shown(&mut tx, cx, client.ok_or(Refusal::NotFound)?).await
}

/// A client with what stands around it.
async fn shown(tx: &mut Tx, cx: &Context, client: Client) -> Result<ClientDetails> {
    let partner = cx.partner()?;
    let fields = custom_fields::all(tx, partner).await?;
    let plan = match client.standing.plan {
        Some(plan) => plans::summary(tx, cx.staff()?, plan).await?,
        None => None,
    };
    let activity = audit::of_client(tx, partner, client.id, ACTIVITY).await?;
    let manager = client.manager();
    let mut custom = client.draft.custom;
    custom.retain(|id, _| fields.iter().any(|field| field.id == *id));
    Ok(ClientDetails {
        id: client.id,
        status: client.standing.status,
        trial_ends_at: client.standing.trial_ends_at,
        reopen_until: client.standing.reopen_until(),
        block: client.standing.block,
        draft: ClientDraft {
            custom,
            ..client.draft
        },
        plan,
        usage: client.usage,
        manager,
        import: client.import,
        created_at: client.created_at,
        updated_at: client.updated_at,
        version: client.version,
        fields,
        activity,
    })
}
