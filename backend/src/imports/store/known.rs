use domain::{ClientId, MembershipId, Version, clients::ClientDraft, policy::Staff};
use uuid::Uuid;

use crate::{Result, args, db::Tx, imports::book::Known, statements};

/// Clients of these companies (`$2`) or e-mail addresses (`$3`), both JSON lists of folded texts:
/// all of them if `$5`, else those in the list of the member `$4`.
macro_rules! known {
    ($names:literal, $emails:literal, $lock:literal) => {
        concat!(
            "SELECT c.id, c.company, c.contact, c.email, c.website, c.phone, c.country, c.street,
                c.city, c.state, c.postal_code, c.notes, c.custom, c.manager_id, c.version
             FROM clients c
             WHERE c.partner_id = $1 AND c.status <> 'closed'
                AND ($5 OR EXISTS (SELECT 1 FROM membership_clients l
                    WHERE l.partner_id = c.partner_id AND l.membership_id = $4
                        AND l.client_id = c.id))
                AND c.id IN (
                SELECT id FROM clients WHERE partner_id = $1 AND name_key IN (",
            $names,
            ") UNION
                SELECT id FROM clients
                WHERE partner_id = $1 AND email_key <> '' AND email_key IN (",
            $emails,
            ")) ORDER BY c.id",
            $lock
        )
    };
}

statements! {
    KNOWN_SQLITE = known!(
        "SELECT value FROM json_each($2)", "SELECT value FROM json_each($3)", ""
    );
    KNOWN_PG = known!(
        "SELECT json_array_elements_text(CAST($2 AS json))",
        "SELECT json_array_elements_text(CAST($3 AS json))",
        ""
    );
    // In the order of their ids, and before the counters: as bulk actions lock them.
    KNOWN_TO_CHANGE_PG = known!(
        "SELECT json_array_elements_text(CAST($2 AS json))",
        "SELECT json_array_elements_text(CAST($3 AS json))",
        " FOR UPDATE OF c"
    );
}

#[derive(Debug, sqlx::FromRow)]
struct KnownRow {
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
    version: i64,
}

impl KnownRow {
    fn known(self) -> Result<Known> {
        Ok(Known {
            id: ClientId::from_uuid(self.id),
            version: Version(self.version),
            draft: ClientDraft {
                company: self.company,
                contact: self.contact,
                email: self.email,
                website: self.website,
                phone: self.phone,
                country: self.country,
                street: self.street,
                city: self.city,
                state: self.state,
                postal_code: self.postal_code,
                notes: self.notes,
                manager: self.manager_id.map(MembershipId::from_uuid),
                plan: None,
                custom: serde_json::from_str(&self.custom)?,
            },
        })
    }
}

/// The folded companies and e-mail addresses of some rows.
#[derive(Debug, Default)]
pub(in crate::imports) struct Names {
    pub(in crate::imports) companies: Vec<String>,
    pub(in crate::imports) emails: Vec<String>,
}

/// The clients of these names that are not closed.
pub(in crate::imports) async fn known(
    tx: &mut Tx,
    staff: &Staff,
    names: &Names,
) -> Result<Vec<Known>> {
    let sql = tx.pick(KNOWN_SQLITE, KNOWN_PG);
    read(tx, staff, names, sql).await
}

/// Like [`known()`], and nobody else changes them until the transaction ends.
pub(in crate::imports) async fn known_to_change(
    tx: &mut Tx,
    staff: &Staff,
    names: &Names,
) -> Result<Vec<Known>> {
    let sql = tx.pick(KNOWN_SQLITE, KNOWN_TO_CHANGE_PG);
    read(tx, staff, names, sql).await
}

async fn read(tx: &mut Tx, staff: &Staff, names: &Names, sql: &'static str) -> Result<Vec<Known>> {
    let companies = serde_json::to_string(&names.companies)?;
    let emails = serde_json::to_string(&names.emails)?;
    let args = args![
        staff.partner,
        companies,
        emails,
        staff.membership,
        staff.sees_all
    ];
    let rows: Vec<KnownRow> = tx.all(sql, args).await?;
    rows.into_iter().map(KnownRow::known).collect()
}
