use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Request, Uri,
    body::Bytes,
    client::conn::http1,
    header::{HOST, HeaderName, HeaderValue, USER_AGENT},
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use super::Trouble;

/// Longest wait for a whole answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// Largest answer, in bytes.
const ANSWER_MAX: usize = 256 * 1024;

/// Asks once, and reads the answer as JSON with its status. Nobody is followed elsewhere: a redirect
/// is an answer like any other that was not agreed on.
pub(super) async fn ask(base: &str, request: Request<String>) -> Result<(u16, Value), Trouble> {
    tokio::time::timeout(PATIENCE, asked(base, request))
        .await
        .map_err(|_| Trouble::Unreachable)?
}

async fn asked(base: &str, mut request: Request<String>) -> Result<(u16, Value), Trouble> {
    let base: Uri = base.parse().map_err(|_| Trouble::Unreachable)?;
    let host = base.host().ok_or(Trouble::Unreachable)?;
    let is_secure = base.scheme_str() != Some("http");
    let port = base.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
    let authority = base
        .authority()
        .map_or(host, |authority| authority.as_str());
    insert(&mut request, HOST, authority)?;
    insert(
        &mut request,
        USER_AGENT,
        concat!("portal/", env!("CARGO_PKG_VERSION")),
    )?;
    let request = request.map(|body| Full::new(Bytes::from(body)));
    let name = host.trim_matches(['[', ']']);
    let stream = TcpStream::connect((name, port)).await;
    let stream = stream.map_err(|_| Trouble::Unreachable)?;
    if is_secure {
        let name = ServerName::try_from(name.to_owned()).map_err(|_| Trouble::Unreachable)?;
        let stream = TLS.connect(name, stream).await;
        talk(
            TokioIo::new(stream.map_err(|_| Trouble::Unreachable)?),
            request,
        )
        .await
    } else {
        talk(TokioIo::new(stream), request).await
    }
}

fn insert(request: &mut Request<String>, name: HeaderName, value: &str) -> Result<(), Trouble> {
    let value = HeaderValue::from_str(value).map_err(|_| Trouble::Nonsense)?;
    request.headers_mut().insert(name, value);
    Ok(())
}

async fn talk<S>(stream: S, request: Request<Full<Bytes>>) -> Result<(u16, Value), Trouble>
where
    S: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
{
    let handshake = http1::handshake(stream).await;
    let (mut sender, connection) = handshake.map_err(|_| Trouble::Unreachable)?;
    // Both at once; whichever ends, nothing of the connection is left behind.
    let answer = async {
        let answer = sender.send_request(request).await;
        let (head, body) = answer.map_err(|_| Trouble::Unreachable)?.into_parts();
        let body = Limited::new(body, ANSWER_MAX).collect().await;
        let body = body.map_err(|_| Trouble::Nonsense)?.to_bytes();
        Ok((head.status.as_u16(), body))
    };
    let (status, body) = tokio::select! {
        answer = answer => answer?,
        Err(_) = connection => return Err(Trouble::Unreachable),
    };
    let value = serde_json::from_slice(&body).map_err(|_| Trouble::Nonsense)?;
    Ok((status, value))
}

/// The authorities that browsers trust.
static TLS: LazyLock<TlsConnector> = LazyLock::new(|| {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = Arc::new(ring::default_provider());
    #[expect(clippy::expect_used, reason = "the provider knows these versions")]
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions of TLS");
    let config = config.with_root_certificates(roots).with_no_client_auth();
    TlsConnector::from(Arc::new(config))
});
