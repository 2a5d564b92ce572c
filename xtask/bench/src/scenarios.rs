//! What people do all day.

use std::time::Duration;

use anyhow::Context as _;
use axum::{Router, body::Bytes, http::header, routing::any};
use backend::{auth, clients, plans};
use domain::{
    Version,
    clients::{ClientDetails, ClientQuery, ClientStatus, PlanAssignment, PlanFilter},
    page::Page,
};
use serde_json::json;

use crate::{
    commerce,
    data::{Filled, listen},
    disk,
    load::{self, Ask, Pace},
    program::Program,
    raw::{self, About, Statement},
    report::{self, Limit, Measured},
};

/// The partner that is asked about.
pub(crate) const AT: &str = "load-1";
pub(crate) const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// Measures the scenarios whose name holds `only`, and prints each as it is done.
pub(crate) async fn all(filled: &Filled, time: Duration, only: &str) -> anyhow::Result<()> {
    let run = Run::begin(filled, time).await?;
    for (name, ask, statement) in run.reads().await? {
        if name.contains(only) {
            report::row(&run.read(name, ask, statement).await?);
        }
    }
    if ASSIGN_PLAN.contains(only) {
        report::row(&run.assign_plan().await?);
    }
    run.memory().await?;
    commerce::all(&run, only).await
}

const ASSIGN_PLAN: &str = "assign a plan";

/// A run of the scenarios on one database.
pub(crate) struct Run<'a> {
    pub(crate) filled: &'a Filled,
    pub(crate) time: Duration,
    cookie: String,
    pub(crate) cx: backend::Context,
    about: About,
    needle: String,
}

impl<'a> Run<'a> {
    async fn begin(filled: &'a Filled, time: Duration) -> anyhow::Result<Run<'a>> {
        let portal = &filled.portal;
        let session = auth::sign_in(
            portal,
            auth::SignIn {
                email: filled.email.clone(),
                password: backend::seed::PASSWORD.to_owned(),
                place: auth::Place {
                    host: "localhost".to_owned(),
                    device: "bench".to_owned(),
                    ..auth::Place::default()
                },
                address: std::net::Ipv4Addr::LOCALHOST.into(),
            },
        )
        .await?;
        let signed_in = auth::resolve(portal, session.token.as_str(), "localhost").await?;
        let signed_in = signed_in.context("the session is not known")?;
        let cx = auth::context_for_partner(portal, &signed_in, AT).await?;
        let first: Page<_> = clients::list(&cx, ClientQuery::default()).await?;
        let newest = first.rows.first().context("there are no clients")?;
        let plans = plans::list(&cx, false).await?;
        let plan = plans.first().context("there are no plans")?.id;
        let needle = newest.company.chars().skip(1).take(5).collect();
        Ok(Run {
            filled,
            time,
            cookie: format!("__Host-s={}", session.token.as_str()),
            about: About {
                partner: cx.partner()?,
                plan,
                client: newest.id,
            },
            needle,
            cx,
        })
    }

    /// What is read: its name, how it is asked for, and the bare statements that would answer it.
    async fn reads(&self) -> anyhow::Result<Vec<(&'static str, Ask, Option<Statement>)>> {
        let list = |query: &ClientQuery| call("clients/list", &json!({ "at": AT, "query": query }));
        let plain = ClientQuery::default();
        let filter = ClientQuery {
            status: Some(ClientStatus::Active),
            plan: Some(PlanFilter::On(self.about.plan)),
            ..ClientQuery::default()
        };
        let search = ClientQuery {
            search: self.needle.clone(),
            ..ClientQuery::default()
        };
        let deep = self.deep().await?;
        let client = call(
            "clients/details",
            &json!({ "at": AT, "id": self.about.client }),
        )?;
        Ok(vec![
            (
                "list, 50 rows with total",
                list(&plain)?,
                Some(Statement::List),
            ),
            (
                "filter by status and plan",
                list(&filter)?,
                Some(Statement::Filter),
            ),
            ("search by substring", list(&search)?, None),
            ("deep page", list(&deep)?, Some(Statement::Deep)),
            ("one client", client, Some(Statement::Client)),
            ("page of clients, rendered", page("clients"), None),
            ("dashboard, rendered", page(""), None),
        ])
    }

    /// The list a hundred pages on, or as far as it goes.
    async fn deep(&self) -> anyhow::Result<ClientQuery> {
        let mut query = ClientQuery::default();
        for _ in 0..100 {
            match clients::list(&self.cx, query.clone()).await?.next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
        Ok(query)
    }

    pub(crate) async fn read(
        &self,
        name: &'static str,
        ask: Ask,
        statement: Option<Statement>,
    ) -> anyhow::Result<Measured> {
        let ask = self.signed(ask);
        let address = &self.filled.address;
        let answer = load::Connection::open(address).await?.ask(&ask).await?;
        let raw = match statement {
            Some(statement) => {
                let mut tx = self.filled.portal.db().read().await?;
                Some(raw::time(&mut tx, statement, &self.about, self.time / 2).await?)
            }
            None => None,
        };
        let bare = listen(bare(answer.clone())).await?;
        let mut route = [Pace::default(); 3];
        let mut portal = [Pace::default(); 3];
        for (place, connections) in CONNECTIONS.into_iter().enumerate() {
            if let (Some(route), Some(portal)) = (route.get_mut(place), portal.get_mut(place)) {
                *route = load::read(&bare, &ask, connections, self.time).await?;
                *portal = load::read(address, &ask, connections, self.time).await?;
            }
        }
        Ok(Measured {
            name,
            raw,
            limit: Limit::Route(route),
            portal,
            bytes: answer.len(),
        })
    }

    /// Puts clients on one plan and the other in turn, each connection a client of its own.
    async fn assign_plan(&self) -> anyhow::Result<Measured> {
        let plans = plans::list(&self.cx, false).await?;
        let [one, other, ..] = plans.as_slice() else {
            anyhow::bail!("two plans are needed");
        };
        let plans = [one.id, other.id];
        let page = clients::list(&self.cx, ClientQuery::default()).await?;
        let more = ClientQuery {
            after: page.next.clone(),
            ..ClientQuery::default()
        };
        let more = clients::list(&self.cx, more).await?;
        let ids: Vec<_> = page
            .rows
            .iter()
            .chain(&more.rows)
            .map(|row| row.id)
            .collect();
        let syncs = disk::syncs_per_second(&self.filled.folder, self.time)?;
        let mut portal = [Pace::default(); 3];
        for (pace, connections) in portal.iter_mut().zip(CONNECTIONS) {
            let mut asks = Vec::new();
            for &id in ids.iter().take(connections) {
                let now = clients::details(&self.cx, id).await?;
                asks.push(self.assignment(&now, plans)?);
            }
            let cookie = self.cookie.clone();
            let next = move |ask: &mut Ask, answer: &Bytes| {
                let now: ClientDetails = serde_json::from_slice(answer)?;
                *ask = assignment(&now, plans, &cookie)?;
                Ok(())
            };
            *pace = load::run(&self.filled.address, asks, self.time, next).await?;
        }
        Ok(Measured {
            name: ASSIGN_PLAN,
            raw: None,
            limit: Limit::Disk(syncs),
            portal,
            bytes: 0,
        })
    }

    /// What the program holds on an embedded database while 64 connections ask for everything that
    /// is read.
    async fn memory(&self) -> anyhow::Result<()> {
        let Some(file) = &self.filled.file else {
            return Ok(());
        };
        let Some(program) = Program::start(file).await? else {
            return Ok(());
        };
        let (rest, _) = program.held()?;
        let reads = self.reads().await?;
        let asks: Vec<_> = reads
            .into_iter()
            .map(|(_, ask, _)| self.signed(ask))
            .collect();
        program.press(&asks, self.time).await?;
        let (after, most) = program.held()?;
        println!(
            "\nThe program on it: {rest} kB held at rest, at most {most} kB under load, {after} kB after it."
        );
        Ok(())
    }

    pub(crate) fn signed(&self, ask: Ask) -> Ask {
        Ask {
            cookie: self.cookie.clone(),
            ..ask
        }
    }

    fn assignment(&self, now: &ClientDetails, plans: [domain::PlanId; 2]) -> anyhow::Result<Ask> {
        assignment(now, plans, &self.cookie)
    }
}

/// Puts a client on the plan of the two that it is not on.
fn assignment(
    now: &ClientDetails,
    [one, other]: [domain::PlanId; 2],
    cookie: &str,
) -> anyhow::Result<Ask> {
    let is_on_one = now.plan.as_ref().is_some_and(|plan| plan.id == one);
    let seen: Version = now.version;
    let wish = PlanAssignment {
        client: now.id,
        plan: if is_on_one { other } else { one },
        seen,
        accepts_overrun: false,
        timing: Some(domain::subscriptions::Timing::Now),
        shown: None,
    };
    let ask = call("clients/assign_plan", &json!({ "at": AT, "wish": wish }))?;
    Ok(Ask {
        cookie: cookie.to_owned(),
        ..ask
    })
}

/// A call of a server function.
pub(crate) fn call(function: &str, arguments: &serde_json::Value) -> anyhow::Result<Ask> {
    Ok(Ask {
        path: format!("/fn/{function}"),
        page: format!("http://localhost/p/{AT}/clients"),
        body: Some(Bytes::from(serde_json::to_vec(arguments)?)),
        cookie: String::new(),
    })
}

fn page(path: &str) -> Ask {
    Ask {
        path: format!("/p/{AT}/{path}").trim_end_matches('/').to_owned(),
        page: String::new(),
        body: None,
        cookie: String::new(),
    }
}

/// A route that answers these bytes to whatever is asked.
fn bare(answer: Bytes) -> Router {
    let answer = move || {
        let answer = answer.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], answer) }
    };
    Router::new().fallback(any(answer))
}
