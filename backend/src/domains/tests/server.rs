//! The resolver itself, against a server of the test's on this machine.

use std::{net::SocketAddr, time::Duration};

use tokio::{net::UdpSocket, task::JoinHandle};

use crate::domains::{Dns as _, Resolver, Silence};

/// Type TXT (RFC 1035, 3.2.2).
const TXT: u16 = 16;
/// Type A.
const A: u16 = 1;

/// A server that knows a few names, and nothing of any other.
struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let mut buffer = [0; 1500];
            while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
                if let Some(reply) = reply(&buffer[..length]) {
                    let _ = socket.send_to(&reply, from).await;
                }
            }
        });
        Self { address, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The labels of the one question of a message and its type, and where it ends.
fn question(message: &[u8]) -> (String, u16, usize) {
    let (mut at, mut labels) = (12, Vec::new());
    while message[at] != 0 {
        let length = usize::from(message[at]);
        let label = &message[at + 1..=at + length];
        labels.push(String::from_utf8_lossy(label).to_ascii_lowercase());
        at += length + 1;
    }
    let kind = u16::from_be_bytes([message[at + 1], message[at + 2]]);
    (labels.join("."), kind, at + 5)
}

/// What the server says; nothing for the name that is never answered.
fn reply(message: &[u8]) -> Option<Vec<u8>> {
    let (name, kind, end) = question(message);
    let (code, records): (u8, Vec<Vec<u8>>) = match (name.as_str(), kind) {
        ("_portal-check.shop.acme.com", TXT) => {
            (0, vec![b"\x03tok\x02en".to_vec(), b"\x05other".to_vec()])
        }
        ("shop.acme.com", A) => (0, vec![vec![192, 0, 2, 1]]),
        ("_portal-check.broken.acme.com", _) => (2, Vec::new()),
        ("_portal-check.silent.acme.com", _) => return None,
        ("shop.acme.com" | "_portal-check.empty.acme.com", _) => (0, Vec::new()),
        _ => (3, Vec::new()),
    };
    let mut reply = message[..2].to_vec();
    // An answer, asked and able to recurse, with its code (RFC 1035, 4.1.1).
    reply.extend([0x81, 0x80 | code, 0, 1]);
    reply.extend(u16::try_from(records.len()).unwrap().to_be_bytes());
    reply.extend([0; 4]);
    reply.extend(&message[12..end]);
    for record in records {
        // The name by a pointer to the question, the class IN, a minute to live.
        reply.extend([0xc0, 12]);
        reply.extend(kind.to_be_bytes());
        reply.extend([0, 1, 0, 0, 0, 60]);
        reply.extend(u16::try_from(record.len()).unwrap().to_be_bytes());
        reply.extend(record);
    }
    Some(reply)
}

#[tokio::test]
async fn the_resolver_tells_nothing_from_silence() {
    let server = Server::start().await;
    let dns = Resolver::at(server.address).unwrap();
    let mut texts = dns.texts("_portal-check.shop.acme.com").await.unwrap();
    texts.sort();
    assert_eq!(texts, ["other", "token"]);
    let addresses = dns.addresses("shop.acme.com").await;
    assert_eq!(addresses, Ok(vec!["192.0.2.1".to_owned()]));
    for nothing in ["empty", "nowhere"] {
        let name = format!("_portal-check.{nothing}.acme.com");
        assert_eq!(dns.texts(&name).await, Ok(Vec::new()), "{nothing}");
    }
    assert_eq!(
        dns.texts("_portal-check.broken.acme.com").await,
        Err(Silence)
    );
    // However long a server is silent, whoever waits does not wait longer than this.
    let patience = Duration::from_secs(9);
    let answer = tokio::time::timeout(patience, dns.texts("_portal-check.silent.acme.com"));
    assert_eq!(answer.await, Ok(Err(Silence)));
}
