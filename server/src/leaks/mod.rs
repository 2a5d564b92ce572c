//! The eyes of the leak meter: they ask the portal's own router for everything that clients get.

mod guest;
mod tour;

use std::sync::Arc;

use backend::{
    Portal,
    leaks::{Eyes, Sight, Stage},
};

use crate::{
    assets,
    http::{Site, service},
    settings::Settings,
};

/// Looks at a portal as its settings have it answer.
#[derive(Debug)]
struct Onlooker(Settings);

/// Lets the leak meter of a portal see its pages.
pub(crate) fn open_eyes(portal: &Portal, settings: &Settings) {
    portal.look_with(Arc::new(Onlooker(settings.clone())));
}

impl Eyes for Onlooker {
    fn build(&self) -> String {
        assets::build().to_owned()
    }

    fn operator(&self) -> Vec<String> {
        let settings = &self.0;
        let mut known = settings.operator_names.clone();
        known.push(settings.base_domain.clone());
        known.extend(settings.support_email.clone());
        known
    }

    fn see(&self, stage: Arc<Stage>) -> Sight {
        let router = service(Site::new(stage.portal().clone(), &self.0));
        let base = self.0.base_domain.clone();
        Box::pin(async move { tour::tour(router, &stage, &base).await })
    }
}
