use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use backend::{
    Error, Result, brands,
    leaks::{Person, Seen, Stage},
};
use domain::{
    Lang,
    inclusions::Section,
    invoices::Form,
    policy::{ENDPOINTS, Method, Realm},
};
use serde_json::json;

use super::guest::{Answer, Guest};
use crate::assets;

/// A body larger than any form.
const TOO_LARGE: usize = 1024 * 1024 + 1;
/// What the people on the stage are called.
const NAME: &str = "Ana Petrova";

/// Goes wherever clients get, in every language: as somebody signed out, as an owner, as a member to
/// whom everything is locked; while the client is blocked, when it is closed, when the partner is
/// suspended; to what is not there, what is refused and what is broken.
pub(super) async fn tour(router: Router, stage: &Stage, base: &str) -> Result<Vec<Seen>> {
    let url = stage.url();
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let host = host.split([':', '/']).next().unwrap_or(host);
    let mut tour = Tour {
        stage,
        outside: Guest::new(router, host),
        password: format!("{}{}", stage.portal().new_id(), stage.portal().new_id()),
        list: String::new(),
        seen: Vec::new(),
    };
    tour.files(base, host).await?;
    let secret = stage.invite(Person::Owner).await?;
    tour.before_anybody_is_known(&secret).await?;
    let owner = tour.lets_in(&secret).await?;
    let owner = tour.works(owner).await?;
    tour.as_owner(owner).await?;
    let secret = stage.invite(Person::Member).await?;
    let member = tour.lets_in(&secret).await?;
    tour.as_member(member).await?;
    tour.with_a_link().await?;
    tour.when_paused().await?;
    stage.break_down().await;
    for lang in Lang::ALL {
        tour.outside.lang = lang;
        let answer = tour.outside.get("/sign-in", "/sign-in").await;
        tour.note(answer)?;
    }
    Ok(tour.seen)
}

/// An address once for each name of a part of it; as it is without that part.
fn each(path: &str, asked: &str, part: &str, names: &[&str]) -> Vec<(String, String)> {
    if !path.contains(part) {
        return vec![(path.to_owned(), asked.to_owned())];
    }
    let with = |name: &&str| (path.replace(part, name), asked.replace(part, name));
    names.iter().map(with).collect()
}

struct Tour<'a> {
    stage: &'a Stage,
    /// Somebody who is signed out.
    outside: Guest,
    password: String,
    /// A file of contacts that waits.
    list: String,
    seen: Vec<Seen>,
}

impl Tour<'_> {
    fn note(&mut self, answer: Result<Answer>) -> Result<Answer> {
        let answer = answer?;
        self.seen.extend(answer.seen());
        Ok(answer)
    }

    /// Every file of the build, and the pictures of the brand.
    async fn files(&mut self, base: &str, host: &str) -> Result<()> {
        for name in assets::names() {
            let path = format!("{}/{name}", assets::root());
            let asked = format!("/pkg/{name}");
            let answer = self.outside.get(&path, &asked).await;
            self.note(answer)?;
        }
        let front = brands::front(self.stage.portal(), base, host).await?;
        for file in front.iter().flat_map(|front| front.brand.pictures.files()) {
            let path = format!("/brand/{file}");
            let answer = self.outside.get(&path, &path).await;
            self.note(answer)?;
        }
        Ok(())
    }

    /// The addresses of a realm that are opened, each with what the report calls it. An address with
    /// a part that is not known here fails, so that none is left out in silence.
    fn addresses(&self, realms: &[Realm]) -> Result<Vec<(String, String)>> {
        const SEEN_ELSEWHERE: [&str; 2] = ["/pkg/{build}/{file}", "/brand/{file}"];
        let sections: Vec<&str> = Section::ALL.iter().map(|section| section.key()).collect();
        let forms = [Form::Pdf, Form::Cii, Form::Ubl].map(Form::name).to_vec();
        let mut addresses = Vec::new();
        for endpoint in ENDPOINTS {
            let is_opened = endpoint.method == Method::Get
                && realms.contains(&endpoint.action.realm())
                && !SEEN_ELSEWHERE.contains(&endpoint.path);
            if !is_opened {
                continue;
            }
            let path = endpoint
                .path
                .replace("{client}", &self.stage.client().to_string())
                .replace("{list}", &self.list)
                .replace("{invoice}", &self.stage.invoice().to_string())
                .replace("{token}", "unknown")
                .replace("{ticket}", "unknown");
            let mut variants = vec![(path, endpoint.path.to_owned())];
            for (part, names) in [("{section}", &sections), ("{form}", &forms)] {
                variants = variants
                    .into_iter()
                    .flat_map(|(path, asked)| each(&path, &asked, part, names))
                    .collect();
            }
            if let Some((path, _)) = variants.iter().find(|(path, _)| path.contains('{')) {
                return Err(Error::Broken(
                    format!("nobody knows how to open {path}").into(),
                ));
            }
            addresses.extend(variants);
        }
        Ok(addresses)
    }

    async fn opens(&mut self, guest: &mut Guest, addresses: &[(String, String)]) -> Result<()> {
        for (path, asked) in addresses {
            let answer = guest.get(path, asked).await;
            self.note(answer)?;
        }
        Ok(())
    }

    /// What somebody sees who is signed out, and what is said to whom nobody knows.
    async fn before_anybody_is_known(&mut self, secret: &str) -> Result<()> {
        let mut addresses = self.addresses(&[Realm::Anybody, Realm::Person, Realm::Client])?;
        let named = |path: &str| (path.to_owned(), path.to_owned());
        addresses.extend(["/nowhere", "/operator", "/p/x", "/fn/auth/me", "/sign-in/"].map(named));
        addresses.push((
            format!("/invitation/{secret}"),
            "/invitation/{token}".to_owned(),
        ));
        for lang in Lang::ALL {
            let mut guest = self.outside.clone();
            guest.lang = lang;
            self.opens(&mut guest, &addresses).await?;
            for (path, fields) in [
                (
                    "/sign-in",
                    &[("email", "nobody@people.example"), ("password", "wrong")][..],
                ),
                ("/reset", &[("email", "")]),
                ("/reset", &[("email", "nobody@people.example")]),
                ("/language", &[("lang", lang.tag()), ("next", "/sign-in")]),
            ] {
                let answer = guest.post(path, path, fields).await;
                self.note(answer)?;
            }
            let weak = [("name", NAME), ("password", "1")];
            let path = format!("/invitation/{secret}");
            let answer = guest.post(&path, "/invitation/{token}", &weak).await;
            self.note(answer)?;
            self.is_refused(&mut guest).await?;
        }
        Ok(())
    }

    /// What is answered to what no page of ours sends.
    async fn is_refused(&mut self, guest: &mut Guest) -> Result<()> {
        let foreign = Request::post("/sign-in").header("sec-fetch-site", "cross-site");
        let unknown = Request::post("/sign-in")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "text/x-unknown");
        let large = || {
            Request::post("/sign-in")
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        };
        let elsewhere = Request::get("/sign-in").header(header::HOST, "elsewhere.invalid");
        let put = Request::put("/sign-in").header("sec-fetch-site", "same-origin");
        for (request, body) in [
            (foreign, Body::empty()),
            (unknown, Body::empty()),
            (large(), Body::from(vec![b'a'; TOO_LARGE])),
            (elsewhere, Body::empty()),
            (put, Body::empty()),
        ] {
            let answer = guest.send(request, body, "/sign-in").await;
            self.note(answer)?;
        }
        Ok(())
    }

    /// Accepts an invitation as people do, and is signed in by that.
    async fn lets_in(&mut self, secret: &str) -> Result<Guest> {
        let mut guest = self.outside.clone();
        let path = format!("/invitation/{secret}");
        let password = self.password.clone();
        let fields = [("name", NAME), ("password", password.as_str())];
        let answer = guest.post(&path, "/invitation/{token}", &fields).await;
        let answer = self.note(answer)?;
        if answer.status.is_redirection() {
            Ok(guest)
        } else {
            Err(Error::Broken("nobody gets onto the stage".into()))
        }
    }

    /// Leaves something to see: a workspace, a contact, a file of contacts.
    async fn works(&mut self, mut owner: Guest) -> Result<Guest> {
        let client = self.stage.client();
        let workspace = json!({ "client": client, "draft": { "name": "1" } });
        let contact = json!({ "client": client, "draft": {
            "name": NAME, "email": "", "phone": "", "organisation": "", "notes": "",
        } });
        for (path, arguments) in [
            ("/fn/workspaces/add", workspace),
            ("/fn/contacts/add", contact),
        ] {
            let answer = owner.call(path, &arguments).await;
            let answer = self.note(answer)?;
            if !answer.status.is_success() {
                return Err(Error::Broken(
                    format!("{path} does nothing on the stage").into(),
                ));
            }
        }
        let form = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"1.csv\"\r\n\
            Content-Type: text/csv\r\n\r\nName,E-mail\nBo,bo@people.example\n\r\n--cut--\r\n";
        let request = Request::post(format!("/c/{client}/contacts/import"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
        let answer = owner
            .send(request, form.into(), "/c/{client}/contacts/import")
            .await;
        let answer = self.note(answer)?;
        let place = answer.headers.get(header::LOCATION);
        let place = place
            .and_then(|place| place.to_str().ok())
            .unwrap_or_default();
        let list = place.rsplit('/').next().unwrap_or_default();
        list.clone_into(&mut self.list);
        Ok(owner)
    }

    /// Everything there is, in every language, and what pages ask for while they are open.
    async fn as_owner(&mut self, mut owner: Guest) -> Result<()> {
        let addresses = self.addresses(&[Realm::Anybody, Realm::Person, Realm::Client])?;
        for lang in Lang::ALL {
            self.speaks(&mut owner, lang).await?;
            self.opens(&mut owner, &addresses).await?;
        }
        let client = self.stage.client();
        let own = json!({ "client": client });
        for path in [
            "/fn/office/home",
            "/fn/own_users/team",
            "/fn/workspaces/list",
            "/fn/own_visits/list",
        ] {
            let answer = owner.call(path, &own).await;
            self.note(answer)?;
        }
        let listed = json!({ "client": client, "query": {} });
        let rehearsed = json!({ "client": client, "id": self.list });
        for (path, arguments) in [
            ("/fn/contacts/list", listed),
            ("/fn/contacts/rehearse", rehearsed),
        ] {
            let answer = owner.call(path, &arguments).await;
            self.note(answer)?;
        }
        // Without arguments each says what it lacks; those that need none answer.
        for endpoint in ENDPOINTS {
            let is_theirs = matches!(endpoint.action.realm(), Realm::Person | Realm::Client);
            if endpoint.method == Method::Post && is_theirs && endpoint.path.starts_with("/fn/") {
                let answer = owner.call(endpoint.path, &json!({})).await;
                self.note(answer)?;
            }
        }
        Ok(())
    }

    /// What is locked, and says so.
    async fn as_member(&mut self, mut member: Guest) -> Result<()> {
        let addresses = self.addresses(&[Realm::Client])?;
        for lang in Lang::ALL {
            self.speaks(&mut member, lang).await?;
            self.opens(&mut member, &addresses).await?;
        }
        let answer = member.post("/sign-out", "/sign-out", &[]).await;
        self.note(answer)?;
        Ok(())
    }

    /// The page on which a new password is chosen.
    async fn with_a_link(&mut self) -> Result<()> {
        let mut guest = self.outside.clone();
        let fields = [("email", Person::Owner.email())];
        let answer = guest.post("/reset", "/reset", &fields).await;
        self.note(answer)?;
        let secret = self.stage.secret_sent_to(Person::Owner).await?;
        for lang in Lang::ALL {
            guest.lang = lang;
            let (path, asked) = (format!("/reset/{secret}"), "/reset/{token}");
            let answer = guest.get(&path, asked).await;
            self.note(answer)?;
            let answer = guest.post(&path, asked, &[("password", "1")]).await;
            self.note(answer)?;
        }
        Ok(())
    }

    /// What an owner sees whose client is blocked, whose client is closed, whose partner is suspended.
    async fn when_paused(&mut self) -> Result<()> {
        self.stage.block().await?;
        self.is_told_why().await?;
        self.stage.close().await?;
        self.is_told_why().await?;
        self.stage.suspend().await?;
        self.is_told_why().await
    }

    async fn is_told_why(&mut self) -> Result<()> {
        let password = self.password.clone();
        let fields = [
            ("email", Person::Owner.email()),
            ("password", password.as_str()),
        ];
        let mut owner = self.outside.clone();
        let answer = owner.post("/sign-in", "/sign-in", &fields).await;
        self.note(answer)?;
        let home = format!("/c/{}", self.stage.client());
        let addresses = [
            (home.clone(), "/c/{client}".to_owned()),
            (
                format!("{home}/contacts"),
                "/c/{client}/contacts".to_owned(),
            ),
            ("/profile".to_owned(), "/profile".to_owned()),
        ];
        for lang in Lang::ALL {
            self.speaks(&mut owner, lang).await?;
            self.opens(&mut owner, &addresses).await?;
        }
        Ok(())
    }

    /// Has the portal speak another language: who is signed in is spoken to in their own.
    async fn speaks(&mut self, guest: &mut Guest, lang: Lang) -> Result<()> {
        guest.lang = lang;
        let wish = json!({ "draft": { "name": NAME, "lang": lang } });
        let answer = guest.call("/fn/auth/edit_profile", &wish).await;
        self.note(answer)?;
        Ok(())
    }
}
