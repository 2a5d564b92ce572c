//! Being told to stop.

#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

/// Waits until somebody asks the program to end.
#[cfg(unix)]
pub(crate) async fn next() {
    let asked = signal(SignalKind::terminate()).and_then(|terminate| {
        signal(SignalKind::interrupt()).map(|interrupt| (terminate, interrupt))
    });
    match asked {
        Ok((mut terminate, mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "signals cannot be heard");
            std::future::pending::<()>().await;
        }
    }
}

/// Waits until somebody asks the program to end.
#[cfg(not(unix))]
pub(crate) async fn next() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
