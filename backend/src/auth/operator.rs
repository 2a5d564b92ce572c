use domain::{FieldErrors, UserId, audit::Event, fields, policy::Actor};

use super::{address::address_key, reset::make_link, store};
use crate::{Portal, Result, audit::entry};

/// Makes a person one of the operator's and gives the link by which they set their password, good
/// for `days` days. For the console of the machine, whose holder needs nobody's permission; asking
/// again gives a new link.
///
/// # Errors
/// What is wrong with the address or the name.
pub async fn create_operator(
    portal: &Portal,
    email: &str,
    name: &str,
    days: u32,
) -> Result<String> {
    let mut errors = FieldErrors::default();
    let email = errors.take("email", fields::email(email));
    let name = errors.take("name", fields::required(name, 120));
    errors.or(())?;

    let cx = portal.context(Actor::Anonymous);
    let mut tx = cx.begin().await?;
    let new = UserId::from_uuid(cx.new_id());
    let key = address_key(&email);
    let user = store::add_operator(&mut tx, new, &email, &key, &name, cx.now()).await?;
    // Somebody who was a partner's or a client's until now proves their mailbox anew.
    store::drop_links(&mut tx, user).await?;
    store::end_sessions(&mut tx, user, None).await?;
    let token = make_link(&mut tx, &cx, user, None, i64::from(days) * 86_400).await?;
    entry(Event::OperatorCreated)
        .about(&email)
        .record_on_portal(&mut tx, &cx, None)
        .await?;
    tx.commit().await?;
    Ok(format!("{}/reset/{token}", portal.public_url()))
}
