//! What an operator can set: by flag, else by environment, else in one file, else a default.

mod layer;

use std::{fmt, net::SocketAddr, path::PathBuf};

pub use layer::Layer;

/// Settings that cannot be used, told so that an operator can mend them.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file is not there, or not readable.
    #[error("{}: {error}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file says something that is no setting.
    #[error("{}: {error}", file.display())]
    Text {
        /// Which.
        file: PathBuf,
        /// Where and what.
        error: toml::de::Error,
    },
    /// A variable of the environment that looks like ours and is not.
    #[error("{0} is no setting; `marque serve --help` lists them")]
    Variable(String),
    /// A variable of the environment with a value that does not fit.
    #[error("{0}")]
    Value(String),
    /// A value that does not fit.
    #[error("{key}: {why}")]
    Refused {
        /// Of which setting.
        key: &'static str,
        /// Why not.
        why: &'static str,
    },
}

/// How the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Log {
    /// For people.
    #[default]
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// The settings in effect.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "`Layer` explains each")]
pub struct Settings {
    pub addr: SocketAddr,
    pub data_dir: PathBuf,
    pub database_url: String,
    pub base_domain: String,
    pub public_url: String,
    pub connections: u32,
    pub smtp_url: Option<String>,
    pub mail_from: String,
    pub support_email: Option<String>,
    pub operator_names: Vec<String>,
    pub secret_key: Option<SecretKey>,
    pub allow_private_smtp: Option<bool>,
    pub trusted_proxies: Vec<Network>,
    pub dns_server: Option<SocketAddr>,
    pub ask_addr: Option<SocketAddr>,
    pub stripe_url: String,
    pub log: Log,
    pub no_migrate: bool,
}

/// The key that seals kept secrets, as set. `Debug` does not tell it.
#[derive(Clone, serde::Deserialize)]
#[serde(transparent)]
pub struct SecretKey(pub String);

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

impl std::str::FromStr for SecretKey {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl Settings {
    /// The settings in effect: `flags` over the environment over the file.
    ///
    /// # Errors
    /// What cannot be used.
    pub fn load(flags: Layer) -> Result<Self, Unusable> {
        let environment = Layer::of_environment(std::env::vars())?;
        let above = flags.over(environment);
        let file = Layer::of_file(above.config.as_deref())?;
        above.over(file).settled()
    }
}

/// A range of addresses (RFC 4632): `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: std::net::IpAddr,
    bits: u8,
}

impl Network {
    /// Whether `address` lies in it; IPv4 inside IPv6 counts as IPv4.
    pub fn contains(self, address: std::net::IpAddr) -> bool {
        use std::net::IpAddr::{V4, V6};
        match (self.base, address.to_canonical()) {
            (V4(base), V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                base.to_bits() & mask == address.to_bits() & mask
            }
            (V6(base), V6(address)) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.bits))
                    .unwrap_or(0);
                base.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl std::str::FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "not an address or a range like 10.0.0.0/8";
        let (base, bits) = match text.split_once('/') {
            Some((base, bits)) => (base, Some(bits.parse().map_err(|_| WRONG)?)),
            None => (text, None),
        };
        let base: std::net::IpAddr = base.parse().map_err(|_| WRONG)?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits > most {
            return Err(WRONG);
        }
        Ok(Self { base, bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.bits)
    }
}

/// One line for each setting in effect, secrets blotted out.
impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proxies: Vec<String> = self
            .trusted_proxies
            .iter()
            .map(Network::to_string)
            .collect();
        writeln!(f, "  addr             {}", self.addr)?;
        writeln!(f, "  data_dir         {}", self.data_dir.display())?;
        writeln!(
            f,
            "  database_url     {}",
            without_password(&self.database_url)
        )?;
        writeln!(f, "  connections      {}", self.connections)?;
        writeln!(f, "  base_domain      {}", self.base_domain)?;
        writeln!(f, "  public_url       {}", self.public_url)?;
        match &self.smtp_url {
            Some(url) => writeln!(f, "  smtp_url         {}", without_password(url))?,
            None => writeln!(f, "  smtp_url         none: messages go to data_dir/mail")?,
        }
        writeln!(f, "  mail_from        {}", self.mail_from)?;
        let support = self.support_email.as_deref().unwrap_or("none");
        writeln!(f, "  support_email    {support}")?;
        let names = match self.operator_names.join(", ") {
            names if names.is_empty() => "none".to_owned(),
            names => names,
        };
        writeln!(f, "  operator_names   {names}")?;
        let key = match self.secret_key {
            Some(_) => "***",
            None => "in data_dir/secret.key",
        };
        writeln!(f, "  secret_key       {key}")?;
        if let Some(allowed) = self.allow_private_smtp {
            writeln!(f, "  allow_private_smtp {allowed}")?;
        }
        writeln!(
            f,
            "  trusted_proxies  {}",
            if proxies.is_empty() {
                "none".to_owned()
            } else {
                proxies.join(", ")
            }
        )?;
        match self.dns_server {
            Some(server) => writeln!(f, "  dns_server       {server}")?,
            None => writeln!(f, "  dns_server       those of the machine")?,
        }
        match self.ask_addr {
            Some(addr) => writeln!(f, "  ask_addr         {addr}")?,
            None => writeln!(f, "  ask_addr         none")?,
        }
        writeln!(
            f,
            "  stripe_url       {}",
            without_password(&self.stripe_url)
        )?;
        let log = match self.log {
            Log::Text => "text",
            Log::Json => "json",
        };
        writeln!(f, "  log              {log}")?;
        write!(f, "  no_migrate       {}", self.no_migrate)
    }
}

/// A URL with what stands between its scheme and its host blotted out, and its query too: both
/// can carry a password.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let rest = rest
        .rsplit_once('@')
        .map_or_else(|| rest.to_owned(), |(_, host)| format!("***@{host}"));
    match rest.split_once('?') {
        Some((place, _)) => format!("{scheme}://{place}?***"),
        None => format!("{scheme}://{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses() {
        let net: Network = "10.1.0.0/16".parse().unwrap();
        assert!(net.contains("10.1.255.1".parse().unwrap()));
        assert!(net.contains("::ffff:10.1.2.3".parse().unwrap()));
        assert!(!net.contains("10.2.0.1".parse().unwrap()));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("203.0.113.9".parse().unwrap()));
        let one: Network = "::1".parse().unwrap();
        assert!(one.contains("::1".parse().unwrap()) && !one.contains("::2".parse().unwrap()));
        for wrong in ["10.0.0.0/33", "ten", "10.0.0.0/", "::/129"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn passwords_are_not_printed() {
        for (url, shown) in [
            (
                "postgres://ann:s3@cr3t@db/portal?sslmode=require",
                "postgres://***@db/portal?***",
            ),
            (
                "postgres:///portal?password=s3cr3t",
                "postgres:///portal?***",
            ),
            (
                "smtps://ann:s3cr3t@mail.example",
                "smtps://***@mail.example",
            ),
            ("sqlite:///var/portal.db", "sqlite:///var/portal.db"),
            ("sqlite:portal.db", "sqlite:portal.db"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
