//! How a use case fails.

use domain::{FieldErrors, Refusal, refusal::Rejection};

/// A refusal, which is an answer, or something broken, which is an incident.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The portal works and says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The portal does not work.
    #[error("broken: {0}")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Data that should not be there.
    pub fn corrupt(what: &str) -> Self {
        Self::Broken(format!("corrupt data: {what}").into())
    }

    /// The refusal, if it is one.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Broken(_) => None,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Refused(Refusal::Invalid(errors))
    }
}

impl From<Rejection> for Error {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(Refusal::Rejected(rejection))
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}
