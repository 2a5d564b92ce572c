use domain::{Refusal, auth::Me};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::api_error::ApiError;

/// Who is signed in, known before any page is made: the server found it out at the door and tells
/// the browser with the page. So no frame waits for it. A frame that did would stand in a
/// `Suspense`, which on the server makes what is in it more than once, the page and its data
/// included; an answer to a page that is gone is then waited for in vain.
#[derive(Debug, Clone, Copy)]
pub struct Known(RwSignal<Result<Me, ApiError>>);

/// Makes [`use_known`] work below; once, above every page.
pub fn provide_known() {
    #[cfg(feature = "ssr")]
    let found = crate::desk::me;
    #[cfg(not(feature = "ssr"))]
    let found = || Err(Refusal::SignedOut);
    let told: Result<Me, Refusal> = SharedValue::new(found).into_inner();
    provide_context(Known(RwSignal::new(told.map_err(ApiError::from))));
}

/// Who is signed in.
pub fn use_known() -> Known {
    expect_context::<Known>()
}

impl Known {
    /// The signed-in person.
    ///
    /// # Errors
    /// Signed out; or whatever was answered when it was asked again.
    pub fn me(self) -> Result<Me, ApiError> {
        self.0.get()
    }

    /// Asks again who is here: after the person changed their name, or joined a team.
    pub fn refresh(self) {
        spawn_local(async move {
            let me = api::me().await;
            let _ = self.0.try_set(me);
        });
    }
}
