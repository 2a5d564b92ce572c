//! Messages in the partner's name: by which mail server they leave, and what they say.

pub mod api;
mod list;
mod preview;
mod sender;
mod template;
mod words;

use domain::policy::Action;
use leptos::prelude::*;

use crate::{configuration::configured, panel::use_here, ui::Refused};
use list::Templates;
use sender::SenderForm;

pub use template::MailTemplatePage;
pub(crate) use words::kind as kind_name;

/// The page of e-mails in the configuration.
#[component]
pub fn MailsPage() -> impl IntoView {
    let here = use_here();
    let overview = Resource::new(move || here.slug(), api::overview);
    configured(overview, Action::ManageSender, |slug, overview, refused| {
        let server = match overview.sender {
            Some(sender) => view! { <SenderForm slug sender /> }.into_any(),
            None => refused.map(|text| view! { <Refused text /> }).into_any(),
        };
        view! {
            {server}
            <Templates templates=overview.templates />
        }
        .into_any()
    })
}
