//! Identifiers: `UUIDv7` inside, a prefix that tells their kind outside (`cli_…`).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

/// A text that is not an identifier of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of this kind")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What stands before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// Wraps a value that came from the database or from `Context::new_id`.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The value as the database stores it.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse($prefix, text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    )*};
}

ids! {
    /// An audit event.
    AuditId = "evt";
    /// A file of a brand.
    BrandFileId = "pic";
    /// Something that is owed.
    ChargeId = "chg";
    /// A client of a partner.
    ClientId = "cli";
    /// A person's place at a client.
    ClientUserId = "cus";
    /// A file of contacts that waits to be brought in.
    ContactFileId = "ctf";
    /// An entry of the commission ledger (B15).
    CommissionEntryId = "cme";
    /// A contact of a client.
    ContactId = "ctc";
    /// A field the partner added to its clients' form (B9).
    CustomFieldId = "fld";
    /// A partner's claim to a domain of its own.
    DomainId = "dom";
    /// A file of clients on its way in, or already in.
    ImportId = "imp";
    /// An invitation to a team.
    InvitationId = "inv";
    /// An invoice or a credit note.
    InvoiceId = "ivc";
    /// An item of the operator's catalogue.
    ItemId = "itm";
    /// A person's place in a partner's team.
    MembershipId = "mem";
    /// An order of a client.
    OrderId = "ord";
    /// A partner.
    PartnerId = "prt";
    /// Money that came in for an invoice.
    PaymentId = "pay";
    /// Commission that a partner asked to be paid (B15).
    PayoutId = "pyo";
    /// A partner's plan.
    PlanId = "pln";
    /// A class of services.
    ServiceClassId = "cls";
    /// One sending of a form, made where it is filled in: tried again, it is the same.
    SendingId = "snd";
    /// A service, add-on or domain that a client has.
    ServiceId = "svc";
    /// A sign-in on one device.
    SessionId = "ses";
    /// A person who can sign in.
    UserId = "usr";
    /// A visit to a client.
    VisitId = "vis";
    /// A workspace of a client.
    WorkspaceId = "wsp";
}

fn parse(prefix: &str, text: &str) -> Result<Uuid, NotAnId> {
    let hex = text
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .ok_or(NotAnId)?;
    // Only the form that `Display` writes: one object has one address.
    if hex.len() != 32 || !hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(NotAnId);
    }
    Uuid::try_parse(hex).map_err(|_| NotAnId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_writes() {
        let id = ClientId::from_uuid(Uuid::from_u128(0x0198_f7a0_0000_7000_8000_0000_0000_0001));
        assert_eq!(id.to_string(), "cli_0198f7a0000070008000000000000001");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn another_kind_of_id_is_refused() {
        let plan = PlanId::from_uuid(Uuid::from_u128(7)).to_string();
        assert_eq!(plan.parse::<ClientId>(), Err(NotAnId));
        assert_eq!(plan.to_uppercase().parse::<PlanId>(), Err(NotAnId));
    }
}
