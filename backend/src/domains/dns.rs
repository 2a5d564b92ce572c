use std::{fmt, future::Future, net::SocketAddr, pin::Pin, time::Duration};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts},
    lookup::Lookup,
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::{RData, rdata::TXT},
};

use crate::{Error, Result};

/// How long one server may take for one question.
const TIMEOUT: Duration = Duration::from_secs(3);
/// How often one server is asked.
const ATTEMPTS: usize = 2;
/// How long a question may take in all, whatever servers there are.
const PATIENCE: Duration = Duration::from_secs(8);
/// Records of an answer that are looked at.
const RECORDS_MAX: usize = 50;
/// Bytes of a text that are looked at: what one string of the DNS holds (RFC 1035).
const TEXT_MAX: usize = 255;

/// Nobody answered, or in a way that says nothing about the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence;

/// What the DNS says: records, none of them, or nothing at all.
pub type Answer<'a> =
    Pin<Box<dyn Future<Output = std::result::Result<Vec<String>, Silence>> + Send + 'a>>;

/// Who is asked about names: the DNS, or a world of a test.
pub trait Dns: fmt::Debug + Send + Sync {
    /// The texts at a name (TXT), each in one piece.
    fn texts<'a>(&'a self, name: &'a str) -> Answer<'a>;

    /// The addresses of a name (A and AAAA).
    fn addresses<'a>(&'a self, name: &'a str) -> Answer<'a>;
}

/// Nobody: a portal that has nothing to do with domains.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nobody;

impl Dns for Nobody {
    fn texts<'a>(&'a self, _name: &'a str) -> Answer<'a> {
        Box::pin(std::future::ready(Err(Silence)))
    }

    fn addresses<'a>(&'a self, _name: &'a str) -> Answer<'a> {
        Box::pin(std::future::ready(Err(Silence)))
    }
}

/// The DNS itself. Nothing is remembered: who asks again has just changed something.
#[derive(Clone)]
pub struct Resolver(TokioResolver);

impl Resolver {
    /// Asks the servers that the machine asks.
    ///
    /// # Errors
    /// When its configuration cannot be read.
    pub fn of_system() -> Result<Self> {
        let mut builder = TokioResolver::builder_tokio().map_err(broken)?;
        bound(builder.options_mut());
        Ok(Self(builder.build().map_err(broken)?))
    }

    /// Asks one server.
    ///
    /// # Errors
    /// When there cannot be a resolver at all.
    pub fn at(server: SocketAddr) -> Result<Self> {
        let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
        for connection in &mut connections {
            connection.port = server.port();
        }
        let server = NameServerConfig::new(server.ip(), true, connections);
        let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
        let mut builder =
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        bound(builder.options_mut());
        Ok(Self(builder.build().map_err(broken)?))
    }
}

fn bound(options: &mut ResolverOpts) {
    options.timeout = TIMEOUT;
    options.attempts = ATTEMPTS;
    options.cache_size = 0;
}

fn broken(error: NetError) -> Error {
    Error::Broken(Box::new(error))
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolver")
    }
}

impl Dns for Resolver {
    fn texts<'a>(&'a self, name: &'a str) -> Answer<'a> {
        Box::pin(async move {
            let found = within(self.0.txt_lookup(absolute(name))).await?;
            let records = found.iter().flat_map(Lookup::answers);
            let texts = records.filter_map(|record| match &record.data {
                RData::TXT(text) => Some(in_one_piece(text)),
                _ => None,
            });
            Ok(texts.take(RECORDS_MAX).collect())
        })
    }

    fn addresses<'a>(&'a self, name: &'a str) -> Answer<'a> {
        Box::pin(async move {
            let found = within(self.0.lookup_ip(absolute(name))).await?;
            let addresses = found.iter().flat_map(|found| found.iter());
            let addresses = addresses.map(|address| address.to_string());
            Ok(addresses.take(RECORDS_MAX).collect())
        })
    }
}

/// With its final dot, so that no domain of the machine's own is tried below it.
fn absolute(name: &str) -> String {
    format!("{name}.")
}

/// The answer in time; nothing when there are no such records.
async fn within<T>(
    asked: impl Future<Output = std::result::Result<T, NetError>>,
) -> std::result::Result<Option<T>, Silence> {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(found)) => Ok(Some(found)),
        Ok(Err(error)) if error.is_no_records_found() || error.is_nx_domain() => Ok(None),
        Ok(Err(_)) | Err(_) => Err(Silence),
    }
}

/// The strings of one record joined (RFC 7208, 3.3), as far as they are looked at.
fn in_one_piece(text: &TXT) -> String {
    let bytes = text.txt_data.iter().flat_map(|part| part.iter().copied());
    let bytes: Vec<u8> = bytes.take(TEXT_MAX).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
