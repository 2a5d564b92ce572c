//! Server functions of commission.

use domain::{
    CommissionEntryId, Currency, Cursor, Date, Page, PayoutId, Version,
    commission::{
        Desk, Entry, EntryFilter, Explanation, Month, Outlook, Overview, Payout, Progress,
        SettingsDraft, Shown, Step, TableDraft,
    },
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// What the page of commission begins with.
#[server(name = CommissionOverview, prefix = "/fn", endpoint = "commission/overview", input = Json)]
pub async fn overview(at: String) -> Result<Overview, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::commission::overview(&cx).await)
}

/// Where the partner stood on a day.
#[server(name = CommissionProgress, prefix = "/fn", endpoint = "commission/progress", input = Json)]
pub async fn progress(at: String, day: Date) -> Result<Progress, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::commission::progress(&cx, day).await)
}

/// Entries of the ledger, the youngest first.
#[server(name = CommissionEntries, prefix = "/fn", endpoint = "commission/entries", input = Json)]
pub async fn entries(
    at: String,
    filter: EntryFilter,
    after: Option<Cursor>,
) -> Result<Page<Entry>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::commission::entries(&cx, filter, after).await)
}

/// Why an entry is what it is.
#[server(name = CommissionExplain, prefix = "/fn", endpoint = "commission/explain", input = Json)]
pub async fn explain(at: String, id: CommissionEntryId) -> Result<Explanation, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::commission::explain(&cx, id).await)
}

/// What happened in a month, with everything it can be worked out again from.
#[server(name = CommissionStatement, prefix = "/fn", endpoint = "commission/statement", input = Json)]
pub async fn statement(at: String, month: Month) -> Result<Shown, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::commission::shown(&cx, month).await)
}

/// How the partner stands, for looking ahead.
#[server(name = CommissionOutlook, prefix = "/fn", endpoint = "commission/outlook", input = Json)]
pub async fn outlook(at: String) -> Result<Outlook, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::commission::outlook(&cx).await)
}

/// Asks for everything that can be paid out in a currency.
#[server(name = CommissionRequest, prefix = "/fn", endpoint = "commission/request_payout", input = Json)]
pub async fn request_payout(at: String, currency: Currency) -> Result<Payout, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::commission::request_payout(&cx, currency).await)
}

/// What the operator's page shows.
#[server(name = CommissionDesk, prefix = "/fn", endpoint = "commission/desk", input = Json)]
pub async fn desk() -> Result<Desk, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::commission::desk(&cx).await)
}

/// Sets the table from a day on.
#[server(name = CommissionSetTable, prefix = "/fn", endpoint = "commission/set_table", input = Json)]
pub async fn set_table(draft: TableDraft, last: u32) -> Result<Desk, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::commission::set_table(&cx, draft, last).await)
}

/// Changes days of holding and grace, and the least that is paid out.
#[server(name = CommissionSettings, prefix = "/fn", endpoint = "commission/edit_settings", input = Json)]
pub async fn edit_settings(draft: SettingsDraft, seen: Version) -> Result<Desk, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::commission::edit_settings(&cx, draft, seen).await)
}

/// Approves, pays or refuses a payout.
#[server(name = CommissionMovePayout, prefix = "/fn", endpoint = "commission/move_payout", input = Json)]
pub async fn move_payout(
    id: PayoutId,
    step: Step,
    note: String,
    seen: Version,
) -> Result<Payout, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::commission::move_payout(&cx, id, step, note, seen).await)
}
