//! How the provider signs: `Stripe-Signature: t=SECONDS,v1=HEX,…`, each `v1` being HMAC-SHA-256 of
//! `SECONDS.BODY`; several while secrets are exchanged (<https://docs.stripe.com/webhooks/signature>).

use domain::Timestamp;
use ring::hmac;

/// Seconds by which a notice may be older or younger than now: beyond that it is somebody's who
/// kept it.
const TOLERANCE: i64 = 300;
/// Longest header, in bytes.
const HEADER_MAX: usize = 1_024;

/// Whether a body was signed with this secret, a short time ago. Signatures are compared in constant
/// time.
pub(super) fn is_signed(header: &str, body: &[u8], secret: &str, now: Timestamp) -> bool {
    if header.len() > HEADER_MAX {
        return false;
    }
    let mut at = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", seconds)) => at = Some(seconds),
            Some(("v1", hex)) => signatures.extend(hex::decode(hex)),
            _ => {}
        }
    }
    let Some((at, seconds)) = at.and_then(|at| Some((at, at.parse::<i64>().ok()?))) else {
        return false;
    };
    let age = (now.0 / 1_000_000).saturating_sub(seconds);
    if age.saturating_abs() > TOLERANCE {
        return false;
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signed = [at.as_bytes(), b".", body].concat();
    signatures
        .iter()
        .any(|signature| hmac::verify(&key, &signed, signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(secret: &str, at: &str, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        hex::encode(hmac::sign(&key, &[at.as_bytes(), b".", body].concat()))
    }

    #[test]
    fn only_what_was_signed_just_now_is_believed() {
        let now = Timestamp(1_700_000_000_000_000);
        let (body, secret) = (b"{\"a\":1}".as_slice(), "whsec_one");
        let header = |at: &str| format!("t={at},v1={}", sign(secret, at, body));
        let good = header("1700000000");
        assert!(is_signed(&good, body, secret, now));
        assert!(is_signed(&format!("{good},v0=aa"), body, secret, now));
        // While secrets are exchanged there are two.
        let both = format!(
            "t=1700000000,v1={},{}",
            "ab".repeat(32),
            good.split_once(',').unwrap().1
        );
        assert!(is_signed(&both, body, secret, now));
        for seconds in [-300_i64, 300] {
            assert!(is_signed(&good, body, secret, now.plus_seconds(seconds)));
        }
        for seconds in [-301_i64, 301, 86_400] {
            assert!(
                !is_signed(&good, body, secret, now.plus_seconds(seconds)),
                "{seconds}"
            );
        }
        assert!(!is_signed(&good, b"{\"a\":2}", secret, now));
        assert!(!is_signed(&good, body, "whsec_two", now));
        let moved = good.replace("t=1700000000", "t=1700000001");
        for wrong in [
            "",
            "t=1700000000",
            "v1=aa",
            "t=x,v1=aa",
            "t=,v1=",
            &moved,
            &header("x"),
        ] {
            assert!(!is_signed(wrong, body, secret, now), "{wrong}");
        }
        let endless = format!("{good},{}", "v1=aa,".repeat(400));
        assert!(!is_signed(&endless, body, secret, now));
    }
}
