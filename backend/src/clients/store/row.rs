use domain::{
    ClientId, ImportId, MembershipId, PlanId, Timestamp, Version,
    clients::{Block, BlockKind, BlockReason, ClientDraft, ClientStatus},
    plans::Usage,
};
use uuid::Uuid;

use super::{Client, number};
use crate::{Error, Result, clients::standing::Standing};

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ClientRow {
    id: Uuid,
    company: String,
    contact: String,
    email: String,
    website: String,
    phone: String,
    country: String,
    street: String,
    city: String,
    state: String,
    postal_code: String,
    notes: String,
    custom: String,
    manager_id: Option<Uuid>,
    plan_id: Option<Uuid>,
    status: String,
    trial_ends_at: Option<i64>,
    had_plan: bool,
    block_kind: Option<String>,
    block_note: Option<String>,
    blocked_at: Option<i64>,
    closed_at: Option<i64>,
    workspaces_used: i64,
    seats_used: i64,
    contacts_used: i64,
    import_id: Option<Uuid>,
    created_at: i64,
    updated_at: i64,
    version: i64,
    plan_name: Option<String>,
    manager_name: Option<String>,
}

impl TryFrom<ClientRow> for Client {
    type Error = Error;

    fn try_from(row: ClientRow) -> Result<Self> {
        let block = block(row.block_kind.as_deref(), row.block_note, row.blocked_at)?;
        Ok(Self {
            id: ClientId::from_uuid(row.id),
            standing: Standing {
                plan: row.plan_id.map(PlanId::from_uuid),
                had_plan: row.had_plan,
                status: status(&row.status)?,
                trial_ends_at: row.trial_ends_at.map(Timestamp),
                block,
                closed_at: row.closed_at.map(Timestamp),
            },
            usage: Usage {
                workspaces: number(row.workspaces_used, "clients.workspaces_used")?,
                seats: number(row.seats_used, "clients.seats_used")?,
                contacts: number(row.contacts_used, "clients.contacts_used")?,
            },
            draft: ClientDraft {
                company: row.company,
                contact: row.contact,
                email: row.email,
                website: row.website,
                phone: row.phone,
                country: row.country,
                street: row.street,
                city: row.city,
                state: row.state,
                postal_code: row.postal_code,
                notes: row.notes,
                manager: row.manager_id.map(MembershipId::from_uuid),
                plan: None,
                custom: serde_json::from_str(&row.custom)?,
            },
            plan_name: row.plan_name,
            manager_name: row.manager_name,
            import: row.import_id.map(ImportId::from_uuid),
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
            version: Version(row.version),
        })
    }
}

pub(super) fn status(stored: &str) -> Result<ClientStatus> {
    ClientStatus::named(stored).ok_or_else(|| Error::corrupt("clients.status"))
}

fn block(kind: Option<&str>, note: Option<String>, since: Option<i64>) -> Result<Option<Block>> {
    let Some(kind) = kind else {
        return Ok(None);
    };
    Ok(Some(Block {
        reason: BlockReason {
            kind: BlockKind::named(kind).ok_or_else(|| Error::corrupt("clients.block_kind"))?,
            note: note.unwrap_or_default(),
        },
        since: Timestamp(since.ok_or_else(|| Error::corrupt("clients.blocked_at"))?),
    }))
}
