use std::fmt::Write as _;

use domain::{Lang, PartnerId, leaks::Surface, mails::MailKind, policy::Actor};
use mail_parser::{MessageParser, MimeHeaders as _, PartType};

use super::{Nature, Seen};
use crate::{
    Portal, Result, brands,
    db::Tx,
    mails,
    outbox::{self, Mail, Speaker, Voice, usual_text},
};

/// Whom the messages are to that are looked at and never sent.
const RECIPIENT: &str = "ana@people.example";

/// Every message that clients of a partner can get, in every language, as it would travel: with the
/// partner's texts, by its own mail server where one works, and the portal's way.
pub(super) async fn letters(tx: &mut Tx, portal: &Portal, partner: PartnerId) -> Result<Vec<Seen>> {
    let cx = portal.context(Actor::Anonymous);
    let speaker = Speaker::of(&brands::front_of(tx, partner).await?);
    let name = speaker.name.clone();
    let voice = Voice::Partner(Box::new(speaker));
    let server = mails::working_server(portal, partner).await?;
    let mut seen = Vec::new();
    for kind in MailKind::ALL {
        if !kind.is_for_clients() {
            continue;
        }
        for lang in Lang::ALL {
            let own = mails::own_text(tx, partner, kind, lang).await?;
            let mail = Mail::sample(kind, &name, lang, cx.now());
            let letter = mail.rendered(portal, &voice, lang, own);
            let mut ways = vec![outbox::as_it_travels(
                &cx, &voice, RECIPIENT, &letter, None,
            )?];
            if server.is_some() {
                let own_way = server.as_ref();
                ways.push(outbox::as_it_travels(
                    &cx, &voice, RECIPIENT, &letter, own_way,
                )?);
            }
            for bytes in ways {
                seen.extend(parts(kind.name(), lang, &bytes));
            }
        }
    }
    Ok(seen)
}

/// The headers of a message and each of its parts, decoded.
fn parts(kind: &str, lang: Lang, bytes: &[u8]) -> Vec<Seen> {
    let piece = |part: &str, nature, bytes: Vec<u8>| {
        let at = format!("{kind}/{part}");
        Seen::of(Surface::Mail, &at, nature, bytes).in_lang(lang)
    };
    let Some(message) = MessageParser::default().parse(bytes) else {
        // What cannot be read as a message is read as it is.
        return vec![piece("message", Nature::Text, bytes.to_vec())];
    };
    let mut headers = String::new();
    for (name, value) in message.headers_raw() {
        let _ = writeln!(headers, "{name}: {}", value.trim());
    }
    let people = [message.from(), message.reply_to()].into_iter().flatten();
    let names = people.flat_map(mail_parser::Address::iter);
    for name in names.filter_map(|person| person.name()) {
        let _ = writeln!(headers, "{name}");
    }
    headers.push_str(message.subject().unwrap_or_default());
    let mut seen = vec![piece("headers", Nature::Text, headers.into_bytes())];
    for part in &message.parts {
        let kind = part
            .content_type()
            .and_then(|kind| kind.subtype().map(str::to_owned));
        let kind = kind.unwrap_or_else(|| "text".to_owned());
        seen.extend(match &part.body {
            PartType::Text(text) => Some(piece(&kind, Nature::Text, text.as_bytes().to_vec())),
            PartType::Html(html) => Some(piece(&kind, Nature::Html, html.as_bytes().to_vec())),
            PartType::Binary(file) | PartType::InlineBinary(file) => {
                Some(piece(&kind, Nature::Binary, file.to_vec()))
            }
            PartType::Message(_) | PartType::Multipart(_) => None,
        });
    }
    seen
}

/// The words of the portal itself: its interface, as browsers load it, and its usual messages.
pub(super) fn vocabulary(seen: &[Seen]) -> String {
    let is_interface = |seen: &&Seen| (seen.surface, seen.nature) == (Surface::File, Nature::Text);
    let interface = seen.iter().filter(is_interface);
    let mut words: Vec<String> = interface
        .map(|seen| String::from_utf8_lossy(&seen.bytes).into_owned())
        .collect();
    for kind in MailKind::ALL {
        for lang in Lang::ALL {
            let text = usual_text(kind, lang);
            words.extend([text.subject, text.body]);
        }
    }
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_as_mail_programs_read_it() {
        let message = b"From: =?utf-8?B?Qm9sdCBTeXN0ZW1z?= <a@b.example>\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n\
            X-Mailer: canary\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n\
            --x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
            SGVsbG8gZnJvbSBCb2x0\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>B=6Flt</p>\r\n--x--\r\n";
        let seen = parts("client_reset", Lang::En, message);
        let at: Vec<_> = seen.iter().map(|seen| seen.at.as_str()).collect();
        assert_eq!(
            at,
            [
                "client_reset/headers",
                "client_reset/plain",
                "client_reset/html"
            ]
        );
        let text = |place: usize| String::from_utf8_lossy(&seen[place].bytes).into_owned();
        for part in ["Bolt Systems", "Café", "X-Mailer: canary"] {
            assert!(text(0).contains(part), "{}", text(0));
        }
        assert_eq!(text(1), "Hello from Bolt");
        assert!(text(2).contains("<p>Bolt</p>"));
    }
}
