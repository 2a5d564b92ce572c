use domain::{
    Lang, PartnerId, Timestamp, UserId, Version,
    mails::{MailKind, NewSender, Security, SenderDraft, SenderState, TemplateDraft, Trouble},
};

use crate::{Error, Result, args, db::Tx, outbox::Refused, statements};

statements! {
    SENDER = "SELECT host, port, security, username, password, from_address, from_name, state,
            trouble, answer, tested_at, version
        FROM senders WHERE partner_id = $1";
    ADD_SENDER = "INSERT INTO senders (partner_id, host, port, security, username, password,
            from_address, from_name, state, answer, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'untested', '', 1)
        ON CONFLICT (partner_id) DO NOTHING";
    SET_SENDER = "UPDATE senders SET host = $3, port = $4, security = $5, username = $6,
            password = $7, from_address = $8, from_name = $9, state = 'untested', trouble = NULL,
            answer = '', tested_at = NULL, version = version + 1
        WHERE partner_id = $1 AND version = $2";
    TESTED = "UPDATE senders SET state = $3, trouble = $4, answer = $5, tested_at = $6
        WHERE partner_id = $1 AND version = $2";
    SENDER_FAILED = "UPDATE senders SET state = 'failing', trouble = $3, answer = $4
        WHERE partner_id = $1 AND version = $2 AND state = 'working'";
    REMOVE_SENDER = "DELETE FROM senders WHERE partner_id = $1";
    PERSON = "SELECT email, lang FROM users WHERE id = $1";
    TEMPLATE = "SELECT kind, lang, subject, body, version FROM mail_templates
        WHERE partner_id = $1 AND kind = $2 AND lang = $3";
    OWN_TEMPLATES = "SELECT kind, lang FROM mail_templates WHERE partner_id = $1";
    ADD_TEMPLATE = "INSERT INTO mail_templates (partner_id, kind, lang, subject, body, version)
        VALUES ($1, $2, $3, $4, $5, 1)
        ON CONFLICT (partner_id, kind, lang) DO NOTHING";
    SET_TEMPLATE = "UPDATE mail_templates SET subject = $5, body = $6, version = version + 1
        WHERE partner_id = $1 AND kind = $2 AND lang = $3 AND version = $4";
    DROP_TEMPLATE = "DELETE FROM mail_templates
        WHERE partner_id = $1 AND kind = $2 AND lang = $3";
}

/// A mail server as stored, its password sealed.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) host: String,
    port: i64,
    security: String,
    username: String,
    pub(super) password: Option<Vec<u8>>,
    from_address: String,
    from_name: String,
    state: String,
    trouble: Option<String>,
    answer: String,
    tested_at: Option<i64>,
    version: i64,
}

impl Stored {
    pub(super) fn draft(&self) -> SenderDraft {
        SenderDraft {
            host: self.host.clone(),
            port: self.port.to_string(),
            // What is unknown is never sent in the open.
            security: Security::named(&self.security).unwrap_or_default(),
            username: self.username.clone(),
            replaces_password: false,
            from_address: self.from_address.clone(),
            from_name: self.from_name.clone(),
        }
    }

    pub(super) fn state(&self) -> Result<SenderState> {
        SenderState::named(&self.state).ok_or_else(|| Error::corrupt("senders.state"))
    }

    pub(super) fn is_working(&self) -> bool {
        self.state == SenderState::Working.name()
    }

    pub(super) fn trouble(&self) -> Result<Option<(Trouble, String)>> {
        let Some(name) = &self.trouble else {
            return Ok(None);
        };
        let trouble = Trouble::named(name).ok_or_else(|| Error::corrupt("senders.trouble"))?;
        Ok(Some((trouble, self.answer.clone())))
    }

    pub(super) fn tested_at(&self) -> Option<Timestamp> {
        self.tested_at.map(Timestamp)
    }

    pub(super) const fn version(&self) -> Version {
        Version(self.version)
    }
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    email: String,
    lang: String,
}

/// Who asks for a test, as far as a message to them needs it.
pub(super) struct Person {
    pub(super) email: String,
    pub(super) lang: Lang,
}

#[derive(sqlx::FromRow)]
struct TemplateRow {
    subject: String,
    body: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    kind: String,
    lang: String,
}

pub(super) async fn sender(tx: &mut Tx, partner: PartnerId) -> Result<Option<Stored>> {
    tx.one(SENDER, args![partner]).await
}

/// Saves the mail server that has the version `seen`, 0 for a first one; false when it has another
/// by now.
pub(super) async fn save_sender(
    tx: &mut Tx,
    partner: PartnerId,
    new: &NewSender,
    password: Option<Vec<u8>>,
    seen: Version,
) -> Result<bool> {
    let (host, port) = (&new.host, u32::from(new.port));
    let (security, username) = (new.security.name(), &new.username);
    let (address, name) = (&new.from_address, &new.from_name);
    let changed = if seen == Version(0) {
        let values = args![
            partner, host, port, security, username, password, address, name
        ];
        tx.run(ADD_SENDER, values).await?
    } else {
        let values = args![
            partner, seen, host, port, security, username, password, address, name
        ];
        tx.run(SET_SENDER, values).await?
    };
    Ok(changed == 1)
}

/// Notes what came of a test; false when the mail server has been changed meanwhile.
pub(super) async fn tested(
    tx: &mut Tx,
    partner: PartnerId,
    version: Version,
    state: SenderState,
    refused: Option<&Refused>,
    now: Timestamp,
) -> Result<bool> {
    let trouble = refused.map(|refused| refused.trouble.name());
    let answer = refused.map_or("", |refused| &refused.answer);
    let values = args![partner, version, state.name(), trouble, answer, now];
    Ok(tx.run(TESTED, values).await? == 1)
}

/// Notes that a mail server that worked does not any more; false when it is known, or it has been
/// changed meanwhile.
pub(super) async fn failed(
    tx: &mut Tx,
    partner: PartnerId,
    version: Version,
    refused: &Refused,
) -> Result<bool> {
    let values = args![partner, version, refused.trouble.name(), &refused.answer];
    Ok(tx.run(SENDER_FAILED, values).await? == 1)
}

pub(super) async fn remove_sender(tx: &mut Tx, partner: PartnerId) -> Result<()> {
    tx.run(REMOVE_SENDER, args![partner]).await?;
    Ok(())
}

pub(super) async fn person(tx: &mut Tx, user: UserId) -> Result<Person> {
    let row: Option<PersonRow> = tx.one(PERSON, args![user]).await?;
    let row = row.ok_or_else(|| Error::corrupt("users.id"))?;
    Ok(Person {
        email: row.email,
        lang: row.lang.parse().unwrap_or_default(),
    })
}

pub(super) async fn template(
    tx: &mut Tx,
    partner: PartnerId,
    kind: MailKind,
    lang: Lang,
) -> Result<Option<(TemplateDraft, Version)>> {
    let values = args![partner, kind.name(), lang.tag()];
    let row: Option<TemplateRow> = tx.one(TEMPLATE, values).await?;
    Ok(row.map(|row| {
        let draft = TemplateDraft {
            subject: row.subject,
            body: row.body,
        };
        (draft, Version(row.version))
    }))
}

/// The kinds and languages for which a partner has a text of its own.
pub(super) async fn own_templates(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Vec<(MailKind, Lang)>> {
    let rows: Vec<OwnRow> = tx.all(OWN_TEMPLATES, args![partner]).await?;
    let known = rows
        .into_iter()
        .filter_map(|row| Some((MailKind::named(&row.kind)?, row.lang.parse().ok()?)));
    Ok(known.collect())
}

/// Saves the text that has the version `seen`, 0 for a first one; false when it has another by now.
pub(super) async fn save_template(
    tx: &mut Tx,
    partner: PartnerId,
    kind: MailKind,
    lang: Lang,
    draft: &TemplateDraft,
    seen: Version,
) -> Result<bool> {
    let (kind, lang) = (kind.name(), lang.tag());
    let (subject, body) = (&draft.subject, &draft.body);
    let changed = if seen == Version(0) {
        tx.run(ADD_TEMPLATE, args![partner, kind, lang, subject, body])
            .await?
    } else {
        let values = args![partner, kind, lang, seen, subject, body];
        tx.run(SET_TEMPLATE, values).await?
    };
    Ok(changed == 1)
}

/// Forgets a text; false when there was none.
pub(super) async fn drop_template(
    tx: &mut Tx,
    partner: PartnerId,
    kind: MailKind,
    lang: Lang,
) -> Result<bool> {
    let values = args![partner, kind.name(), lang.tag()];
    Ok(tx.run(DROP_TEMPLATE, values).await? == 1)
}
