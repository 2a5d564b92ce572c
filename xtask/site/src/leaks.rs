use std::fmt;

/// The portal carries its partner's brand, so its own name must not reach a browser.
const PRODUCT: &[u8] = b"marque";

/// Folders of build machines, wherever this one keeps its own.
const FOLDERS: [&str; 4] = ["/home/", "/Users/", "/.cargo/", "/.rustup/"];

/// A place in a shipped file that says too much.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Leak {
    file: String,
    offset: usize,
    context: String,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at byte {}: …{}…",
            self.file, self.offset, self.context
        )
    }
}

/// Every place in `bytes` that names the product or holds one of the `forbidden` texts.
pub(crate) fn leaks(file: &str, bytes: &[u8], forbidden: &[String]) -> Vec<Leak> {
    let mut offsets: Vec<usize> = product_names(bytes).collect();
    let texts = forbidden
        .iter()
        .map(String::as_str)
        .filter(|text| text.len() > 1);
    for text in FOLDERS.into_iter().chain(texts) {
        offsets.extend(positions(bytes, text.len(), |part| part == text.as_bytes()));
    }
    offsets.sort_unstable();
    offsets.dedup();
    offsets
        .into_iter()
        .map(|offset| Leak {
            file: file.to_owned(),
            offset,
            context: context(bytes, offset),
        })
        .collect()
}

fn product_names(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let found = positions(bytes, PRODUCT.len(), |part| {
        part.eq_ignore_ascii_case(PRODUCT)
    });
    // `marquee` is a word of HTML and CSS.
    found.filter(|at| !matches!(bytes.get(at + PRODUCT.len()), Some(b'e' | b'E')))
}

fn positions(
    bytes: &[u8],
    length: usize,
    is_match: impl Fn(&[u8]) -> bool,
) -> impl Iterator<Item = usize> {
    let windows = bytes.windows(length).enumerate();
    windows
        .filter(move |(_, part)| is_match(part))
        .map(|(at, _)| at)
}

fn context(bytes: &[u8], offset: usize) -> String {
    let start = offset.saturating_sub(20);
    let part = bytes
        .get(start..bytes.len().min(offset + 60))
        .unwrap_or_default();
    let shown = |byte: &u8| {
        if byte.is_ascii_graphic() {
            char::from(*byte)
        } else {
            ' '
        }
    };
    part.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_product_in_any_case() {
        let found = leaks("app.js", b"let x = 'MarQue';", &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].offset, 9);
        assert_eq!(
            found[0].to_string(),
            "app.js at byte 9: …let x = 'MarQue';…"
        );
    }

    #[test]
    fn leaves_the_element_of_html_alone() {
        assert_eq!(leaks("app.css", b"<marquee> and MARQUEE", &[]), []);
    }

    #[test]
    fn finds_folders_of_this_and_of_any_machine() {
        let forbidden = ["/work/tree".to_owned(), "/".to_owned(), String::new()];
        let found = leaks(
            "app.wasm",
            b"\0/work/tree/app/src\0/home/eve/x\0",
            &forbidden,
        );
        assert_eq!(
            found.iter().map(|leak| leak.offset).collect::<Vec<_>>(),
            [1, 20]
        );
    }

    #[test]
    fn says_nothing_about_clean_bytes() {
        assert_eq!(
            leaks("app.wasm", b"app/src/lib.rs", &["/root/".to_owned()]),
            []
        );
    }
}
