//! Sections as the operator connects them with its own products (G1, G11).

pub mod api;

use domain::{
    FieldErrors,
    inclusions::Section,
    sections::{Connected, SectionLink, SectionLinkDraft},
};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    editing::{problem_of, tell},
    failure::LoadError,
    i18n::{m, t, tf},
    ui::{
        Badge, Button, Callout, Confirm, DataTable, Dialog, DialogBody, DialogFoot, Field, Icon,
        Kind, Menu, MenuItem, PageHeader, PageTitle, TextInput, Tone, toasts,
    },
    words,
};

/// The operator's page of the sections.
#[component]
pub fn SectionsPage() -> impl IntoView {
    let links = Resource::new(|| (), |()| api::list());
    let content = move || {
        Suspend::new(async move {
            match links.await {
                Ok(links) => view! { <Sections links /> }.into_any(),
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::SECTIONS_TITLE) />
        <div class="page">
            <PageHeader title=t(m::SECTIONS_TITLE) help=t(m::SECTIONS_INTRO) />
            <Suspense>{content}</Suspense>
        </div>
    }
}

/// What the rows and dialogs share.
#[derive(Debug, Clone, Copy)]
struct Desk {
    links: RwSignal<Vec<SectionLink>>,
    edited: RwSignal<Option<SectionLink>>,
    open: RwSignal<bool>,
    /// A key that was just made: it is told once.
    key: RwSignal<Option<(Section, String)>>,
    leaving: RwSignal<Option<(Section, String)>>,
}

impl Desk {
    fn take(self, section: Section, now: Connected) {
        self.links.set(now.links);
        if let Some(key) = now.key {
            self.key.set(Some((section, key)));
        }
    }
}

#[component]
fn Sections(links: Vec<SectionLink>) -> impl IntoView {
    let desk = Desk {
        links: RwSignal::new(links),
        edited: RwSignal::new(None),
        open: RwSignal::new(false),
        key: RwSignal::new(None),
        leaving: RwSignal::new(None),
    };
    let notices = toasts();
    let disconnect = Action::new(|section: &Section| api::disconnect(*section));
    Effect::new(move |_| match disconnect.value().get() {
        Some(Ok(links)) => {
            desk.links.set(links);
            notices.say(t(m::SECTIONS_DISCONNECTED));
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let rows = move || {
        let links = desk.links.get();
        links
            .into_iter()
            .map(|link| view! { <Row link desk /> })
            .collect_view()
    };
    let head = || {
        view! {
            <th scope="col" data-sticky="">{t(m::SECTIONS_SECTION)}</th>
            <th scope="col">{t(m::SECTIONS_LEADS_TO)}</th>
            <th scope="col">{t(m::SECTIONS_SAFETY)}</th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::TEAM_ACTIONS)}</span>
            </th>
        }
    };
    let title = Signal::derive(move || {
        let edited = desk.edited.read();
        let name = edited
            .as_ref()
            .map_or("", |link| words::section(link.section));
        tf(m::SECTIONS_CONNECT_TITLE, &[("section", name)])
    });
    view! {
        <KeyCard desk />
        <DataTable label=t(m::SECTIONS_TITLE) head>
            {rows}
        </DataTable>
        <Dialog id="section" open=desk.open title keep=true>
            {move || desk.edited.get().map(|link| view! { <Form link desk /> })}
        </Dialog>
        <Confirm
            id="section-leaving"
            asked=desk.leaving
            question=|name: &str| tf(m::SECTIONS_DISCONNECT_TITLE, &[("section", name)])
            text=t(m::SECTIONS_DISCONNECT_TEXT)
            action=t(m::SECTIONS_DISCONNECT)
            on_yes=move |section| {
                disconnect.dispatch(section);
            }
        />
    }
    .into_any()
}

/// The key that was just made, until it is put away.
#[component]
fn KeyCard(desk: Desk) -> impl IntoView {
    move || {
        desk.key.get().map(|(section, key)| {
            let title = tf(
                m::SECTIONS_KEY_TITLE,
                &[("section", words::section(section))],
            );
            view! {
                <Callout tone=Tone::Warning title>
                    <p>{t(m::SECTIONS_KEY_TEXT)}</p>
                    <p>
                        <code class="secret">{key}</code>
                    </p>
                    <Button on_press=move || desk.key.set(None)>{t(m::SECTIONS_KEY_DONE)}</Button>
                </Callout>
            }
        })
    }
}

#[component]
fn Row(link: SectionLink, desk: Desk) -> impl IntoView {
    let section = link.section;
    let name = words::section(section);
    let is_linked = link.url.is_some();
    let leads_to = match (&link.url, section.is_built_in()) {
        (_, true) => view! { <span class="muted">{t(m::SECTIONS_BUILT_IN)}</span> }.into_any(),
        (Some(url), false) => view! { <span class="break">{url.clone()}</span> }.into_any(),
        (None, false) => {
            view! { <span class="muted">{t(m::SECTIONS_NOT_CONNECTED)}</span> }.into_any()
        }
    };
    let is_offered = is_linked || section.is_built_in();
    let safety = is_offered.then(|| {
        if link.is_safe {
            view! { <Badge tone=Tone::Success>{t(m::SECTIONS_SAFE)}</Badge> }.into_any()
        } else {
            view! { <Badge tone=Tone::Warning>{t(m::SECTIONS_NOT_SAFE)}</Badge> }.into_any()
        }
    });
    let notices = toasts();
    let renew = Action::new(|section: &Section| api::renew_key(*section));
    Effect::new(move |_| match renew.value().get() {
        Some(Ok(now)) => desk.take(section, now),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let edit = move || {
        desk.edited.set(Some(link.clone()));
        desk.open.set(true);
    };
    let menu = (!section.is_built_in()).then(|| {
        let more = move || {
            is_linked.then(|| {
                view! {
                    <MenuItem
                        icon="key-round"
                        on_press=move || {
                            renew.dispatch(section);
                        }
                    >
                        {t(m::SECTIONS_NEW_KEY)}
                    </MenuItem>
                    <MenuItem
                        icon="x"
                        danger=true
                        on_press=move || desk.leaving.set(Some((section, name.to_owned())))
                    >
                        {t(m::SECTIONS_DISCONNECT)}
                    </MenuItem>
                }
            })
        };
        let words = if is_linked {
            m::SECTIONS_CHANGE
        } else {
            m::SECTIONS_CONNECT
        };
        view! {
            <Menu
                id=format!("menu-{}", section.key())
                label=tf(m::TEAM_ACTIONS_FOR, &[("name", name)])
                icon="ellipsis"
                bare=true
                end=true
                kind=Kind::Ghost
            >
                <MenuItem icon="link" on_press=edit.clone()>
                    {t(words)}
                </MenuItem>
                {more()}
            </Menu>
        }
    });
    view! {
        <tr>
            <td data-sticky="">
                <span class="cluster">
                    <Icon name=words::section_icon(section) />
                    {name}
                </span>
            </td>
            <td data-phone="under">{leads_to}</td>
            <td data-phone="under">{safety}</td>
            <td data-menu="">{menu}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Form(link: SectionLink, desk: Desk) -> impl IntoView {
    let section = link.section;
    let seen = link.version;
    let url = RwSignal::new(link.url.unwrap_or_default());
    let errors = RwSignal::new(FieldErrors::default());
    let notices = toasts();
    let save =
        Action::new(move |draft: &SectionLinkDraft| api::connect(section, draft.clone(), seen));
    Effect::new(move |_| match save.value().get() {
        Some(Ok(now)) => {
            desk.open.set(false);
            desk.take(section, now);
            notices.say(t(m::SECTIONS_CONNECTED));
        }
        Some(Err(error)) => tell(error, errors, notices),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = SectionLinkDraft {
            url: url.get_untracked(),
        };
        match draft.validate() {
            Ok(draft) => {
                errors.set(FieldErrors::default());
                save.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    let problem = problem_of(errors, "url");
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                <Field
                    id="section-url"
                    label=t(m::SECTIONS_URL)
                    hint=t(m::SECTIONS_URL_HINT)
                    error=problem
                >
                    <TextInput value=url kind="url" autofocus=true />
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || desk.open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy=save.pending()>
                    {t(m::PROFILE_SAVE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
