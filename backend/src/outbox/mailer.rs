use std::{
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use domain::{Timestamp, mails::clean};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Attachment, Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::extension::ClientId,
};
use tokio::io::AsyncWriteExt as _;

use super::{store::Waiting, voice::host_of};
use crate::{Error, Result};

/// How messages leave.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// As files in a folder, for a portal without a mail server.
    Folder(PathBuf),
    /// Through a mail server.
    Smtp(Relay),
}

/// The portal's own mail server.
#[derive(Clone)]
pub struct Relay {
    /// Where it is, with its password.
    url: String,
    /// The way to it, kept open between the portal's own messages.
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// Who they are from.
    from: Mailbox,
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Longest wait for the mail server when it is only tried out, and somebody waits for the answer.
const TRIAL: Duration = Duration::from_secs(10);
/// Longest wait for the mail server; shorter than the lease of a message.
const PATIENCE: Duration = Duration::from_secs(30);

impl Mailer {
    /// Through the mail server at `url` (`smtps://user:password@host`, `smtp://host:port`), from
    /// the address `from`.
    ///
    /// # Errors
    /// When either cannot be read: see [`Mailer::knows_url`] and [`Mailer::knows_sender`].
    pub fn smtp(url: &str, from: &str) -> Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(broken)?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Self::Smtp(Relay {
            url: url.to_owned(),
            transport,
            from: from.parse().map_err(broken)?,
        }))
    }

    /// Whether a mail server can be named like this.
    pub fn knows_url(url: &str) -> bool {
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok()
    }

    /// Whether messages can be from here: an address, or a name with one in brackets.
    pub fn knows_sender(from: &str) -> bool {
        from.parse::<Mailbox>().is_ok()
    }

    /// Signs in to the mail server without sending anything; a folder needs none.
    ///
    /// # Errors
    /// What it, or the way to it, says against it.
    pub async fn try_out(&self) -> std::result::Result<(), String> {
        let Self::Smtp(relay) = self else {
            return Ok(());
        };
        match tokio::time::timeout(TRIAL, relay.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("it hung up".to_owned()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("no answer within {} seconds", TRIAL.as_secs())),
        }
    }

    /// Sends one message the portal's own way; `public_url` names the host it speaks for when the
    /// message names none.
    pub(super) async fn send(&self, waiting: &Waiting, public_url: &str) -> Result<()> {
        let message = self.written(waiting, public_url)?;
        match self {
            Self::Folder(folder) => {
                write(folder, waiting, &message.formatted()).await?;
                if let Some(link) = &waiting.link {
                    tracing::info!(link, "a message waits in the mail folder");
                }
            }
            Self::Smtp(relay) => {
                let transport = match &waiting.host {
                    // The mail server is greeted in the brand's name: what it is told stands in the
                    // message's headers in the end.
                    Some(host) => AsyncSmtpTransport::<Tokio1Executor>::from_url(&relay.url)
                        .map_err(broken)?
                        .timeout(Some(PATIENCE))
                        .hello_name(ClientId::Domain(host.clone()))
                        .build(),
                    None => relay.transport.clone(),
                };
                transport.send(message).await.map_err(broken)?;
            }
        }
        Ok(())
    }

    /// A message as it goes the portal's own way.
    pub(super) fn written(&self, waiting: &Waiting, public_url: &str) -> Result<Message> {
        let host = waiting.host.as_deref().unwrap_or(host_of(public_url));
        let from = match self {
            Self::Folder(_) => format!("no-reply@{host}").parse().map_err(broken)?,
            Self::Smtp(relay) => relay.from.clone(),
        };
        message(waiting, named(waiting, from), host)
    }
}

/// From the portal's address, in the name of whom the message speaks for.
fn named(waiting: &Waiting, from: Mailbox) -> Mailbox {
    match &waiting.from_name {
        Some(name) => mailbox(name, from.email),
        None => from,
    }
}

/// An address with a name, if the name has anything to show.
pub(super) fn mailbox(name: &str, address: lettre::Address) -> Mailbox {
    let name = plain(&clean(name));
    Mailbox::new(Some(name).filter(|name| !name.is_empty()), address)
}

/// A text for a header that says nothing but itself: what looks like an encoded word (RFC 2047) is
/// read as one by every mail program, and could hold a line break.
fn plain(text: &str) -> String {
    text.replace("=?", "= ?")
}

/// The message as it travels. It says who it is from, and nothing of the program that wrote it.
pub(super) fn message(waiting: &Waiting, from: Mailbox, host: &str) -> Result<Message> {
    let written = UNIX_EPOCH + Duration::from_micros(waiting.created_at.unsigned_abs());
    // The same message keeps its id when it is sent again after a crash, so it can be told apart.
    let id = format!("<{}@{host}>", waiting.id.simple());
    let mut builder = Message::builder()
        .from(from)
        .to(Mailbox::new(
            None,
            waiting.recipient.parse().map_err(broken)?,
        ))
        .subject(plain(&waiting.subject))
        .date(written)
        .message_id(Some(id))
        // Nobody's holiday greeting should answer (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    if let Some(address) = &waiting.reply_to {
        builder = builder.reply_to(Mailbox::new(None, address.parse().map_err(broken)?));
    }
    let text = part(ContentType::TEXT_PLAIN, &waiting.body)?;
    let mut parts = MultiPart::alternative().singlepart(text);
    if let Some(html) = &waiting.html {
        parts = parts.singlepart(part(ContentType::TEXT_HTML, html)?);
    }
    if let Some(file) = &waiting.attached {
        let kind = ContentType::parse(file.media_type).map_err(broken)?;
        let file = Attachment::new(file.name.clone()).body(file.bytes.clone(), kind);
        parts = MultiPart::mixed().multipart(parts).singlepart(file);
    }
    builder.multipart(parts).map_err(broken)
}

/// A part in signs that every mail server passes on.
fn part(kind: ContentType, text: &str) -> Result<SinglePart> {
    let encoding = ContentTransferEncoding::QuotedPrintable;
    let body = Body::new_with_encoding(text.to_owned(), encoding)
        .map_err(|_| Error::Broken("a text that cannot be encoded".into()))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

/// Writes `<time>-<recipient>.eml`; two messages of the same instant get two names.
async fn write(folder: &Path, waiting: &Waiting, message: &[u8]) -> Result<()> {
    tokio::fs::create_dir_all(folder).await.map_err(broken)?;
    let mut time = Timestamp(waiting.created_at);
    loop {
        let path = folder.join(file_name(time, &waiting.recipient));
        let opened = (tokio::fs::OpenOptions::new().write(true))
            .create_new(true)
            .open(&path)
            .await;
        match opened {
            Ok(mut file) => {
                file.write_all(message).await.map_err(broken)?;
                return file.sync_all().await.map_err(broken);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                time = Timestamp(time.0 + 1);
            }
            Err(error) => return Err(broken(error)),
        }
    }
}

/// Names that sort by time, and hold nothing that means something to a file system.
fn file_name(time: Timestamp, recipient: &str) -> String {
    let second = time.to_rfc3339().replace(['-', ':', 'Z'], "");
    let micros = time.0.rem_euclid(1_000_000);
    let recipient: String = recipient
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "@.-_+".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!("{second}.{micros:06}-{recipient}.eml")
}

pub(super) fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Broken(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_sort_by_time_and_stay_in_their_folder() {
        let time = Timestamp(1_795_309_959_000_001);
        assert_eq!(
            file_name(time, "ana@example.com"),
            "20261122T011239.000001-ana@example.com.eml"
        );
        assert_eq!(
            file_name(time, "a/../../b@example.com"),
            "20261122T011239.000001-a_.._.._b@example.com.eml"
        );
    }

    #[tokio::test]
    async fn a_mail_server_is_tried_out() {
        use std::io::{BufRead as _, BufReader, Write as _};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let mailer = || Mailer::smtp(&url, "Portal <portal@portal.example>").unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"220 here\r\n").unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            for _ in lines.take(2) {
                stream.write_all(b"250 fine\r\n").unwrap();
            }
        });
        assert_eq!(mailer().try_out().await, Ok(()));
        server.join().unwrap();
        mailer().try_out().await.unwrap_err();
    }

    #[tokio::test]
    async fn a_password_is_not_told() {
        let mailer = Mailer::smtp("smtps://ann:s3cr3t@mail.example", "a@b.example").unwrap();
        assert!(!format!("{mailer:?}").contains("s3cr3t"));
    }
}
