//! A small mail server: it knows one name and password, keeps what it is given, and can be told to
//! behave badly.

use std::sync::{Arc, Mutex};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

/// A certificate of `localhost`, which nobody else trusts, and its key.
pub(crate) const CERTIFICATE: &[u8] = include_bytes!("localhost.cert.pem");
const KEY: &[u8] = include_bytes!("localhost.key.pem");

/// How the server treats those who come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manners {
    Kind,
    RefusesSender,
    RefusesRecipient,
    RefusesContent,
    HangsUp,
    SaysNothing,
    SaysGoAway,
    SpeaksTls,
    AsksForTls,
}

/// A message that it was given.
#[derive(Debug, Clone, Default)]
pub(super) struct Taken {
    pub(super) hello: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) data: String,
}

#[derive(Debug)]
struct State {
    manners: Manners,
    visits: usize,
    taken: Vec<Taken>,
}

#[derive(Debug)]
pub(super) struct Server {
    pub(super) port: u16,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State {
            manners: Manners::Kind,
            visits: 0,
            taken: Vec::new(),
        }));
        let shared = state.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let manners = {
                    let mut state = shared.lock().unwrap();
                    state.visits += 1;
                    state.manners
                };
                let shared = shared.clone();
                tokio::spawn(async move {
                    if let Some(taken) = welcome(stream, manners).await {
                        shared.lock().unwrap().taken.push(taken);
                    }
                });
            }
        });
        Self { port, state, task }
    }

    pub(super) fn be(&self, manners: Manners) {
        self.state.lock().unwrap().manners = manners;
    }

    pub(super) fn visits(&self) -> usize {
        self.state.lock().unwrap().visits
    }

    pub(super) fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn welcome(stream: TcpStream, manners: Manners) -> Option<Taken> {
    match manners {
        Manners::SpeaksTls => talk(acceptor().accept(stream).await.ok()?, manners, true).await,
        Manners::AsksForTls => {
            let mut stream = BufReader::new(stream);
            say(&mut stream, "220 here").await?;
            let mut line = String::new();
            stream.read_line(&mut line).await.ok()?;
            say(&mut stream, "250-here\r\n250 STARTTLS").await?;
            line.clear();
            stream.read_line(&mut line).await.ok()?;
            assert_eq!(line, "STARTTLS\r\n", "nothing is said in the open");
            say(&mut stream, "220 go on").await?;
            let stream = acceptor().accept(stream.into_inner()).await.ok()?;
            talk(stream, manners, false).await
        }
        _ => talk(stream, manners, true).await,
    }
}

/// Speaks SMTP (RFC 5321) with one visitor; gives the message once it is whole.
async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    manners: Manners,
    greets: bool,
) -> Option<Taken> {
    if manners == Manners::HangsUp {
        return None;
    }
    let mut stream = BufReader::new(stream);
    if manners == Manners::SaysNothing {
        let mut line = String::new();
        let _ = stream.read_line(&mut line).await;
        return None;
    }
    let greeting = match manners {
        Manners::SaysGoAway => "554 go away",
        _ => "220 here",
    };
    if greets {
        say(&mut stream, greeting).await?;
    }
    let mut taken = Taken::default();
    let mut is_known = false;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        let answer = if let Some(name) = line.strip_prefix("EHLO ") {
            name.clone_into(&mut taken.hello);
            "250-here\r\n250 AUTH PLAIN"
        } else if let Some(proof) = line.strip_prefix("AUTH PLAIN ") {
            let proof = STANDARD.decode(proof).unwrap_or_default();
            is_known = proof == format!("\0acme\0{}", super::SECRET).as_bytes();
            if is_known {
                "235 welcome"
            } else {
                "535 5.7.8 I do not know you"
            }
        } else if !is_known && line != "QUIT" {
            "530 who are you"
        } else if let Some(from) = line.strip_prefix("MAIL FROM:") {
            from.clone_into(&mut taken.from);
            if manners == Manners::RefusesSender {
                "550 5.7.1 not your address"
            } else {
                "250 fine"
            }
        } else if let Some(to) = line.strip_prefix("RCPT TO:") {
            to.clone_into(&mut taken.to);
            if manners == Manners::RefusesRecipient {
                "550 5.1.1 nobody of this name"
            } else {
                "250 fine"
            }
        } else if line == "DATA" {
            say(&mut stream, "354 go on").await?;
            taken.data = data(&mut stream).await?;
            if manners == Manners::RefusesContent {
                "554 5.7.0 I do not like it"
            } else {
                say(&mut stream, "250 mine now").await?;
                return Some(taken);
            }
        } else {
            "221 bye"
        };
        say(&mut stream, answer).await?;
    }
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    line: &str,
) -> Option<()> {
    let line = format!("{line}\r\n");
    stream.write_all(line.as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

async fn data<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line == ".\r\n" {
            return Some(data);
        }
        data.push_str(&line);
    }
}
