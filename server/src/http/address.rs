use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

use super::Site;
use crate::settings::Network;

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address(pub(crate) IpAddr);

/// Finds out where a request comes from: from its connection, or from a proxy that is trusted.
pub(super) async fn locate(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    let address = address_of(peer, request.headers(), site.trusted_proxies());
    request.extensions_mut().insert(Address(address));
    next.run(request).await
}

/// The last address of the chain that no trusted proxy has: what stands before it, the visitor may
/// have made up.
fn address_of(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(peer) {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").into_iter();
    let chain: Vec<&str> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut nearest = peer;
    for hop in chain.into_iter().rev() {
        let Ok(address) = hop.trim().parse() else {
            return nearest;
        };
        nearest = address;
        if !is_trusted(address) {
            return address;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        for (peer, said, address) in [
            ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
            ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, nonsense", "10.0.0.1"),
            ("10.0.0.1", "10.0.0.7", "10.0.0.7"),
        ] {
            let headers = HeaderMap::from_iter([(
                axum::http::HeaderName::from_static("x-forwarded-for"),
                said.parse().unwrap(),
            )]);
            let found = address_of(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(found, address.parse::<IpAddr>().unwrap(), "{peer} {said}");
        }
        let peer = "10.0.0.1".parse().unwrap();
        assert_eq!(address_of(peer, &HeaderMap::new(), &trusted), peer);
    }
}
