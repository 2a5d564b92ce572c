use domain::{
    Refusal, Version,
    audit::Event,
    inclusions::Section,
    policy::Action,
    refusal::{Changed, Conflict},
    sections::{Connected, SectionLink, SectionLinkDraft},
};

use super::{is_safe, store};
use crate::{Context, Result, audit::entry, db::Tx, portal::new_token};

/// Every section, and where it leads.
pub async fn list(cx: &Context) -> Result<Vec<SectionLink>> {
    cx.allow_on_portal(Action::SeeSections)?;
    let mut tx = cx.read().await?;
    shown(&mut tx).await
}

/// Connects a section with a product of the operator's, or leads it elsewhere. The key that signs
/// hand-overs is made with the first address, and told once.
pub async fn connect(
    cx: &Context,
    section: Section,
    draft: SectionLinkDraft,
    seen: Version,
) -> Result<Connected> {
    cx.allow_on_portal(Action::ManageSections)?;
    refuse_built_in(section)?;
    let draft = draft.validate()?;
    let safe = is_safe(cx, &draft.url);
    let mut tx = cx.begin().await?;
    let before = store::links(&mut tx).await?;
    let before = before.into_iter().find(|link| link.section == section);
    let key = before.is_none().then(new_token);
    let saved = match (&before, &key) {
        (None, Some(key)) => {
            let secret = sealed(cx, section, key)?;
            store::add(&mut tx, section, &draft.url, secret, safe, cx.now()).await?
        }
        _ => store::edit(&mut tx, section, &draft.url, safe, seen, cx.now()).await?,
    };
    if !saved {
        let (now, version) = before.map_or_else(
            || (String::new(), Version(0)),
            |link| (link.url, link.version),
        );
        let field = "url".to_owned();
        let changed = vec![Changed { field, now }];
        return Err(Refusal::Conflict(Conflict { version, changed }).into());
    }
    let was = before.map_or_else(String::new, |link| link.url);
    record(
        &mut tx,
        cx,
        Event::SectionConnected,
        section,
        &was,
        &draft.url,
    )
    .await?;
    let links = shown(&mut tx).await?;
    tx.commit().await?;
    Ok(Connected { links, key })
}

/// Makes a new key for a section's hand-overs; the old one signs nothing any more.
pub async fn renew_key(cx: &Context, section: Section) -> Result<Connected> {
    cx.allow_on_portal(Action::ManageSections)?;
    let key = new_token();
    let secret = sealed(cx, section, &key)?;
    let mut tx = cx.begin().await?;
    if !store::set_secret(&mut tx, section, secret, cx.now()).await? {
        return Err(Refusal::NotFound.into());
    }
    record(&mut tx, cx, Event::SectionKeyRenewed, section, "", "").await?;
    let links = shown(&mut tx).await?;
    tx.commit().await?;
    Ok(Connected {
        links,
        key: Some(key),
    })
}

/// Disconnects a section: clients find it locked.
pub async fn disconnect(cx: &Context, section: Section) -> Result<Vec<SectionLink>> {
    cx.allow_on_portal(Action::ManageSections)?;
    let mut tx = cx.begin().await?;
    let before = store::links(&mut tx).await?;
    let before = before.into_iter().find(|link| link.section == section);
    let url = before.ok_or(Refusal::NotFound)?.url;
    store::remove(&mut tx, section).await?;
    record(&mut tx, cx, Event::SectionDisconnected, section, &url, "").await?;
    let links = shown(&mut tx).await?;
    tx.commit().await?;
    Ok(links)
}

fn refuse_built_in(section: Section) -> std::result::Result<(), Refusal> {
    if section.is_built_in() {
        Err(Refusal::NotFound)
    } else {
        Ok(())
    }
}

/// A key as it is kept: with the portal's own key file, and for this section only.
fn sealed(cx: &Context, section: Section, key: &str) -> Result<Vec<u8>> {
    cx.portal()
        .vault()
        .seal(key, &super::hand_over::about(section))
}

async fn shown(tx: &mut Tx) -> Result<Vec<SectionLink>> {
    let links = store::links(tx).await?;
    let shown = |section: &Section| {
        let link = links.iter().find(|link| link.section == *section);
        SectionLink {
            section: *section,
            url: link.map(|link| link.url.clone()),
            is_safe: section.is_built_in() || link.is_some_and(|link| link.is_safe),
            version: link.map_or(Version(0), |link| link.version),
        }
    };
    Ok(Section::ALL.iter().map(shown).collect())
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    event: Event,
    section: Section,
    from: &str,
    to: &str,
) -> Result<()> {
    let mut event = entry(event).about(section.key());
    if from != to {
        event = event.change("url", from, to);
    }
    event.record_on_portal(tx, cx, cx.actor().user()).await
}
