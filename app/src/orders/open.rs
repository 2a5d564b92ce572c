use domain::{
    FieldErrors, Money, OrderId, Problem, Refusal, SendingId, ServiceClassId, ServiceId, Version,
    catalogue::{ItemKind, Offer},
    orders::{
        OrderDraft, OrderLine, OrderOptions, OrderTotals, OrderWish, OwnOrderWish, priced_so_far,
    },
    refusal::Conflict,
};
use leptos::{prelude::*, task::spawn_local};

use super::{api, form::OrderForm};
use crate::{
    api_error::ApiError,
    editing::{Editing, show_first_problem},
    i18n::{m, t, tf},
    panel::{Here, go, office_address},
    ui::{Toasts, toasts},
    words,
};

/// What an order comes to as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worked {
    /// In the order of the form; nothing for what is not on offer.
    pub(super) lines: Vec<Option<OrderLine>>,
    errors: FieldErrors,
    /// Nothing when the sums are larger than can be counted.
    pub(super) totals: Option<OrderTotals>,
}

/// Who puts the order together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Somebody of the partner's team.
    Team,
    /// An owner of the client itself, who is told nothing of what the partner pays (G5).
    Client,
}

/// What the parts of an open form share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    here: Here,
    pub(super) by: By,
    /// The draft that it is; none for a new one.
    pub(super) id: Option<OrderId>,
    pub(super) form: OrderForm,
    pub(super) editing: Editing<OrderDraft>,
    pub(super) options: StoredValue<OrderOptions>,
    /// At the prices of when they were asked for last.
    pub(super) offers: RwSignal<Vec<Offer>>,
    pub(super) worked: Memo<Worked>,
    /// What it comes to, when prices have moved since they were shown.
    pub(super) moved: RwSignal<Option<Money>>,
    /// Whether saving was tried: from then on empty fields are asked for as well.
    tried: RwSignal<bool>,
    /// What the server found wrong.
    refused: RwSignal<FieldErrors>,
    pub(super) busy: RwSignal<bool>,
    /// By which a new order is known when it is sent again; made when it is sent first.
    sending: StoredValue<Option<SendingId>>,
    toasts: Toasts,
}

impl Open {
    pub(super) fn new(
        here: Here,
        by: By,
        options: OrderOptions,
        draft: OrderDraft,
        order: Option<(OrderId, Version)>,
    ) -> Self {
        let form = OrderForm::new(&draft);
        let key = match (by, order) {
            (By::Client, _) => office_address(draft.client, "order"),
            (By::Team, None) => here.at(&format!("orders/new/{}", draft.client)),
            (By::Team, Some((id, _))) => here.at(&format!("orders/{id}")),
        };
        let editing = Editing::new(
            &key,
            draft,
            order.map_or(Version(0), |(_, version)| version),
            move || form.read(),
            move |draft| form.write(draft),
        );
        let offers = RwSignal::new(options.offers.clone());
        let has = StoredValue::new(extendable(&options));
        let worked = Memo::new(move |_| {
            let draft = editing.draft();
            has.with_value(|has| worked_out(&draft, &offers.read(), has))
        });
        let open = Self {
            here,
            by,
            id: order.map(|(id, _)| id),
            form,
            editing,
            options: StoredValue::new(options),
            offers,
            worked,
            moved: RwSignal::new(None),
            tried: RwSignal::new(false),
            refused: RwSignal::default(),
            busy: RwSignal::new(false),
            sending: StoredValue::new(None),
            toasts: toasts(),
        };
        // What the server found wrong is about what was sent, not about what is typed since.
        Effect::new(move |before: Option<()>| {
            editing.draft();
            if before.is_some() {
                open.refused.set(FieldErrors::default());
                open.moved.set(None);
            }
        });
        open
    }

    /// What is wrong with a field. What is only missing yet is not told before saving was tried.
    pub(super) fn problem_of(self, name: &str) -> Option<String> {
        let refused = self.refused.read().of(name);
        let typed = self.worked.read().errors.of(name);
        let typed = typed.filter(|problem| *problem != Problem::Required || self.tried.get());
        refused.or(typed).map(words::problem)
    }

    /// Keeps it as a draft.
    pub(super) fn save(self) {
        self.send(false);
    }

    /// Places it, at what is shown.
    pub(super) fn place(self) {
        self.send(true);
    }

    fn send(self, is_placed: bool) {
        let worked = self.worked.get_untracked();
        self.tried.set(true);
        let Some(totals) = worked.totals.filter(|_| worked.errors.0.is_empty()) else {
            show_first_problem();
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.moved.set(None);
        let draft = self.editing.draft_untracked();
        spawn_local(async move {
            let sent = match self.by {
                By::Team => self.kept(draft, is_placed.then_some(totals.retail)).await,
                By::Client => self.ordered(draft, totals.retail).await,
            };
            match sent {
                Ok((number, address)) => {
                    self.editing.finish();
                    let said = if is_placed {
                        m::ORDERS_PLACED
                    } else {
                        m::ORDERS_SAVED
                    };
                    self.toasts
                        .say(tf(said, &[("number", &number.to_string())]));
                    go(&address);
                }
                Err(ApiError::Refused(Refusal::Conflict(conflict))) => self.meet(conflict).await,
                Err(ApiError::Refused(Refusal::Invalid(errors))) => {
                    self.refused.set(errors);
                    show_first_problem();
                }
                Err(error) => self.toasts.fail(words::error(&error)),
            }
            self.busy.try_set(false);
        });
    }

    /// Sends what the team put together: its number, and where it stands from now on.
    async fn kept(
        self,
        draft: OrderDraft,
        place: Option<Money>,
    ) -> Result<(u32, String), ApiError> {
        let order = self.id.map(|id| (id, self.editing.version()));
        let wish = OrderWish {
            order,
            draft,
            place,
            sending: order.is_none().then(|| self.sending()).flatten(),
        };
        let order = api::save(self.here.slug_untracked(), wish).await?;
        let address = self.here.at(&format!("orders/{}", order.summary.id));
        Ok((order.summary.number, address))
    }

    /// Sends what an owner of the client wants: its number, and the invoice to pay.
    async fn ordered(self, draft: OrderDraft, seen: Money) -> Result<(u32, String), ApiError> {
        let client = draft.client;
        let sending = self.sending();
        let wish = OwnOrderWish {
            draft,
            seen,
            sending,
        };
        let order = api::own_place(client, wish).await?;
        let address = match order.invoice {
            Some(invoice) => office_address(client, &format!("invoices/{invoice}")),
            None => office_address(client, "invoices"),
        };
        Ok((order.number, address))
    }

    /// The sending of this form, however often it is sent.
    fn sending(self) -> Option<SendingId> {
        if self.sending.get_value().is_none() {
            self.sending.set_value(new_sending());
        }
        self.sending.get_value()
    }

    /// What is on offer by now.
    async fn asked_again(self) -> Result<OrderOptions, ApiError> {
        let client = self.options.with_value(|options| options.client.0);
        match self.by {
            By::Team => api::options(self.here.slug_untracked(), client).await,
            By::Client => api::own_options(client).await,
        }
    }

    /// Somebody else was faster: with the draft, or with a price. Nothing typed is lost.
    async fn meet(self, conflict: Conflict) {
        let at = self.here.slug_untracked();
        let has_price_moved = conflict.version == Version(0);
        if let Some(id) = self.id.filter(|_| !has_price_moved) {
            match api::details(at, id).await {
                Ok(now) => self.editing.rebase(OrderDraft::of(&now), now.version),
                Err(error) => self.toasts.fail(words::error(&error)),
            }
            return;
        }
        match self.asked_again().await {
            Ok(options) => {
                self.offers.set(options.offers);
                let totals = self.worked.get_untracked().totals;
                self.moved.set(totals.map(|totals| totals.retail));
            }
            Err(error) => self.toasts.fail(words::error(&error)),
        }
    }

    /// The name of what is extended, as [`super::form::LineForm`] keeps it.
    pub(super) fn extendable(self, key: u32) -> Vec<(String, String)> {
        let worked = self.worked.read();
        let lines = self.form.lines.read();
        let of_lines = lines.iter().zip(&worked.lines).zip(1_u32..);
        let of_lines = of_lines.filter_map(|((form, line), number)| {
            let line = line.as_ref()?;
            let is_service = line.kind == ItemKind::Service && form.key != key;
            let title = domain::services::title(line.kind, &line.name, &line.label);
            let number = number.to_string();
            let words = tf(m::ORDERS_LINE_OF, &[("number", &number), ("name", &title)]);
            is_service.then(|| (form.name(), words))
        });
        let mut all = vec![(String::new(), t(m::ORDERS_CHOOSE_SERVICE).to_owned())];
        all.extend(of_lines);
        self.options.with_value(|options| {
            let services = options.services.iter();
            let services = services.filter(|service| service.kind == ItemKind::Service);
            all.extend(services.map(|service| (service.id.to_string(), service.title())));
        });
        all
    }
}

/// A sending that nobody can guess; none where the browser has no good randomness.
fn new_sending() -> Option<SendingId> {
    let mut bytes = [0; 16];
    let crypto = window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    let number = u128::from_be_bytes(bytes);
    format!("{}_{number:032x}", SendingId::PREFIX).parse().ok()
}

/// The services of the client that an add-on can extend, with their classes.
fn extendable(options: &OrderOptions) -> Vec<(ServiceId, ServiceClassId)> {
    let services = options.services.iter();
    let services = services.filter(|service| service.kind == ItemKind::Service);
    services
        .map(|service| (service.id, service.class))
        .collect()
}

fn worked_out(draft: &OrderDraft, offers: &[Offer], has: &[(ServiceId, ServiceClassId)]) -> Worked {
    let (lines, mut errors) = priced_so_far(draft, offers, has);
    if let Err(more) = draft.noted() {
        errors.0.extend(more.0);
    }
    let known: Vec<OrderLine> = lines.iter().flatten().cloned().collect();
    Worked {
        totals: OrderTotals::of(draft.currency, &known).ok(),
        lines,
        errors,
    }
}
