//! The running portal: what every use case stands on.

use std::sync::{Arc, Mutex, OnceLock};

use domain::{Timestamp, policy::Actor};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    Context, Error, Result,
    clock::Clock,
    db::Db,
    domains::{Dns, Nobody},
    leaks::Eyes,
    outbox::{Mailer, host_of},
    turns::Turns,
    vault::Vault,
};

/// The portal: cheap to clone, one per process.
#[derive(Debug, Clone)]
pub struct Portal(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    mailer: Mailer,
    public_url: String,
    vault: Vault,
    is_private_smtp_allowed: bool,
    dns: OnceLock<Arc<dyn Dns>>,
    stripe_url: OnceLock<String>,
    eyes: OnceLock<Arc<dyn Eyes>>,
    /// Bounds how many passwords are hashed at once: each takes 19 MiB and a core.
    hashing: Turns,
    /// Bounds how many files are taken in at once: each is up to 10 MB.
    files: Turns,
    /// Bounds how many files are understood at once: cut into cells they take several times more.
    reading: Turns,
    /// Bounds how many brands are searched for leaks at once: each renders every page.
    measuring: Turns,
    /// Bounds how many documents are made at once: each takes a core.
    printing: Turns,
    last_id: Mutex<u128>,
    import_waits: Notify,
}

impl Portal {
    /// A portal on `db`; `public_url` is what links in messages begin with, without a final slash.
    pub fn new(db: Db, clock: Arc<dyn Clock>, mailer: Mailer, public_url: String) -> Self {
        let host = host_of(&public_url);
        let is_at_home = host == "localhost" || host.ends_with(".localhost");
        Self(Arc::new(Inner {
            vault: Vault::passing(),
            is_private_smtp_allowed: is_at_home,
            db,
            clock,
            mailer,
            public_url,
            dns: OnceLock::new(),
            stripe_url: OnceLock::new(),
            eyes: OnceLock::new(),
            hashing: Turns::new(2),
            files: Turns::new(8),
            reading: Turns::new(2),
            measuring: Turns::new(1),
            printing: Turns::new(2),
            last_id: Mutex::new(0),
            import_waits: Notify::new(),
        }))
    }

    /// The same, with a key for secrets that outlives it; before it is shared.
    #[must_use]
    pub fn with_vault(mut self, vault: Vault) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.vault = vault;
        }
        self
    }

    /// The same, where partners may name mail servers in private networks or not; before it is
    /// shared. Without a word on it they may where the portal itself is at `localhost`.
    #[must_use]
    pub fn with_private_smtp(mut self, is_allowed: bool) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.is_private_smtp_allowed = is_allowed;
        }
        self
    }

    /// The same, asking this DNS about names; the first that is given stays.
    #[must_use]
    pub fn with_dns(self, dns: Arc<dyn Dns>) -> Self {
        let _ = self.0.dns.set(dns);
        self
    }

    /// Who is asked about names; without one, nobody answers.
    pub(crate) fn dns(&self) -> &dyn Dns {
        self.0.dns.get().map_or(&Nobody, |dns| &**dns)
    }

    /// The same, asking the payment provider at this address, without a final slash; the first that
    /// is given stays.
    #[must_use]
    pub fn with_stripe_url(self, url: String) -> Self {
        let _ = self.0.stripe_url.set(url);
        self
    }

    /// Where the payment provider is asked. Without an address, nobody answers.
    pub(crate) fn stripe_url(&self) -> &str {
        self.0.stripe_url.get().map_or("", String::as_str)
    }

    /// Lets the leak meter look at pages with these; the first that are given stay.
    pub fn look_with(&self, eyes: Arc<dyn Eyes>) {
        let _ = self.0.eyes.set(eyes);
    }

    /// Who can look at pages, if anybody can.
    pub(crate) fn eyes(&self) -> Option<Arc<dyn Eyes>> {
        self.0.eyes.get().cloned()
    }

    /// A portal at the same address with the same clock, and nothing else of this one.
    pub(crate) fn on_stage(&self, db: Db, mailer: Mailer) -> Self {
        let clock = Arc::clone(&self.0.clock);
        Self::new(db, clock, mailer, self.public_url().to_owned())
    }

    /// Its database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// How messages leave.
    pub fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }

    /// What links in messages begin with.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// What links to the pages of a brand begin with: the host of the partner with this short name.
    pub fn brand_url(&self, slug: &str) -> String {
        self.public_url().replacen("://", &format!("://{slug}."), 1)
    }

    /// What seals the secrets that are kept.
    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// Whether a partner's mail server may stand in a private network.
    pub(crate) fn is_private_smtp_allowed(&self) -> bool {
        self.0.is_private_smtp_allowed
    }

    /// What links to pages at another host of the portal's begin with: scheme and port are those of
    /// [`Portal::public_url`].
    pub(crate) fn url_at(&self, host: &str) -> String {
        let own = format!("://{}", self.own_host());
        self.public_url().replacen(&own, &format!("://{host}"), 1)
    }

    /// The portal's own host: that of [`Portal::public_url`], without the port.
    pub(crate) fn own_host(&self) -> &str {
        let url = self.public_url();
        let host = url.split_once("://").map_or(url, |(_, host)| host);
        host.split([':', '/']).next().unwrap_or(host)
    }

    /// The host of the partner with this short name, below the portal's own.
    pub(crate) fn brand_host(&self, slug: &str) -> String {
        format!("{slug}.{}", self.own_host())
    }

    pub(crate) fn hashing(&self) -> &Turns {
        &self.0.hashing
    }

    pub(crate) fn files(&self) -> &Turns {
        &self.0.files
    }

    pub(crate) fn reading(&self) -> &Turns {
        &self.0.reading
    }

    pub(crate) fn measuring(&self) -> &Turns {
        &self.0.measuring
    }

    /// Whose turn it is to make a document.
    pub(crate) fn printing(&self) -> &Turns {
        &self.0.printing
    }

    /// Rings when an import was started in this process: it need not wait for the next look.
    pub(crate) fn import_waits(&self) -> &Notify {
        &self.0.import_waits
    }

    /// A context for `actor`, now.
    pub fn context(&self, actor: Actor) -> Context {
        Context::new(self.clone(), actor)
    }

    /// A new identifier: `UUIDv7` of the portal's clock (RFC 9562), each greater than the one before
    /// it in this process, so that rows made together keep their order.
    pub fn new_id(&self) -> Uuid {
        let millis = u128::try_from(self.now().0 / 1_000).unwrap_or_default();
        let mut random = [0_u8; 16];
        fill_random(&mut random);
        // Of the 74 free bits the first stays 0 at the start, so that counting has room.
        let fresh = (millis << 80) | (u128::from_be_bytes(random) & ((1 << 73) - 1));
        let mut last = self
            .0
            .last_id
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let next = if fresh >> 80 > *last >> 80 {
            fresh
        } else {
            *last + 1
        };
        *last = next;
        uuid_v7(next)
    }
}

/// Lays 48 bits of time and 74 bits of counter around the version and variant bits.
fn uuid_v7(counter: u128) -> Uuid {
    let time = (counter >> 80) << 80;
    let low = counter & ((1 << 80) - 1);
    let a = (low >> 62) & 0xfff;
    let b = low & ((1 << 62) - 1);
    Uuid::from_u128(time | (7 << 76) | (a << 64) | (0b10 << 62) | b)
}

/// Fills `bytes` from the operating system's source of randomness.
pub(crate) fn fill_random(bytes: &mut [u8]) {
    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing here may go on"
    )]
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

/// 256 random bits, for a link or a cookie (ASVS 11.5.1), as 43 characters of base64url.
pub(crate) fn new_token() -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let mut bytes = [0_u8; 32];
    fill_random(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What the database keeps of a token.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(token.as_bytes()).to_vec()
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl Portal {
    /// Whether the database answers and its schema is the one this program knows.
    ///
    /// # Errors
    /// What does not work.
    pub async fn is_ready(&self) -> Result<()> {
        self.db().check().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_7_and_ordered() {
        let first = uuid_v7((1_700_000_000_000_u128 << 80) | ((1 << 62) - 1));
        let second = uuid_v7((1_700_000_000_000_u128 << 80) | (1 << 62));
        assert_eq!(first.get_version_num(), 7);
        assert_eq!(first.get_variant(), uuid::Variant::RFC4122);
        assert!(first < second);
    }
}
