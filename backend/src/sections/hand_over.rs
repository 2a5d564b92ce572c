use domain::{
    ClientId, Refusal,
    audit::Event,
    inclusions::Section,
    policy::{Action, Object, decide, decide_for_section},
    rights::Level,
    sections::HAND_OVER_SECONDS,
};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

use super::store;
use crate::{Context, Error, Result, audit::entry, auth, client_users};

/// What the product is told of whom it gets (RFC 7519). Neither the operator nor another partner is
/// named: the issuer is the brand's host.
#[derive(Serialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    /// Who acts when it is nobody of the client: a member of the partner's team on a visit, whom `sub`
    /// then does not name (RFC 8693 §4.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<Actor>,
    jti: String,
    iat: i64,
    exp: i64,
    name: String,
    lang: &'static str,
    client: String,
    company: String,
    section: &'static str,
    level: &'static str,
}

/// Who acts on behalf of the subject.
#[derive(Serialize)]
struct Actor {
    sub: String,
    /// When the visit is over: the product ends what it began then.
    exp: i64,
}

/// What the key of a section is sealed for.
pub(super) fn about(section: Section) -> String {
    format!("section {}", section.key())
}

/// Where to send a person who opens a section: the product's address with a signed hand-over, good
/// once for a minute. The product checks signature, audience and time, and takes each `jti` once.
///
/// # Errors
/// The refusal of the policy; not found while the section leads nowhere.
pub async fn hand_over(cx: &Context, client: ClientId, section: Section) -> Result<String> {
    let person = cx.client_user()?;
    let object = Object::Section {
        partner: person.partner,
        client,
        section,
    };
    Refusal::unless(decide(cx.actor(), Action::OpenSection, object))?;
    let front = cx.front().ok_or(Refusal::NotFound)?;
    let mut tx = cx.read().await?;
    let links = store::links(&mut tx).await?;
    let link = links.into_iter().find(|link| link.section == section);
    let link = link.ok_or(Refusal::NotFound)?;
    let who = auth::named(&mut tx, person.user).await?;
    let place = match cx.visit() {
        Some(visit) => visit.place.clone(),
        None => client_users::place(&mut tx, person.partner, person.user, client)
            .await?
            .ok_or(Refusal::NotFound)?,
    };
    let key = cx.portal().vault().open(&link.secret, &about(section));
    let key = key.ok_or_else(|| Error::corrupt("section_links.secret"))?;

    let edits = decide_for_section(person, section, Level::Edit).is_allowed();
    let level = if edits { Level::Edit } else { Level::View };
    let now = cx.now().0 / 1_000_000;
    let claims = Claims {
        iss: front.url(cx.portal()),
        aud: origin(&link.url),
        sub: if person.is_visitor() {
            client.to_string()
        } else {
            person.user.to_string()
        },
        act: cx.visit().map(|visit| Actor {
            sub: person.user.to_string(),
            exp: visit.told.ends_at.0 / 1_000_000,
        }),
        jti: cx.new_id().simple().to_string(),
        iat: now,
        exp: now + HAND_OVER_SECONDS,
        name: who.0,
        lang: who.1.tag(),
        client: client.to_string(),
        company: place.company,
        section: section.key(),
        level: level.name(),
    };
    let header = Header::new(Algorithm::HS256);
    let signed = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(key.as_bytes()));
    let token = signed.map_err(|error| Error::Broken(Box::new(error)))?;
    if cx.visit().is_some() {
        drop(tx);
        note(cx, client, section).await?;
    }
    let mark = if link.url.contains('?') { '&' } else { '?' };
    Ok(format!("{}{mark}hand_over={token}", link.url))
}

/// What is done in a product is not seen here: that it was opened on a visit is in the receipt.
async fn note(cx: &Context, client: ClientId, section: Section) -> Result<()> {
    let mut tx = cx.begin().await?;
    entry(Event::SectionOpened)
        .client(client)
        .about(section.key())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Scheme and authority of a web address (RFC 6454).
fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    format!("{scheme}://{authority}")
}
