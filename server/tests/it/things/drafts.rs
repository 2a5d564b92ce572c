//! What somebody types: the least of each that is accepted.

use backend::world::wish;
use domain::{
    ClientId, Currency, ItemId, Lang,
    billing::BillingDraft,
    catalogue::{ItemDraft, ItemKind, Term},
    charges::ChargeDraft,
    client_users::ClientUserDraft,
    clients::ClientDraft,
    contacts::ContactDraft,
    custom_fields::{CustomFieldDraft, Kind},
    mails::SenderDraft,
    orders::{Begins, OrderWish},
    plans::PlanDraft,
    policy::Role,
    team::{InvitationDraft, Scope},
};

pub(super) fn asked_in(email: &str) -> ClientUserDraft {
    ClientUserDraft {
        email: email.to_owned(),
        ..ClientUserDraft::default()
    }
}

pub(super) fn person(email: &str) -> ContactDraft {
    ContactDraft {
        email: email.to_owned(),
        ..ContactDraft::default()
    }
}

/// A client as typed.
pub(crate) fn client(company: &str) -> ClientDraft {
    ClientDraft {
        company: company.to_owned(),
        ..ClientDraft::default()
    }
}

/// A picture of one white pixel.
pub(crate) fn picture() -> Vec<u8> {
    pixel("f8ffff3f0005fe02fe0def46b8")
}

/// A PNG of one pixel: its packed colour, and the sums of that.
pub(super) fn pixel(colour: &str) -> Vec<u8> {
    const HEAD: &str = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de\
        0000000c49444154789c63";
    let digits = format!("{HEAD}{colour}0000000049454e44ae426082");
    let digits = digits.as_bytes().chunks(2);
    let byte = |two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}

/// Something by the hour.
pub(super) fn charge(text: &str) -> ChargeDraft {
    ChargeDraft {
        text: text.to_owned(),
        quantity: "2".to_owned(),
        price: "50".to_owned(),
        currency: Currency::EUR,
    }
}

pub(super) fn plan(name: &str) -> PlanDraft {
    PlanDraft {
        name: name.to_owned(),
        ..PlanDraft::default()
    }
}

/// An item that fits any class of services, at a price.
pub(super) fn item(name: &str) -> ItemDraft {
    ItemDraft {
        name: name.to_owned(),
        prices: [("1-EUR".parse().unwrap(), "5".to_owned())].into(),
        ..ItemDraft::new(ItemKind::AddOn)
    }
}

/// An order of one item, with words of its own.
pub(crate) fn order(client: ClientId, item: ItemId, word: &str) -> OrderWish {
    let mut wish = wish(client, &[(item, Term::MONTH)], Begins::AtOnce);
    word.clone_into(&mut wish.draft.note);
    for line in &mut wish.draft.lines {
        word.clone_into(&mut line.label);
    }
    wish
}

/// How a partner sells whose clients may order.
pub(super) fn selling() -> BillingDraft {
    BillingDraft {
        client_may_order: true,
        ..BillingDraft::default()
    }
}

pub(super) fn field(label: &str) -> CustomFieldDraft {
    CustomFieldDraft {
        label: label.to_owned(),
        kind: Kind::Text,
        is_required: false,
    }
}

/// A mail server where nobody listens: the one port below 1024 that is never given out.
pub(super) fn sender(word: &str) -> SenderDraft {
    SenderDraft {
        host: "127.0.0.1".to_owned(),
        port: "1".to_owned(),
        username: word.to_owned(),
        replaces_password: true,
        from_address: format!("hello@{word}.example"),
        from_name: word.to_owned(),
        ..SenderDraft::default()
    }
}

pub(super) fn invitation(email: &str) -> InvitationDraft {
    InvitationDraft {
        email: email.to_owned(),
        role: Role::Salesperson,
        scope: Scope::All,
        lang: Lang::En,
    }
}
