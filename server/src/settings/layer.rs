use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use backend::{outbox::Mailer, vault::Vault};
use clap::{Args, CommandFactory as _, Parser};
use domain::fields;
use serde::Deserialize;

use super::{Log, SecretKey, Settings, Unusable};

/// Variables that begin like ours and are for building and testing.
const OF_BUILDING: [&str; 4] = [
    "MARQUE_BIN",
    "MARQUE_SITE_DIR",
    "MARQUE_TEST_DOCUMENTS",
    "MARQUE_TEST_POSTGRES_URL",
];

/// Where the payment provider is asked when nothing else is set.
const STRIPE: &str = "https://api.stripe.com";

/// The file that is read when no other is named.
const FILE: &str = "marque.toml";

/// What one source says; each key is also a variable `MARQUE_KEY` and a key of the file.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layer {
    /// The file with settings [default: marque.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, global = true)]
    pub addr: Option<SocketAddr>,
    /// The folder of the embedded database and of messages that wait [default: ./data]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// `sqlite:FILE` or `postgres://…` [default: marque.db in the data folder]
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// The portal's own domain [default: localhost]
    #[arg(long, global = true, value_name = "DOMAIN")]
    pub base_domain: Option<String>,
    /// What links in messages begin with [default: https:// and the domain]
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// Most connections to the database [default: 8]
    #[arg(long, global = true, value_name = "N")]
    pub connections: Option<u32>,
    /// The mail server, `smtps://name:password@host` [default: messages go to a folder]
    #[arg(long, global = true, value_name = "URL")]
    pub smtp_url: Option<String>,
    /// Who messages are from [default: `portal` at the domain]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Where people without access write to, shown on the pages outside [default: nowhere]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub support_email: Option<String>,
    /// What the operator is called and where it is: names and hosts that partners' clients must
    /// never see, which the leak meter searches for [default: none]
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',')]
    pub operator_names: Option<Vec<String>>,
    /// What passwords of partners' mail servers are sealed with, 64 hexadecimal digits, the same for
    /// every replica [default: made once, in secret.key in the data folder]
    #[arg(long, global = true, value_name = "KEY")]
    pub secret_key: Option<SecretKey>,
    /// Let partners name mail servers in private networks [default: only a portal at localhost]
    #[arg(long, global = true, num_args = 0..=1, default_missing_value = "true")]
    pub allow_private_smtp: Option<bool>,
    /// Proxies whose word on the visitor's address is taken, as addresses or ranges
    #[arg(long, global = true, value_name = "RANGE", value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<String>>,
    /// Who is asked about the domains of partners: an address, with a port or without [default: the
    /// servers that the machine asks]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub dns_server: Option<String>,
    /// Where a proxy asks for which hosts it may get certificates, never open to the outside
    /// [default: nowhere]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub ask_addr: Option<SocketAddr>,
    /// Where partners' payment provider is asked, over https unless it is on this very machine
    /// [default: <https://api.stripe.com>]
    #[arg(long, global = true, value_name = "URL")]
    pub stripe_url: Option<String>,
    /// How the log is written [default: text]
    #[arg(long, global = true)]
    pub log: Option<Log>,
    /// Refuse to start on an old schema instead of bringing it up to date
    #[arg(long, global = true, num_args = 0..=1, default_missing_value = "true")]
    pub no_migrate: Option<bool>,
}

/// The environment, read like flags.
#[derive(Debug, Parser)]
#[command(
    no_binary_name = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Environment {
    #[command(flatten)]
    layer: Layer,
}

impl Layer {
    /// What the environment says.
    pub(super) fn of_environment(
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Unusable> {
        let command = Environment::command();
        let mut flags = Vec::new();
        for (name, value) in variables {
            let Some(key) = name.strip_prefix("MARQUE_") else {
                continue;
            };
            if OF_BUILDING.contains(&name.as_str()) {
                continue;
            }
            let key = key.to_ascii_lowercase();
            if !command
                .get_arguments()
                .any(|known| known.get_id() == key.as_str())
            {
                return Err(Unusable::Variable(name));
            }
            flags.push(format!("--{}={value}", key.replace('_', "-")));
        }
        Environment::try_parse_from(flags)
            .map(|environment| environment.layer)
            .map_err(|error| Unusable::Value(error.to_string()))
    }

    /// What the file says: the one that is named, or `marque.toml` if it is there.
    pub(super) fn of_file(named: Option<&Path>) -> Result<Self, Unusable> {
        let file = named.unwrap_or(Path::new(FILE));
        match std::fs::read_to_string(file) {
            Ok(text) => toml::from_str(&text).map_err(|error| Unusable::Text {
                file: file.to_owned(),
                error,
            }),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Self::default())
            }
            Err(error) => Err(Unusable::File {
                file: file.to_owned(),
                error,
            }),
        }
    }

    /// This, and where it is silent what is below.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            config: self.config.or(below.config),
            addr: self.addr.or(below.addr),
            data_dir: self.data_dir.or(below.data_dir),
            database_url: self.database_url.or(below.database_url),
            base_domain: self.base_domain.or(below.base_domain),
            public_url: self.public_url.or(below.public_url),
            connections: self.connections.or(below.connections),
            smtp_url: self.smtp_url.or(below.smtp_url),
            mail_from: self.mail_from.or(below.mail_from),
            support_email: self.support_email.or(below.support_email),
            operator_names: self.operator_names.or(below.operator_names),
            secret_key: self.secret_key.or(below.secret_key),
            allow_private_smtp: self.allow_private_smtp.or(below.allow_private_smtp),
            trusted_proxies: self.trusted_proxies.or(below.trusted_proxies),
            dns_server: self.dns_server.or(below.dns_server),
            ask_addr: self.ask_addr.or(below.ask_addr),
            stripe_url: self.stripe_url.or(below.stripe_url),
            log: self.log.or(below.log),
            no_migrate: self.no_migrate.or(below.no_migrate),
        }
    }

    /// The settings in effect: defaults where nothing was said.
    pub(super) fn settled(self) -> Result<Settings, Unusable> {
        let addr = self.addr.unwrap_or_else(|| ([127, 0, 0, 1], 3000).into());
        let data_dir = self.data_dir.unwrap_or_else(|| PathBuf::from("./data"));
        let base_domain = domain_name(self.base_domain.as_deref().unwrap_or("localhost"))?;
        let public_url = match self.public_url {
            Some(url) => checked_url(url)?,
            None if base_domain == "localhost" => format!("http://localhost:{}", addr.port()),
            None => format!("https://{base_domain}"),
        };
        let ranges = self.trusted_proxies.unwrap_or_default();
        let trusted_proxies = ranges.iter().map(|range| range.trim().parse());
        Ok(Settings {
            addr,
            database_url: self
                .database_url
                .unwrap_or_else(|| format!("sqlite://{}", data_dir.join("marque.db").display())),
            connections: number_of_connections(self.connections.unwrap_or(8))?,
            smtp_url: self.smtp_url.map(mail_server).transpose()?,
            mail_from: sender(
                self.mail_from
                    .unwrap_or_else(|| format!("portal@{base_domain}")),
            )?,
            support_email: self.support_email.map(address).transpose()?,
            operator_names: trimmed(self.operator_names.unwrap_or_default()),
            secret_key: self.secret_key.map(secret_key).transpose()?,
            allow_private_smtp: self.allow_private_smtp,
            trusted_proxies: trusted_proxies.collect::<Result<_, _>>().map_err(|why| {
                Unusable::Refused {
                    key: "trusted_proxies",
                    why,
                }
            })?,
            dns_server: self.dns_server.map(|text| server(&text)).transpose()?,
            ask_addr: ask_addr(self.ask_addr, addr)?,
            stripe_url: provider(self.stripe_url)?,
            log: self.log.unwrap_or_default(),
            no_migrate: self.no_migrate.unwrap_or_default(),
            data_dir,
            base_domain,
            public_url,
        })
    }
}

fn number_of_connections(connections: u32) -> Result<u32, Unusable> {
    if (1..=1_000).contains(&connections) {
        Ok(connections)
    } else {
        Err(Unusable::Refused {
            key: "connections",
            why: "from 1 to 1000",
        })
    }
}

/// A domain as hosts are compared with it: in small letters, without port and final dot.
fn domain_name(text: &str) -> Result<String, Unusable> {
    let name = text.trim_end_matches('.').to_ascii_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if name.split('.').all(is_label) {
        Ok(name)
    } else {
        Err(Unusable::Refused {
            key: "base_domain",
            why: "not a domain name such as portal.example",
        })
    }
}

fn address(text: String) -> Result<String, Unusable> {
    fields::email(&text).map_err(|_| Unusable::Refused {
        key: "support_email",
        why: "not an e-mail address",
    })
}

/// Names without the space around them; none for nothing.
fn trimmed(names: Vec<String>) -> Vec<String> {
    let names = names.iter().map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

fn secret_key(key: SecretKey) -> Result<SecretKey, Unusable> {
    if Vault::of_setting(&key.0).is_some() {
        Ok(key)
    } else {
        Err(Unusable::Refused {
            key: "secret_key",
            why: "not 64 hexadecimal digits, such as `openssl rand -hex 32` gives",
        })
    }
}

fn mail_server(url: String) -> Result<String, Unusable> {
    if Mailer::knows_url(&url) {
        Ok(url)
    } else {
        Err(Unusable::Refused {
            key: "smtp_url",
            why: "not an address such as smtps://name:password@mail.example",
        })
    }
}

/// A server of the DNS, at its usual port (RFC 1035) unless another one is named.
fn server(text: &str) -> Result<SocketAddr, Unusable> {
    let address = text.parse().map(|ip: IpAddr| SocketAddr::new(ip, 53));
    address
        .or_else(|_| text.parse())
        .map_err(|_| Unusable::Refused {
            key: "dns_server",
            why: "not an address such as 192.0.2.53 or 127.0.0.1:5353",
        })
}

/// An address of its own: what is asked there must not be reached through the portal's.
fn ask_addr(ask: Option<SocketAddr>, addr: SocketAddr) -> Result<Option<SocketAddr>, Unusable> {
    if ask == Some(addr) {
        return Err(Unusable::Refused {
            key: "ask_addr",
            why: "not the address where the portal itself listens",
        });
    }
    Ok(ask)
}

/// Where the payment provider is asked, without a final slash. Keys travel there: only to this very
/// machine in the open.
fn provider(url: Option<String>) -> Result<String, Unusable> {
    let Some(url) = url else {
        return Ok(STRIPE.to_owned());
    };
    let is_here = |rest: &str| {
        let host = rest.split(['/', ':']).next().unwrap_or(rest);
        matches!(host, "localhost" | "127.0.0.1")
    };
    let is_safe = url.starts_with("https://") || url.strip_prefix("http://").is_some_and(is_here);
    let is_plain = url
        .parse::<axum::http::Uri>()
        .is_ok_and(|uri| uri.query().is_none() && matches!(uri.path(), "" | "/"));
    if is_safe && is_plain && !url.contains('@') {
        Ok(url.trim_end_matches('/').to_owned())
    } else {
        Err(Unusable::Refused {
            key: "stripe_url",
            why: "not an address such as https://api.stripe.com",
        })
    }
}

fn sender(from: String) -> Result<String, Unusable> {
    if Mailer::knows_sender(&from) {
        Ok(from)
    } else {
        Err(Unusable::Refused {
            key: "mail_from",
            why: "not an e-mail address such as Portal <portal@portal.example>",
        })
    }
}

fn checked_url(url: String) -> Result<String, Unusable> {
    if url.starts_with("https://") || url.starts_with("http://") {
        Ok(url.trim_end_matches('/').to_owned())
    } else {
        Err(Unusable::Refused {
            key: "public_url",
            why: "begins with https:// or http://",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Result<Layer, Unusable> {
        Layer::of_environment(
            pairs
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned())),
        )
    }

    #[test]
    fn flags_win_over_the_environment_over_the_file() {
        let flags = Layer {
            base_domain: Some("flag.example".to_owned()),
            ..Layer::default()
        };
        let above = environment(&[
            ("MARQUE_BASE_DOMAIN", "env.example"),
            ("MARQUE_CONNECTIONS", "3"),
            ("HOME", "/root"),
        ]);
        let below: Layer = toml::from_str("connections = 5\nlog = 'json'").unwrap();
        let settings = flags.over(above.unwrap()).over(below).settled().unwrap();
        assert_eq!(settings.base_domain, "flag.example");
        assert_eq!(settings.connections, 3);
        assert_eq!(settings.log, Log::Json);
        assert_eq!(settings.public_url, "https://flag.example");
    }

    #[test]
    fn the_environment_says_lists_and_yes() {
        let layer = environment(&[
            ("MARQUE_SMTP_URL", "smtps://ann:s3cr3t@mail.example"),
            ("MARQUE_TRUSTED_PROXIES", "10.0.0.0/8,::1"),
            ("MARQUE_NO_MIGRATE", "true"),
        ]);
        let settings = layer.unwrap().settled().unwrap();
        assert_eq!(settings.trusted_proxies.len(), 2);
        assert!(settings.no_migrate);
        assert_eq!(settings.mail_from, "portal@localhost");
        let shown = settings.to_string();
        assert!(shown.contains("smtps://***@mail.example") && !shown.contains("s3cr3t"));
        assert_eq!(settings.public_url, "http://localhost:3000");
    }

    #[test]
    fn a_server_of_the_dns_has_its_usual_port() {
        for (text, server) in [
            ("192.0.2.53", "192.0.2.53:53"),
            ("127.0.0.1:5353", "127.0.0.1:5353"),
            ("2001:db8::53", "[2001:db8::53]:53"),
            ("[::1]:5353", "[::1]:5353"),
        ] {
            assert_eq!(super::server(text).unwrap().to_string(), server);
        }
    }

    #[test]
    fn keys_travel_in_the_open_only_to_this_machine() {
        for (url, asked) in [
            (
                "https://payments.example/",
                Some("https://payments.example"),
            ),
            ("http://127.0.0.1:12111", Some("http://127.0.0.1:12111")),
            ("http://localhost:12111", Some("http://localhost:12111")),
            ("http://payments.example", None),
            ("http://localhost.example", None),
            ("http://localhost@payments.example", None),
            ("https://payments.example/v1?x", None),
            ("ftp://payments.example", None),
            ("", None),
        ] {
            assert_eq!(
                provider(Some(url.to_owned())).ok().as_deref(),
                asked,
                "{url}"
            );
        }
        assert_eq!(provider(None).unwrap(), STRIPE);
    }

    #[test]
    fn what_is_no_setting_is_told() {
        let unknown = environment(&[("MARQUE_BASEDOMAIN", "x")]).unwrap_err();
        assert!(unknown.to_string().contains("MARQUE_BASEDOMAIN"));
        assert!(environment(&[("MARQUE_CONNECTIONS", "many")]).is_err());
        let none = environment(&[("MARQUE_CONNECTIONS", "0")]).unwrap();
        assert!(none.settled().is_err());
        let key = "0f".repeat(32);
        let set = environment(&[("MARQUE_SECRET_KEY", &key)]).unwrap();
        assert!(!format!("{set:?}").contains(&key));
        let settings = set.settled().unwrap();
        assert!(!format!("{settings:?} {settings}").contains(&key));
        let short = environment(&[("MARQUE_SECRET_KEY", "0f0f")]).unwrap();
        let told = short.settled().unwrap_err().to_string();
        assert!(
            told.starts_with("secret_key") && !told.contains("0f0f"),
            "{told}"
        );
        assert!(toml::from_str::<Layer>("adress = '1'").is_err());
        assert!(environment(&[("MARQUE_SITE_DIR", "x")]).is_ok());
        for (key, value) in [
            ("smtp_url", "mail.example"),
            ("smtp_url", "smtps:mail.example:465"),
            ("smtp_url", "https://mail.example"),
            ("smtp_url", "smtp://mail.example?tls=maybe"),
            ("smtp_url", "smtps://mail.example:smtp"),
            ("dns_server", "dns.example"),
            ("dns_server", "192.0.2.53:x"),
            ("ask_addr", "127.0.0.1:3000"),
            ("mail_from", "portal"),
            ("mail_from", "Portal <portal@>"),
            ("mail_from", "a@b.example\r\nBcc: c@d.example"),
        ] {
            let variable = format!("MARQUE_{}", key.to_uppercase());
            let refused = environment(&[(&variable, value)]).unwrap().settled();
            let told = refused.unwrap_err().to_string();
            assert!(told.starts_with(key), "{value}: {told}");
        }
        for domain in ["a b", "", "a..b", "a/b", "a:80"] {
            let layer = Layer {
                base_domain: Some(domain.to_owned()),
                ..Layer::default()
            };
            assert!(layer.settled().is_err(), "{domain}");
        }
    }
}
