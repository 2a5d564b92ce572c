use domain::{
    FieldErrors, PartnerId, Problem, Refusal, Version,
    audit::Event,
    mails::{NewSender, Password, Sender, SenderDraft, SenderState, Trouble},
    policy::{Action, Actor},
};

use super::{
    about, count_trial, speaker,
    store::{self, Stored},
};
use crate::{
    Context, Portal, Result,
    audit::entry,
    db::Tx,
    edits,
    outbox::{self, Refused, Server, Voice},
};

/// Characters of a mail server's password.
const PASSWORD_MAX: u32 = 500;

/// Saves the partner's own mail server. It is used once a test has worked. Gives everything back but
/// the password.
///
/// # Errors
/// What is wrong with the form. A stored password stays with the server, port and name it was typed
/// for: where those change it has to be typed anew, so that nobody can have it sent to a server of
/// their own.
pub async fn save_sender(
    cx: &Context,
    draft: SenderDraft,
    password: Password,
    seen: Version,
) -> Result<Sender> {
    let partner = cx.allow(Action::ManageSender)?;
    let new = draft.validate(cx.portal().is_private_smtp_allowed())?;
    let mut tx = cx.begin().await?;
    let before = store::sender(&mut tx, partner).await?;
    let password = sealed(cx, partner, &draft, &new, &password, before.as_ref())?;
    if !store::save_sender(&mut tx, partner, &new, password, seen).await? {
        let now = store::sender(&mut tx, partner).await?;
        return Err(conflict(now.as_ref(), &draft).into());
    }
    let was = before.map(|before| before.draft()).unwrap_or_default();
    entry(Event::SenderSaved)
        .about(&new.host)
        .changes(edits::changes(was.fields(), draft.fields()))
        .record(&mut tx, cx)
        .await?;
    let sender = present(&mut tx, cx, partner).await?;
    tx.commit().await?;
    Ok(sender)
}

/// Sends a message by the partner's mail server to the person who asks, and says what came of it:
/// that is an answer, not a refusal.
///
/// # Errors
/// [`Refusal::NotFound`] while there is none.
pub async fn test_sender(cx: &Context) -> Result<Sender> {
    let partner = cx.allow(Action::ManageSender)?;
    let (stored, speaker, person) = {
        let mut tx = cx.begin().await?;
        let stored = store::sender(&mut tx, partner).await?;
        let stored = stored.ok_or(Refusal::NotFound)?;
        count_trial(cx.portal(), &mut tx, partner).await?;
        let speaker = speaker(&mut tx, partner).await?;
        let person = store::person(&mut tx, cx.staff()?.user).await?;
        tx.commit().await?;
        (stored, speaker, person)
    };
    let voice = Voice::Partner(Box::new(speaker));
    // Nobody's turn in the database waits for a mail server.
    let outcome = match server(cx.portal(), partner, &stored) {
        Some(server) => {
            let letter = outbox::trial(cx.portal(), &voice, person.lang);
            outbox::try_server(cx, &server, &voice, &person.email, &letter).await?
        }
        None => Err(Trouble::KeyLost.into()),
    };
    let mut tx = cx.begin().await?;
    let (state, refused) = match outcome {
        Ok(()) => (SenderState::Working, None),
        Err(refused) => (SenderState::Failing, Some(refused)),
    };
    let version = stored.version();
    if store::tested(
        &mut tx,
        partner,
        version,
        state,
        refused.as_ref(),
        cx.portal().now(),
    )
    .await?
    {
        let event = match state {
            SenderState::Working => Event::SenderTested,
            _ => Event::SenderFailed,
        };
        let trouble = refused.map_or("", |refused| refused.trouble.name());
        entry(event)
            .about(&stored.host)
            .change("trouble", "", trouble)
            .record(&mut tx, cx)
            .await?;
    }
    let sender = present(&mut tx, cx, partner).await?;
    tx.commit().await?;
    Ok(sender)
}

/// Takes the partner's mail server away: messages go the portal's own way again.
pub async fn remove_sender(cx: &Context) -> Result<Sender> {
    let partner = cx.allow(Action::ManageSender)?;
    let mut tx = cx.begin().await?;
    if let Some(stored) = store::sender(&mut tx, partner).await? {
        store::remove_sender(&mut tx, partner).await?;
        entry(Event::SenderRemoved)
            .about(&stored.host)
            .record(&mut tx, cx)
            .await?;
    }
    let sender = present(&mut tx, cx, partner).await?;
    tx.commit().await?;
    Ok(sender)
}

/// The partner's mail server, if there is one that works.
pub(crate) async fn working_server(portal: &Portal, partner: PartnerId) -> Result<Option<Server>> {
    let mut tx = portal.db().read().await?;
    let stored = store::sender(&mut tx, partner).await?;
    drop(tx);
    let Some(stored) = stored.filter(Stored::is_working) else {
        return Ok(None);
    };
    let found = server(portal, partner, &stored);
    if found.is_none() {
        fail(
            portal,
            partner,
            &stored.host,
            stored.version(),
            &Trouble::KeyLost.into(),
        )
        .await?;
    }
    Ok(found)
}

/// Notes that a mail server took no message: it is not used any more until a test works again.
pub(crate) async fn note_failure(
    portal: &Portal,
    server: &Server,
    refused: &Refused,
) -> Result<()> {
    fail(
        portal,
        server.partner,
        &server.host,
        server.version,
        refused,
    )
    .await
}

async fn fail(
    portal: &Portal,
    partner: PartnerId,
    host: &str,
    version: Version,
    refused: &Refused,
) -> Result<()> {
    let cx = portal.context(Actor::Anonymous);
    let mut tx = cx.begin().await?;
    // Of replicas that find out at the same time, one tells.
    if store::failed(&mut tx, partner, version, refused).await? {
        tracing::warn!(partner.id = %partner, trouble = refused.trouble.name(), "a partner's mail server fails");
        entry(Event::SenderFailed)
            .about(host)
            .change("trouble", "", refused.trouble.name())
            .record_at(&mut tx, &cx, partner)
            .await?;
    }
    tx.commit().await
}

/// The mail server as its form shows it; an empty form while there is none.
pub(super) async fn present(tx: &mut Tx, cx: &Context, partner: PartnerId) -> Result<Sender> {
    let is_private_allowed = cx.portal().is_private_smtp_allowed();
    Ok(match store::sender(tx, partner).await? {
        Some(stored) => Sender {
            draft: stored.draft(),
            state: Some(stored.state()?),
            has_password: stored.password.is_some(),
            trouble: stored.trouble()?,
            tested_at: stored.tested_at(),
            version: stored.version(),
            is_private_allowed,
        },
        None => Sender {
            draft: SenderDraft {
                from_name: speaker(tx, partner).await?.name,
                ..SenderDraft::default()
            },
            state: None,
            has_password: false,
            trouble: None,
            tested_at: None,
            version: Version(0),
            is_private_allowed,
        },
    })
}

/// The mail server ready for use; nothing when its password cannot be read any more.
fn server(portal: &Portal, partner: PartnerId, stored: &Stored) -> Option<Server> {
    let password = match &stored.password {
        Some(sealed) => portal.vault().open(sealed, &about(partner))?,
        None => String::new(),
    };
    let draft = stored.draft();
    Some(Server {
        partner,
        version: stored.version(),
        host: draft.host,
        port: draft.port.parse().ok()?,
        security: draft.security,
        username: draft.username,
        password: Password(password),
        from_address: draft.from_address,
        from_name: draft.from_name,
    })
}

/// The password to be stored: a new one, or the one that is there.
fn sealed(
    cx: &Context,
    partner: PartnerId,
    draft: &SenderDraft,
    new: &NewSender,
    Password(typed): &Password,
    before: Option<&Stored>,
) -> Result<Option<Vec<u8>>> {
    let invalid = |problem| FieldErrors::one("password", problem);
    if new.username.is_empty() {
        return Ok(None);
    }
    if draft.replaces_password {
        if typed.is_empty() {
            return Err(invalid(Problem::Required).into());
        }
        if typed.chars().count() > usize::try_from(PASSWORD_MAX).unwrap_or(usize::MAX) {
            return Err(invalid(Problem::TooLong { max: PASSWORD_MAX }).into());
        }
        return Ok(Some(cx.portal().vault().seal(typed, &about(partner))?));
    }
    let goes_elsewhere = |was: &SenderDraft| {
        (was.host.as_str(), was.security, was.username.as_str())
            != (new.host.as_str(), new.security, new.username.as_str())
            || was.port != new.port.to_string()
    };
    match before {
        Some(before) if before.password.is_some() && !goes_elsewhere(&before.draft()) => {
            Ok(before.password.clone())
        }
        _ => Err(invalid(Problem::Required).into()),
    }
}

fn conflict(now: Option<&Stored>, wanted: &SenderDraft) -> Refusal {
    let present = now.map(Stored::draft).unwrap_or_default();
    let version = now.map_or(Version(0), Stored::version);
    edits::conflict(present.fields(), wanted.fields(), version)
}
