use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use domain::refusal::Rejection;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text without its byte order mark, and the WHATWG name of the encoding it was in.
///
/// # Errors
/// [`Rejection::NotATable`] when it is no text: a spreadsheet, a picture.
pub(crate) fn decode(mut bytes: Vec<u8>) -> Result<(String, &'static str), Rejection> {
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or_else(|| (guess(&bytes), 0));
    bytes.drain(..mark);
    let text = decoded(encoding, bytes);
    if is_text(&text) {
        Ok((text, encoding.name()))
    } else {
        Err(Rejection::NotATable)
    }
}

/// What is UTF-8 already stays where it is: a file is large.
fn decoded(encoding: &'static Encoding, mut bytes: Vec<u8>) -> String {
    if encoding == UTF_8 {
        match String::from_utf8(bytes) {
            Ok(text) => return text,
            Err(broken) => bytes = broken.into_bytes(),
        }
    }
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.into_owned()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = guess_wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without its mark: every second byte of its Latin letters, spaces and separators is zero.
fn guess_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(4_096))?;
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in start.chunks_exact(2) {
        if let [first, second] = pair {
            even += usize::from(*first == 0);
            odd += usize::from(*second == 0);
        }
    }
    let many = start.len() / 20;
    match (even > many, odd > many) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

fn is_text(text: &str) -> bool {
    let controls = text
        .chars()
        .filter(|c| c.is_control() && !c.is_whitespace());
    !text.contains('\0') && !text.starts_with("%PDF-") && controls.count() * 100 <= text.len()
}
