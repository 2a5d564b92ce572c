//! Signing in, resets, invitations: plain forms that need no script. And one's own profile.

pub mod api;
mod form_state;
mod profile;

pub use form_state::FormState;
pub use profile::ProfilePage;

#[cfg(feature = "ssr")]
mod plain_form;
#[cfg(feature = "ssr")]
mod plain_pages;
#[cfg(feature = "ssr")]
pub use plain_pages::*;

/// These pages never come to life, so the browser gets none of their code.
#[cfg(not(feature = "ssr"))]
mod unused {
    macro_rules! nothing {
        ($($name:ident),*) => {$(
            /// Rendered by the server only.
            #[expect(non_snake_case, reason = "it stands for the component of this name")]
            pub fn $name() {}
        )*};
    }

    nothing!(
        SignInPage,
        ResetPage,
        NewPasswordPage,
        InvitationPage,
        EnterPage,
        PayPage
    );
}
#[cfg(not(feature = "ssr"))]
pub use unused::*;
