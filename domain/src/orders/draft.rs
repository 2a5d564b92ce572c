use serde::{Deserialize, Serialize};

use super::{Begins, Extends, OrderDetails, OrderLine};
use crate::{
    ClientId, Currency, FieldErrors, ItemId, Problem, Rate, ServiceClassId, ServiceId,
    catalogue::{ItemKind, Offer, Term},
    fields::{host, lines, number, optional},
};

/// Most lines of an order: rounding on every line then stays within what EN 16931 admits
/// (BR-CO-17).
pub const LINES_MAX: usize = 100;
/// Most of one thing on a line.
const QUANTITY_MAX: u32 = 10_000;

/// An order as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OrderDraft {
    pub client: ClientId,
    pub currency: Currency,
    pub begins: Begins,
    pub note: String,
    pub lines: Vec<OrderLineDraft>,
}

impl OrderDraft {
    /// The present values of an order, ready to be edited.
    #[must_use]
    pub fn of(order: &OrderDetails) -> Self {
        Self {
            client: order.summary.client.0,
            currency: order.summary.retail.currency,
            begins: order.begins,
            note: order.note.clone(),
            lines: order.lines.iter().map(OrderLineDraft::of).collect(),
        }
    }

    /// Whether the client itself may order this: no discount, and what it wants begins when it is
    /// paid (G5).
    ///
    /// # Errors
    /// [`Problem::NotAChoice`] at `lines.N.discount` or `begins`.
    pub fn by_client(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        for (at, line) in self.lines.iter().enumerate() {
            if !line.discount.is_empty() {
                errors.add(&format!("lines.{at}.discount"), Problem::NotAChoice);
            }
        }
        if self.begins != Begins::WhenPaid {
            errors.add("begins", Problem::NotAChoice);
        }
        errors.or(())
    }

    /// The note in its stored form.
    ///
    /// # Errors
    /// Its problem.
    pub fn noted(&self) -> Result<String, FieldErrors> {
        lines(&self.note, 2_000).map_err(|problem| FieldErrors::one("note", problem))
    }
}

/// A line as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OrderLineDraft {
    pub item: ItemId,
    pub term: Term,
    pub label: String,
    pub quantity: String,
    /// Percent off the retail price; empty is none.
    pub discount: String,
    pub extends: Option<Extends>,
}

impl OrderLineDraft {
    fn of(line: &OrderLine) -> Self {
        Self {
            item: line.item,
            term: line.term,
            label: line.label.clone(),
            quantity: line.quantity.to_string(),
            discount: if line.discount == Rate::ZERO {
                String::new()
            } else {
                line.discount.to_input()
            },
            extends: line.extends,
        }
    }
}

/// Checks the lines of a draft and gives them their prices, with the offers of the day. `has` are
/// the services of the client that an add-on can extend, with their classes.
///
/// # Errors
/// All problems at once, each at `lines.N.field`.
pub fn priced(
    draft: &OrderDraft,
    offers: &[Offer],
    has: &[(ServiceId, ServiceClassId)],
) -> Result<Vec<OrderLine>, FieldErrors> {
    let (lines, errors) = priced_so_far(draft, offers, has);
    errors.or(lines.into_iter().flatten().collect())
}

/// The same while it is being typed: what is wrong beside what is right already. A line that is not
/// on offer has no price; what else is wrong counts as if nothing were typed there.
#[must_use]
pub fn priced_so_far(
    draft: &OrderDraft,
    offers: &[Offer],
    has: &[(ServiceId, ServiceClassId)],
) -> (Vec<Option<OrderLine>>, FieldErrors) {
    let mut errors = FieldErrors::default();
    if draft.lines.is_empty() {
        errors.add("lines", Problem::Required);
    }
    if draft.lines.len() > LINES_MAX {
        let max = i64::try_from(LINES_MAX).unwrap_or_default();
        errors.add("lines", Problem::TooLarge { max });
    }
    let mut lines = Vec::new();
    for (at, line) in draft.lines.iter().enumerate() {
        let offer = offer_of(line, draft.currency, offers);
        let Some(offer) = offer else {
            errors.add(&format!("lines.{at}.item"), Problem::Unknown);
            lines.push(None);
            continue;
        };
        let class = class_of(line, offer, draft, offers, has);
        let mut keep = |field: &str, problem| errors.add(&format!("lines.{at}.{field}"), problem);
        let label = label_of(line, offer).unwrap_or_else(|problem| {
            keep("label", problem);
            String::new()
        });
        let quantity = quantity_of(line, offer).unwrap_or_else(|problem| {
            keep("quantity", problem);
            1
        });
        let discount = discount_of(line).unwrap_or_else(|problem| {
            keep("discount", problem);
            Rate::ZERO
        });
        let class = class.unwrap_or_else(|problem| {
            keep("extends", problem);
            ServiceClassId::from_uuid(uuid::Uuid::nil())
        });
        lines.push(Some(OrderLine {
            item: offer.item,
            kind: offer.kind,
            class,
            name: offer.name.clone(),
            label,
            term: line.term,
            quantity,
            retail: offer.retail,
            wholesale: offer.wholesale,
            discount,
            extends: line.extends.filter(|_| offer.kind == ItemKind::AddOn),
        }));
    }
    (lines, errors)
}

fn offer_of<'a>(
    line: &OrderLineDraft,
    currency: Currency,
    offers: &'a [Offer],
) -> Option<&'a Offer> {
    offers.iter().find(|offer| {
        offer.item == line.item && offer.term == line.term && offer.retail.currency == currency
    })
}

/// The class a line earns as: its own, or that of what it extends.
fn class_of(
    line: &OrderLineDraft,
    offer: &Offer,
    draft: &OrderDraft,
    offers: &[Offer],
    has: &[(ServiceId, ServiceClassId)],
) -> Result<ServiceClassId, Problem> {
    if offer.kind != ItemKind::AddOn {
        return offer.class.ok_or(Problem::Unknown);
    }
    let extended = match line.extends.ok_or(Problem::Required)? {
        Extends::Service(id) => has
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, class)| *class),
        Extends::Line(at) => usize::try_from(at)
            .ok()
            .and_then(|at| draft.lines.get(at))
            .and_then(|line| offer_of(line, draft.currency, offers))
            .filter(|offer| offer.kind == ItemKind::Service)
            .and_then(|offer| offer.class),
    };
    let extended = extended.ok_or(Problem::Unknown)?;
    match offer.class {
        Some(fits) if fits != extended => Err(Problem::NotAChoice),
        _ => Ok(extended),
    }
}

/// What a line is called beside the item's name: a domain by its whole name below its ending.
fn label_of(line: &OrderLineDraft, offer: &Offer) -> Result<String, Problem> {
    if offer.kind != ItemKind::Domain {
        return optional(&line.label, 120);
    }
    if line.label.trim().is_empty() {
        return Err(Problem::Required);
    }
    let name = host(&line.label).map_err(|_| Problem::NotADomain)?;
    let below = name
        .strip_suffix(&offer.tld)
        .and_then(|rest| rest.strip_suffix('.'));
    match below {
        Some(label) if !label.is_empty() && !label.contains('.') => Ok(name),
        _ => Err(Problem::NotADomain),
    }
}

/// There is one of every domain.
fn quantity_of(line: &OrderLineDraft, offer: &Offer) -> Result<u32, Problem> {
    let most = if offer.kind == ItemKind::Domain {
        1
    } else {
        QUANTITY_MAX
    };
    number(&line.quantity, 1, most)
}

fn discount_of(line: &OrderLineDraft) -> Result<Rate, Problem> {
    if line.discount.trim().is_empty() {
        return Ok(Rate::ZERO);
    }
    let rate = Rate::parse(&line.discount).map_err(|_| Problem::NotANumber)?;
    if rate > Rate::WHOLE {
        return Err(Problem::TooLarge { max: 100 });
    }
    Ok(rate)
}
