use domain::{
    FieldErrors, PartnerId, Problem,
    audit::Event,
    policy::Action,
    providers::{CardAccount, CardSettings, KeysDraft},
    refusal::Rejection,
};

use super::{
    Provider as _, Trouble, about,
    store::{self, NewAccount, Stored},
    stripe::Stripe,
};
use crate::{
    Context, Portal, Result,
    audit::entry,
    auth::{Rule, limit},
    db::Tx,
};

/// Tries of keys at one partner: each is a call to the provider.
const TRIALS: Rule = Rule {
    what: "provider keys of",
    most: 20,
    seconds: 3_600,
};

/// Whether clients can pay by card, and where the provider's notices go.
pub async fn overview(cx: &Context) -> Result<CardSettings> {
    let partner = cx.allow(Action::SeeBilling)?;
    let mut tx = cx.read().await?;
    shown(&mut tx, cx, partner).await
}

/// Sets the keys of the partner's account, once the provider has answered to them. They are sealed
/// and never shown again.
///
/// # Errors
/// At `secret_key` when the provider does not know it; [`Rejection::ProviderUnreachable`].
pub async fn set(cx: &Context, keys: KeysDraft) -> Result<CardSettings> {
    let partner = cx.allow(Action::EditBilling)?;
    let (secret_key, webhook_secret) = keys.validate()?;
    let mut tx = cx.begin().await?;
    limit(&mut tx, TRIALS, &partner.to_string(), cx.now()).await?;
    tx.commit().await?;
    let stripe = Stripe {
        url: cx.portal().stripe_url().to_owned(),
        secret_key,
        webhook_secret,
    };
    // Nobody's turn in the database waits for a provider.
    let name = stripe.account().await.map_err(|trouble| match trouble {
        Trouble::KeyRefused => FieldErrors::one("secret_key", Problem::KeyRefused).into(),
        trouble => unreachable(partner, &trouble),
    })?;
    let vault = cx.portal().vault();
    let account = NewAccount {
        provider: Stripe::NAME,
        secret_key: vault.seal(&stripe.secret_key, &about(partner, "key"))?,
        webhook_secret: vault.seal(&stripe.webhook_secret, &about(partner, "secret"))?,
        name: &name,
        is_live: stripe.secret_key.contains("_live_"),
    };
    let mut tx = cx.begin().await?;
    store::set(&mut tx, partner, account, cx.now()).await?;
    entry(Event::PaymentProviderSet)
        .about(name)
        .record(&mut tx, cx)
        .await?;
    let told = shown(&mut tx, cx, partner).await?;
    tx.commit().await?;
    Ok(told)
}

/// Takes the keys away: nobody can pay by card any more. Notices of payments that are under way are
/// not believed from now on.
pub async fn remove(cx: &Context) -> Result<CardSettings> {
    let partner = cx.allow(Action::EditBilling)?;
    let mut tx = cx.begin().await?;
    if let Some(stored) = store::of_partner(&mut tx, partner).await?
        && store::remove(&mut tx, partner).await?
    {
        entry(Event::PaymentProviderRemoved)
            .about(stored.account)
            .record(&mut tx, cx)
            .await?;
    }
    let told = shown(&mut tx, cx, partner).await?;
    tx.commit().await?;
    Ok(told)
}

/// What a person is told when a provider could not be asked.
pub(super) fn unreachable(partner: PartnerId, trouble: &Trouble) -> crate::Error {
    tracing::warn!(partner.id = %partner, %trouble, "a payment provider does not do what it is asked");
    Rejection::ProviderUnreachable.into()
}

/// An account ready for use; nothing when its keys cannot be read any more.
pub(super) fn opened(portal: &Portal, stored: &Stored) -> Option<Stripe> {
    let partner = stored.partner();
    let open = |sealed: &[u8], what| portal.vault().open(sealed, &about(partner, what));
    Some(Stripe {
        url: portal.stripe_url().to_owned(),
        secret_key: open(&stored.secret_key, "key")?,
        webhook_secret: open(&stored.webhook_secret, "secret")?,
    })
}

async fn shown(tx: &mut Tx, cx: &Context, partner: PartnerId) -> Result<CardSettings> {
    let slug = store::slug(tx, partner).await?;
    let stored = store::of_partner(tx, partner).await?;
    Ok(CardSettings {
        account: stored.map(|stored| CardAccount {
            set_at: stored.set_at(),
            name: stored.account,
            is_live: stored.is_live,
        }),
        webhook_url: format!("{}/hooks/{}/{slug}", cx.portal().public_url(), Stripe::NAME),
    })
}
