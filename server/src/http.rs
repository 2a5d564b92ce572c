//! How the portal speaks HTTP.

mod address;
mod ask;
mod bare;
mod brands;
mod commission_files;
mod contact_files;
mod cookies;
mod door;
mod files;
mod forms;
mod functions;
mod guard;
mod headers;
mod health;
mod hooks;
mod host;
mod incidents;
mod invoice_files;
mod limits;
mod local;
mod pages;
mod visitor;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use app::desk::Visitor;
use axum::{
    Extension, Router,
    body::Body,
    extract::{DefaultBodyLimit, Path, Request},
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{Next, from_fn, from_fn_with_state},
    routing::{MethodRouter, get, post},
};
use backend::Portal;
use domain::policy::{ENDPOINTS, Endpoint, Method};
use tower_http::{CompressionLevel, compression::CompressionLayer};

pub use ask::asked;

use crate::{
    assets, leaks,
    settings::{Network, Settings},
};

/// What every answer stands on.
#[derive(Debug, Clone)]
pub struct Site(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    portal: Portal,
    base_domain: String,
    is_secure: bool,
    support_email: Option<Arc<str>>,
    trusted_proxies: Vec<Network>,
    reports: AtomicU64,
}

impl Site {
    /// The site of a portal.
    pub fn new(portal: Portal, settings: &Settings) -> Self {
        app::assets::set_root(assets::root());
        leaks::open_eyes(&portal, settings);
        Self(Arc::new(Inner {
            portal,
            base_domain: settings.base_domain.clone(),
            is_secure: settings.public_url.starts_with("https://"),
            support_email: settings.support_email.as_deref().map(Arc::from),
            trusted_proxies: settings.trusted_proxies.clone(),
            reports: AtomicU64::new(0),
        }))
    }

    fn portal(&self) -> &Portal {
        &self.0.portal
    }

    fn base_domain(&self) -> &str {
        &self.0.base_domain
    }

    /// Whether a host is the portal's own, or lies below it.
    fn is_own(&self, host: &str) -> bool {
        host.strip_suffix(self.base_domain())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// Whether it is reached over https.
    fn is_secure(&self) -> bool {
        self.0.is_secure
    }

    fn support_email(&self) -> Option<Arc<str>> {
        self.0.support_email.clone()
    }

    fn trusted_proxies(&self) -> &[Network] {
        &self.0.trusted_proxies
    }

    /// Counts a report of a browser; says how many there were.
    fn count_report(&self) -> u64 {
        self.0.reports.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Everything the portal answers: what `ENDPOINTS` lists, and nothing else.
pub fn service(site: Site) -> Router {
    pages::prepare();
    let mut for_programs = Router::new();
    let mut for_people = Router::new();
    for endpoint in ENDPOINTS {
        let router = if is_for_programs(endpoint.path) {
            &mut for_programs
        } else {
            &mut for_people
        };
        let realm = endpoint.action.realm();
        let held = from_fn(move |request: Request, next: Next| host::hold(realm, request, next));
        *router = std::mem::take(router).route(endpoint.path, handler(endpoint).layer(held));
    }
    #[cfg(debug_assertions)]
    let for_people = for_people.route("/_ui", get(pages::render));
    for_people
        .fallback(pages::elsewhere)
        .layer(from_fn(pages::only_text))
        .layer(from_fn_with_state(site.clone(), visitor::recognize))
        .merge(for_programs)
        .layer(from_fn(limits::body))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Precise(4))
                .compress_when(may_be_compressed),
        )
        .layer(from_fn(guard::guard))
        .layer(from_fn(limits::time))
        .layer(from_fn_with_state(site.clone(), host::resolve))
        .layer(from_fn_with_state(site.clone(), address::locate))
        .layer(incidents::catch_panics())
        .layer(from_fn_with_state(site.clone(), incidents::number))
        .layer(from_fn(bare::speak))
        .layer(from_fn_with_state(site.clone(), headers::dress))
        .with_state(site)
}

/// Whether an address is asked by programs, to whom it is the same who is signed in.
fn is_for_programs(path: &str) -> bool {
    path.starts_with("/pkg/")
        || path.starts_with("/hooks/")
        || path.starts_with("/brand/")
        || matches!(path, "/healthz" | "/readyz" | "/csp")
}

/// Who answers at an address. What is no special address is a server function or a page.
fn handler(endpoint: &Endpoint) -> MethodRouter<Site> {
    match (endpoint.method, endpoint.path) {
        (Method::Get, "/") => get(|Extension(visitor)| door::home(visitor)),
        (Method::Get, "/healthz") => get(health::alive),
        (Method::Get, "/readyz") => get(health::ready),
        (Method::Get, "/pkg/{build}/{file}") => get(assets::serve),
        (Method::Post, "/csp") => post(health::report),
        (Method::Post, "/hooks/stripe/{slug}") => post(hooks::stripe),
        (Method::Get, "/sign-in") => get(forms::sign_in_page),
        (Method::Post, "/sign-in") => post(forms::sign_in),
        (Method::Post, "/sign-out") => post(forms::sign_out),
        (Method::Get, "/reset") => get(forms::reset),
        (Method::Post, "/reset") => post(forms::request_reset),
        (Method::Get, "/reset/{token}") => get(forms::new_password),
        (Method::Post, "/reset/{token}") => post(forms::set_password),
        (Method::Get, "/invitation/{token}") => get(forms::invitation),
        (Method::Post, "/invitation/{token}") => post(forms::accept_invitation),
        (Method::Get, "/enter/{ticket}") => get(forms::enter),
        (Method::Get, "/invoice/{token}") => get(forms::pay),
        (Method::Post, "/invoice/{token}") => post(forms::pay_by_card),
        (Method::Get, "/invoice/{token}/pdf") => get(invoice_files::to_pay),
        (Method::Post, "/language") => post(forms::choose_language),
        (Method::Post, "/p/{slug}/clients/import") => {
            post(files::import).layer(DefaultBodyLimit::max(limits::UPLOAD_MAX))
        }
        (Method::Get, "/p/{slug}/clients/export") => get(files::export),
        (Method::Get, "/p/{slug}/commission/statements/{month}/csv") => get(commission_files::csv),
        (Method::Get, "/p/{slug}/commission/statements/{month}/json") => {
            get(commission_files::json)
        }
        (Method::Get, "/p/{slug}/commission/statements/{month}/pdf") => get(commission_files::pdf),
        (Method::Get, "/brand/{file}") => get(brands::shown),
        (Method::Get, "/p/{slug}/configuration/brand/files/{file}") => get(brands::edited),
        (Method::Post, "/p/{slug}/configuration/brand/files") => post(brands::upload),
        (Method::Get, "/c/{client}/sections/{section}/open") => get(door::hand_over),
        (Method::Post, "/c/{client}/contacts/import") => {
            post(contact_files::import).layer(DefaultBodyLimit::max(limits::CONTACTS_MAX))
        }
        (Method::Get, "/p/{slug}/invoices/export") => get(invoice_files::export),
        (Method::Get, "/p/{slug}/invoices/{invoice}/{form}") => get(invoice_files::of_partner),
        (Method::Get, "/c/{client}/invoices/{invoice}/{form}") => get(invoice_files::of_client),
        (Method::Get, "/c/{client}/contacts/export") => get(contact_files::export),
        (Method::Post, path) if path.starts_with("/fn/") => post(functions::call),
        _ => page(endpoint),
    }
}

/// A page of the app behind its door.
fn page(endpoint: &Endpoint) -> MethodRouter<Site> {
    let action = endpoint.action;
    get(
        move |about: Path<door::About>,
              Extension(visitor): Extension<Visitor>,
              request: Request<Body>| { door::page(action, about, visitor, request) },
    )
}

/// Pages and answers of server functions. Files are compressed beforehand, and a page with a secret
/// in its address never: its length would tell what is in it (BREACH).
fn may_be_compressed(
    _: StatusCode,
    _: Version,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> bool {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_text = content_type.is_some_and(|content_type| {
        content_type.starts_with("text/html") || content_type.starts_with("application/json")
    });
    is_text && extensions.get::<pages::Secret>().is_none()
}
