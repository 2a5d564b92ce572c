use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;

use crate::{
    failure::NotFoundPage,
    i18n::{m, t},
    office::NoPlaces,
    panel::{Frame, Places, no_frame, use_here},
};

/// The frame of the operator's area; to everybody else it does not exist.
#[component]
pub fn OperatorArea() -> impl IntoView {
    let here = use_here();
    move || match here.me() {
        Ok(me) if me.is_operator => view! {
            <Title formatter=|page: String| format!("{page} · {}", t(m::PANEL_OPERATOR)) />
            <Frame me name=t(m::PANEL_OPERATOR).to_owned() places=Places::of_operator()>
                <Outlet />
            </Frame>
        }
        .into_any(),
        Ok(_) => view! { <NotFoundPage /> }.into_any(),
        Err(error) => no_frame(error),
    }
}

/// The frame of pages that belong to a person and not to a company, such as their profile.
#[component]
pub fn PersonArea() -> impl IntoView {
    let here = use_here();
    move || match here.me() {
        Ok(me) => {
            let places = Places::of_person(&me);
            let office = me.office.as_ref();
            let without = office
                .filter(|office| office.places.is_empty())
                .map(|office| view! { <NoPlaces provider=office.provider.clone() /> });
            view! {
                <Frame name=me.name.clone() me places>
                    <div class="page" data-width="form">
                        {without}
                        <Outlet />
                    </div>
                </Frame>
            }
            .into_any()
        }
        Err(error) => no_frame(error),
    }
}
