use backend::{
    Context, charges, client_users, clients, contacts, custom_fields, domains, imports, partners,
    team, workspaces, world::World,
};
use domain::clients::ClientQuery;

use super::Things;

impl Things {
    /// The same things after everything was removed that can be; a plan is only archived, and a
    /// partner stays.
    pub(crate) async fn gone(mut self, world: &World, admin: &Context, operator: &Context) -> Self {
        let owner = &world.again(&self.office.owner);
        let client = self.office.client;
        client_users::remove(admin, client, self.client_user)
            .await
            .unwrap();
        client_users::revoke(admin, client, self.client_invitation)
            .await
            .unwrap();
        workspaces::remove(owner, client, self.workspace)
            .await
            .unwrap();
        contacts::remove(owner, client, vec![self.contact])
            .await
            .unwrap();
        contacts::discard(owner, client, self.contacts)
            .await
            .unwrap();
        charges::remove(admin, client, self.charge).await.unwrap();
        custom_fields::remove(admin, self.field).await.unwrap();
        domains::remove(admin, self.domain).await.unwrap();
        domains::remove(admin, self.proved).await.unwrap();
        team::remove(admin, self.member).await.unwrap();
        team::revoke(admin, self.invitation).await.unwrap();
        partners::revoke_invitation(operator, self.other, self.other_invitation)
            .await
            .unwrap();
        backend::auth::end_session(admin, self.session)
            .await
            .unwrap();
        self.fields = vec![self.field];
        self.proved = self.domain;
        self.with_clients_gone(admin).await
    }

    /// A client goes by taking back the import that brought it.
    async fn with_clients_gone(mut self, admin: &Context) -> Self {
        let query = ClientQuery {
            search: "Brought in".to_owned(),
            ..ClientQuery::default()
        };
        let before = clients::list(admin, query.clone()).await.unwrap().rows;
        imports::undo(admin, self.imported).await.unwrap();
        let after = clients::list(admin, query).await.unwrap().rows;
        let gone = before
            .iter()
            .find(|client| after.iter().all(|left| left.id != client.id));
        let gone = gone.unwrap().id;
        imports::discard(admin, self.draft).await.unwrap();
        self.imported = self.draft;
        (self.client, self.blocked, self.closed) = (gone, gone, gone);
        self.subscribed = gone;
        self.office.client = gone;
        self
    }
}
