use domain::{
    Lang, PartnerId, Version,
    audit::Event,
    mails::{MailKind, Template, TemplateDraft, TemplateSummary},
    policy::Action,
};

use super::{count_trial, speaker, store};
use crate::{
    Context, Result,
    audit::entry,
    db::Tx,
    edits::conflict,
    outbox::{self, Mail, Voice, usual_text},
};

/// The text of a kind of message in a language, with what its form needs.
pub async fn template(cx: &Context, kind: MailKind, lang: Lang) -> Result<Template> {
    let partner = cx.allow(Action::SeeMails)?;
    let mut tx = cx.read().await?;
    present(&mut tx, cx, partner, kind, lang).await
}

/// Changes the text of a kind of message in a language.
pub async fn save_template(
    cx: &Context,
    kind: MailKind,
    lang: Lang,
    draft: TemplateDraft,
    seen: Version,
) -> Result<Template> {
    let partner = cx.allow(Action::EditMails)?;
    let draft = draft.validate(kind)?;
    let mut tx = cx.begin().await?;
    if !store::save_template(&mut tx, partner, kind, lang, &draft, seen).await? {
        let now = present(&mut tx, cx, partner, kind, lang).await?;
        return Err(conflict(fields(&now.draft), fields(&draft), now.version).into());
    }
    entry(Event::MailTemplateEdited)
        .about(subject(kind, lang))
        .record(&mut tx, cx)
        .await?;
    let template = present(&mut tx, cx, partner, kind, lang).await?;
    tx.commit().await?;
    Ok(template)
}

/// Takes the usual text again.
pub async fn reset_template(cx: &Context, kind: MailKind, lang: Lang) -> Result<Template> {
    let partner = cx.allow(Action::EditMails)?;
    let mut tx = cx.begin().await?;
    if store::drop_template(&mut tx, partner, kind, lang).await? {
        entry(Event::MailTemplateReset)
            .about(subject(kind, lang))
            .record(&mut tx, cx)
            .await?;
    }
    let template = present(&mut tx, cx, partner, kind, lang).await?;
    tx.commit().await?;
    Ok(template)
}

/// Sends a text as it stands in the form to the person who asks, about nobody in particular.
pub async fn send_sample(
    cx: &Context,
    kind: MailKind,
    lang: Lang,
    draft: TemplateDraft,
) -> Result<()> {
    let partner = cx.allow(Action::EditMails)?;
    let draft = draft.validate(kind)?;
    let mut tx = cx.begin().await?;
    count_trial(cx.portal(), &mut tx, partner).await?;
    let person = store::person(&mut tx, cx.staff()?.user).await?;
    let (voice, mail) = sample(&mut tx, cx, partner, kind, lang).await?;
    let letter = mail.rendered(cx.portal(), &voice, lang, Some(draft));
    outbox::post(&mut tx, cx, &voice, &person.email, &letter).await?;
    tx.commit().await
}

/// Every kind in every language.
pub(super) async fn listed(tx: &mut Tx, partner: PartnerId) -> Result<Vec<TemplateSummary>> {
    let own = store::own_templates(tx, partner).await?;
    let all = MailKind::ALL
        .into_iter()
        .flat_map(|kind| Lang::ALL.into_iter().map(move |lang| (kind, lang)));
    Ok(all
        .map(|(kind, lang)| TemplateSummary {
            kind,
            lang,
            is_own: own.contains(&(kind, lang)),
        })
        .collect())
}

async fn present(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    kind: MailKind,
    lang: Lang,
) -> Result<Template> {
    let default = usual_text(kind, lang);
    let own = store::template(tx, partner, kind, lang).await?;
    let is_own = own.is_some();
    let (draft, version) = own.unwrap_or_else(|| (default.clone(), Version(0)));
    let (voice, mail) = sample(tx, cx, partner, kind, lang).await?;
    let words = mail.words(cx.portal(), &voice).into_iter();
    Ok(Template {
        draft,
        default,
        is_own,
        version,
        sample: words.map(|(name, word)| (name.to_owned(), word)).collect(),
        look: speaker(tx, partner).await?.look(cx.portal()),
    })
}

/// A message of a kind about nobody, and the voice in which it would speak.
async fn sample(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    kind: MailKind,
    lang: Lang,
) -> Result<(Voice, Mail)> {
    let speaker = speaker(tx, partner).await?;
    let mail = Mail::sample(kind, &speaker.name, lang, cx.now());
    let voice = if kind.is_for_clients() {
        Voice::Partner(Box::new(speaker))
    } else {
        Voice::of_team(partner)
    };
    Ok((voice, mail))
}

fn subject(kind: MailKind, lang: Lang) -> String {
    format!("{} ({lang})", kind.name())
}

fn fields(draft: &TemplateDraft) -> [(&'static str, &str); 2] {
    [("subject", &draft.subject), ("body", &draft.body)]
}
