use axum::response::Response;
use domain::Lang;

use super::{Typed, field};
use crate::http::{cookies, local};

/// Keeps the language chosen in this browser, and goes back to the page it was chosen on.
pub(in crate::http) async fn choose_language(typed: Typed) -> Response {
    let back = typed.get("back").map(String::as_str);
    let mut response = local::redirect(local::or_home(back));
    if let Ok(lang) = field(&typed, "lang").parse::<Lang>() {
        cookies::keep_language(response.headers_mut(), lang);
    }
    response
}
