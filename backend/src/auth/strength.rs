use domain::{Problem, auth::check_password_length};
use zxcvbn::{Score, zxcvbn};

/// How many characters are looked at: what comes after them can only make a password harder to
/// guess, and looking at a hundred that are chosen for it takes a second of a core.
const LOOKED_AT: usize = 32;

/// Ten thousand million guesses or more. Without a second factor a password must also outlast a
/// stolen database: at ten thousand guesses a second, which is much for our Argon2id, the next
/// lower score would be found within hours, this one takes at least eleven days.
const ENOUGH: Score = Score::Four;

/// The estimate's own lists are English. These are what people stretch in the portal's other
/// languages: their word for a password, and the rows of the Bulgarian and the phonetic keyboard.
const FAVOURITES: [&str; 6] = [
    "contraseña",
    "contrasena",
    "senha",
    "парола",
    "уеишщксдзц",
    "явертъуиоп",
];

/// Shortest word around a person that is told apart: `ana` is in too many others.
const WORD_MIN: usize = 4;

/// What is wrong with a new password, for somebody who knows the words around the person: names,
/// addresses, teams. Slow enough to be kept off the threads that answer.
pub(crate) fn weakness(password: &str, around: &[&str]) -> Option<Problem> {
    if let Err(problem) = check_password_length(password) {
        return Some(problem);
    }
    let own: Vec<String> = around.iter().copied().flat_map(words).collect();
    let known: Vec<&str> = own.iter().map(String::as_str).chain(FAVOURITES).collect();
    let start: String = password.chars().take(LOOKED_AT).collect();
    if zxcvbn(&start, &known).score() >= ENOUGH {
        return None;
    }
    let folded = start.to_lowercase();
    let is_told_apart = |word: &&String| word.chars().count() >= WORD_MIN;
    let is_close = (own.iter().filter(is_told_apart)).any(|word| folded.contains(word.as_str()));
    Some(if is_close {
        Problem::PasswordTooClose
    } else {
        Problem::PasswordTooCommon
    })
}

/// A name or address as people put it into passwords: as it is, its words, and these in one.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = parts.map(str::to_owned).collect();
    words.push(words.concat());
    words.push(text);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const AROUND: [&str; 3] = ["Ana Petrova", "ana.p@x.org", "Northwind Studio"];

    #[test]
    fn a_few_unrelated_words_are_enough() {
        for good in [
            "correct horse battery",
            "copper lantern on a hill",
            "четиринадесет котки",
            "my petrova is fine here",
            &format!("{} and much more", "copper lantern on a hill ".repeat(9)),
        ] {
            assert_eq!(weakness(good, &AROUND), None, "{good}");
        }
    }

    #[test]
    fn favourites_stay_weak_however_they_are_stretched() {
        for weak in [
            "password1234567",
            "P@ssw0rd1234567",
            "passwordpassword",
            "qwertyqwerty123!",
            "1q2w3e4r5t6y7u8i",
            "aaaaaaaaaaaaaaaa",
            "abcdefghijklmnop",
            "iloveyouiloveyou",
            "contraseña12345",
            "senhasenhasenha123",
            "парола123456789",
            "явертъуиоп12345",
            &"password".repeat(32),
        ] {
            assert_eq!(
                weakness(weak, &AROUND),
                Some(Problem::PasswordTooCommon),
                "{weak}"
            );
        }
    }

    #[test]
    fn words_around_the_person_count_for_nothing() {
        for close in [
            "northwind2024!!",
            "NorthwindStudio1",
            "northwind studio",
            "anapetrova12345",
            "N0rthwind petrova",
            "ana.p@x.org 123",
        ] {
            assert_eq!(
                weakness(close, &AROUND),
                Some(Problem::PasswordTooClose),
                "{close}"
            );
        }
        assert_eq!(weakness("northwind studio", &[]), None);
    }

    #[test]
    fn what_is_made_to_be_slow_is_not() {
        let signs = "4@8({[<3€691!|71!|05$+725%02".repeat(9);
        let start = std::time::Instant::now();
        weakness(&signs, &AROUND);
        assert!(start.elapsed() < std::time::Duration::from_secs(2));
    }
}
