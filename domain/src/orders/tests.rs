use uuid::Uuid;

use super::{
    Begins, Extends, OrderDraft, OrderLine, OrderLineDraft, OrderTotals, priced, priced_so_far,
};
use crate::{
    ClientId, Currency, ItemId, Money, Problem, Rate, ServiceClassId,
    catalogue::{ItemKind, Offer, Term},
};

const fn class(n: u128) -> ServiceClassId {
    ServiceClassId::from_uuid(Uuid::from_u128(n))
}

fn offer(n: u128, kind: ItemKind, fits: Option<ServiceClassId>, term: Term, minor: i64) -> Offer {
    let money = |minor| Money {
        minor,
        currency: Currency::EUR,
    };
    Offer {
        item: ItemId::from_uuid(Uuid::from_u128(n)),
        kind,
        class: fits,
        name: format!("Item {n}"),
        description: String::new(),
        tld: if kind == ItemKind::Domain {
            "com".to_owned()
        } else {
            String::new()
        },
        term,
        wholesale: money(minor / 2),
        retail: money(minor),
    }
}

fn line(offer: &Offer) -> OrderLineDraft {
    OrderLineDraft {
        item: offer.item,
        term: offer.term,
        label: String::new(),
        quantity: "1".to_owned(),
        discount: String::new(),
        extends: None,
    }
}

fn order(lines: Vec<OrderLineDraft>) -> OrderDraft {
    OrderDraft {
        client: ClientId::from_uuid(Uuid::from_u128(99)),
        currency: Currency::EUR,
        begins: Begins::AtOnce,
        note: String::new(),
        lines,
    }
}

#[test]
fn an_add_on_takes_the_class_of_what_it_extends() {
    let vps = offer(1, ItemKind::Service, Some(class(3)), Term::MONTH, 2_000);
    let backup = offer(2, ItemKind::AddOn, None, Term::MONTH, 500);
    let panel = offer(3, ItemKind::AddOn, Some(class(1)), Term::MONTH, 500);
    let offers = [vps.clone(), backup.clone(), panel.clone()];

    let mut draft = order(vec![line(&vps), line(&backup)]);
    let problems = priced(&draft, &offers, &[]).unwrap_err();
    assert_eq!(problems.of("lines.1.extends"), Some(Problem::Required));

    draft.lines[1].extends = Some(Extends::Line(0));
    let lines = priced(&draft, &offers, &[]).unwrap();
    assert_eq!(lines[1].class, class(3));

    // Nothing extends an add-on, and not every add-on fits every class.
    draft.lines[1].extends = Some(Extends::Line(1));
    let problems = priced(&draft, &offers, &[]).unwrap_err();
    assert_eq!(problems.of("lines.1.extends"), Some(Problem::Unknown));
    draft.lines[1] = OrderLineDraft {
        extends: Some(Extends::Line(0)),
        ..line(&panel)
    };
    let problems = priced(&draft, &offers, &[]).unwrap_err();
    assert_eq!(problems.of("lines.1.extends"), Some(Problem::NotAChoice));
}

#[test]
fn a_domain_is_one_name_below_its_ending() {
    let com = offer(1, ItemKind::Domain, Some(class(2)), Term::YEAR, 1_200);
    let problem = |label: &str, quantity: &str| {
        let mut line = line(&com);
        line.label = label.to_owned();
        line.quantity = quantity.to_owned();
        let errors = priced(&order(vec![line]), std::slice::from_ref(&com), &[]).err()?;
        errors.0.first().map(|error| error.problem)
    };
    assert_eq!(problem("Acme.COM", "1"), None);
    assert_eq!(problem("", "1"), Some(Problem::Required));
    assert_eq!(problem("acme.org", "1"), Some(Problem::NotADomain));
    assert_eq!(problem("www.acme.com", "1"), Some(Problem::NotADomain));
    assert_eq!(problem("acme.com", "2"), Some(Problem::TooLarge { max: 1 }));
}

#[test]
fn what_is_charged_again_is_summed_by_how_often() {
    let vps = offer(1, ItemKind::Service, Some(class(3)), Term::MONTH, 1_999);
    let com = offer(2, ItemKind::Domain, Some(class(2)), Term::YEAR, 1_200);
    let setup = offer(3, ItemKind::Service, Some(class(3)), Term::ONCE, 5_000);
    let mut three = line(&vps);
    three.quantity = "3".to_owned();
    three.discount = "10".to_owned();
    let mut name = line(&com);
    name.label = "acme.com".to_owned();
    let draft = order(vec![three, name, line(&setup)]);
    let lines = priced(&draft, &[vps, com, setup], &[]).unwrap();
    let totals = OrderTotals::of(Currency::EUR, &lines).unwrap();
    // 5 997 without 10 %, half up: 600 off.
    assert_eq!(totals.retail.minor, 5_397 + 1_200 + 5_000);
    assert_eq!(totals.wholesale.minor, 3 * 999 + 600 + 2_500);
    let recurring: Vec<_> = totals
        .recurring
        .iter()
        .map(|(t, m)| (t.months(), m.minor))
        .collect();
    assert_eq!(recurring, [(1, 5_397), (12, 1_200)]);
}

#[test]
fn what_is_not_offered_cannot_be_ordered() {
    let vps = offer(1, ItemKind::Service, Some(class(3)), Term::MONTH, 1_999);
    let mut yearly = line(&vps);
    yearly.term = Term::YEAR;
    yearly.discount = "101".to_owned();
    let errors = priced(&order(vec![yearly]), std::slice::from_ref(&vps), &[]).unwrap_err();
    assert_eq!(errors.of("lines.0.item"), Some(Problem::Unknown));
    let mut free = line(&vps);
    free.discount = "100".to_owned();
    let lines = priced(&order(vec![free]), &[vps], &[]).unwrap();
    assert_eq!(lines[0].discount, Rate::WHOLE);
    assert_eq!(lines[0].price().unwrap().minor, 0);
    assert_eq!(
        priced(&order(Vec::new()), &[], &[])
            .unwrap_err()
            .of("lines"),
        Some(Problem::Required)
    );
}

#[test]
fn what_is_half_typed_has_its_price_already() {
    let com = offer(2, ItemKind::Domain, Some(class(2)), Term::YEAR, 1_200);
    let mut gone = line(&com);
    gone.term = Term::MONTH;
    let draft = order(vec![line(&com), gone]);
    let (lines, errors) = priced_so_far(&draft, &[com], &[]);
    let prices: Vec<_> = lines
        .iter()
        .map(|line| line.as_ref().map(OrderLine::price))
        .collect();
    assert_eq!(
        prices,
        [
            Some(Ok(Money {
                minor: 1_200,
                currency: Currency::EUR
            })),
            None
        ]
    );
    assert_eq!(errors.of("lines.0.label"), Some(Problem::Required));
    assert_eq!(errors.of("lines.1.item"), Some(Problem::Unknown));
}
