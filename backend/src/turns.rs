//! Heavy work, few at a time.

use std::{sync::Arc, time::Duration};

use domain::Refusal;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Error, Result};

/// Longest wait for a turn: beyond it, too many want the same at once.
const PATIENCE: Duration = Duration::from_secs(10);

/// Turns at work that takes much memory or a whole core.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    free: Arc<Semaphore>,
    patience: Duration,
}

/// A turn; the next one comes when it is dropped.
pub(crate) type Turn = OwnedSemaphorePermit;

impl Turns {
    /// So many at once.
    pub(crate) fn new(at_once: usize) -> Self {
        Self {
            free: Arc::new(Semaphore::new(at_once)),
            patience: PATIENCE,
        }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// `TooOften` when none comes in time.
    pub(crate) async fn next(&self) -> Result<Turn> {
        tokio::time::timeout(self.patience, Arc::clone(&self.free).acquire_owned())
            .await
            .map_err(|_| Refusal::TooOften { retry_seconds: 10 })?
            .map_err(|closed| Error::Broken(Box::new(closed)))
    }

    /// Runs `work` on a thread of its own when its turn comes. The work keeps its turn even when the
    /// request that wanted it is gone: a flood of broken-off requests is bounded too.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = self.next().await?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await?
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn turns(millis: u64) -> Turns {
        Turns {
            patience: Duration::from_millis(millis),
            ..Turns::new(2)
        }
    }

    #[tokio::test]
    async fn who_waits_too_long_is_told() {
        let turns = turns(20);
        let (first, _second) = (turns.next().await.unwrap(), turns.next().await.unwrap());
        let refused = turns.next().await.unwrap_err();
        assert_eq!(
            refused.refusal(),
            Some(&Refusal::TooOften { retry_seconds: 10 })
        );
        drop(first);
        drop(turns.next().await.unwrap());
    }

    #[tokio::test]
    async fn work_keeps_its_turn_when_nobody_waits_for_it() {
        let turns = turns(20);
        let (go_on, stop) = mpsc::channel::<()>();
        let (tell, started) = tokio::sync::oneshot::channel();
        let abandoned = tokio::spawn({
            let turns = turns.clone();
            async move {
                let work = move || {
                    let _ = tell.send(());
                    let _ = stop.recv();
                    Ok(())
                };
                turns.run(work).await
            }
        });
        started.await.unwrap();
        abandoned.abort();
        let _second = turns.next().await.unwrap();
        turns.next().await.unwrap_err();
        drop(go_on);
        while turns.next().await.is_err() {}
    }
}
