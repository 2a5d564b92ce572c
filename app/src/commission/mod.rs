//! Commission: what a partner earns and why, and the operator's table (B15–B17).

pub mod api;
mod balances;
mod entries;
mod explain;
mod level;
mod names;
mod operator;
mod page;
mod payouts;
mod settings;
mod signature;
mod statement;
mod statements;
mod table_form;
mod what_if;

pub use operator::CommissionDeskPage;
pub use page::CommissionPage;
pub use statement::StatementPage;
pub use what_if::WhatIfPage;
