use domain::policy::{Endpoint, Verdict};

use super::wishes::ids_in;
use crate::browser::Answer;

/// The status that says a verdict; nothing for yes.
pub(super) fn status(verdict: &Verdict, endpoint: &Endpoint) -> Option<u16> {
    match verdict {
        Verdict::Allowed(_) => None,
        Verdict::SignedOut if endpoint.path.starts_with("/fn/") => Some(401),
        // Somebody signed out is led to sign in, and back.
        Verdict::SignedOut => Some(303),
        Verdict::Hidden(_) => Some(404),
        Verdict::Denied(_) => Some(403),
    }
}

/// Whether an answer is a yes of the policy, whatever the use case then said.
pub(super) fn is_let_in(answer: &Answer) -> bool {
    let is_refused = [
        "role_lacks",
        "operator_only",
        "foreign",
        "out_of_scope",
        "sees_not_all",
        "owner_only",
        "box_empty",
        r#""denied":"client_blocked""#,
        "locked_in_visit",
        "signed_out",
    ]
    .iter()
    .any(|reason| answer.body.contains(reason));
    answer.status != 401 && answer.status != 500 && !is_refused
}

/// An answer without what differs between any two: its nonce, the ids it was asked with, the order in
/// which a page's data came together, and where somebody signed out is led back to.
pub(super) fn normal(answer: &Answer) -> Vec<String> {
    let mut headers = answer.headers.clone();
    if answer.header("location").starts_with("/sign-in?") {
        headers.remove("location");
    }
    let mut text = format!("{} {headers:?} {}", answer.status, answer.body);
    let nonce = answer.body.split_once("nonce=\"");
    if let Some((nonce, _)) = nonce.and_then(|(_, rest)| rest.split_once('"')) {
        text = text.replace(nonce, "NONCE");
    }
    for (at, length) in ids_in(&text).into_iter().rev() {
        text.replace_range(at..at + length, "ID");
    }
    let mut parts: Vec<String> = text
        .split("__RESOLVED_RESOURCES[")
        .flat_map(|part| part.split("</script>"))
        .map(in_order)
        .collect();
    parts.sort_unstable();
    parts
}

/// Resources that a page names before they are there, by their numbers.
fn in_order(part: &str) -> String {
    const PENDING: &str = "__PENDING_RESOURCES=[";
    let Some((before, rest)) = part.split_once(PENDING) else {
        return part.to_owned();
    };
    let (pending, after) = rest.split_once(']').unwrap();
    let mut pending: Vec<&str> = pending.split(',').collect();
    pending.sort_unstable();
    format!("{before}{PENDING}{}]{after}", pending.join(","))
}

/// An answer for an assertion, not longer than it helps.
pub(super) fn said(answer: &Answer) -> String {
    let body: String = answer.body.chars().take(300).collect();
    format!("{} {body}", answer.status)
}
