use domain::{
    ServiceClassId, Version,
    catalogue::{ServiceClass, ShippedClass},
    text::fold,
};
use uuid::Uuid;

use super::Saved;
use crate::{
    Error, Result, args,
    db::{Tx, violates},
    statements,
};

statements! {
    CLASSES = "SELECT id, key, name, version FROM service_classes ORDER BY position, id";
    ADD_CLASS = "INSERT INTO service_classes (id, key, name, name_key, position, version)
        SELECT $1, '', $2, $3, coalesce(max(position), 0) + 1, 1 FROM service_classes
        WHERE NOT EXISTS (SELECT 1 FROM service_classes WHERE name_key = $3)";
    RENAME_CLASS = "UPDATE service_classes SET name = $2, name_key = $3, version = version + 1
        WHERE id = $1 AND version = $4";
    MOVE_CLASS = "UPDATE service_classes SET position = $2 WHERE id = $1";
}

#[derive(sqlx::FromRow)]
struct ClassRow {
    id: Uuid,
    key: String,
    name: String,
    version: i64,
}

pub(in super::super) async fn classes(tx: &mut Tx) -> Result<Vec<ServiceClass>> {
    let rows: Vec<ClassRow> = tx.all(CLASSES, args![]).await?;
    let class = |row: ClassRow| ServiceClass {
        id: ServiceClassId::from_uuid(row.id),
        shipped: ShippedClass::keyed(&row.key),
        name: row.name,
        version: Version(row.version),
    };
    Ok(rows.into_iter().map(class).collect())
}

/// Adds a class after the others, or says that its name is taken.
pub(in super::super) async fn add_class(
    tx: &mut Tx,
    id: ServiceClassId,
    name: &str,
) -> Result<bool> {
    match tx.run(ADD_CLASS, args![id, name, fold(name)]).await {
        Ok(added) => Ok(added == 1),
        Err(error) if is_name_taken(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Names a class; without a name a shipped one has its own again.
pub(in super::super) async fn rename_class(
    tx: &mut Tx,
    class: &ServiceClass,
    name: &str,
    seen: Version,
) -> Result<Saved> {
    let key = match class.shipped {
        Some(shipped) if name.is_empty() => shipped.key().to_owned(),
        _ => fold(name),
    };
    match tx.run(RENAME_CLASS, args![class.id, name, key, seen]).await {
        Ok(0) => Ok(Saved::Stale),
        Ok(_) => Ok(Saved::Yes),
        Err(error) if is_name_taken(&error) => Ok(Saved::NameTaken),
        Err(error) => Err(error),
    }
}

pub(in super::super) async fn move_class(
    tx: &mut Tx,
    id: ServiceClassId,
    position: i64,
) -> Result<()> {
    tx.run(MOVE_CLASS, args![id, position]).await?;
    Ok(())
}

fn is_name_taken(error: &Error) -> bool {
    violates(error, "one_class_per_name", "service_classes.name_key")
}
