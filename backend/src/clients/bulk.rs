//! One action for many clients: said before it is done, and told afterwards.

mod run;

use domain::{
    ClientId, Refusal,
    clients::{
        BlockReason, BulkAction, BulkPreview, ClientStatus, SELECTION_MAX, Selection, Skipped,
    },
    plans::PlanSummary,
    policy::{Action, Object, decide},
    refusal::Rejection,
};

use super::{
    assign_plan::admits,
    block::checked,
    select,
    standing::Standing,
    store::{self, Client, listing},
};
use crate::{Context, Result, db::Tx, plans};

pub use run::run_bulk;

/// Most skipped clients that are named.
const NAMED: usize = 50;
/// Clients looked at in one go.
const LOOKED_AT: usize = 500;

/// A bulk action with everything it needs known and checked. A plan comes with whether it may allow
/// less than the clients use.
#[derive(Debug)]
enum Wish {
    AssignPlan(PlanSummary, bool),
    Block(BlockReason),
    Unblock,
}

/// The clients left as they are: some named, all counted.
#[derive(Debug, Default)]
struct Left {
    named: Vec<Skipped>,
    in_all: u64,
}

/// What a bulk action would do; what would take a client over its limits is told apart, accepted or
/// not.
pub async fn preview_bulk(
    cx: &Context,
    selection: Selection,
    action: BulkAction,
) -> Result<BulkPreview> {
    let partner = cx.allow(needed(&action))?;
    let mut tx = cx.read().await?;
    let wish = wish(&mut tx, cx, action).await?.unaccepted();
    let ids = selected(&mut tx, cx, selection, SELECTION_MAX).await?;
    let mut will_change = 0;
    let mut over = Left::default();
    let mut left = Left::default();
    for ids in ids.chunks(LOOKED_AT) {
        for client in store::clients(&mut tx, partner, ids).await? {
            match wish.granted(cx, &client) {
                Ok(_) => will_change += 1,
                Err(why) if is_over(why.as_ref()) => over.add(&client, why),
                Err(why) => left.add(&client, why),
            }
        }
    }
    Ok(BulkPreview {
        will_change,
        over: over.named,
        over_in_all: over.in_all,
        skipped: left.named,
        skipped_in_all: left.in_all,
    })
}

const fn is_over(why: Option<&Refusal>) -> bool {
    matches!(why, Some(Refusal::Rejected(Rejection::OverLimit { .. })))
}

/// The right that a bulk action asks for.
const fn needed(action: &BulkAction) -> Action {
    match action {
        BulkAction::AssignPlan { .. } => Action::AssignPlan,
        BulkAction::Block(_) | BulkAction::Unblock => Action::BlockClient,
    }
}

async fn wish(tx: &mut Tx, cx: &Context, action: BulkAction) -> Result<Wish> {
    Ok(match action {
        BulkAction::AssignPlan {
            plan,
            accepts_overrun,
        } => {
            let plan = plans::summary(tx, cx.staff()?, plan).await?;
            let plan = plan.ok_or(Refusal::NotFound)?;
            if plan.is_archived {
                return Err(Rejection::PlanArchived.into());
            }
            Wish::AssignPlan(plan, accepts_overrun)
        }
        BulkAction::Block(reason) => Wish::Block(checked(reason)?),
        BulkAction::Unblock => Wish::Unblock,
    })
}

/// The clients of a selection in the order of the list it was made in, at most `most` of them. One
/// id that is not the asking member's to see, and none is found.
pub(super) async fn selected(
    tx: &mut Tx,
    cx: &Context,
    selection: Selection,
    most: u64,
) -> Result<Vec<ClientId>> {
    let staff = cx.staff()?;
    let ids = match selection {
        Selection::Ids(mut ids) => {
            let mut seen = std::collections::BTreeSet::new();
            ids.retain(|id| seen.insert(*id));
            limit(ids.len(), most)?;
            for some in ids.chunks(LOOKED_AT) {
                if !store::sees_all_of(tx, staff, some).await? {
                    return Err(Refusal::NotFound.into());
                }
            }
            ids
        }
        Selection::Matching(mut query) => {
            query.after = None;
            let (listing, matching) = select::listing(tx, staff, query).await?;
            let enough = i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX);
            if matching == 0 {
                Vec::new()
            } else {
                listing::ids(tx, &listing, enough).await?
            }
        }
    };
    limit(ids.len(), most)?;
    Ok(ids)
}

fn limit(many: usize, max: u64) -> std::result::Result<(), Rejection> {
    match u64::try_from(many) {
        Ok(many) if many <= max => Ok(()),
        _ => Err(Rejection::TooMuch { max }),
    }
}

impl Wish {
    /// The same, with nothing accepted.
    fn unaccepted(self) -> Self {
        match self {
            Self::AssignPlan(plan, _) => Self::AssignPlan(plan, false),
            other => other,
        }
    }

    /// Where the client would stand, or why it is left as it is: nothing when it already is as
    /// wished.
    fn granted(
        &self,
        cx: &Context,
        client: &Client,
    ) -> std::result::Result<Standing, Option<Refusal>> {
        self.allowed(cx, client)?;
        let standing = client.standing.clone();
        match self {
            Self::AssignPlan(plan, _) if standing.plan == Some(plan.id) => Err(None),
            Self::AssignPlan(plan, accepts_overrun) => {
                admits(plan, &client.usage, *accepts_overrun).map_err(|why| Some(why.into()))?;
                Ok(standing.on_plan(plan, cx.now()))
            }
            Self::Block(_) if standing.status == ClientStatus::Blocked => Err(None),
            Self::Block(reason) => Ok(standing.blocked(reason.clone(), cx.now())),
            Self::Unblock if standing.status != ClientStatus::Blocked => Err(None),
            Self::Unblock => Ok(standing.unblocked(cx.now())),
        }
    }

    /// The policy for this client; that it is within the actor's scope is known.
    fn allowed(&self, cx: &Context, client: &Client) -> std::result::Result<(), Refusal> {
        let action = match self {
            Self::AssignPlan(..) => Action::AssignPlan,
            Self::Block(_) | Self::Unblock => Action::BlockClient,
        };
        let object = Object::Client {
            partner: cx.partner()?,
            listed: true,
            status: client.standing.status,
        };
        Refusal::unless(decide(cx.actor(), action, object))
    }
}

impl Left {
    fn add(&mut self, client: &Client, why: Option<Refusal>) {
        self.in_all += 1;
        if self.named.len() < NAMED {
            self.named.push(Skipped {
                id: client.id,
                company: client.draft.company.clone(),
                why,
            });
        }
    }
}
