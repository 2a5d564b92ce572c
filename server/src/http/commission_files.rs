use app::desk::Visitor;
use axum::{
    Extension,
    body::Body,
    extract::{Path, Request},
    http::{HeaderValue, header},
    response::Response,
};
use backend::{Context, Error, commission};
use domain::{Refusal, commission::Month, policy::Action};

use super::{bare, door, files::attachment, files::is_from_elsewhere};

/// The entries of a month as a table.
pub(super) async fn csv(
    Path((slug, month)): Path<(String, String)>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let is_elsewhere = is_from_elsewhere(request.headers());
    let file = match admitted(&slug, &visitor, is_elsewhere).await {
        Ok(Some(cx)) => table(&cx, &month).await,
        Ok(None) => return bare::page(bare::Say::OtherSite),
        Err(error) => Err(error),
    };
    match file {
        Ok(file) => attachment(&format!("{slug}-commission-{month}.csv"), file),
        Err(error) => door::refuse(error, request).await,
    }
}

/// The same, to be printed and kept.
pub(super) async fn pdf(
    Path((slug, month)): Path<(String, String)>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    const PDF: HeaderValue = HeaderValue::from_static("application/pdf");
    let is_elsewhere = is_from_elsewhere(request.headers());
    let file = match admitted(&slug, &visitor, is_elsewhere).await {
        Ok(Some(cx)) => printed(&cx, &month).await,
        Ok(None) => return bare::page(bare::Say::OtherSite),
        Err(error) => Err(error),
    };
    match file {
        Ok(file) => {
            let mut response = attachment(&format!("{slug}-commission-{month}.pdf"), file);
            response.headers_mut().insert(header::CONTENT_TYPE, PDF);
            response
        }
        Err(error) => door::refuse(error, request).await,
    }
}

/// The statement of a month that is over, signed: `marque verify` works it out again.
pub(super) async fn json(
    Path((slug, month)): Path<(String, String)>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    let is_elsewhere = is_from_elsewhere(request.headers());
    let file = match admitted(&slug, &visitor, is_elsewhere).await {
        Ok(Some(cx)) => statement(&cx, &month).await,
        Ok(None) => return bare::page(bare::Say::OtherSite),
        Err(error) => Err(error),
    };
    match file {
        Ok(file) => {
            let mut response = attachment(&format!("{slug}-commission-{month}.json"), file);
            response.headers_mut().insert(header::CONTENT_TYPE, JSON);
            response
        }
        Err(error) => door::refuse(error, request).await,
    }
}

/// The context of somebody who may see commission; nothing when another site made the browser ask.
async fn admitted(
    slug: &str,
    visitor: &Visitor,
    is_elsewhere: bool,
) -> Result<Option<Context>, Error> {
    if is_elsewhere {
        return Ok(None);
    }
    let about = door::About::partner(slug);
    let cx = door::admit(Action::SeeCommission, &about, visitor).await?;
    Ok(Some(cx))
}

async fn table(cx: &Context, month: &str) -> Result<String, Error> {
    commission::csv(cx, named(month)?).await
}

async fn printed(cx: &Context, month: &str) -> Result<Vec<u8>, Error> {
    commission::pdf(cx, named(month)?).await
}

async fn statement(cx: &Context, month: &str) -> Result<String, Error> {
    let signed = commission::signed(cx, named(month)?).await?;
    Ok(serde_json::to_string_pretty(&signed)?)
}

fn named(month: &str) -> Result<Month, Refusal> {
    month.parse().map_err(|_| Refusal::NotFound)
}
