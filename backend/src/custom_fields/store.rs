use domain::{
    CustomFieldId, PartnerId, Version,
    custom_fields::{CustomField, CustomFieldDraft, Kind},
    text::fold,
};

use crate::{
    Error, Result, args,
    db::{Tx, violates},
    statements,
};

statements! {
    ALL = "SELECT id, label, kind, choices, is_required, position, version
        FROM custom_fields WHERE partner_id = $1 ORDER BY position, id";
    ADD = "INSERT INTO custom_fields
        (partner_id, id, label, label_key, kind, choices, is_required, position, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
        ON CONFLICT (partner_id, label_key) DO NOTHING";
    EDIT = "UPDATE custom_fields
        SET label = $3, label_key = $4, choices = $5, is_required = $6, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $7";
    MOVE = "UPDATE custom_fields SET position = $3 WHERE partner_id = $1 AND id = $2";
    REMOVE = "DELETE FROM custom_fields WHERE partner_id = $1 AND id = $2";
}

#[derive(Debug, sqlx::FromRow)]
struct FieldRow {
    id: uuid::Uuid,
    label: String,
    kind: String,
    choices: String,
    is_required: bool,
    position: i64,
    version: i64,
}

impl TryFrom<FieldRow> for CustomField {
    type Error = Error;

    fn try_from(row: FieldRow) -> Result<Self> {
        let kind = match row.kind.as_str() {
            "text" => Kind::Text,
            "number" => Kind::Number,
            "date" => Kind::Date,
            "choice" => Kind::Choice(serde_json::from_str(&row.choices)?),
            "yes_no" => Kind::YesNo,
            _ => return Err(Error::corrupt("custom_fields.kind")),
        };
        Ok(Self {
            id: CustomFieldId::from_uuid(row.id),
            label: row.label,
            kind,
            is_required: row.is_required,
            position: row.position,
            version: Version(row.version),
        })
    }
}

fn choices(kind: &Kind) -> Result<String> {
    let choices = match kind {
        Kind::Choice(choices) => choices.as_slice(),
        _ => &[],
    };
    Ok(serde_json::to_string(choices)?)
}

pub(super) async fn all(tx: &mut Tx, partner: PartnerId) -> Result<Vec<CustomField>> {
    let rows: Vec<FieldRow> = tx.all(ALL, args![partner]).await?;
    rows.into_iter().map(CustomField::try_from).collect()
}

/// Adds a field, or says that its label is taken.
pub(super) async fn add(tx: &mut Tx, partner: PartnerId, field: &CustomField) -> Result<bool> {
    let row = args![
        partner,
        field.id,
        &field.label,
        fold(&field.label),
        field.kind.name(),
        choices(&field.kind)?,
        field.is_required,
        field.position,
    ];
    Ok(tx.run(ADD, row).await? == 1)
}

/// How a save of a field ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saved {
    Yes,
    Stale,
    LabelTaken,
}

pub(super) async fn edit(
    tx: &mut Tx,
    partner: PartnerId,
    id: CustomFieldId,
    draft: &CustomFieldDraft,
    seen: Version,
) -> Result<Saved> {
    let row = args![
        partner,
        id,
        &draft.label,
        fold(&draft.label),
        choices(&draft.kind)?,
        draft.is_required,
        seen,
    ];
    match tx.run(EDIT, row).await {
        Ok(0) => Ok(Saved::Stale),
        Ok(_) => Ok(Saved::Yes),
        Err(error) if violates(&error, "one_field_per_label", "custom_fields.label_key") => {
            Ok(Saved::LabelTaken)
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn set_position(
    tx: &mut Tx,
    partner: PartnerId,
    id: CustomFieldId,
    position: i64,
) -> Result<()> {
    tx.run(MOVE, args![partner, id, position]).await?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, partner: PartnerId, id: CustomFieldId) -> Result<()> {
    tx.run(REMOVE, args![partner, id]).await?;
    Ok(())
}
