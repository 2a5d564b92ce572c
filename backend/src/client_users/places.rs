use domain::{ClientId, PartnerId, UserId, auth::ClientPlace, client_users::ClientRole};

use super::store;
use crate::{Result, billing, db::Tx};

/// A person's places at the clients of a partner, by the client's name.
pub(crate) async fn places(
    tx: &mut Tx,
    partner: PartnerId,
    user: UserId,
) -> Result<Vec<ClientPlace>> {
    let mut places = store::places(tx, partner, user).await?;
    for place in &mut places {
        tell_of_money(tx, place).await?;
    }
    Ok(places)
}

/// A person's place at a client, read anew: what was taken away is gone with the next request.
pub(crate) async fn place(
    tx: &mut Tx,
    partner: PartnerId,
    user: UserId,
    client: ClientId,
) -> Result<Option<ClientPlace>> {
    let mut place = store::place(tx, partner, user, client).await?;
    if let Some(place) = &mut place {
        tell_of_money(tx, place).await?;
    }
    Ok(place)
}

/// A client as a member of its partner's team sees it on a visit (B3).
pub(crate) async fn visited(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    visitor: UserId,
) -> Result<Option<ClientPlace>> {
    let mut place = store::visited(tx, partner, client, visitor).await?;
    if let Some(place) = &mut place {
        tell_of_money(tx, place).await?;
    }
    Ok(place)
}

/// Whether there are invoices to see for the person, who must be an owner, and whether they may
/// order, which nobody does on a visit.
async fn tell_of_money(tx: &mut Tx, place: &mut ClientPlace) -> Result<()> {
    let person = &place.person;
    if person.role == ClientRole::Owner {
        let (partner, client) = (person.partner, person.client);
        place.has_invoices = billing::are_shown(tx, partner, client).await?;
        place.may_order = !person.is_visitor() && billing::may_order(tx, partner, client).await?;
    }
    Ok(())
}

/// Whether a person belongs to any client of a partner.
pub(crate) async fn belongs(tx: &mut Tx, partner: PartnerId, user: UserId) -> Result<bool> {
    store::belongs(tx, partner, user).await
}

/// Whether a person has nothing to do on the portal's own host.
pub(crate) async fn is_only_a_client_user(tx: &mut Tx, user: UserId) -> Result<bool> {
    store::is_only_a_client_user(tx, user).await
}

/// Whether a person belongs to others too, beside a partner's clients.
pub(crate) async fn reaches_beyond(tx: &mut Tx, partner: PartnerId, user: UserId) -> Result<bool> {
    store::reaches_beyond(tx, partner, user).await
}
