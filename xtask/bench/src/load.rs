//! Many connections that ask again and again.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use axum::{
    body::Bytes,
    http::{Request, StatusCode, header},
};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) path: String,
    /// The page it is asked from.
    pub(crate) page: String,
    /// The body of a POST; none is a GET.
    pub(crate) body: Option<Bytes>,
    pub(crate) cookie: String,
}

/// How it went.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pace {
    pub(crate) per_second: f64,
    /// Microseconds.
    pub(crate) median: f64,
}

/// A connection that is kept.
pub(crate) struct Connection(SendRequest<Full<Bytes>>);

impl Connection {
    pub(crate) async fn open(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Asks, and reads the answer to its end.
    pub(crate) async fn ask(&mut self, ask: &Ask) -> anyhow::Result<Bytes> {
        let request = Request::builder()
            .uri(&ask.path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &ask.cookie)
            .header("sec-fetch-site", "same-origin")
            // As browsers say when a page calls a function.
            .header(header::REFERER, &ask.page);
        let request = match &ask.body {
            Some(body) => request
                .method("POST")
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::ACCEPT, "application/json")
                .body(Full::new(body.clone()))?,
            None => request.body(Full::default())?,
        };
        let response = self.0.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        ensure!(
            status == StatusCode::OK,
            "{} answers {status}: {}",
            ask.path,
            String::from_utf8_lossy(&body)
                .chars()
                .take(300)
                .collect::<String>()
        );
        Ok(body)
    }
}

/// Asks the same over `connections` for a while.
pub(crate) async fn read(
    address: &str,
    ask: &Ask,
    connections: usize,
    time: Duration,
) -> anyhow::Result<Pace> {
    let asks = vec![ask.clone(); connections];
    run(address, asks, time, |_, _| Ok(())).await
}

/// Asks over one connection for each of `asks`; `next` makes the following one of an answer.
pub(crate) async fn run(
    address: &str,
    asks: Vec<Ask>,
    time: Duration,
    next: impl Fn(&mut Ask, &Bytes) -> anyhow::Result<()> + Send + Sync + 'static,
) -> anyhow::Result<Pace> {
    let next = Arc::new(next);
    let mut open = Vec::with_capacity(asks.len());
    for ask in asks {
        open.push((Connection::open(address).await?, ask));
    }
    let start = Instant::now();
    let tasks: Vec<_> = open
        .into_iter()
        .map(|(mut connection, mut ask)| {
            let next = Arc::clone(&next);
            tokio::spawn(async move {
                let mut times = Vec::new();
                while start.elapsed() < time {
                    let asked = Instant::now();
                    let answer = connection.ask(&ask).await?;
                    times.push(asked.elapsed());
                    next(&mut ask, &answer)?;
                }
                anyhow::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    let took = start.elapsed();
    Ok(Pace {
        per_second: count(times.len()) / took.as_secs_f64(),
        median: median(&mut times).context("nothing was answered")?,
    })
}

/// The median of some times, in microseconds.
pub(crate) fn median(times: &mut [Duration]) -> Option<f64> {
    times.sort_unstable();
    let middle = times.get(times.len() / 2)?;
    Some(middle.as_secs_f64() * 1e6)
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}
