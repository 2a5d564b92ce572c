use domain::{
    clients::ClientQuery, dashboard::Jump, plans::PlanSummary, policy::Action, text::fold,
};

use crate::{Context, Result, clients, plans};

/// Most clients and plans that a text is answered with.
const CLIENTS: usize = 8;
const PLANS: usize = 4;

/// Clients and plans that a text names, for the command palette.
pub async fn jump(cx: &Context, text: String) -> Result<Vec<Jump>> {
    cx.allow(Action::SeeDashboard)?;
    let search: String = text.trim().chars().take(100).collect();
    let needle = fold(&search);
    if needle.is_empty() {
        return Ok(Vec::new());
    }
    let query = ClientQuery {
        search,
        ..ClientQuery::default()
    };
    let page = clients::list(cx, query).await?;
    let clients = page.rows.into_iter().take(CLIENTS);
    let clients = clients.map(|client| Jump::Client {
        id: client.id,
        company: client.company,
        email: client.email,
        status: client.status,
    });
    let plans = matching(plans::list(cx, false).await?, &needle);
    let plans = plans.into_iter().take(PLANS).map(|plan| Jump::Plan {
        id: plan.id,
        name: plan.name,
    });
    Ok(clients.chain(plans).collect())
}

/// The plans whose name holds the needle; those that begin with it first.
fn matching(plans: Vec<PlanSummary>, needle: &str) -> Vec<PlanSummary> {
    let mut plans: Vec<PlanSummary> = plans
        .into_iter()
        .filter(|plan| fold(&plan.name).contains(needle))
        .collect();
    plans.sort_by_key(|plan| !fold(&plan.name).starts_with(needle));
    plans
}
