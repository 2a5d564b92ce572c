//! The visitor's side, at the portal's own host: looking, asking, setting out, coming home.

use domain::{
    ClientId, PartnerId, Refusal, VisitId,
    audit::Event,
    policy::Action,
    refusal::Rejection,
    visits::{
        ANSWER_HOURS, Prospect, Request, Started, TICKET_SECONDS, VisitDraft, VisitRule,
        VisitState, VisitWish,
    },
};

use super::{
    store::{self, Visit},
    under_way::close,
};
use crate::{
    Context, Result,
    audit::entry,
    auth::{self, Rule, limit},
    brands,
    db::Tx,
    outbox::{self, Mail, Voice},
    portal::{new_token, token_hash},
};

/// Requests that one member can send: asking is not a way to fill a client's mailbox.
const ASKED: Rule = Rule {
    what: "visits asked for by",
    most: 10,
    seconds: 3_600,
};

/// What a member of the team has to know before they visit a client.
pub async fn prospect(cx: &Context, client: ClientId) -> Result<Prospect> {
    let mut tx = cx.read().await?;
    let (partner, _) = admitted(&mut tx, cx, client).await?;
    let actor = cx.staff()?.user;
    let rule = store::rule(&mut tx, partner, client).await?;
    let request = store::request(&mut tx, partner, client, actor, cx.now()).await?;
    Ok(Prospect {
        rule,
        request: request.map(|visit| Request {
            state: visit.state,
            reason: visit.reason,
            minutes: visit.minutes,
            until: visit.until,
        }),
        under_way: store::whereabouts(&mut tx, partner, actor, cx.now()).await?,
    })
}

/// Sets out for a client's pages, or asks its owners first if they want that (B3). The password is
/// asked for again (step-up): a panel left open is not a way into every client.
///
/// # Errors
/// [`Rejection::VisitsClosed`] where nobody may come in, [`Rejection::VisitUnderWay`] for somebody
/// who is on a visit already (C4).
pub async fn start(cx: &Context, draft: VisitDraft) -> Result<Started> {
    {
        let mut tx = cx.read().await?;
        let (partner, _) = admitted(&mut tx, cx, draft.client).await?;
        if store::rule(&mut tx, partner, draft.client).await? == VisitRule::Never {
            return Err(Rejection::VisitsClosed.into());
        }
    }
    let wish = draft.validate()?;
    let proof = auth::step_up(cx, &draft.password, "password").await?;

    let mut tx = cx.begin().await?;
    let (partner, company) = admitted(&mut tx, cx, wish.client).await?;
    proof.confirm(&mut tx).await?;
    let actor = cx.staff()?.user;
    if let Some(at) = store::whereabouts(&mut tx, partner, actor, cx.now()).await? {
        let company = at.company;
        return Err(Rejection::VisitUnderWay { company }.into());
    }
    let started = match store::rule(&mut tx, partner, wish.client).await? {
        VisitRule::Never => return Err(Rejection::VisitsClosed.into()),
        VisitRule::Always => set_out(&mut tx, cx, partner, &wish).await?,
        VisitRule::Ask => {
            let known = store::request(&mut tx, partner, wish.client, actor, cx.now()).await?;
            match known {
                Some(visit) if visit.state == VisitState::Allowed => {
                    go_on(&mut tx, cx, partner, &visit).await?
                }
                Some(visit) if visit.state == VisitState::Asked => Started::Asked,
                _ => ask(&mut tx, cx, partner, company, &wish).await?,
            }
        }
    };
    tx.commit().await?;
    Ok(started)
}

/// Ends the visit that a member of the team is on, from the panel.
pub async fn end(cx: &Context) -> Result<()> {
    let partner = cx.allow(Action::EnterClient)?;
    let actor = cx.staff()?.user;
    let mut tx = cx.begin().await?;
    for visit in store::of_actor(&mut tx, partner, actor).await? {
        close(&mut tx, cx, visit).await?;
    }
    tx.commit().await
}

/// The partner and the client's name, if the member may visit it.
async fn admitted(tx: &mut Tx, cx: &Context, id: ClientId) -> Result<(PartnerId, String)> {
    let partner = cx.partner()?;
    let found = store::client(tx, partner, id).await?;
    let (company, status) = found.ok_or(Refusal::NotFound)?;
    cx.allow_on_client(tx, Action::EnterClient, id, status)
        .await?;
    Ok((partner, company))
}

/// Makes a visit with its ticket.
async fn set_out(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    wish: &VisitWish,
) -> Result<Started> {
    let ticket = new_token();
    let new = store::New {
        id: VisitId::from_uuid(cx.new_id()),
        actor: cx.staff()?.user,
        session: cx.session()?,
        state: VisitState::Ticketed,
        wish,
        at: cx.now(),
        until: cx.now().plus_seconds(TICKET_SECONDS),
        ticket: Some(token_hash(&ticket)),
    };
    store::add(tx, partner, new).await?;
    way_in(tx, cx, partner, &ticket).await
}

/// Gives a request that was allowed its ticket. Reason and minutes stay those that were allowed.
async fn go_on(tx: &mut Tx, cx: &Context, partner: PartnerId, visit: &Visit) -> Result<Started> {
    let ticket = new_token();
    let until = cx.now().plus_seconds(TICKET_SECONDS);
    let hash = token_hash(&ticket);
    let at = (partner, visit.id);
    if !store::give_ticket(tx, at, until, hash, cx.session()?, cx.now()).await? {
        return Err(Rejection::VisitOver.into());
    }
    way_in(tx, cx, partner, &ticket).await
}

async fn way_in(tx: &mut Tx, cx: &Context, partner: PartnerId, ticket: &str) -> Result<Started> {
    let front = brands::front_of(tx, partner).await?;
    let url = front.url(cx.portal());
    Ok(Started::Enter(format!("{url}/enter/{ticket}")))
}

/// Asks the client's owners, in the partner's name.
async fn ask(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    company: String,
    wish: &VisitWish,
) -> Result<Started> {
    let actor = cx.staff()?.user;
    limit(tx, ASKED, &actor.to_string(), cx.now()).await?;
    let new = store::New {
        id: VisitId::from_uuid(cx.new_id()),
        actor,
        session: cx.session()?,
        state: VisitState::Asked,
        wish,
        at: cx.now(),
        until: cx.now().plus_seconds(ANSWER_HOURS * 3_600),
        ticket: None,
    };
    store::add(tx, partner, new).await?;
    entry(Event::VisitAsked)
        .client(wish.client)
        .about(&wish.reason)
        .record(tx, cx)
        .await?;
    let (name, _) = auth::named(tx, actor).await?;
    let front = brands::front_of(tx, partner).await?;
    let mail = Mail::VisitRequest {
        client: company,
        name,
        reason: wish.reason.clone(),
        minutes: wish.minutes,
        path: format!("/c/{}/activity", wish.client),
    };
    let voice = Voice::of(&front);
    for (address, lang) in store::owners(tx, partner, wish.client).await? {
        outbox::enqueue(tx, cx, &voice, &address, lang, &mail).await?;
    }
    Ok(Started::Asked)
}
