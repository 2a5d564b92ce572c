use domain::clients::ClientDetails;
use leptos::prelude::*;

use super::super::assign_plan::price;
use crate::uses;

/// What the client uses, against what its plan allows.
#[component]
pub(super) fn Uses(client: ClientDetails) -> impl IntoView {
    let ClientDetails { plan, usage, .. } = client;
    let quotas = plan.as_ref().map(|plan| plan.quotas);
    let plan = plan.map(|plan| {
        let price = price(&plan);
        view! {
            <p class="spread">
                <span class="strong">{plan.name}</span>
                <span class="secondary number">{price}</span>
            </p>
        }
    });
    view! {
        <div class="card">
            {plan}
            <uses::Uses quotas usage />
        </div>
    }
    .into_any()
}
