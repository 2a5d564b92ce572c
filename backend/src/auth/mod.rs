//! Who somebody is: signing in, sessions, passwords, reset links, answering an invitation.
//!
//! The figures are those of security.md §1.3. A refusal never says which part was wrong, and costs
//! as much time for a person who does not exist as for one who does (ASVS 6.3.8).

mod address;
mod change_password;
mod invitation;
mod lock;
mod operator;
mod password;
mod profile;
mod proof;
mod reset;
mod session;
mod sign_in;
mod store;
mod strength;
mod sweep;
#[cfg(test)]
mod tests;
mod throttle;

pub(crate) use address::address_key;
pub use change_password::change_password;
pub use invitation::{Acceptance, Accepted, Joined, accept_invitation, invitation_offer};
pub use operator::create_operator;
pub(crate) use password::hash;
pub(crate) use profile::named;
pub use profile::{edit_profile, end_other_sessions, end_session, me, profile};
pub(crate) use proof::step_up;
pub use reset::{ResetOffer, request_reset, reset_offer, reset_password};
#[cfg(any(test, feature = "testing"))]
pub(crate) use session::open_for;
pub use session::{
    NewSession, Place, STAYS, SessionToken, SignedIn, Team, context_for_client,
    context_for_partner, context_for_person, resolve, resolve_at, sign_out,
};
pub(crate) use session::{
    end_everything_at, end_one, end_sessions_of_host, end_visit_sessions, is_alive, open_visit,
    staff_of,
};
pub use sign_in::{SignIn, sign_in};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
#[cfg(test)]
pub(crate) use strength::weakness;
pub use sweep::sweep;
pub(crate) use throttle::{Rule, limit, limit_from};
