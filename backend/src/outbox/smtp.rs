//! The way by a partner's own mail server, step by step: so that whoever set it up is told at which
//! step it said no, and in which words.

use std::time::Duration;

use domain::{
    PartnerId, Version,
    mails::{Password, Security, Trouble, clean},
};
use lettre::{
    Address, Message,
    transport::smtp::{
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailParameter},
    },
};

use crate::{Portal, reach};

/// Longest wait for the server, all steps together.
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 25 });
/// Characters of its words that are kept.
const ANSWER_MAX: usize = 200;

/// A partner's mail server, ready to be used.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) partner: PartnerId,
    pub(crate) version: Version,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) username: String,
    pub(crate) password: Password,
    pub(crate) from_address: String,
    pub(crate) from_name: String,
}

/// Why a message was not taken, with the server's own words, if it said any.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {answer}", trouble.name())]
pub(crate) struct Refused {
    pub(crate) trouble: Trouble,
    pub(crate) answer: String,
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        Self {
            trouble,
            answer: String::new(),
        }
    }
}

impl Server {
    /// Gives it a message; `hello` is the host that the message speaks for.
    pub(crate) async fn take(
        &self,
        portal: &Portal,
        hello: &str,
        message: &Message,
    ) -> Result<(), Refused> {
        tokio::time::timeout(PATIENCE, self.talk(portal, hello, message))
            .await
            .unwrap_or(Err(Trouble::TimedOut.into()))
    }

    async fn talk(&self, portal: &Portal, hello: &str, message: &Message) -> Result<(), Refused> {
        let mut connection = self.connect(portal, hello).await?;
        if !self.username.is_empty() {
            let Password(password) = self.password.clone();
            let credentials = Credentials::new(self.username.clone(), password);
            connection
                .auth(DEFAULT_MECHANISMS, &credentials)
                .await
                .map_err(|error| self.refused(Trouble::WrongPassword, &error))?;
        }
        let envelope = message.envelope();
        let mut parameters = Vec::new();
        if connection
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
            && !(envelope.to().iter().chain(envelope.from()))
                .all(|address| AsRef::<str>::as_ref(address).is_ascii())
        {
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let from: Option<Address> = envelope.from().cloned();
        connection
            .command(Mail::new(from, parameters))
            .await
            .map_err(|error| self.refused(Trouble::RefusedSender, &error))?;
        for recipient in envelope.to() {
            connection
                .command(Rcpt::new(recipient.clone(), Vec::new()))
                .await
                .map_err(|error| self.refused(Trouble::RefusedRecipient, &error))?;
        }
        connection
            .command(Data)
            .await
            .map_err(|error| self.refused(Trouble::Refused, &error))?;
        connection
            .message(&message.formatted())
            .await
            .map_err(|error| self.refused(Trouble::Refused, &error))?;
        // It has the message: how it says goodbye changes nothing.
        let _ = connection.quit().await;
        Ok(())
    }

    async fn connect(&self, portal: &Portal, hello: &str) -> Result<AsyncSmtpConnection, Refused> {
        let is_private_allowed = portal.is_private_smtp_allowed();
        let address = reach::address_of(&self.host, self.port, is_private_allowed).await?;
        if self.security == Security::Open && reach::is_public(address.ip()) {
            return Err(Trouble::NoTls.into());
        }
        let tls = || self.tls().map_err(|_| Refused::from(Trouble::NoTls));
        let wrapped = match self.security {
            Security::Tls => Some(tls()?),
            Security::StartTls | Security::Open => None,
        };
        let hello = ClientId::Domain(hello.to_owned());
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(PATIENCE), &hello, wrapped, None)
                .await
                .map_err(|error| self.refused(Trouble::Unreachable, &error))?;
        if self.security == Security::StartTls {
            if !connection.can_starttls() {
                connection.abort().await;
                return Err(Trouble::NoTls.into());
            }
            connection
                .starttls(tls()?, &hello)
                .await
                .map_err(|error| self.refused(Trouble::NoTls, &error))?;
        }
        Ok(connection)
    }

    /// A certificate must be of the host's name, whatever address it was asked at.
    fn tls(&self) -> Result<TlsParameters, lettre::transport::smtp::Error> {
        let parameters = TlsParameters::builder(self.host.clone());
        #[cfg(test)]
        let parameters = parameters.add_root_certificate(
            lettre::transport::smtp::client::Certificate::from_pem(crate::mails::TEST_CERTIFICATE)?,
        );
        parameters.build()
    }

    /// What a server said at a step; how the way to it broke, where it said nothing.
    fn refused(&self, at: Trouble, error: &lettre::transport::smtp::Error) -> Refused {
        let trouble = if error.status().is_some() {
            // A greeting that is no welcome comes before any step of ours.
            if at == Trouble::Unreachable {
                Trouble::Refused
            } else {
                at
            }
        } else if error.is_timeout() {
            Trouble::TimedOut
        } else if error.is_tls() || (at == Trouble::Unreachable && self.looks_like_no_tls(error)) {
            Trouble::NoTls
        } else if at == Trouble::NoTls {
            at
        } else if error.is_client() {
            Trouble::Refused
        } else {
            Trouble::Unreachable
        };
        let Password(password) = &self.password;
        let mut answer = clean(&error.to_string());
        if !password.is_empty() {
            answer = answer.replace(password, "…");
        }
        Refused {
            trouble,
            answer: answer.chars().take(ANSWER_MAX).collect(),
        }
    }

    /// A handshake that a server without TLS answered is told as a broken connection.
    fn looks_like_no_tls(&self, error: &lettre::transport::smtp::Error) -> bool {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(error) = cause {
            if let Some(broken) = error.downcast_ref::<std::io::Error>()
                && broken.kind() == std::io::ErrorKind::InvalidData
            {
                return self.security == Security::Tls;
            }
            cause = error.source();
        }
        false
    }
}
