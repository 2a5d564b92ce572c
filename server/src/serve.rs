//! The running program.

use std::{sync::Arc, time::Duration};

use backend::{
    Error, Portal, clock::SystemClock, db, db::Db, domains::Resolver, outbox::Mailer, vault::Vault,
};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    assets, connections,
    http::{self, Site},
    jobs,
    settings::Settings,
    signals,
};

/// How long requests may go on after the portal was told to stop.
const FAREWELL: Duration = Duration::from_secs(30);

/// How long the database may take to close.
const CLOSING: Duration = Duration::from_secs(5);

/// Runs the portal until it is told to stop.
///
/// # Errors
/// What keeps it from starting, or from going on.
pub(crate) async fn serve(settings: Settings) -> anyhow::Result<()> {
    println!("{settings}");
    let portal = portal(&settings).await?;
    let listener = TcpListener::bind(settings.addr).await?;
    if !assets::has_site() {
        println!("  without the browser half: pages come, and no script runs on them");
    }
    let internal = match settings.ask_addr {
        Some(addr) => Some(TcpListener::bind(addr).await?),
        None => None,
    };
    let site = Site::new(portal.clone(), &settings);
    let jobs = jobs::start(&portal);

    let (stop, stopped) = watch::channel(false);
    let answering = async {
        if let Some(internal) = internal {
            let told = told(stopped.clone());
            connections::serve(internal, http::asked(site.clone()), told).await;
        }
    };
    let service = http::service(site.clone());
    let serving = async {
        let told = told(stopped.clone());
        tokio::join!(connections::serve(listener, service, told), answering);
    };
    println!("listening on {}", settings.public_url);
    tokio::select! {
        () = serving => {}
        () = stop_in_two_steps(stop) => {}
    }
    drop(jobs);
    let _ = tokio::time::timeout(CLOSING, portal.db().close()).await;
    tracing::info!("stopped");
    Ok(())
}

/// Waits until the portal is told to stop.
async fn told(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// At the first signal no request is taken any more; at the second, or when it takes too long, those
/// that still go on are cut off.
async fn stop_in_two_steps(stop: watch::Sender<bool>) {
    signals::next().await;
    tracing::info!("stopping: requests in hand are finished");
    let _ = stop.send(true);
    if tokio::time::timeout(FAREWELL, signals::next())
        .await
        .is_err()
    {
        tracing::warn!("requests that still went on were cut off");
    }
}

/// The database of the settings; makes the folder of an embedded one.
pub(crate) async fn database(settings: &Settings) -> Result<Db, Error> {
    std::fs::create_dir_all(&settings.data_dir).map_err(|error| Error::Broken(Box::new(error)))?;
    Db::open(&db::Settings {
        url: settings.database_url.clone(),
        connections: settings.connections,
    })
    .await
}

/// The database of the settings, which is there already.
pub(crate) async fn existing(settings: &Settings) -> anyhow::Result<Db> {
    if let Some(file) = settings.database_url.strip_prefix("sqlite:") {
        let file = file.strip_prefix("//").unwrap_or(file);
        let file = file.split('?').next().unwrap_or(file);
        anyhow::ensure!(
            std::path::Path::new(file).is_file(),
            "there is no database at {file}"
        );
    }
    Ok(database(settings).await?)
}

/// The portal of the settings, its schema up to date.
pub(crate) async fn portal(settings: &Settings) -> Result<Portal, Error> {
    let db = database(settings).await?;
    if settings.no_migrate {
        db.check().await?;
    } else {
        db.migrate().await?;
    }
    let public_url = settings.public_url.clone();
    let mailer = mailer(settings)?;
    let mut portal = Portal::new(db, Arc::new(SystemClock), mailer, public_url)
        .with_vault(vault(settings)?)
        .with_stripe_url(settings.stripe_url.clone());
    if let Some(is_allowed) = settings.allow_private_smtp {
        portal = portal.with_private_smtp(is_allowed);
    }
    Ok(match resolver(settings) {
        Ok(resolver) => portal.with_dns(Arc::new(resolver)),
        Err(error) => {
            tracing::warn!(%error, "the DNS cannot be asked: domains of partners are not checked");
            portal
        }
    })
}

/// What seals kept secrets: with the key of the settings, or the one in the data folder.
fn vault(settings: &Settings) -> Result<Vault, Error> {
    match &settings.secret_key {
        Some(key) => Vault::of_setting(&key.0).ok_or_else(|| Error::Broken("no key".into())),
        None => Vault::of_file(&settings.data_dir.join("secret.key"))
            .map_err(|error| Error::Broken(Box::new(error))),
    }
}

/// Who is asked about names by the settings.
fn resolver(settings: &Settings) -> Result<Resolver, Error> {
    match settings.dns_server {
        Some(server) => Resolver::at(server),
        None => Resolver::of_system(),
    }
}

/// How messages leave by the settings.
pub(crate) fn mailer(settings: &Settings) -> Result<Mailer, Error> {
    match &settings.smtp_url {
        Some(url) => Mailer::smtp(url, &settings.mail_from),
        None => Ok(Mailer::Folder(settings.data_dir.join("mail"))),
    }
}
