use domain::{ClientId, Refusal, audit::Event, office::SectionWish, policy::Action};

use super::store;
use crate::{
    Context, Result,
    audit::entry,
    auth::{self, Rule, limit},
    brands,
    clients::entitled::entitled,
    outbox::{self, Mail, Voice},
};

/// Wishes that one person can send: asking is not a way to fill the partner's mailbox.
const ASKED: Rule = Rule {
    what: "wishes of",
    most: 10,
    seconds: 3_600,
};

/// Asks the partner for a section that is locked (G13): the wish is kept, and the partner gets a
/// message, at its support address or else its administrators.
pub async fn ask(cx: &Context, client: ClientId, wish: SectionWish) -> Result<()> {
    let partner = cx.allow_at_own(Action::AskForSection, client)?;
    let wish = wish.validate()?;
    let user = cx.client_user()?.user;
    let mut tx = cx.begin().await?;
    limit(&mut tx, ASKED, &user.to_string(), cx.now()).await?;
    let entitled = entitled(&mut tx, partner, client).await?;
    let entitled = entitled.ok_or(Refusal::NotFound)?;
    entitled.at_work()?;
    store::ask(
        &mut tx,
        (partner, client),
        cx.new_id(),
        user,
        &wish,
        cx.now(),
    )
    .await?;
    entry(Event::SectionAsked)
        .client(client)
        .about(wish.section.key())
        .change("message", "", &wish.message)
        .record(&mut tx, cx)
        .await?;

    let (name, lang) = auth::named(&mut tx, user).await?;
    let front = brands::front_of(&mut tx, partner).await?;
    let mail = Mail::AccessRequest {
        name,
        client: entitled.company,
        section: wish.section.key().to_owned(),
        message: wish.message,
        path: format!("/p/{}/clients/{client}", front.slug),
    };
    let recipients = match &front.support_email {
        Some(address) => vec![(address.clone(), lang)],
        None => store::administrators(&mut tx, partner).await?,
    };
    let voice = Voice::of_team(partner);
    for (address, lang) in recipients {
        outbox::enqueue(&mut tx, cx, &voice, &address, lang, &mail).await?;
    }
    tx.commit().await
}
