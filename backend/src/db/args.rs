use domain::{
    AuditId, BrandFileId, ChargeId, ClientId, ClientUserId, CommissionEntryId, ContactFileId,
    ContactId, CustomFieldId, Date, DomainId, ImportId, InvitationId, InvoiceId, ItemId,
    MembershipId, OrderId, PartnerId, PaymentId, PayoutId, PlanId, Rate, SendingId, ServiceClassId,
    ServiceId, SessionId, Timestamp, UserId, Version, VisitId, WorkspaceId,
};
use sqlx::{Arguments as _, postgres::PgArguments, sqlite::SqliteArguments};
use uuid::Uuid;

/// A value of a statement. Nothing has a type too: `PostgreSQL` asks for it.
#[derive(Debug, Clone)]
pub enum Value {
    /// A whole number.
    Int(Option<i64>),
    /// A text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// An identifier.
    Id(Option<Uuid>),
    /// Yes or no.
    Bool(bool),
}

macro_rules! from {
    ($($type:ty => |$value:ident| $kind:ident $inner:expr;)*) => {$(
        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                Self::$kind(Some($inner))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$kind(value.map(|$value| $inner))
            }
        }
    )*};
}

from! {
    i64 => |n| Int n;
    u32 => |n| Int i64::from(n);
    Timestamp => |t| Int t.0;
    Date => |date| Int date.days();
    Rate => |rate| Int i64::from(rate.0);
    Version => |v| Int v.0;
    &str => |s| Text s.to_owned();
    String => |s| Text s;
    &String => |s| Text s.clone();
    Vec<u8> => |b| Bytes b;
    Uuid => |id| Id id;
    AuditId => |id| Id id.uuid();
    BrandFileId => |id| Id id.uuid();
    ChargeId => |id| Id id.uuid();
    ClientId => |id| Id id.uuid();
    ClientUserId => |id| Id id.uuid();
    CommissionEntryId => |id| Id id.uuid();
    ContactFileId => |id| Id id.uuid();
    ContactId => |id| Id id.uuid();
    CustomFieldId => |id| Id id.uuid();
    DomainId => |id| Id id.uuid();
    ImportId => |id| Id id.uuid();
    InvitationId => |id| Id id.uuid();
    InvoiceId => |id| Id id.uuid();
    ItemId => |id| Id id.uuid();
    MembershipId => |id| Id id.uuid();
    OrderId => |id| Id id.uuid();
    PartnerId => |id| Id id.uuid();
    PayoutId => |id| Id id.uuid();
    PaymentId => |id| Id id.uuid();
    SendingId => |id| Id id.uuid();
    PlanId => |id| Id id.uuid();
    ServiceClassId => |id| Id id.uuid();
    ServiceId => |id| Id id.uuid();
    SessionId => |id| Id id.uuid();
    UserId => |id| Id id.uuid();
    VisitId => |id| Id id.uuid();
    WorkspaceId => |id| Id id.uuid();
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

macro_rules! build {
    ($name:ident, $arguments:ident) => {
        pub(super) fn $name(values: &[Value]) -> Result<$arguments, sqlx::Error> {
            let mut arguments = $arguments::default();
            for value in values.iter().cloned() {
                match value {
                    Value::Int(value) => arguments.add(value),
                    Value::Text(value) => arguments.add(value),
                    Value::Bytes(value) => arguments.add(value),
                    Value::Id(value) => arguments.add(value),
                    Value::Bool(value) => arguments.add(value),
                }
                .map_err(sqlx::Error::Encode)?;
            }
            Ok(arguments)
        }
    };
}

build!(sqlite, SqliteArguments);
build!(postgres, PgArguments);
