use domain::{
    ClientId, ClientUserId, PartnerId, PlanId, Timestamp, UserId, Version,
    auth::ClientPlace,
    client_users::{Access, ClientRole, ClientUserSummary},
    clients::ClientStatus,
    inclusions::Section,
    partners::PartnerStatus,
    policy::ClientUser,
    rights::Rights,
    sections::Offered,
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, sections, statements};

macro_rules! places {
    ($where:literal) => {
        concat!(
            "SELECT cu.user_id, cu.id, cu.client_id, cu.role, cu.rights, cu.only_safe,
                p.partner_id, p.status AS partner_status, c.status, c.company,
                pl.name AS plan_name, pl.sections
            FROM client_users cu
            JOIN partners p ON p.partner_id = cu.partner_id
            JOIN clients c ON c.partner_id = cu.partner_id AND c.id = cu.client_id
            LEFT JOIN plans pl ON pl.partner_id = c.partner_id AND pl.id = c.plan_id
            WHERE cu.partner_id = $1 AND cu.user_id = $2",
            $where
        )
    };
}

statements! {
    CLIENT = "SELECT company, status, plan_id FROM clients WHERE partner_id = $1 AND id = $2";
    USERS = "SELECT cu.id, cu.user_id, u.name, u.email, cu.role, cu.rights, cu.only_safe,
            cu.notices, cu.joined_at, u.last_sign_in_at, cu.version
        FROM client_users cu JOIN users u ON u.id = cu.user_id
        WHERE cu.partner_id = $1 AND cu.client_id = $2 ORDER BY u.name, cu.id";
    IS_USER = "SELECT cu.id FROM client_users cu JOIN users u ON u.id = cu.user_id
        WHERE cu.partner_id = $1 AND cu.client_id = $2 AND u.email_key = $3";
    ADD = "INSERT INTO client_users (partner_id, id, client_id, user_id, role, rights, only_safe,
            notices, joined_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    EDIT = "UPDATE client_users SET role = $4, rights = $5, only_safe = $6, notices = $7,
            version = version + 1
        WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND version = $8";
    REMOVE = "DELETE FROM client_users WHERE partner_id = $1 AND client_id = $2 AND id = $3";
    PLACES = places!(" ORDER BY c.name_key, c.id");
    PLACE = places!(" AND cu.client_id = $3");
    // The client as its partner's visitor sees it.
    VISITED = "SELECT p.status AS partner_status, c.status, c.company,
            pl.name AS plan_name, pl.sections
        FROM clients c JOIN partners p ON p.partner_id = c.partner_id
        LEFT JOIN plans pl ON pl.partner_id = c.partner_id AND pl.id = c.plan_id
        WHERE c.partner_id = $1 AND c.id = $2";
    BELONGS = "SELECT user_id AS id FROM client_users WHERE partner_id = $1 AND user_id = $2
        LIMIT 1";
    // Somebody of the operator's or of a team works on the portal's own host.
    IS_ONLY_A_CLIENT_USER = "SELECT u.id FROM users u WHERE u.id = $1 AND NOT u.is_operator
        AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id)
        AND EXISTS (SELECT 1 FROM client_users cu WHERE cu.user_id = u.id)";
    // Somebody who belongs to others too: another partner's clients, a team, the operator.
    REACHES_BEYOND = "SELECT u.id FROM users u WHERE u.id = $2 AND (u.is_operator
        OR EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id)
        OR EXISTS (SELECT 1 FROM client_users c
            WHERE c.user_id = u.id AND c.partner_id <> $1))";
    // Those who have no other client of the partner at which they may work.
    LEFT_WITHOUT = "SELECT cu.user_id AS id FROM client_users cu
        WHERE cu.partner_id = $1 AND cu.client_id = $2 AND NOT EXISTS (
            SELECT 1 FROM client_users o
            JOIN clients c ON c.partner_id = o.partner_id AND c.id = o.client_id
            WHERE o.partner_id = $1 AND o.user_id = cu.user_id AND o.client_id <> $2
                AND c.status NOT IN ('blocked', 'closed'))";
}

/// What is known of a client before its people are.
#[derive(Debug, Clone)]
pub(in crate::client_users) struct ClientRow {
    pub(in crate::client_users) company: String,
    pub(in crate::client_users) status: ClientStatus,
    pub(in crate::client_users) plan: Option<PlanId>,
}

#[derive(sqlx::FromRow)]
struct StoredClient {
    company: String,
    status: String,
    plan_id: Option<Uuid>,
}

/// A person of a client, without their seats.
#[derive(Debug, Clone)]
pub(in crate::client_users) struct UserRow {
    pub(in crate::client_users) id: ClientUserId,
    pub(in crate::client_users) user: UserId,
    pub(in crate::client_users) name: String,
    pub(in crate::client_users) email: String,
    pub(in crate::client_users) access: Access,
    pub(in crate::client_users) joined_at: Timestamp,
    pub(in crate::client_users) last_sign_in: Option<Timestamp>,
    pub(in crate::client_users) version: Version,
}

#[derive(sqlx::FromRow)]
struct StoredUser {
    id: Uuid,
    user_id: Uuid,
    name: String,
    email: String,
    role: String,
    rights: String,
    only_safe: bool,
    notices: bool,
    joined_at: i64,
    last_sign_in_at: Option<i64>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct StoredPlace {
    user_id: Uuid,
    id: Uuid,
    client_id: Uuid,
    role: String,
    rights: String,
    only_safe: bool,
    partner_id: Uuid,
    partner_status: String,
    status: String,
    company: String,
    plan_name: Option<String>,
    sections: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StoredVisited {
    partner_status: String,
    status: String,
    company: String,
    plan_name: Option<String>,
    sections: Option<String>,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

fn role(name: &str) -> Result<ClientRole> {
    ClientRole::named(name).ok_or_else(|| Error::corrupt("client_users.role"))
}

fn status(name: &str) -> Result<ClientStatus> {
    ClientStatus::named(name).ok_or_else(|| Error::corrupt("clients.status"))
}

impl TryFrom<StoredUser> for UserRow {
    type Error = Error;

    fn try_from(row: StoredUser) -> Result<Self> {
        Ok(Self {
            id: ClientUserId::from_uuid(row.id),
            user: UserId::from_uuid(row.user_id),
            name: row.name,
            email: row.email,
            access: Access {
                role: role(&row.role)?,
                rights: serde_json::from_str(&row.rights)?,
                only_safe: row.only_safe,
                workspaces: Vec::new(),
                notices: row.notices,
            },
            joined_at: Timestamp(row.joined_at),
            last_sign_in: row.last_sign_in_at.map(Timestamp),
            version: Version(row.version),
        })
    }
}

impl UserRow {
    /// As the page shows them, with their seats.
    pub(in crate::client_users) fn shown(
        self,
        workspaces: Vec<domain::WorkspaceId>,
        me: Option<UserId>,
    ) -> ClientUserSummary {
        ClientUserSummary {
            id: self.id,
            name: self.name,
            email: self.email,
            access: Access {
                workspaces,
                ..self.access
            },
            joined_at: self.joined_at,
            last_sign_in: self.last_sign_in,
            is_me: Some(self.user) == me,
            version: self.version,
        }
    }
}

impl StoredPlace {
    fn place(self, inclusions: &[Offered]) -> Result<ClientPlace> {
        let row = self;
        let partner_status = PartnerStatus::named(&row.partner_status);
        let rights: Rights = serde_json::from_str(&row.rights)?;
        let sections: Vec<Section> = match &row.sections {
            Some(sections) => serde_json::from_str(sections)?,
            None => Vec::new(),
        };
        Ok(ClientPlace {
            has_invoices: false,
            may_order: false,
            pay_at: None,
            company: row.company,
            person: ClientUser {
                user: UserId::from_uuid(row.user_id),
                membership: Some(ClientUserId::from_uuid(row.id)),
                partner: PartnerId::from_uuid(row.partner_id),
                partner_status: partner_status.ok_or_else(|| Error::corrupt("partners.status"))?,
                client: ClientId::from_uuid(row.client_id),
                client_status: status(&row.status)?,
                role: role(&row.role)?,
                rights,
                only_safe: row.only_safe,
                plan: row.plan_name.map(|name| (name, sections)),
                inclusions: inclusions.to_vec(),
            },
        })
    }
}

pub(in crate::client_users) async fn client(
    tx: &mut Tx,
    partner: PartnerId,
    id: ClientId,
) -> Result<Option<ClientRow>> {
    let row: Option<StoredClient> = tx.one(CLIENT, args![partner, id]).await?;
    let client = |row: StoredClient| {
        Ok(ClientRow {
            company: row.company,
            status: status(&row.status)?,
            plan: row.plan_id.map(PlanId::from_uuid),
        })
    };
    row.map(client).transpose()
}

/// The people of a client, by name.
pub(in crate::client_users) async fn users(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<UserRow>> {
    let rows: Vec<StoredUser> = tx.all(USERS, args![partner, client]).await?;
    rows.into_iter().map(UserRow::try_from).collect()
}

/// Whether somebody with this address is in already.
pub(in crate::client_users) async fn is_user(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    email_key: &str,
) -> Result<bool> {
    let row: Option<IdRow> = tx.one(IS_USER, args![partner, client, email_key]).await?;
    Ok(row.is_some())
}

pub(in crate::client_users) async fn add(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ClientUserId,
    user: UserId,
    access: &Access,
    now: Timestamp,
) -> Result<()> {
    let values = args![
        partner,
        id,
        client,
        user,
        access.role.name(),
        serde_json::to_string(&access.rights)?,
        access.only_safe,
        access.notices,
        now
    ];
    tx.run(ADD, values).await?;
    Ok(())
}

/// Changes the access of the person who has the version `seen`; false when it is another by now.
pub(in crate::client_users) async fn edit(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ClientUserId,
    access: &Access,
    seen: Version,
) -> Result<bool> {
    let values = args![
        partner,
        client,
        id,
        access.role.name(),
        serde_json::to_string(&access.rights)?,
        access.only_safe,
        access.notices,
        seen
    ];
    Ok(tx.run(EDIT, values).await? == 1)
}

pub(in crate::client_users) async fn remove(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ClientUserId,
) -> Result<()> {
    tx.run(REMOVE, args![partner, client, id]).await?;
    Ok(())
}

/// A person's places at the clients of a partner, by the client's name.
pub(in crate::client_users) async fn places(
    tx: &mut Tx,
    partner: PartnerId,
    user: UserId,
) -> Result<Vec<ClientPlace>> {
    let rows: Vec<StoredPlace> = tx.all(PLACES, args![partner, user]).await?;
    let inclusions = sections::offered(tx, partner).await?;
    rows.into_iter().map(|row| row.place(&inclusions)).collect()
}

/// A person's place at a client.
pub(in crate::client_users) async fn place(
    tx: &mut Tx,
    partner: PartnerId,
    user: UserId,
    client: ClientId,
) -> Result<Option<ClientPlace>> {
    let row: Option<StoredPlace> = tx.one(PLACE, args![partner, user, client]).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let inclusions = sections::offered(tx, partner).await?;
    row.place(&inclusions).map(Some)
}

/// A client as a member of its partner's team sees it on a visit: what an owner could do.
pub(in crate::client_users) async fn visited(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    visitor: UserId,
) -> Result<Option<ClientPlace>> {
    let row: Option<StoredVisited> = tx.one(VISITED, args![partner, client]).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let partner_status = PartnerStatus::named(&row.partner_status);
    let sections: Option<Vec<Section>> = row
        .sections
        .map(|sections| serde_json::from_str(&sections))
        .transpose()?;
    Ok(Some(ClientPlace {
        has_invoices: false,
        may_order: false,
        pay_at: None,
        company: row.company,
        person: ClientUser {
            user: visitor,
            membership: None,
            partner,
            partner_status: partner_status.ok_or_else(|| Error::corrupt("partners.status"))?,
            client,
            client_status: status(&row.status)?,
            role: ClientRole::Owner,
            rights: Rights::default(),
            only_safe: false,
            plan: row
                .plan_name
                .map(|name| (name, sections.unwrap_or_default())),
            inclusions: sections::offered(tx, partner).await?,
        },
    }))
}

/// Whether a person belongs to any client of a partner.
pub(in crate::client_users) async fn belongs(
    tx: &mut Tx,
    partner: PartnerId,
    user: UserId,
) -> Result<bool> {
    let row: Option<IdRow> = tx.one(BELONGS, args![partner, user]).await?;
    Ok(row.is_some())
}

/// Whether a person has nothing to do on the portal's own host.
pub(in crate::client_users) async fn is_only_a_client_user(
    tx: &mut Tx,
    user: UserId,
) -> Result<bool> {
    let row: Option<IdRow> = tx.one(IS_ONLY_A_CLIENT_USER, args![user]).await?;
    Ok(row.is_some())
}

/// Whether a person belongs to others too, beside a partner's clients.
pub(in crate::client_users) async fn reaches_beyond(
    tx: &mut Tx,
    partner: PartnerId,
    user: UserId,
) -> Result<bool> {
    let row: Option<IdRow> = tx.one(REACHES_BEYOND, args![partner, user]).await?;
    Ok(row.is_some())
}

/// The people of a client who may work at no other client of the partner.
pub(in crate::client_users) async fn left_without(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<UserId>> {
    let rows: Vec<IdRow> = tx.all(LEFT_WITHOUT, args![partner, client]).await?;
    Ok(rows.iter().map(|row| UserId::from_uuid(row.id)).collect())
}
