//! Messages in the partner's name: by which mail server they leave, and what they say.

pub mod api;
mod list;
mod preview;
mod sender;
mod template;
mod words;

use domain::{mails::Overview, policy::Action};
use leptos::prelude::*;

use crate::{
    configuration::ConfigurationHead,
    failure::LoadError,
    panel::{use_here, why_not},
    ui::Refused,
};
use list::Templates;
use sender::SenderForm;

pub use template::MailTemplatePage;
pub(crate) use words::kind as kind_name;

/// The page of e-mails in the configuration.
#[component]
pub fn MailsPage() -> impl IntoView {
    let here = use_here();
    let overview = Resource::new(move || here.slug(), api::overview);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, overview.await) {
                (Ok((me, place)), Ok(Overview { sender, templates })) => {
                    let refused = why_not(&me, &place, Action::ManageSender);
                    let server = match sender {
                        Some(sender) => view! { <SenderForm slug=place.slug sender /> }.into_any(),
                        None => refused.map(|text| view! { <Refused text /> }).into_any(),
                    };
                    view! {
                        {server}
                        <Templates templates />
                    }
                    .into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <ConfigurationHead />
        <Suspense>{content}</Suspense>
    }
}
