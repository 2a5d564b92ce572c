//! Subscriptions: what a client is charged for its plan (P8, P15, S12).

pub(crate) mod api;
mod card;
mod change;
mod licences;
mod price;

pub(crate) use card::SubscriptionCard;
pub(crate) use change::{Outlook, PlanChange, timing_name};
pub(crate) use licences::Licences;
