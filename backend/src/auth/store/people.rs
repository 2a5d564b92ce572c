use domain::{
    Lang, MembershipId, PartnerId, Timestamp, UserId,
    auth::{Membership, ProfileDraft},
    partners::PartnerStatus,
    policy::{Role, Staff},
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    PERSON = "SELECT id, email, name, lang, password_hash, is_operator FROM users WHERE id = $1";
    PERSON_AT = "SELECT id, email, name, lang, password_hash, is_operator FROM users
        WHERE email_key = $1";
    ADD_PERSON = "INSERT INTO users
            (id, email, email_key, name, lang, password_hash, is_operator, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7)
        ON CONFLICT (email_key) DO UPDATE
            SET name = excluded.name, password_hash = excluded.password_hash
            WHERE users.password_hash IS NULL
        RETURNING id";
    ADD_OPERATOR = "INSERT INTO users (id, email, email_key, name, lang, is_operator, created_at)
        VALUES ($1, $2, $3, $4, $5, TRUE, $6)
        ON CONFLICT (email_key) DO UPDATE SET is_operator = TRUE, password_hash =
            CASE WHEN users.is_operator THEN users.password_hash ELSE NULL END
        RETURNING id";
    EDIT_PERSON = "UPDATE users SET name = $2, lang = $3 WHERE id = $1";
    SET_PASSWORD = "UPDATE users SET password_hash = $2 WHERE id = $1";
    NOTE_SIGN_IN = "UPDATE users SET last_sign_in_at = $2 WHERE id = $1";
    MEMBERSHIPS = "SELECT m.id, p.partner_id, p.name, p.slug, p.status, m.role, m.sees_all
        FROM memberships m JOIN partners p ON p.partner_id = m.partner_id
        WHERE m.user_id = $1 ORDER BY p.name_key, p.partner_id";
    STAFF = "SELECT m.user_id, m.id, p.partner_id, p.status, m.role, m.sees_all
        FROM partners p JOIN memberships m ON m.partner_id = p.partner_id
        WHERE p.slug = $1 AND m.user_id = $2";
    ADD_LINK = "INSERT INTO reset_links (token_hash, user_id, created_at, expires_at, partner_id)
        VALUES ($1, $2, $3, $4, $5)";
    USER_OF_LINK = "SELECT user_id AS id FROM reset_links
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
            AND (partner_id = $3 OR (partner_id IS NULL AND $3 IS NULL))";
    USE_LINK = "UPDATE reset_links SET used_at = $2
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    DROP_LINKS_AT = "DELETE FROM reset_links WHERE user_id = $1 AND partner_id = $2";
    DROP_LINKS = "DELETE FROM reset_links WHERE user_id = $1";
    SWEEP_LINKS = "DELETE FROM reset_links WHERE expires_at <= $1";
}

/// A person of the portal.
#[derive(Clone)]
pub(in crate::auth) struct Person {
    pub(in crate::auth) id: UserId,
    pub(in crate::auth) email: String,
    pub(in crate::auth) name: String,
    pub(in crate::auth) lang: Lang,
    pub(in crate::auth) password_hash: Option<String>,
    pub(in crate::auth) is_operator: bool,
}

/// A person about to be added, or to be given their first password.
pub(in crate::auth) struct NewPerson<'a> {
    pub(in crate::auth) id: UserId,
    pub(in crate::auth) email: &'a str,
    pub(in crate::auth) email_key: &'a str,
    pub(in crate::auth) name: &'a str,
    pub(in crate::auth) lang: Lang,
    pub(in crate::auth) password_hash: &'a str,
    pub(in crate::auth) now: Timestamp,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    email: String,
    name: String,
    lang: String,
    password_hash: Option<String>,
    is_operator: bool,
}

impl TryFrom<PersonRow> for Person {
    type Error = Error;

    fn try_from(row: PersonRow) -> Result<Self> {
        Ok(Self {
            id: UserId::from_uuid(row.id),
            email: row.email,
            name: row.name,
            lang: lang(&row.lang)?,
            password_hash: row.password_hash,
            is_operator: row.is_operator,
        })
    }
}

pub(super) fn lang(tag: &str) -> Result<Lang> {
    tag.parse().map_err(|_| Error::corrupt("users.lang"))
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

impl IdRow {
    const fn user(&self) -> UserId {
        UserId::from_uuid(self.id)
    }
}

#[derive(sqlx::FromRow)]
struct MembershipRow {
    id: Uuid,
    partner_id: Uuid,
    name: String,
    slug: String,
    status: String,
    role: String,
    sees_all: bool,
}

#[derive(sqlx::FromRow)]
struct StaffRow {
    user_id: Uuid,
    id: Uuid,
    partner_id: Uuid,
    status: String,
    role: String,
    sees_all: bool,
}

pub(super) fn status(name: &str) -> Result<PartnerStatus> {
    PartnerStatus::named(name).ok_or_else(|| Error::corrupt("partners.status"))
}

pub(super) fn role(name: &str) -> Result<Role> {
    Role::named(name).ok_or_else(|| Error::corrupt("memberships.role"))
}

/// The person of a session or link, who is there as long as it is.
pub(in crate::auth) async fn person(tx: &mut Tx, id: UserId) -> Result<Person> {
    let row: Option<PersonRow> = tx.one(PERSON, args![id]).await?;
    row.ok_or_else(|| Error::corrupt("users.id"))?.try_into()
}

pub(in crate::auth) async fn person_at(tx: &mut Tx, email_key: &str) -> Result<Option<Person>> {
    let row: Option<PersonRow> = tx.one(PERSON_AT, args![email_key]).await?;
    row.map(Person::try_from).transpose()
}

/// Adds a person, or gives the one without a password their first; false when somebody with
/// another id, or a password, has the address.
pub(in crate::auth) async fn add_person(tx: &mut Tx, new: NewPerson<'_>) -> Result<bool> {
    let values = args![
        new.id,
        new.email,
        new.email_key,
        new.name,
        new.lang.tag(),
        new.password_hash,
        new.now
    ];
    let row: Option<IdRow> = tx.one(ADD_PERSON, values).await?;
    Ok(row.is_some_and(|row| row.user() == new.id))
}

/// Adds a person of the operator's, or makes the one at this address one; says who it is.
pub(in crate::auth) async fn add_operator(
    tx: &mut Tx,
    new: UserId,
    email: &str,
    email_key: &str,
    name: &str,
    now: Timestamp,
) -> Result<UserId> {
    let values = args![new, email, email_key, name, Lang::default().tag(), now];
    let row: Option<IdRow> = tx.one(ADD_OPERATOR, values).await?;
    Ok(row.map_or(new, |row| row.user()))
}

pub(in crate::auth) async fn edit_person(
    tx: &mut Tx,
    id: UserId,
    draft: &ProfileDraft,
) -> Result<()> {
    tx.run(EDIT_PERSON, args![id, &draft.name, draft.lang.tag()])
        .await?;
    Ok(())
}

pub(in crate::auth) async fn set_password(tx: &mut Tx, id: UserId, hash: &str) -> Result<()> {
    tx.run(SET_PASSWORD, args![id, hash]).await?;
    Ok(())
}

pub(in crate::auth) async fn note_sign_in(tx: &mut Tx, id: UserId, now: Timestamp) -> Result<()> {
    tx.run(NOTE_SIGN_IN, args![id, now]).await?;
    Ok(())
}

pub(in crate::auth) async fn memberships(tx: &mut Tx, user: UserId) -> Result<Vec<Membership>> {
    let rows: Vec<MembershipRow> = tx.all(MEMBERSHIPS, args![user]).await?;
    let membership = |row: MembershipRow| {
        Ok(Membership {
            id: MembershipId::from_uuid(row.id),
            partner: PartnerId::from_uuid(row.partner_id),
            name: row.name,
            slug: row.slug,
            status: status(&row.status)?,
            role: role(&row.role)?,
            sees_all: row.sees_all,
        })
    };
    rows.into_iter().map(membership).collect()
}

/// A person's place in the team of the partner `slug`.
pub(in crate::auth) async fn staff(tx: &mut Tx, user: UserId, slug: &str) -> Result<Option<Staff>> {
    let row: Option<StaffRow> = tx.one(STAFF, args![slug, user]).await?;
    let staff = |row: StaffRow| {
        Ok(Staff {
            user: UserId::from_uuid(row.user_id),
            membership: MembershipId::from_uuid(row.id),
            partner: PartnerId::from_uuid(row.partner_id),
            status: status(&row.status)?,
            role: role(&row.role)?,
            sees_all: row.sees_all,
        })
    };
    row.map(staff).transpose()
}

pub(in crate::auth) async fn add_link(
    tx: &mut Tx,
    token_hash: &[u8],
    user: UserId,
    (now, expires_at): (Timestamp, Timestamp),
    at: Option<PartnerId>,
) -> Result<()> {
    let values = args![token_hash.to_vec(), user, now, expires_at, at];
    tx.run(ADD_LINK, values).await?;
    Ok(())
}

/// Forgets the links that a person asked for on the hosts of a partner.
pub(in crate::auth) async fn drop_links_at(
    tx: &mut Tx,
    user: UserId,
    partner: PartnerId,
) -> Result<()> {
    tx.run(DROP_LINKS_AT, args![user, partner]).await?;
    Ok(())
}

pub(in crate::auth) async fn user_of_link(
    tx: &mut Tx,
    token_hash: &[u8],
    at: Option<PartnerId>,
    now: Timestamp,
) -> Result<Option<UserId>> {
    let row: Option<IdRow> = tx
        .one(USER_OF_LINK, args![token_hash.to_vec(), now, at])
        .await?;
    Ok(row.map(|row| row.user()))
}

/// Uses a link up; false when somebody was faster, or it is too late.
pub(in crate::auth) async fn use_link(
    tx: &mut Tx,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.run(USE_LINK, args![token_hash.to_vec(), now]).await? == 1)
}

pub(in crate::auth) async fn drop_links(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.run(DROP_LINKS, args![user]).await?;
    Ok(())
}

pub(in crate::auth) async fn sweep_links(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.run(SWEEP_LINKS, args![now]).await?;
    Ok(())
}
