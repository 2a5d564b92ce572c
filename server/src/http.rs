//! How the portal speaks HTTP.

mod functions;
mod pages;
mod visitor;

use std::sync::Arc;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post},
};
use backend::Portal;
use domain::policy::{ENDPOINTS, Endpoint, Method};

use crate::{assets, settings::Settings};

/// What every answer stands on.
#[derive(Debug, Clone)]
pub struct Site(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    portal: Portal,
}

impl Site {
    /// The site of a portal.
    pub fn new(portal: Portal, settings: &Settings) -> Self {
        let _ = settings;
        app::assets::set_root(assets::root());
        Self(Arc::new(Inner { portal }))
    }

    /// The portal.
    pub(crate) fn portal(&self) -> &Portal {
        &self.0.portal
    }
}

/// Everything the portal answers.
pub fn service(site: Site) -> Router {
    pages::prepare();
    let mut router = Router::new();
    for endpoint in ENDPOINTS {
        router = router.route(endpoint.path, handler(endpoint));
    }
    router
        .fallback(pages::render)
        .layer(from_fn_with_state(site.clone(), visitor::recognize))
        .with_state(site)
}

/// Who answers at an address. What is no special address is a server function or a page.
fn handler(endpoint: &Endpoint) -> MethodRouter<Site> {
    match (endpoint.method, endpoint.path) {
        (Method::Get, "/pkg/{build}/{file}") => get(assets::serve),
        (Method::Post, path) if path.starts_with("/fn/") => post(functions::call),
        (Method::Post, _) => post(pages::render),
        (Method::Get, _) => get(pages::render),
    }
}
