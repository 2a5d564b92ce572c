//! Databases full of clients, and the portal on them.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use axum::Router;
use backend::{
    Portal,
    clock::SystemClock,
    db::{self, Db},
    outbox::Mailer,
    seed,
};
use server::{
    http::{Site, service},
    settings::{Log, Settings},
};
use tokio::net::TcpListener;

/// Where the data lies.
pub(crate) enum Engine {
    Sqlite,
    /// The address of a server that may make databases.
    Postgres(String),
}

/// A portal with clients, listening on loopback.
pub(crate) struct Filled {
    pub(crate) engine: &'static str,
    pub(crate) clients: u64,
    pub(crate) partners: u64,
    /// How long it took to bring the clients in.
    pub(crate) filling: Duration,
    pub(crate) portal: Portal,
    /// `127.0.0.1:port`.
    pub(crate) address: String,
    pub(crate) email: String,
    /// On the disk that is measured.
    pub(crate) folder: PathBuf,
    /// The file of an embedded database.
    pub(crate) file: Option<PathBuf>,
    server: Option<(String, String)>,
}

/// Fills a new database and serves it.
pub(crate) async fn filled(engine: &Engine, clients: u64, partners: u64) -> anyhow::Result<Filled> {
    let folder = std::env::temp_dir().join(format!("bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (name, url, file, server) = match engine {
        Engine::Sqlite => {
            let file = folder.join(format!("{clients}-{partners}.db"));
            let url = format!("sqlite://{}", file.display());
            ("SQLite", url, Some(file), None)
        }
        Engine::Postgres(server) => {
            let database = format!("bench_{}_{clients}_{partners}", std::process::id());
            say(server, format!("CREATE DATABASE {database}")).await?;
            let (base, _) = server.rsplit_once('/').context("no database is named")?;
            let url = format!("{base}/{database}");
            ("PostgreSQL", url, None, Some((server.clone(), database)))
        }
    };
    let db = open(&url).await?;
    db.migrate().await?;
    let settings = settings();
    let mailer = Mailer::Folder(folder.join("mail"));
    let public_url = settings.public_url.clone();
    let portal = Portal::new(db, Arc::new(SystemClock), mailer, public_url);
    let start = Instant::now();
    let sign_in = seed::clients(&portal, clients, partners).await?;
    let filling = start.elapsed();
    let address = listen(service(Site::new(portal.clone(), &settings))).await?;
    Ok(Filled {
        engine: name,
        clients,
        partners,
        filling,
        portal,
        address,
        email: sign_in.email,
        folder,
        file,
        server,
    })
}

impl Filled {
    /// Takes the data away again.
    pub(crate) async fn remove(self) -> anyhow::Result<()> {
        self.portal.db().close().await;
        if let Some((server, database)) = self.server {
            say(&server, format!("DROP DATABASE {database} WITH (FORCE)")).await?;
        }
        std::fs::remove_dir_all(&self.folder)?;
        Ok(())
    }
}

/// Serves a router on loopback, and answers where.
pub(crate) async fn listen(router: Router) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

/// Says something to a server that no transaction may hold.
async fn say(server: &str, sql: String) -> anyhow::Result<()> {
    let db = open(server).await?;
    let _: Vec<(i64,)> = db.read().await?.all_of(sql, &[]).await?;
    db.close().await;
    Ok(())
}

async fn open(url: &str) -> Result<Db, backend::Error> {
    Db::open(&db::Settings {
        url: url.to_owned(),
        connections: 8,
    })
    .await
}

fn settings() -> Settings {
    Settings {
        addr: ([127, 0, 0, 1], 0).into(),
        data_dir: PathBuf::new(),
        database_url: String::new(),
        base_domain: "localhost".to_owned(),
        public_url: "http://localhost".to_owned(),
        connections: 8,
        smtp_url: None,
        secret_key: None,
        // Nobody answers there: nothing of this is paid by card.
        stripe_url: "http://127.0.0.1:9".to_owned(),
        allow_private_smtp: None,
        dns_server: None,
        ask_addr: None,
        mail_from: "portal@localhost".to_owned(),
        operator_names: Vec::new(),
        support_email: None,
        trusted_proxies: Vec::new(),
        log: Log::Text,
        no_migrate: false,
    }
}
