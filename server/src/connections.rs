//! Connections, each with a time for saying what it wants.

use std::{future::Future, net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// How long a connection may take until a request is read up to its body; also how long it may
/// rest between two requests (security.md B25).
const HEADERS: Duration = Duration::from_secs(30);
/// How long to wait after a connection could not be taken: most likely there are too many.
const BREATH: Duration = Duration::from_millis(100);

/// Answers until it is told to stop, then finishes what is in hand.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEADERS);
    let in_hand = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut stop => break,
        };
        match taken {
            Ok((stream, from)) => answer(&builder, &in_hand, stream, from, router.clone()),
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    in_hand.shutdown().await;
}

fn answer(
    builder: &Builder<TokioExecutor>,
    in_hand: &GracefulShutdown,
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
) {
    // Answers are written at once: there is nothing to gather.
    let _ = stream.set_nodelay(true);
    let service = tower::service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().oneshot(request)
    });
    let connection = builder
        .serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = in_hand.watch(connection.into_owned());
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
