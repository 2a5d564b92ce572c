//! Visits, without a password and a ticket: hashing takes its time.

use domain::{ClientId, VisitId, visits::VisitState};

use super::{PartnerInWorld, World};
use crate::{Context, args, auth};

impl World {
    /// A visit of a member to a client, asked for or under way, for a day.
    pub async fn visit(
        &self,
        partner: PartnerInWorld,
        member: &Context,
        client: ClientId,
        state: VisitState,
    ) -> VisitId {
        let user = member.actor().user().expect("a member");
        let home = self.session(user, "localhost").await.signed_in.session;
        let id = VisitId::from_uuid(self.portal.new_id());
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        tx.run(
            "INSERT INTO visits (partner_id, id, client_id, actor_id, actor_session, state,
                reason, minutes, at, until)
             VALUES ($1, $2, $3, $4, $5, $6, 'To look', 60, $7, $8)",
            args![
                partner.id,
                id,
                client,
                user,
                home,
                state.name(),
                self.portal.now(),
                self.portal.now().plus_seconds(24 * 3_600)
            ],
        )
        .await
        .expect("a visit");
        tx.commit().await.expect("a commit");
        id
    }

    /// The visitor's session on the brand's host, and the visitor there.
    pub async fn visitor(
        &self,
        partner: PartnerInWorld,
        slug: &str,
        member: &Context,
        client: ClientId,
    ) -> (auth::NewSession, Context) {
        let id = self
            .visit(partner, member, client, VisitState::UnderWay)
            .await;
        let host = format!("{slug}.localhost");
        let front = crate::brands::front(&self.portal, "localhost", &host).await;
        let place = auth::Place {
            host: host.clone(),
            front: front.expect("the brand"),
            ..auth::Place::default()
        };
        let user = member.actor().user().expect("a member");
        let ends_at = self.portal.now().plus_seconds(24 * 3_600);
        let mut tx = self.portal.db().begin().await.expect("a transaction");
        let session = auth::open_visit(&mut tx, &self.portal, user, &place, id, ends_at).await;
        let session = session.expect("a session");
        tx.commit().await.expect("a commit");
        let token = session.token.as_str();
        let found = auth::resolve_at(&self.portal, token, &host, place.front.as_ref(), None).await;
        let found = found.expect("an answer").expect("a visit under way");
        let cx = auth::context_for_client(&self.portal, &found, client).await;
        (session, cx.expect("the client's pages"))
    }
}
