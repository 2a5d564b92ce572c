mod letters;
mod senders;
mod server;
mod texts;

use std::path::PathBuf;

use domain::{
    Lang, PartnerId,
    brands::Brand,
    mails::{Password, Security, SenderDraft},
    partners::PartnerStatus,
    policy::Actor,
};

use crate::{
    Portal,
    brands::Front,
    outbox::{self, Mail, Mailer, Voice},
    world::World,
};
pub(crate) use server::CERTIFICATE;
use server::Server;

/// The secret of every mail server in these stories.
const SECRET: &str = "canary-s3cr3t";

fn front(partner: PartnerId, slug: &str, name: &str) -> Front {
    Front {
        partner,
        slug: slug.to_owned(),
        name: name.to_owned(),
        support_email: Some("help@acme.example".to_owned()),
        status: PartnerStatus::Active,
        domain: None,
        brand: Brand::of_company(name, None),
    }
}

/// Writes a message to a client's user in the name of a partner.
async fn write_as(portal: &Portal, voice: &Voice, lang: Lang, mail: &Mail) {
    let cx = portal.context(Actor::Anonymous);
    let mut tx = cx.begin().await.unwrap();
    outbox::enqueue(&mut tx, &cx, voice, "user@client.example", lang, mail)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn reset_for_client(world: &World, partner: PartnerId) {
    let mail = Mail::ClientReset {
        name: "Ana".to_owned(),
        token: "TOKEN".to_owned(),
    };
    let voice = Voice::of(&front(partner, "acme", "Acme"));
    write_as(world.portal(), &voice, Lang::En, &mail).await;
}

/// A message without a secret.
async fn notice_for_client(world: &World, partner: PartnerId) {
    let mail = Mail::ClientPasswordChanged {
        name: "Ana".to_owned(),
        at: world.portal().now(),
    };
    let voice = Voice::of(&front(partner, "acme", "Acme"));
    write_as(world.portal(), &voice, Lang::En, &mail).await;
}

/// What was written to the mail folder, oldest first.
fn in_folder(portal: &Portal) -> Vec<String> {
    let Mailer::Folder(folder) = portal.mailer() else {
        panic!("tests write to a folder")
    };
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = paths.iter().map(std::fs::read_to_string);
    read.map(Result::unwrap).collect()
}

fn draft(port: u16) -> SenderDraft {
    SenderDraft {
        host: "127.0.0.1".to_owned(),
        port: port.to_string(),
        security: Security::Open,
        username: "acme".to_owned(),
        replaces_password: true,
        from_address: "hello@acme.example".to_owned(),
        from_name: "Acme & Co".to_owned(),
    }
}

fn secret() -> Password {
    Password(SECRET.to_owned())
}
