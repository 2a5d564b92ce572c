//! Writing down what happened, in the transaction that made it happen.

use domain::{
    ClientId, PartnerId, UserId, VisitId,
    audit::{Activity, Change, Event},
};

use crate::{Context, Error, Result, args, db::Tx, statements};

statements! {
    RECORD = "INSERT INTO audit_events
        (partner_id, id, at, actor_id, on_behalf_of, event, client_id, subject, changes, visit_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    RECORD_ON_PORTAL = "INSERT INTO portal_events (id, at, actor_id, event, subject, changes)
        VALUES ($1, $2, $3, $4, $5, $6)";
    OF_PARTNER = "SELECT e.at, u.name AS actor, e.event, e.client_id, c.company, e.subject, e.changes,
            e.visit_id
        FROM audit_events e
        LEFT JOIN users u ON u.id = e.actor_id
        LEFT JOIN clients c ON c.partner_id = e.partner_id AND c.id = e.client_id
        WHERE e.partner_id = $1 ORDER BY e.id DESC LIMIT $2";
    OF_CLIENT = "SELECT e.at, u.name AS actor, e.event, e.client_id, c.company, e.subject, e.changes,
            e.visit_id
        FROM audit_events e
        LEFT JOIN users u ON u.id = e.actor_id
        LEFT JOIN clients c ON c.partner_id = e.partner_id AND c.id = e.client_id
        WHERE e.partner_id = $1 AND e.client_id = $2 ORDER BY e.id DESC LIMIT $3";
    // What a client's own people may see of it: their own doings, and what was done with them.
    BY_ITS_PEOPLE = "SELECT e.at, u.name AS actor, e.event, e.client_id, c.company, e.subject,
            e.changes, e.visit_id
        FROM audit_events e
        LEFT JOIN users u ON u.id = e.actor_id
        LEFT JOIN clients c ON c.partner_id = e.partner_id AND c.id = e.client_id
        WHERE e.partner_id = $1 AND e.client_id = $2 AND e.visit_id IS NULL AND e.event IN (
            'client_user_invited', 'client_invitation_resent', 'client_invitation_revoked',
            'client_user_joined', 'client_user_edited', 'client_user_removed', 'workspace_added',
            'workspace_renamed', 'workspace_removed', 'contact_added', 'contact_edited',
            'contact_removed', 'contacts_removed', 'contacts_imported', 'contacts_exported',
            'section_asked', 'visit_allowed', 'visit_declined', 'visit_rule_changed')
        ORDER BY e.id DESC LIMIT $3";
    IN_VISIT = "SELECT e.at, u.name AS actor, e.event, e.client_id, c.company, e.subject,
            e.changes, e.visit_id
        FROM audit_events e
        LEFT JOIN users u ON u.id = e.actor_id
        LEFT JOIN clients c ON c.partner_id = e.partner_id AND c.id = e.client_id
        WHERE e.partner_id = $1 AND e.visit_id = $2
            AND e.event NOT IN ('visit_started', 'visit_ended')
        ORDER BY e.id DESC LIMIT $3";
    OF_LISTED = "SELECT e.at, u.name AS actor, e.event, e.client_id, c.company, e.subject, e.changes,
            e.visit_id
        FROM audit_events e
        JOIN membership_clients l
            ON l.partner_id = e.partner_id AND l.client_id = e.client_id AND l.membership_id = $2
        JOIN clients c ON c.partner_id = e.partner_id AND c.id = e.client_id
        LEFT JOIN users u ON u.id = e.actor_id
        WHERE e.partner_id = $1 ORDER BY e.id DESC LIMIT $3";
}

/// An event about to be recorded.
#[derive(Debug)]
pub struct Entry {
    event: Event,
    client: Option<ClientId>,
    subject: Option<String>,
    changes: Vec<Change>,
    visit: Option<(VisitId, ClientId)>,
}

/// An event of this kind.
pub const fn entry(event: Event) -> Entry {
    Entry {
        event,
        client: None,
        subject: None,
        changes: Vec::new(),
        visit: None,
    }
}

impl Entry {
    /// It happened to this client.
    #[must_use]
    pub const fn client(mut self, client: ClientId) -> Self {
        self.client = Some(client);
        self
    }

    /// It belongs to this visit, whoever did it.
    #[must_use]
    pub const fn in_visit(mut self, visit: VisitId, client: ClientId) -> Self {
        self.visit = Some((visit, client));
        self
    }

    /// It was about this.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// These fields changed.
    #[must_use]
    pub fn changes(mut self, changes: Vec<Change>) -> Self {
        self.changes = changes;
        self
    }

    /// This field changed.
    #[must_use]
    pub fn change(mut self, field: &str, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.changes.push(Change {
            field: field.to_owned(),
            from: from.into(),
            to: to.into(),
        });
        self
    }

    /// Records it at the actor's partner.
    ///
    /// # Errors
    /// When nobody acts for a partner, or the database refuses.
    pub async fn record(self, tx: &mut Tx, cx: &Context) -> Result<()> {
        self.record_at(tx, cx, cx.whereabouts()?).await
    }

    /// Records it at `partner`, whoever acts: the operator, or the portal by itself. What is done on a
    /// visit is done on behalf of the client, and belongs to that visit (B3).
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record_at(self, tx: &mut Tx, cx: &Context, partner: PartnerId) -> Result<()> {
        let on_visit = cx.visit();
        let on_visit = on_visit.map(|visit| (visit.id, visit.place.person.client));
        let visit = self.visit.or(on_visit);
        let values = args![
            partner,
            cx.new_id(),
            cx.now(),
            cx.actor().user(),
            visit.map(|(_, client)| client),
            self.event.name(),
            self.client,
            self.subject,
            serde_json::to_string(&self.changes)?,
            visit.map(|(id, _)| id),
        ];
        tx.run(RECORD, values).await?;
        Ok(())
    }

    /// Records it outside any partner: signing in, profiles. `actor` may not be signed in yet.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record_on_portal(
        self,
        tx: &mut Tx,
        cx: &Context,
        actor: Option<UserId>,
    ) -> Result<()> {
        let changes = serde_json::to_string(&self.changes)?;
        let values = args![
            cx.new_id(),
            cx.now(),
            actor,
            self.event.name(),
            self.subject,
            changes
        ];
        tx.run(RECORD_ON_PORTAL, values).await?;
        Ok(())
    }
}

#[derive(Debug, sqlx::FromRow)]
struct ActivityRow {
    at: i64,
    actor: Option<String>,
    event: String,
    client_id: Option<uuid::Uuid>,
    company: Option<String>,
    subject: Option<String>,
    changes: String,
    visit_id: Option<uuid::Uuid>,
}

impl TryFrom<ActivityRow> for Activity {
    type Error = Error;

    fn try_from(row: ActivityRow) -> Result<Self> {
        Ok(Self {
            at: domain::Timestamp(row.at),
            actor: row.actor,
            event: Event::named(&row.event).ok_or_else(|| Error::corrupt("audit_events.event"))?,
            in_visit: row.visit_id.is_some(),
            client: row.client_id.map(ClientId::from_uuid).zip(row.company),
            subject: row.subject,
            changes: serde_json::from_str(&row.changes)?,
        })
    }
}

/// What happened last at the actor's partner, within their scope, newest first.
pub(crate) async fn recent(tx: &mut Tx, cx: &Context, most: u32) -> Result<Vec<Activity>> {
    let staff = cx.staff()?;
    let rows: Vec<ActivityRow> = if staff.sees_all {
        tx.all(OF_PARTNER, args![staff.partner, most]).await?
    } else {
        tx.all(OF_LISTED, args![staff.partner, staff.membership, most])
            .await?
    };
    rows.into_iter().map(Activity::try_from).collect()
}

/// What happened last to a client, newest first.
pub(crate) async fn of_client(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    most: u32,
) -> Result<Vec<Activity>> {
    let rows: Vec<ActivityRow> = tx.all(OF_CLIENT, args![partner, client, most]).await?;
    rows.into_iter().map(Activity::try_from).collect()
}

/// What the people of a client did last, and what was done with them, newest first: nothing that is
/// the partner's own business. Visits are told apart.
pub(crate) async fn by_its_people(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    most: u32,
) -> Result<Vec<Activity>> {
    let rows: Vec<ActivityRow> = tx.all(BY_ITS_PEOPLE, args![partner, client, most]).await?;
    rows.into_iter().map(Activity::try_from).collect()
}

/// What was done on a visit, newest first.
pub(crate) async fn in_visit(
    tx: &mut Tx,
    partner: PartnerId,
    visit: VisitId,
    most: u32,
) -> Result<Vec<Activity>> {
    let rows: Vec<ActivityRow> = tx.all(IN_VISIT, args![partner, visit, most]).await?;
    rows.into_iter().map(Activity::try_from).collect()
}
