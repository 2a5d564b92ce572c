//! What a client may have and has: where every limit of a plan binds (P13, P14, P16). A client may
//! be over a limit, by a smaller plan or by one that was made smaller: it keeps what it has, and
//! nothing is added to what is over.

use domain::{
    ClientId, Limit, PartnerId, Refusal,
    clients::ClientStatus,
    plans::{Limited, Quotas, Usage},
    policy::{Action, Reason},
    refusal::Rejection,
};

use super::store;
use crate::{
    Context, Result, args, brands,
    db::{Engine, Tx},
    plans, statements,
};

statements! {
    // Whoever counts waits for whoever counted before: 64 at once at a limit of 10 make 10.
    LOCK_PG = "SELECT id FROM clients WHERE partner_id = $1 AND id = $2 FOR UPDATE";
    SET_USAGE = "UPDATE clients SET workspaces_used = $3, seats_used = $4, contacts_used = $5
        WHERE partner_id = $1 AND id = $2";
}

/// A client with its limits and what it uses of them. On `PostgreSQL` its row stays locked until
/// the transaction ends; `SQLite` has one writer.
#[derive(Debug, Clone)]
pub(crate) struct Entitled {
    partner: PartnerId,
    client: ClientId,
    pub(crate) company: String,
    /// The partner's name: who can raise a limit.
    provider: String,
    pub(crate) status: ClientStatus,
    /// The name of the plan and its limits.
    pub(crate) plan: Option<(String, Quotas)>,
    pub(crate) usage: Usage,
}

/// A client of the partner, for somebody who is about to take more of what is limited.
pub(crate) async fn entitled(
    tx: &mut Tx,
    partner: PartnerId,
    id: ClientId,
) -> Result<Option<Entitled>> {
    hold(tx, partner, id).await?;
    allowance(tx, partner, id).await
}

/// A transaction in which the limits of one's client hold still, for somebody of it who may do this.
pub(crate) async fn begin_at_own(
    cx: &Context,
    action: Action,
    client: ClientId,
) -> Result<(Tx, PartnerId, Entitled)> {
    let partner = cx.allow_at_own(action, client)?;
    let mut tx = cx.begin().await?;
    let entitled = entitled(&mut tx, partner, client).await?;
    let entitled = entitled.ok_or(Refusal::NotFound)?;
    entitled.at_work()?;
    Ok((tx, partner, entitled))
}

/// Nobody takes more of what is limited, or changes the limits, until the transaction ends.
pub(crate) async fn hold(tx: &mut Tx, partner: PartnerId, id: ClientId) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        tx.run(LOCK_PG, args![partner, id]).await?;
    }
    Ok(())
}

/// The same without a lock, for somebody who only looks.
pub(crate) async fn allowance(
    tx: &mut Tx,
    partner: PartnerId,
    id: ClientId,
) -> Result<Option<Entitled>> {
    let Some(client) = store::client(tx, partner, id).await? else {
        return Ok(None);
    };
    let plan = match client.standing.plan {
        Some(plan) => plans::grant(tx, partner, plan).await?,
        None => None,
    };
    Ok(Some(Entitled {
        partner,
        client: id,
        company: client.draft.company,
        provider: brands::front_of(tx, partner).await?.name,
        status: client.standing.status,
        plan: plan.map(|(name, quotas, _)| (name, quotas)),
        usage: client.usage,
    }))
}

impl Entitled {
    /// Whether the client may work, now that nobody can change that until the transaction ends.
    ///
    /// # Errors
    /// [`Refusal::Denied`] while it is blocked or closed.
    pub(crate) const fn at_work(&self) -> std::result::Result<(), Refusal> {
        match self.status {
            ClientStatus::Active | ClientStatus::Trial => Ok(()),
            ClientStatus::Blocked => Err(Refusal::Denied(Reason::ClientBlocked)),
            ClientStatus::Closed => Err(Refusal::Denied(Reason::ClientGone)),
        }
    }

    /// The limit of something; a client without a plan has none of it.
    pub(crate) fn limit(&self, what: Limited) -> Limit {
        self.plan
            .as_ref()
            .map_or(Limit::AtMost(0), |(_, quotas)| quotas.limit(what))
    }

    /// Whether there is room for `more` where `used` are taken. Who asks for nothing more is let be,
    /// over the limit too.
    ///
    /// # Errors
    /// [`Rejection::LimitReached`], which names the limit, how much of it is used, and the plan.
    pub(crate) fn room(
        &self,
        what: Limited,
        used: u32,
        more: u32,
    ) -> std::result::Result<(), Rejection> {
        match self.limit(what) {
            Limit::AtMost(allowed) if more > 0 && used.saturating_add(more) > allowed => {
                Err(Rejection::LimitReached {
                    what,
                    used,
                    allowed,
                    plan: self.plan.as_ref().map(|(name, _)| name.clone()),
                    raised_by: self.provider.clone(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Writes down what the client uses from now on.
    pub(crate) async fn set_usage(&mut self, tx: &mut Tx, usage: Usage) -> Result<()> {
        let values = args![
            self.partner,
            self.client,
            usage.workspaces,
            usage.seats,
            usage.contacts
        ];
        tx.run(SET_USAGE, values).await?;
        self.usage = usage;
        Ok(())
    }
}
