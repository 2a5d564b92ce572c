use leptos::prelude::*;

use crate::ui::Size;

/// What an avatar stands for; it gives it its shape.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Likeness {
    /// A company: a rounded square.
    #[default]
    Company,
    /// A person: a circle.
    Person,
}

/// A picture, or the initials of a name in a colour of its own.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(optional)] likeness: Likeness,
    #[prop(optional)] size: Size,
    #[prop(optional, into)] picture: Option<String>,
) -> impl IntoView {
    let shape = (likeness == Likeness::Person).then_some("person");
    // The style sheet shows the initials: they are a picture, and nobody's words.
    let initials = picture.is_none().then(|| initials(&name));
    let picture = picture.map(|src| view! { <img src=src alt="" loading="lazy" /> });
    view! {
        <span
            class="avatar"
            data-shape=shape
            data-size=size.name()
            data-colour=colour(&name).to_string()
            data-initials=initials
            aria-hidden="true"
        >
            {picture}
        </span>
    }
    .into_any()
}

fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let second = words
        .next()
        .or_else(|| name.chars().filter(|c| c.is_alphanumeric()).nth(1));
    first
        .into_iter()
        .chain(second)
        .flat_map(char::to_uppercase)
        .take(2)
        .collect()
}

/// The same name has the same colour everywhere.
fn colour(name: &str) -> u32 {
    name.chars().fold(7_u32, |sum, c| {
        sum.wrapping_mul(31).wrapping_add(u32::from(c))
    }) % 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_two_words() {
        assert_eq!(initials("Acme Studio Ltd"), "AS");
        assert_eq!(initials("слънчев бряг"), "СБ");
        assert_eq!(initials("acme"), "AC");
        assert_eq!(initials("& Sons"), "SO");
        assert_eq!(initials(""), "");
    }
}
