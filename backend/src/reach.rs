//! Where the portal may go when a partner names a host: out into the internet, and nowhere else
//! (security.md B23).

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use domain::mails::Trouble;

/// Longest wait for a name to be resolved.
const PATIENCE: Duration = Duration::from_secs(5);

/// The one address that a host is asked at. It is looked up once, and the very address that was
/// judged is the one to connect to: a name that answers otherwise the next time changes nothing.
///
/// # Errors
/// [`Trouble::UnknownHost`], [`Trouble::TimedOut`]; [`Trouble::NotPublic`] when any of its addresses
/// lies in a private network and `is_private_allowed` does not hold.
pub(crate) async fn address_of(
    host: &str,
    port: u16,
    is_private_allowed: bool,
) -> Result<SocketAddr, Trouble> {
    let found = tokio::time::timeout(PATIENCE, tokio::net::lookup_host((host, port))).await;
    let found: Vec<SocketAddr> = match found {
        Ok(Ok(found)) => found.collect(),
        Ok(Err(_)) => return Err(Trouble::UnknownHost),
        Err(_) => return Err(Trouble::TimedOut),
    };
    if !is_private_allowed && !found.iter().all(|address| is_public(address.ip())) {
        return Err(Trouble::NotPublic);
    }
    // Not every network has a way out for IPv6.
    let first = found
        .iter()
        .find(|address| address.is_ipv4())
        .or(found.first());
    first.copied().ok_or(Trouble::UnknownHost)
}

/// Whether an address is one of the internet, and not of this machine, its network, the metadata
/// service of its host, or of no use at all (RFC 6890 and the IANA registries of special addresses).
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Shared by the customers of a provider (RFC 6598).
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let v4 = |high: u16, low: u16| {
        is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
    };
    match address.segments() {
        // IPv4 in other clothes: mapped, translated (RFC 6052) and tunnelled (RFC 3056).
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => v4(high, low),
        // Of what is given out at all, without tunnels, documentation and benchmarks.
        [first, second, ..] => {
            first & 0xe000 == 0x2000
                && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
                && !(first == 0x3fff && second < 0x1000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_internet_is_public() {
        for private in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.1.2.3",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "5f00::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "198.17.0.1",
            "223.255.255.254",
            "2606:4700::1111",
            "2a00:1450:4001::1",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[tokio::test]
    async fn other_ways_to_write_this_machine_lead_nowhere() {
        for host in [
            "127.0.0.1",
            "127.1",
            "0x7f000001",
            "2130706433",
            "0",
            "localhost",
            "localhost.",
        ] {
            let found = address_of(host, 25, false).await;
            assert!(
                matches!(found, Err(Trouble::NotPublic | Trouble::UnknownHost)),
                "{host}: {found:?}"
            );
        }
        assert!(address_of("127.0.0.1", 25, true).await.is_ok());
    }
}
