//! Plans: the list and the editor.

pub mod api;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    api_error::ApiError,
    panel::{Here, use_here},
};
use domain::plans::PlanSummary;

/// The plans of the partner (P12).
#[derive(Debug)]
pub struct PlansPage {
    here: Here,
    plans: Resource<Result<Vec<PlanSummary>, ApiError>>,
}

#[lazy_route]
impl LazyRoute for PlansPage {
    fn data() -> Self {
        let here = use_here();
        let plans = Resource::new(move || here.slug(), |at| api::list(at, false));
        Self { here, plans }
    }

    fn view(this: Self) -> AnyView {
        let PlansPage { here, plans } = this;
        view! {
            <h1>{move || here.slug()}</h1>
            <Suspense>
                {move || Suspend::new(async move {
                    match plans.await {
                        Ok(plans) => view! { <ul>{plans.into_iter().map(|plan| view! { <li>{plan.name}</li> }).collect_view()}</ul> }.into_any(),
                        Err(error) => view! { <p>{error.to_string()}</p> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}
