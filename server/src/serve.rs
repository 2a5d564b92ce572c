//! The running program.

use std::sync::Arc;

use backend::{Error, Portal, clock::SystemClock, db, db::Db, outbox::Mailer};
use tokio::net::TcpListener;

use crate::{
    assets,
    http::{self, Site},
    settings::Settings,
};

/// Runs the portal until it is told to stop.
///
/// # Errors
/// What keeps it from starting.
pub(crate) async fn serve(settings: Settings) -> anyhow::Result<()> {
    println!("{settings}");
    let portal = portal(&settings).await?;
    let listener = TcpListener::bind(settings.addr).await?;
    let address = listener.local_addr()?;
    if !assets::has_site() {
        println!("  without the browser half: pages come, and no script runs on them");
    }
    println!("listening on {} (http://{address})", settings.public_url);
    let site = Site::new(portal, &settings);
    axum::serve(listener, http::service(site)).await?;
    Ok(())
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

/// The portal of the settings, its schema up to date.
pub(crate) async fn portal(settings: &Settings) -> Result<Portal, Error> {
    let db = database(settings).await?;
    if settings.no_migrate {
        db.check().await?;
    } else {
        db.migrate().await?;
    }
    let mailer = Mailer::Folder(settings.data_dir.join("mail"));
    Ok(Portal::new(
        db,
        Arc::new(SystemClock),
        mailer,
        settings.public_url.clone(),
    ))
}
