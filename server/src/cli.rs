//! The commands.

use std::{fmt::Write as _, process::ExitCode};

use backend::Error;
use clap::{Parser, Subcommand};
use domain::{
    Lang, Refusal,
    leaks::Finding,
    partners::PartnerDraft,
    policy::{self, ENDPOINTS},
};

use crate::{
    http::Site,
    serve,
    settings::{Layer, Log, Settings},
    verify,
};

/// Days until the link expires with which somebody of the operator's sets their password.
const OPERATOR_LINK_DAYS: u32 = 3;

/// A partner portal of your own.
#[derive(Debug, Parser)]
#[command(name = "marque", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Layer,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the portal
    Serve,
    /// Bring the database up to the schema of this version
    Migrate,
    /// The operator's own people
    #[command(subcommand)]
    Operator(Operator),
    /// The partners of the portal
    #[command(subcommand)]
    Partner(Partner),
    /// Fill an empty database with demo data, or any with clients by the thousand
    Seed(Seed),
    /// Search everything that partners' clients see for names that are not their partner's
    Leaks {
        /// The short name of one partner; without it, all of them
        #[arg(long)]
        partner: Option<String>,
    },
    /// Work a statement of commission out again, line by line, and check its signature
    Verify {
        /// The file, as it was downloaded
        file: String,
        /// The key that must have signed it: 64 hexadecimal digits, as its page shows them
        #[arg(long)]
        key: Option<String>,
    },
    /// Print every address and the action it asks for
    Routes {
        /// For programs to read
        #[arg(long)]
        json: bool,
    },
    /// Print who may do what
    Permissions,
    /// Copy the embedded database to a new file, while the portal runs
    Backup {
        /// The file, which must not be there yet
        file: String,
    },
    /// Look through the database for what should not be there, and knock at the mail server
    Check,
}

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
struct Seed {
    /// Two partners with their people, plans, clients and last three months
    #[arg(long, group = "what")]
    demo: bool,
    /// So many clients, to see how the portal bears them
    #[arg(long, group = "what")]
    clients: Option<u64>,
    /// Over so many partners
    #[arg(long, default_value_t = 1_000, requires = "clients")]
    partners: u64,
}

#[derive(Debug, Subcommand)]
enum Operator {
    /// Let somebody in, and print the link by which they set their password
    Create {
        /// Their e-mail address
        #[arg(long)]
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
    },
}

#[derive(Debug, Subcommand)]
enum Partner {
    /// Create a partner, and invite its first administrator
    Create {
        /// The company's name
        #[arg(long)]
        name: String,
        /// Its short name in addresses
        #[arg(long)]
        slug: String,
        /// The e-mail address of its first administrator
        #[arg(long)]
        administrator: String,
        /// The language of the invitation
        #[arg(long, default_value_t = Lang::En)]
        lang: Lang,
    },
}

/// Does what the command line asks.
///
/// # Errors
/// What went wrong, for the person at the terminal.
pub fn run() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    match cli.command {
        Command::Routes { json } => print!("{}", routes(json)?),
        Command::Permissions => print!("{}", policy::print()),
        Command::Verify { file, key } => return verify::file(&file, key.as_deref()),
        command => {
            let settings = Settings::load(cli.settings)?;
            let mut runtime = tokio::runtime::Builder::new_multi_thread();
            return runtime
                .enable_all()
                .build()?
                .block_on(obey(command, settings));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn obey(command: Command, settings: Settings) -> anyhow::Result<ExitCode> {
    start_log(settings.log);
    match command {
        Command::Serve => serve::serve(settings).await?,
        Command::Migrate => {
            serve::database(&settings).await?.migrate().await?;
            println!("the schema is up to date");
        }
        Command::Operator(Operator::Create { email, name }) => {
            let portal = serve::portal(&settings).await?;
            let days = OPERATOR_LINK_DAYS;
            let link = backend::auth::create_operator(&portal, &email, &name, days).await;
            let link = link.map_err(told)?;
            println!("{name} sets a password within {days} days at\n{link}");
        }
        Command::Partner(Partner::Create {
            name,
            slug,
            administrator,
            lang,
        }) => {
            let portal = serve::portal(&settings).await?;
            let lang = lang.tag().to_owned();
            let draft = PartnerDraft {
                name,
                slug,
                administrator,
                lang,
            };
            let partner = backend::partners::create_from_console(&portal, draft).await;
            let partner = partner.map_err(told)?;
            println!(
                "{} is there; the invitation leaves when the portal runs",
                partner.name
            );
        }
        Command::Seed(wish) => seed(&settings, &wish).await?,
        Command::Backup { file } => {
            serve::existing(&settings).await?.backup(&file).await?;
            println!("{file} is a whole copy");
        }
        Command::Check => return check(&settings).await,
        Command::Leaks { partner } => return leaks(&settings, partner.as_deref()).await,
        Command::Routes { .. } | Command::Permissions | Command::Verify { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with what was typed, field by field.
fn told(error: Error) -> anyhow::Error {
    match error {
        Error::Refused(Refusal::Invalid(errors)) => {
            let errors = errors
                .0
                .iter()
                .map(|error| format!("{}: {:?}", error.field, error.problem));
            anyhow::anyhow!(errors.collect::<Vec<_>>().join(", "))
        }
        other => other.into(),
    }
}

/// Prints what is wrong with the database or the way to the mail server; fails if anything is.
async fn check(settings: &Settings) -> anyhow::Result<ExitCode> {
    let db = serve::existing(settings).await?;
    db.check().await?;
    let mut findings = backend::check::check(&db).await?;
    if let Err(why) = serve::mailer(settings)?.try_out().await {
        findings.push(format!("the mail server does not let us in: {why}"));
    }
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("nothing is wrong");
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}

/// Prints a report for each brand; fails if there is a trace of anybody else.
async fn leaks(settings: &Settings, partner: Option<&str>) -> anyhow::Result<ExitCode> {
    let portal = serve::portal(settings).await?;
    // Serves nobody: it lets the meter see.
    let _site = Site::new(portal.clone(), settings);
    let reports = backend::leaks::measure_from_console(&portal, partner).await;
    let reports = reports.map_err(told)?;
    let mut is_clean = true;
    for (slug, report) in &reports {
        is_clean &= report.is_clean();
        let (score, looked_at, leaking) = (report.score(), report.looked_at, report.leaking);
        println!(
            "{slug}: {score} of 100, {leaking} of {looked_at} surfaces with a trace of others"
        );
        for finding in &report.findings {
            println!("  {}", line(finding)?);
        }
        if report.more > 0 {
            println!("  and {} more", report.more);
        }
    }
    Ok(if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A finding in one line, in the names it is stored by.
fn line(finding: &Finding) -> anyhow::Result<String> {
    let name = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let surface = name(serde_json::to_value(finding.surface)?);
    let whose = name(serde_json::to_value(finding.whose)?);
    let langs: Vec<&str> = finding.langs.iter().map(|lang| lang.tag()).collect();
    let Finding {
        at, name, excerpt, ..
    } = finding;
    let typed = if finding.is_typed {
        ", typed by the partner itself"
    } else {
        ""
    };
    Ok(format!(
        "{surface} {at} [{}] {whose} {name:?}{typed}: …{excerpt}…",
        langs.join(" ")
    ))
}

/// Every address, a line each, or as a JSON list.
fn routes(json: bool) -> anyhow::Result<String> {
    let mut lines = String::new();
    let mut list = Vec::new();
    for endpoint in ENDPOINTS {
        let (method, path) = (endpoint.method.name(), endpoint.path);
        let action = format!("{:?}", endpoint.action);
        writeln!(lines, "{method:<5}{path:<44}{action}")?;
        list.push(serde_json::json!({ "method": method, "path": path, "action": action }));
    }
    Ok(if json {
        serde_json::to_string_pretty(&list)? + "\n"
    } else {
        lines
    })
}

/// Writes the log to the error stream; `RUST_LOG` says how much of it.
fn start_log(log: Log) {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log {
        Log::Text => builder.init(),
        Log::Json => builder.json().flatten_event(true).init(),
    }
}

/// Writes the data, and says who can sign in with which password.
async fn seed(settings: &Settings, wish: &Seed) -> anyhow::Result<()> {
    let portal = serve::portal(settings).await?;
    let people = match wish.clients {
        Some(clients) => vec![backend::seed::clients(&portal, clients, wish.partners).await?],
        None => backend::seed::demo(&portal).await?,
    };
    let mut host = None;
    for person in people {
        let url = match person.brand {
            Some(slug) => portal.brand_url(slug),
            None => portal.public_url().to_owned(),
        };
        if host.as_ref() != Some(&url) {
            println!("Sign in at {url} as");
            host = Some(url);
        }
        println!("  {:<30} {}", person.email, person.who);
    }
    println!("password: {}", backend::seed::PASSWORD);
    Ok(())
}
