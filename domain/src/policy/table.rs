use std::fmt::Write as _;

use super::{Action, ENDPOINTS, Realm, Role};

/// The whole policy as text: which role includes which action, and which action every address
/// asks for. `docs/permissions.txt` holds the expected output.
#[must_use]
pub fn print() -> String {
    let mut text = String::from("Who may do what\n===============\n\n");
    let _ = write!(text, "{:<20}{:<10}", "action", "realm");
    for role in Role::ALL {
        let _ = write!(text, " {:<18}", role.name());
    }
    text = text.trim_end().to_owned();
    text.push('\n');
    for action in Action::ALL {
        let mut line = format!("{:<20}{:<10}", name(action), realm(action.realm()));
        for role in Role::ALL {
            let mark = match action.realm() {
                Realm::Anybody | Realm::Person => "yes",
                Realm::Partner if role.includes(action) => "yes",
                Realm::Partner | Realm::Client | Realm::Operator => "-",
            };
            let _ = write!(line, " {mark:<18}");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push_str("\nWhat every address asks for\n===========================\n\n");
    for endpoint in ENDPOINTS {
        let _ = writeln!(
            text,
            "{:<5}{:<44}{}",
            endpoint.method.name(),
            endpoint.path,
            name(endpoint.action)
        );
    }
    text
}

fn name(action: Action) -> String {
    let debug = format!("{action:?}");
    let mut name = String::with_capacity(debug.len() + 4);
    for c in debug.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}

const fn realm(realm: Realm) -> &'static str {
    match realm {
        Realm::Anybody => "anybody",
        Realm::Person => "person",
        Realm::Partner => "partner",
        Realm::Client => "client",
        Realm::Operator => "operator",
    }
}
