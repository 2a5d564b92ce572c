use domain::{ClientId, InvoiceId, PartnerId, Refusal, refusal::Rejection};

use super::{
    Provider as _, Wish,
    keys::{opened, unreachable},
    store,
};
use crate::{
    Context, Portal, Result,
    auth::{Rule, limit},
    brands::front_of,
    invoices,
};

/// Payments begun for one invoice: each is a call to the provider.
const BEGUN: Rule = Rule {
    what: "card payments of",
    most: 30,
    seconds: 3_600,
};

/// Begins a payment by card of what is open on an invoice; gives the provider's address where the
/// payer goes on. Afterwards they come back to `return_to`, with `card=done` in its query when they
/// have paid. Whoever calls it has seen to it that the payer may know of the invoice.
///
/// # Errors
/// [`Rejection::CardNotOffered`] when the partner takes no cards or nothing is open,
/// [`Rejection::ProviderUnreachable`].
pub async fn begin(
    portal: &Portal,
    partner: PartnerId,
    invoice: InvoiceId,
    return_to: &str,
) -> Result<String> {
    let now = portal.now();
    let mut tx = portal.db().begin().await?;
    let stored = store::of_partner(&mut tx, partner).await?;
    let asked = invoices::payable(&mut tx, partner, invoice).await?;
    let (Some(stored), Some(asked)) = (stored, asked) else {
        return Err(Rejection::CardNotOffered.into());
    };
    limit(&mut tx, BEGUN, &invoice.to_string(), now).await?;
    tx.commit().await?;
    let stripe = opened(portal, &stored).ok_or(Rejection::CardNotOffered)?;
    let joint = if return_to.contains('?') { '&' } else { '?' };
    let wish = Wish {
        partner,
        invoice,
        title: asked.number,
        amount: asked.open,
        lang: asked.lang.tag(),
        done: format!("{return_to}{joint}card=done"),
        canceled: return_to.to_owned(),
        now,
    };
    // Nobody's turn in the database waits for a provider.
    let begun = stripe.begin(&wish).await;
    begun.map_err(|trouble| unreachable(partner, &trouble))
}

/// The same for somebody who looks at an invoice of their own client. They come back to the host
/// they are at, `origin`, if it is one of their partner's: on another one they are not signed in.
pub async fn begin_own(
    cx: &Context,
    client: ClientId,
    invoice: InvoiceId,
    origin: &str,
) -> Result<String> {
    let own = invoices::own_details(cx, client, invoice).await?;
    if !own.by_card {
        return Err(Rejection::CardNotOffered.into());
    }
    let partner = cx.client_user()?.partner;
    let mut tx = cx.read().await?;
    let front = front_of(&mut tx, partner).await?;
    drop(tx);
    let portal = cx.portal();
    let known = [front.url(portal), portal.brand_url(&front.slug)];
    let host = known.iter().find(|known| *known == origin);
    let host = host.or(known.first()).ok_or(Refusal::NotFound)?;
    let return_to = format!("{host}/c/{client}/invoices/{invoice}");
    begin(portal, partner, invoice, &return_to).await
}
