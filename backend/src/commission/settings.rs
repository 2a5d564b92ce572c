use domain::{
    Refusal, ServiceClassId, Version,
    audit::Event,
    commission::{Desk, Settings, SettingsDraft, TableDraft},
    policy::Action,
    refusal::Conflict,
};

use super::{
    page::at_work,
    store::{payouts, tables},
};
use crate::{Context, Result, audit::entry, db::Tx};

/// Payouts that wait, on the operator's page.
const WAITING: u32 = 200;
/// Payouts that are over.
const OVER: u32 = 20;

/// What the operator's page of commission shows.
pub async fn desk(cx: &Context) -> Result<Desk> {
    cx.allow_on_portal(Action::SeeCommissionTable)?;
    let mut tx = cx.read().await?;
    desk_in(&mut tx, cx).await
}

async fn desk_in(tx: &mut Tx, cx: &Context) -> Result<Desk> {
    let today = cx.now().date();
    let all = tables::tables(tx).await?;
    Ok(Desk {
        in_force: at_work(&all, today)?.version,
        tables: all,
        today,
        settings: tables::settings(tx).await?,
        classes: tables::classes(tx).await?,
        payouts: payouts::of_all(tx, WAITING, OVER).await?,
    })
}

/// Sets the table from a day on. What is in force, and what was, stays as it is; `last` is the
/// version that was seen last.
pub async fn set_table(cx: &Context, draft: TableDraft, last: u32) -> Result<Desk> {
    cx.allow_on_portal(Action::ManageCommissionTable)?;
    let mut tx = cx.begin().await?;
    let classes: Vec<ServiceClassId> = tables::classes(&mut tx)
        .await?
        .into_iter()
        .map(|class| class.id)
        .collect();
    let table = draft.validate(cx.now().date(), &classes)?;
    let by = cx.actor().user();
    let newest = tables::tables(&mut tx)
        .await?
        .last()
        .map(|table| table.version);
    if newest != Some(last) || !tables::add_table(&mut tx, &table, last, by, cx.now()).await? {
        return Err(changed(Version(i64::from(newest.unwrap_or_default()))).into());
    }
    entry(Event::CommissionTableSet)
        .about(table.valid_from.to_string())
        .record_on_portal(&mut tx, cx, by)
        .await?;
    let desk = desk_in(&mut tx, cx).await?;
    tx.commit().await?;
    Ok(desk)
}

/// Changes the days of holding and of grace, and the least that is paid out. What was earned before
/// is held as it was.
pub async fn edit_settings(cx: &Context, draft: SettingsDraft, seen: Version) -> Result<Desk> {
    cx.allow_on_portal(Action::ManageCommissionTable)?;
    let wanted = draft.validate(seen)?;
    let mut tx = cx.begin().await?;
    let before = tables::settings(&mut tx).await?;
    if before.version != seen || !tables::set_settings(&mut tx, &wanted).await? {
        return Err(changed(before.version).into());
    }
    let days =
        |settings: &Settings| [settings.hold_days, settings.grace_days].map(|n| n.to_string());
    let ([held, grace], [held_now, grace_now]) = (days(&before), days(&wanted));
    entry(Event::CommissionSettingsEdited)
        .change("hold_days", held, held_now)
        .change("grace_days", grace, grace_now)
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    let desk = desk_in(&mut tx, cx).await?;
    tx.commit().await?;
    Ok(desk)
}

/// Somebody else was faster.
const fn changed(version: Version) -> Refusal {
    Refusal::Conflict(Conflict {
        version,
        changed: Vec::new(),
    })
}
