//! The value every use case is called with: who asks, when, on which portal.

use domain::{
    ClientId, PartnerId, Refusal, SessionId, Timestamp,
    clients::ClientStatus,
    policy::{Action, Actor, ClientUser, Object, Staff, decide},
};
use uuid::Uuid;

use crate::{Portal, Result, brands::Front, db::Tx, visits::OnVisit};

/// Who asks, when, on which portal.
#[derive(Debug, Clone)]
pub struct Context {
    portal: Portal,
    actor: Actor,
    session: Option<SessionId>,
    front: Option<Front>,
    visit: Option<Box<OnVisit>>,
    now: Timestamp,
}

impl Context {
    pub(crate) fn new(portal: Portal, actor: Actor) -> Self {
        let now = portal.now();
        Self {
            portal,
            actor,
            session: None,
            front: None,
            visit: None,
            now,
        }
    }

    /// The same, inside a session.
    #[must_use]
    pub fn in_session(mut self, session: SessionId) -> Self {
        self.session = Some(session);
        self
    }

    /// The same, on the host of a brand.
    #[must_use]
    pub fn at_front(mut self, front: Option<Front>) -> Self {
        self.front = front;
        self
    }

    /// The same, on a visit.
    #[must_use]
    pub fn on_visit(mut self, visit: Option<OnVisit>) -> Self {
        self.visit = visit.map(Box::new);
        self
    }

    /// The visit that the actor is on (B3).
    pub fn visit(&self) -> Option<&OnVisit> {
        self.visit.as_deref()
    }

    /// Whose brand the host carries that was asked; nobody's where partners and the operator work.
    pub const fn front(&self) -> Option<&Front> {
        self.front.as_ref()
    }

    /// The session it is asked in.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] outside of one.
    pub fn session(&self) -> std::result::Result<SessionId, Refusal> {
        self.session.ok_or(Refusal::SignedOut)
    }

    /// The portal.
    pub const fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Who asks.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// When it was asked: one instant for the whole use case.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// A new identifier.
    pub fn new_id(&self) -> Uuid {
        self.portal.new_id()
    }

    /// The asking member of a partner's team.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] or [`Refusal::NotFound`] for anybody else.
    pub fn staff(&self) -> std::result::Result<&Staff, Refusal> {
        match &self.actor {
            Actor::Staff(staff) => Ok(staff),
            Actor::Anonymous => Err(Refusal::SignedOut),
            Actor::Person(_) | Actor::Operator(_) | Actor::Client(_) | Actor::Visitor(_) => {
                Err(Refusal::NotFound)
            }
        }
    }

    /// The person of a client who asks.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] or [`Refusal::NotFound`] for anybody else.
    pub fn client_user(&self) -> std::result::Result<&ClientUser, Refusal> {
        match &self.actor {
            Actor::Client(person) => Ok(person),
            Actor::Anonymous => Err(Refusal::SignedOut),
            Actor::Person(_) | Actor::Operator(_) | Actor::Staff(_) | Actor::Visitor(_) => {
                Err(Refusal::NotFound)
            }
        }
    }

    /// The partner at which something happens: that of the team, or of the client.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] or [`Refusal::NotFound`] for whoever is at none.
    pub(crate) fn whereabouts(&self) -> std::result::Result<PartnerId, Refusal> {
        match &self.actor {
            Actor::Client(person) => Ok(person.partner),
            _ => self.partner(),
        }
    }

    /// The partner acted for.
    ///
    /// # Errors
    /// Those of [`Context::staff`].
    pub fn partner(&self) -> std::result::Result<PartnerId, Refusal> {
        self.staff().map(|staff| staff.partner)
    }

    /// Whether the actor may do `action` at their partner as a whole; gives the partner.
    ///
    /// # Errors
    /// The refusal that the policy means.
    pub fn allow(&self, action: Action) -> std::result::Result<PartnerId, Refusal> {
        let staff = self.staff()?;
        Refusal::unless(decide(&self.actor, action, Object::Partner(staff.partner)))?;
        Ok(staff.partner)
    }

    /// Whether the actor, a person of the client, may do `action` there; gives the partner.
    ///
    /// # Errors
    /// The refusal that the policy means.
    pub fn allow_at_own(
        &self,
        action: Action,
        client: ClientId,
    ) -> std::result::Result<PartnerId, Refusal> {
        let partner = self.client_user()?.partner;
        let object = Object::Own { partner, client };
        Refusal::unless(decide(&self.actor, action, object))?;
        Ok(partner)
    }

    /// Whether the actor, of the operator's people or about themselves, may do `action`.
    ///
    /// # Errors
    /// The refusal that the policy means.
    pub fn allow_on_portal(&self, action: Action) -> std::result::Result<(), Refusal> {
        Refusal::unless(decide(&self.actor, action, Object::Portal))
    }

    /// Whether the actor may do `action` to a client of their partner, which the caller has found by
    /// partner and id.
    ///
    /// # Errors
    /// The refusal that the policy means, or something broken.
    pub async fn allow_on_client(
        &self,
        tx: &mut Tx,
        action: Action,
        client: ClientId,
        status: ClientStatus,
    ) -> Result<()> {
        let staff = self.staff()?;
        let listed = staff.sees_all
            || crate::team::lists(tx, staff.partner, staff.membership, client).await?;
        let object = Object::Client {
            partner: staff.partner,
            listed,
            status,
        };
        Ok(Refusal::unless(decide(&self.actor, action, object))?)
    }

    /// A reading view of the database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self) -> Result<Tx> {
        self.portal.db().read().await
    }

    /// A writing transaction; nothing of it lasts without [`Tx::commit`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<Tx> {
        self.portal.db().begin().await
    }
}
