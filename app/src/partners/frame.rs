use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;

use crate::{
    auth::use_known,
    failure::{LoadError, NotFoundPage},
    i18n::{m, t},
    panel::{Frame, Places},
};

/// The frame of the operator's area; to everybody else it does not exist.
#[component]
pub fn OperatorArea() -> impl IntoView {
    let known = use_known();
    move || match known.me() {
        Ok(me) if me.is_operator => view! {
            <Title formatter=|page: String| {
                format!("{page} · {}", t(m::PANEL_OPERATOR))
            } />
            <Frame me name=t(m::PANEL_OPERATOR).to_owned() places=Places::of_operator()>
                <Outlet />
            </Frame>
        }
        .into_any(),
        Ok(_) => view! { <NotFoundPage /> }.into_any(),
        Err(error) => view! {
            <main id="content">
                <LoadError error />
            </main>
        }
        .into_any(),
    }
}

/// The frame of pages that belong to a person and not to a company, such as their profile.
#[component]
pub fn PersonArea() -> impl IntoView {
    let known = use_known();
    move || match known.me() {
        Ok(me) => {
            let places = Places::of_person(&me);
            view! {
                <Frame name=me.name.clone() me places>
                    <div class="page" data-width="form">
                        <Outlet />
                    </div>
                </Frame>
            }
            .into_any()
        }
        Err(error) => view! {
            <main id="content">
                <LoadError error />
            </main>
        }
        .into_any(),
    }
}
