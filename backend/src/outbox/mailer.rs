use std::{
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use domain::Timestamp;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use tokio::io::AsyncWriteExt as _;

use super::store::Waiting;
use crate::{Error, Result};

/// How messages leave.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// As files in a folder, for a portal without a mail server.
    Folder(PathBuf),
    /// Through a mail server.
    Smtp {
        /// The way to it, kept open between messages.
        transport: AsyncSmtpTransport<Tokio1Executor>,
        /// Who they are from.
        from: Mailbox,
    },
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
        let from = from.parse().map_err(broken)?;
        Ok(Self::Smtp { transport, from })
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
        let Self::Smtp { transport, .. } = self else {
            return Ok(());
        };
        match tokio::time::timeout(TRIAL, transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("it hung up".to_owned()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("no answer within {} seconds", TRIAL.as_secs())),
        }
    }

    /// Sends one message; `public_url` names the host it speaks for.
    pub(super) async fn send(&self, waiting: &Waiting, public_url: &str) -> Result<()> {
        match self {
            Self::Folder(folder) => {
                let from = format!("no-reply@{}", host_of(public_url));
                let message = message(waiting, from.parse().map_err(broken)?, public_url)?;
                write(folder, waiting, &message.formatted()).await?;
                if let Some(link) = &waiting.link {
                    tracing::info!(link, "a message waits in the mail folder");
                }
            }
            Self::Smtp { transport, from } => {
                let message = message(waiting, from.clone(), public_url)?;
                transport.send(message).await.map_err(broken)?;
            }
        }
        Ok(())
    }
}

fn message(waiting: &Waiting, from: Mailbox, public_url: &str) -> Result<Message> {
    let written = UNIX_EPOCH + Duration::from_micros(waiting.created_at.unsigned_abs());
    // The same message keeps its id when it is sent again after a crash, so it can be told apart.
    let id = format!("<{}@{}>", waiting.id.simple(), host_of(public_url));
    Message::builder()
        .from(from)
        .to(Mailbox::new(
            None,
            waiting.recipient.parse().map_err(broken)?,
        ))
        .subject(&waiting.subject)
        .date(written)
        .message_id(Some(id))
        .header(ContentType::TEXT_PLAIN)
        .body(waiting.body.clone())
        .map_err(broken)
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

/// The host of a web address, without its port.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host)
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
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

    #[test]
    fn the_host_has_no_port() {
        assert_eq!(host_of("http://localhost:3000"), "localhost");
        assert_eq!(
            host_of("https://portal.example.com/x"),
            "portal.example.com"
        );
    }
}
