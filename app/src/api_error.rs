//! What a server function answers when it does not answer.

use domain::Refusal;
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// The portal says no, and why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something broke; the number finds it in the logs. Never a message: those are for us.
    #[error("broken: {incident}")]
    Broken { incident: String },
    /// The portal could not be reached.
    #[error("offline")]
    Offline,
    /// The page is older than the portal: it has to be loaded again.
    #[error("outdated")]
    Outdated,
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Offline,
            _ => Self::Outdated,
        }
    }

    fn status_code(&self) -> http::StatusCode {
        use http::StatusCode;
        let status = match self {
            Self::Refused(refusal) => refusal.status(),
            Self::Outdated => 400,
            Self::Broken { .. } | Self::Offline => 500,
        };
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
