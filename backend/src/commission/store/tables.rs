//! What the operator sets, and the keys that sign.

use domain::{
    Date, ServiceClassId, Timestamp, UserId, Version,
    catalogue::{ServiceClass, ShippedClass},
    commission::{NewTable, RateTable, Settings},
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    TABLES = "SELECT version, valid_from, levels, rates FROM commission_tables ORDER BY version";
    ADD_TABLE = "INSERT INTO commission_tables
            (version, valid_from, levels, rates, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (version) DO NOTHING";
    SETTINGS = "SELECT hold_days, grace_days, minimums, version FROM commission_settings";
    SET_SETTINGS = "UPDATE commission_settings SET hold_days = $1, grace_days = $2, minimums = $3,
            version = version + 1
        WHERE version = $4";
    CLASSES = "SELECT id, key, name, version FROM service_classes ORDER BY position, id";
    KEYS = "SELECT key, sealed FROM commission_keys ORDER BY created_at DESC, key";
    ADD_KEY = "INSERT INTO commission_keys (key, sealed, created_at) VALUES ($1, $2, $3)";
}

#[derive(sqlx::FromRow)]
struct TableRow {
    version: i64,
    valid_from: i64,
    levels: String,
    rates: String,
}

#[derive(sqlx::FromRow)]
struct SettingsRow {
    hold_days: i64,
    grace_days: i64,
    minimums: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct ClassRow {
    id: Uuid,
    key: String,
    name: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct KeyRow {
    key: String,
    sealed: Vec<u8>,
}

/// Every version of the table, the oldest first.
pub(in crate::commission) async fn tables(tx: &mut Tx) -> Result<Vec<RateTable>> {
    let rows: Vec<TableRow> = tx.all(TABLES, args![]).await?;
    let table = |row: TableRow| {
        Ok(RateTable {
            version: small(row.version, "commission_tables.version")?,
            valid_from: Date::from_days(row.valid_from),
            levels: serde_json::from_str(&row.levels)?,
            rates: serde_json::from_str(&row.rates)?,
        })
    };
    rows.into_iter().map(table).collect()
}

/// Adds a version after `last`; false when there is a later one by now.
pub(in crate::commission) async fn add_table(
    tx: &mut Tx,
    table: &NewTable,
    last: u32,
    by: Option<UserId>,
    now: Timestamp,
) -> Result<bool> {
    let values = args![
        last + 1,
        table.valid_from.days(),
        serde_json::to_string(&table.levels)?,
        serde_json::to_string(&table.rates)?,
        by,
        now
    ];
    Ok(tx.run(ADD_TABLE, values).await? == 1)
}

pub(in crate::commission) async fn settings(tx: &mut Tx) -> Result<Settings> {
    let row: Option<SettingsRow> = tx.one(SETTINGS, args![]).await?;
    let row = row.ok_or_else(|| Error::corrupt("commission_settings.one"))?;
    Ok(Settings {
        hold_days: small(row.hold_days, "commission_settings.hold_days")?,
        grace_days: small(row.grace_days, "commission_settings.grace_days")?,
        minimums: serde_json::from_str(&row.minimums)?,
        version: Version(row.version),
    })
}

/// Changes the settings that have the version `settings.version`; false when they have another.
pub(in crate::commission) async fn set_settings(tx: &mut Tx, settings: &Settings) -> Result<bool> {
    let values = args![
        settings.hold_days,
        settings.grace_days,
        serde_json::to_string(&settings.minimums)?,
        settings.version
    ];
    Ok(tx.run(SET_SETTINGS, values).await? == 1)
}

/// The classes of services, in their order.
pub(in crate::commission) async fn classes(tx: &mut Tx) -> Result<Vec<ServiceClass>> {
    let rows: Vec<ClassRow> = tx.all(CLASSES, args![]).await?;
    Ok(rows
        .into_iter()
        .map(|row| ServiceClass {
            id: ServiceClassId::from_uuid(row.id),
            shipped: ShippedClass::keyed(&row.key),
            name: row.name,
            version: Version(row.version),
        })
        .collect())
}

/// The public keys of the portal with the sealed secret ones, the youngest first.
pub(in crate::commission) async fn keys(tx: &mut Tx) -> Result<Vec<(String, Vec<u8>)>> {
    let rows: Vec<KeyRow> = tx.all(KEYS, args![]).await?;
    Ok(rows.into_iter().map(|row| (row.key, row.sealed)).collect())
}

pub(in crate::commission) async fn add_key(
    tx: &mut Tx,
    key: &str,
    sealed: Vec<u8>,
    now: Timestamp,
) -> Result<()> {
    tx.run(ADD_KEY, args![key, sealed, now]).await?;
    Ok(())
}

/// A number that is never negative and never large.
pub(super) fn small(number: i64, column: &'static str) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::corrupt(column))
}
