//! Reminders of invoices that are not paid, in steps that a partner names; and how one pays
//! (S15, B11).

mod steps;
#[cfg(test)]
mod tests;
mod ways;

pub use steps::{
    CATCH_UP_DAYS, DAYS_MAX, DAYS_MIN, Done, Dunning, DunningDraft, DunningValues, STEPS_MAX, Step,
    StepDraft, StepKind, due_step,
};
pub use ways::{Code, InvoiceToPay, Reminder, Ways, epc, late};
