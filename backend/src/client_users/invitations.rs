use domain::{
    ClientId, FieldErrors, InvitationId, Lang, PartnerId, Problem, Refusal, Timestamp,
    audit::Event, auth::INVITATION_DAYS, client_users::ClientUserDraft, policy::Actor,
};

use super::{authority, store};
use crate::{
    Context, Result,
    audit::entry,
    auth::{Rule, address_key, limit},
    brands,
    db::{Tx, violates},
    outbox::{self, Mail, Voice},
    portal::{new_token, token_hash},
    workspaces,
};

/// Invitations that one partner's clients can send together: not a way to write to strangers.
const SENT: Rule = Rule {
    what: "client invitations of",
    most: 200,
    seconds: 3_600,
};

/// Invitations that the people of one client can send: they leave the others theirs.
const SENT_BY_CLIENT: Rule = Rule {
    what: "invitations by client",
    most: 50,
    seconds: 3_600,
};

/// Counts an invitation: that of a client's own people for their client, every one for the partner.
async fn count(tx: &mut Tx, cx: &Context, partner: PartnerId, client: ClientId) -> Result<()> {
    if matches!(cx.actor(), Actor::Client(_)) {
        limit(tx, SENT_BY_CLIENT, &client.to_string(), cx.now()).await?;
    }
    limit(tx, SENT, &partner.to_string(), cx.now()).await
}

/// Invites somebody to a client (G2, G4), with the seats they are to have (P14): one pending
/// invitation per address, and none for somebody who is in.
pub async fn invite(cx: &Context, client: ClientId, draft: ClientUserDraft) -> Result<()> {
    let (mut tx, partner, mut entitled) = authority::begin(cx, client).await?;
    let draft = draft.validate()?;
    let email_key = address_key(&draft.email);
    let refused = || FieldErrors::one("email", Problem::Taken);
    if store::is_user(&mut tx, partner, client, &email_key).await? {
        return Err(refused().into());
    }
    count(&mut tx, cx, partner, client).await?;

    let token = new_token();
    let id = InvitationId::from_uuid(cx.new_id());
    let new = store::NewInvitation {
        id,
        token_hash: token_hash(&token),
        email: &draft.email,
        email_key,
        access: &draft.access,
        lang: draft.lang,
        invited_by: cx.actor().user().ok_or(Refusal::SignedOut)?,
        now: cx.now(),
        expires_at: expiry(cx.now()),
    };
    match store::add_invitation(&mut tx, (partner, client), new).await {
        Err(error)
            if violates(
                &error,
                "one_pending_client_invitation",
                "client_invitations.email_key",
            ) =>
        {
            return Err(refused().into());
        }
        added => added?,
    }
    let at = (partner, client);
    workspaces::take(
        &mut tx,
        at,
        &mut entitled,
        id.uuid(),
        &draft.access.workspaces,
    )
    .await?;
    entry(Event::ClientUserInvited)
        .client(client)
        .about(&draft.email)
        .change("role", "", draft.access.role.name())
        .change("rights", "", draft.access.rights.in_a_line())
        .record(&mut tx, cx)
        .await?;
    let letter = Invitation {
        company: entitled.company,
        email: draft.email,
        lang: draft.lang,
        token,
    };
    send(&mut tx, cx, partner, letter).await?;
    tx.commit().await
}

/// Sends an invitation again, with a new link: the old one is dead.
pub async fn resend(cx: &Context, client: ClientId, id: InvitationId) -> Result<()> {
    let (mut tx, partner, entitled) = authority::begin(cx, client).await?;
    count(&mut tx, cx, partner, client).await?;
    let token = new_token();
    let times = (cx.now(), expiry(cx.now()));
    let renewed = store::renew(&mut tx, (partner, client), id, token_hash(&token), times).await?;
    let (email, lang) = renewed.ok_or(Refusal::NotFound)?;
    entry(Event::ClientInvitationResent)
        .client(client)
        .about(&email)
        .record(&mut tx, cx)
        .await?;
    let letter = Invitation {
        company: entitled.company,
        email,
        lang,
        token,
    };
    send(&mut tx, cx, partner, letter).await?;
    tx.commit().await
}

/// Revokes an invitation, and gives its seats back.
pub async fn revoke(cx: &Context, client: ClientId, id: InvitationId) -> Result<()> {
    let (mut tx, partner, mut entitled) = authority::begin(cx, client).await?;
    let at = (partner, client);
    let revoked = store::revoke(&mut tx, at, id, cx.now()).await?;
    let email = revoked.ok_or(Refusal::NotFound)?;
    workspaces::give_up(&mut tx, at, &mut entitled, id.uuid()).await?;
    entry(Event::ClientInvitationRevoked)
        .client(client)
        .about(email)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

struct Invitation {
    company: String,
    email: String,
    lang: Lang,
    token: String,
}

async fn send(tx: &mut Tx, cx: &Context, partner: PartnerId, letter: Invitation) -> Result<()> {
    let front = brands::front_of(tx, partner).await?;
    let mail = Mail::ClientInvitation {
        client: letter.company,
        token: letter.token,
    };
    outbox::enqueue(
        tx,
        cx,
        &Voice::of(&front),
        &letter.email,
        letter.lang,
        &mail,
    )
    .await
}

fn expiry(now: Timestamp) -> Timestamp {
    now.plus_days(INVITATION_DAYS)
}
