use domain::{
    FieldErrors, InvitationId, Lang, PartnerId, Problem, Refusal,
    partners::{PartnerDetails, PartnerStatus},
    team::PendingInvitation,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{
    api,
    list::{clients, status},
    new::languages,
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{lang, m, t, tf, tn},
    ui::{
        Avatar, Badge, Button, Callout, Dialog, DialogBody, DialogFoot, EmptyState, Field, Kind,
        Likeness, PageHeader, PageTitle, Section, Select, Size, Skeleton, TextInput, Time, Toasts,
        Tone, toasts,
    },
    words,
};

/// A partner with its administrators.
#[component]
pub fn PartnerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("partner").unwrap_or_default());
    let details = Resource::new(
        move || id.get(),
        |id| async move {
            match id.parse() {
                Ok(id) => api::details(id).await,
                Err(_) => Err(ApiError::Refused(Refusal::NotFound)),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Skeleton /> }>
                {move || Suspend::new(async move {
                    match details.await {
                        Ok(found) => view! { <Partner found details /> }.into_any(),
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// What the parts of the page share.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: PartnerId,
    details: Resource<Result<PartnerDetails, ApiError>>,
    toasts: Toasts,
}

#[component]
fn Partner(
    found: PartnerDetails,
    details: Resource<Result<PartnerDetails, ApiError>>,
) -> impl IntoView {
    let PartnerDetails {
        summary,
        administrators,
        invitations,
    } = found;
    let open = Open {
        id: summary.id,
        details,
        toasts: toasts(),
    };
    let suspended = summary.status == PartnerStatus::Suspended;
    let asking = RwSignal::new(false);
    let inviting = RwSignal::new(false);
    let name = summary.name.clone();
    let picture = {
        let name = name.clone();
        move || view! { <Avatar name size=Size::Large /> }.into_any()
    };
    let facts = move || {
        view! {
            <span class="mono">"/p/" {summary.slug}</span>
            <span>{clients(summary.clients)}</span>
            <span>{tn(m::PARTNERS_PEOPLE, summary.members)}</span>
            <span>{t(m::PARTNERS_CREATED)} " " <Time at=summary.created_at.to_rfc3339() /></span>
        }
        .into_any()
    };
    let action = if suspended {
        view! {
            <Button icon="play" on_press=move || open.resume()>
                {t(m::PARTNERS_RESUME)}
            </Button>
        }
        .into_any()
    } else {
        view! {
            <Button icon="pause" kind=Kind::QuietDanger on_press=move || asking.set(true)>
                {t(m::PARTNERS_SUSPEND)}
            </Button>
        }
        .into_any()
    };
    view! {
        <PageTitle text=name.clone() />
        <PageHeader
            title=name.clone()
            above=("/operator".to_owned(), t(m::PARTNERS_TITLE).to_owned())
            before=picture
            status=move || status(summary.status)
            meta=facts
        >
            {action}
            <Button kind=Kind::Primary icon="send" on_press=move || inviting.set(true)>
                {t(m::PARTNERS_INVITE)}
            </Button>
        </PageHeader>
        {suspended
            .then(|| {
                view! {
                    <Callout tone=Tone::Warning title=t(m::PARTNERS_IS_SUSPENDED)>
                        <p>{t(m::PARTNERS_SUSPEND_TEXT)}</p>
                    </Callout>
                }
            })}
        <Section title=t(m::PARTNERS_ADMINISTRATORS)>{people(administrators)}</Section>
        {(!invitations.is_empty())
            .then(|| {
                view! {
                    <Section title=t(m::PARTNERS_INVITATIONS)>{pending(open, invitations)}</Section>
                }
            })}
        <SuspendDialog open asking name />
        <InviteDialog open inviting />
    }
    .into_any()
}

fn people(administrators: Vec<(String, String)>) -> AnyView {
    if administrators.is_empty() {
        return view! {
            <EmptyState
                icon="users"
                title=t(m::PARTNERS_NOBODY)
                text=t(m::PARTNERS_NOBODY_TEXT)
                small=true
            />
        }
        .into_any();
    }
    let rows = administrators
        .into_iter()
        .map(|(name, email)| {
            view! {
                <li>
                    <Avatar name=name.clone() likeness=Likeness::Person size=Size::Small />
                    <div>
                        <strong>{name}</strong>
                        <span class="feed-note">{email}</span>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="feed">{rows}</ul> }.into_any()
}

fn pending(open: Open, invitations: Vec<PendingInvitation>) -> AnyView {
    let rows = invitations
        .into_iter()
        .map(|invitation| {
            let PendingInvitation {
                id,
                email,
                sent_at,
                is_expired,
                ..
            } = invitation;
            let label = tf(m::PARTNERS_REVOKE_OF, &[("email", &email)]);
            view! {
                <tr>
                    <th scope="row" data-sticky="">
                        {email}
                    </th>
                    <td data-phone="under">
                        {is_expired
                            .then(|| {
                                view! { <Badge tone=Tone::Warning>{t(m::PARTNERS_EXPIRED)}</Badge> }
                            })}
                    </td>
                    <td>
                        {t(m::PARTNERS_SENT)} " " <Time at=sent_at.to_rfc3339() />
                    </td>
                    <td data-number="" data-phone="end">
                        <Button size=Size::Small on_press=move || open.revoke(id)>
                            <span aria-hidden="true">{t(m::PARTNERS_REVOKE)}</span>
                            <span class="visually-hidden">{label}</span>
                        </Button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap">
            <table class="table">
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn SuspendDialog(open: Open, asking: RwSignal<bool>, name: String) -> impl IntoView {
    let title = tf(m::PARTNERS_SUSPEND_ASK, &[("name", &name)]);
    let suspend = move || {
        asking.set(false);
        open.suspend();
    };
    view! {
        <Dialog id="suspend" open=asking title>
            <DialogBody>
                <p>{t(m::PARTNERS_SUSPEND_TEXT)}</p>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || asking.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Danger on_press=suspend>
                    {t(m::PARTNERS_SUSPEND)}
                </Button>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}

#[component]
fn InviteDialog(open: Open, inviting: RwSignal<bool>) -> impl IntoView {
    let email = RwSignal::new(String::new());
    let language = RwSignal::new(lang().tag().to_owned());
    let problem = RwSignal::new(None::<Problem>);
    let busy = RwSignal::new(false);
    let invite = Callback::new(move |()| {
        if let Err(found) = domain::fields::email(&email.read_untracked()) {
            problem.set(Some(found));
            return;
        }
        problem.set(None);
        busy.set(true);
        let address = email.get_untracked();
        let lang: Lang = language.read_untracked().parse().unwrap_or_default();
        spawn_local(async move {
            match api::invite_administrator(open.id, address.clone(), lang).await {
                Ok(()) => {
                    inviting.set(false);
                    email.set(String::new());
                    open.toasts
                        .say(tf(m::PARTNERS_INVITED, &[("email", &address)]));
                    open.details.refetch();
                }
                Err(ApiError::Refused(Refusal::Invalid(FieldErrors(errors)))) => {
                    problem.set(errors.first().map(|error| error.problem));
                }
                Err(error) => open.toasts.fail(words::error(&error)),
            }
            busy.set(false);
        });
    });
    let error = Signal::derive(move || problem.get().map(words::problem));
    view! {
        <Dialog id="invite" open=inviting title=t(m::PARTNERS_INVITE) keep=true>
            <form
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    invite.run(());
                }
            >
                <DialogBody>
                    <p>{t(m::PARTNERS_ADMINISTRATOR_HELP)}</p>
                    <Field id="invite-email" label=t(m::FIELD_EMAIL) error>
                        <TextInput value=email name="email" kind="email" autocomplete="off" autofocus=true />
                    </Field>
                    <Field id="invite-lang" label=t(m::FIELD_LANG) hint=t(m::PARTNERS_LANG_HINT)>
                        <Select value=language options=languages() name="lang" />
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <Button on_press=move || inviting.set(false)>{t(m::UI_CANCEL)}</Button>
                    <Button kind=Kind::Primary submit=true busy>
                        {t(m::PARTNERS_SEND)}
                    </Button>
                </DialogFoot>
            </form>
        </Dialog>
    }
    .into_any()
}

impl Open {
    fn suspend(self) {
        self.run(m::PARTNERS_WAS_SUSPENDED, move || api::suspend(self.id));
    }

    fn resume(self) {
        self.run(m::PARTNERS_WAS_RESUMED, move || api::resume(self.id));
    }

    fn revoke(self, invitation: InvitationId) {
        self.run(m::PARTNERS_REVOKED, move || {
            api::revoke_invitation(self.id, invitation)
        });
    }

    /// Does something, says so, and shows the partner as it is then.
    fn run<F>(self, done: crate::i18n::Msg, wish: impl FnOnce() -> F + 'static)
    where
        F: Future<Output = Result<(), ApiError>> + 'static,
    {
        spawn_local(async move {
            match wish().await {
                Ok(()) => {
                    self.toasts.say(t(done));
                    self.details.refetch();
                }
                Err(error) => self.toasts.fail(words::error(&error)),
            }
        });
    }
}
