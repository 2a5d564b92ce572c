use axum::{
    extract::{Request, State},
    http::{HeaderMap, Uri, Version, header, uri::Authority},
    middleware::Next,
    response::Response,
};

use backend::brands::Front;
use domain::policy::Realm;

use super::{Site, bare, headers::OwnHost, incidents, pages};

/// The host that was asked: a name of this portal, in small letters, without port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Host {
    pub(crate) name: String,
    /// Whose brand it carries; nobody's where partners and the operator work.
    pub(crate) front: Option<Front>,
}

/// Lets in what was sent to this portal (security.md §1.4). Proxies' words about the host are not
/// taken, ever; probes of a balancer come with any host and learn nothing.
pub(super) async fn resolve(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    for hearsay in [
        header::FORWARDED.as_str(),
        "x-forwarded-host",
        "x-forwarded-proto",
    ] {
        request.headers_mut().remove(hearsay);
    }
    let mut is_own = false;
    let is_probe = matches!(request.uri().path(), "/healthz" | "/readyz");
    let asked = host_of(request.uri(), request.headers(), request.version());
    match known(&site, asked).await {
        Ok(Some(host)) => {
            is_own = site.is_own(&host.name);
            request.extensions_mut().insert(host);
        }
        _ if is_probe => {}
        Ok(None) => return bare::page(bare::Say::NothingHere),
        Err(error) => {
            tracing::error!(%error, "a host cannot be looked up");
            return incidents::broken();
        }
    }
    let mut response = next.run(request).await;
    if is_own {
        response.extensions_mut().insert(OwnHost);
    }
    response
}

/// The host if it is one of this portal's: its own name, or that of a brand.
async fn known(site: &Site, name: Option<String>) -> Result<Option<Host>, backend::Error> {
    let Some(name) = name else {
        return Ok(None);
    };
    if name == site.base_domain() {
        return Ok(Some(Host { name, front: None }));
    }
    let front = backend::brands::front(site.portal(), site.base_domain(), &name).await?;
    Ok(front.map(|front| Host {
        name,
        front: Some(front),
    }))
}

/// Keeps what partners and the operator work with off the hosts of brands, and what clients work
/// with off all others: what is not of a host does not exist there.
pub(super) async fn hold(realm: Realm, request: Request, next: Next) -> Response {
    let is_brand = (request.extensions().get::<Host>()).is_some_and(|host| host.front.is_some());
    let is_here = match realm {
        Realm::Anybody | Realm::Person => true,
        Realm::Partner | Realm::Operator => !is_brand,
        Realm::Client => is_brand,
    };
    if is_here {
        next.run(request).await
    } else {
        pages::not_found(request).await
    }
}

/// The one host a request names, if it names exactly one.
fn host_of(uri: &Uri, headers: &HeaderMap, version: Version) -> Option<String> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let header = hosts
        .next()
        .map(|value| value.to_str().ok()?.parse::<Authority>().ok());
    if hosts.next().is_some() {
        return None;
    }
    let authority = match (header, uri.authority()) {
        (Some(header), None) => header?,
        (Some(header), Some(authority)) => {
            let header = header?;
            name_of(&header)
                .filter(|name| name_of(authority).as_ref() == Some(name))
                .filter(|_| header.port_u16() == authority.port_u16())?;
            header
        }
        (None, Some(authority)) if version == Version::HTTP_2 => authority.clone(),
        (None, _) => return None,
    };
    name_of(&authority)
}

/// The bare name: small letters, without port and one final dot, and never with a user.
fn name_of(authority: &Authority) -> Option<String> {
    if authority.as_str().contains('@') {
        return None;
    }
    // A port that is none is carried along, and breaks whoever reads it as an address.
    let port = authority.as_str().strip_prefix(authority.host())?;
    if !matches!(port, "" | ":") && authority.port_u16().is_none() {
        return None;
    }
    let name = authority.host().to_ascii_lowercase();
    Some(
        name.strip_suffix('.')
            .map_or_else(|| name.clone(), str::to_owned),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(uri: &str, hosts: &[&str], version: Version) -> Option<String> {
        let headers = hosts
            .iter()
            .map(|host| (header::HOST, host.parse().unwrap()));
        host_of(&uri.parse().unwrap(), &headers.collect(), version)
    }

    #[test]
    fn one_name_is_resolved() {
        for (uri, hosts) in [
            ("/", &["portal.test"][..]),
            ("/", &["PORTAL.test.:443"]),
            ("/", &["portal.test:3000"]),
            ("http://portal.test/", &["portal.test"]),
            ("http://Portal.test:80/", &["portal.test:80"]),
        ] {
            assert_eq!(
                host(uri, hosts, Version::HTTP_11).as_deref(),
                Some("portal.test"),
                "{uri} {hosts:?}"
            );
        }
        assert_eq!(
            host("https://portal.test/", &[], Version::HTTP_2).as_deref(),
            Some("portal.test")
        );
    }

    #[test]
    fn anything_doubtful_is_not() {
        for (uri, hosts) in [
            ("/", &[][..]),
            ("/", &["portal.test", "portal.test"]),
            ("/", &["ann@portal.test"]),
            ("/", &[""]),
            ("/", &["portal.test/x"]),
            ("/", &["portal.test:99999"]),
            ("/", &["portal.test:abc"]),
            ("/", &["portal.test:-1"]),
            ("http://portal.test/", &["other.test"]),
            ("http://portal.test:81/", &["portal.test:80"]),
            ("http://portal.test/", &[]),
        ] {
            assert_eq!(host(uri, hosts, Version::HTTP_11), None, "{uri} {hosts:?}");
        }
        // Two final dots are not one.
        assert_ne!(
            host("/", &["portal.test.."], Version::HTTP_11).as_deref(),
            Some("portal.test")
        );
    }
}
