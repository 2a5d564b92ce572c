//! The plans and additional fields of the demo's partners.

use domain::{
    Currency,
    custom_fields::{CustomFieldDraft, Kind},
    inclusions::{Feature, Section},
    limit::LimitDraft,
    plans::{Interval, PlanDraft},
};

pub(super) fn northwind() -> Vec<PlanDraft> {
    use Feature::{EmailSyncs, RenderingTests, SalesOptimizer, StockImages};
    use Section::{Contacts, Content, Design, Email, PushNotifications, Statistics};
    let base = PlanDraft::default;
    vec![
        PlanDraft {
            description: "One site, two people, everything to begin with.".to_owned(),
            sections: vec![Design, Content, Contacts],
            trial_days: "14".to_owned(),
            ..priced(base(), "Starter", "9.00", ["1", "2", "500"])
        },
        PlanDraft {
            description: "For a shop that sends mail and wants to know what it brings.".to_owned(),
            sections: vec![Design, Content, Email, Statistics, Contacts],
            features: vec![EmailSyncs],
            trial_days: "14".to_owned(),
            ..priced(base(), "Growth", "29.00", ["3", "5", "5000"])
        },
        PlanDraft {
            description: "A whole marketing team, with as many contacts as you have.".to_owned(),
            sections: vec![
                Design,
                Content,
                PushNotifications,
                Email,
                Statistics,
                Contacts,
            ],
            features: vec![SalesOptimizer, EmailSyncs, RenderingTests],
            contacts: unlimited("50000"),
            trial_days: "30".to_owned(),
            ..priced(base(), "Pro", "79.00", ["10", "25", "50000"])
        },
        PlanDraft {
            description: "Many brands under one roof.".to_owned(),
            sections: vec![
                Design,
                Content,
                PushNotifications,
                Email,
                Statistics,
                Contacts,
            ],
            features: vec![SalesOptimizer, EmailSyncs, RenderingTests, StockImages],
            seats: unlimited("100"),
            contacts: unlimited("250000"),
            ..priced(base(), "Agency", "249.00", ["50", "100", "250000"])
        },
        PlanDraft {
            description: "What we sold until last year.".to_owned(),
            sections: vec![Design, Content, Email, Contacts],
            ..priced(base(), "Legacy 2024", "19.00", ["2", "3", "1000"])
        },
    ]
}

pub(super) fn bluewave() -> Vec<PlanDraft> {
    use Section::{Contacts, Content, Design, Email, Statistics};
    let base = || PlanDraft {
        currency: Currency::USD,
        ..PlanDraft::default()
    };
    vec![
        PlanDraft {
            sections: vec![Design, Content, Contacts],
            trial_days: "7".to_owned(),
            ..priced(base(), "Basic", "15.00", ["1", "3", "1500"])
        },
        PlanDraft {
            sections: vec![Design, Content, Email, Contacts],
            trial_days: "14".to_owned(),
            ..priced(base(), "Plus", "49.00", ["4", "10", "10000"])
        },
        PlanDraft {
            sections: vec![Design, Content, Email, Statistics, Contacts],
            features: vec![Feature::SalesOptimizer],
            contacts: unlimited("100000"),
            ..priced(base(), "Premium", "129.00", ["10", "20", "100000"])
        },
        PlanDraft {
            description: "Premium, paid by the year: two months are free.".to_owned(),
            sections: vec![Design, Content, Email, Statistics, Contacts],
            features: vec![Feature::SalesOptimizer],
            interval: Interval::Year,
            contacts: unlimited("100000"),
            ..priced(base(), "Premium yearly", "1290.00", ["10", "20", "100000"])
        },
    ]
}

/// A plan at this price that allows so many workspaces, seats and contacts.
fn priced(
    base: PlanDraft,
    name: &str,
    price: &str,
    [workspaces, seats, contacts]: [&str; 3],
) -> PlanDraft {
    let limited = |number: &str| LimitDraft {
        unlimited: false,
        number: number.to_owned(),
    };
    PlanDraft {
        name: name.to_owned(),
        price: price.to_owned(),
        workspaces: workspaces.to_owned(),
        seats: limited(seats),
        contacts: limited(contacts),
        ..base
    }
}

fn unlimited(remembered: &str) -> LimitDraft {
    LimitDraft {
        unlimited: true,
        number: remembered.to_owned(),
    }
}

pub(super) fn northwind_fields() -> Vec<CustomFieldDraft> {
    let industries = [
        "Education",
        "Food and drink",
        "Health",
        "Hospitality",
        "Manufacturing",
        "Retail",
        "Services",
    ];
    vec![
        field("Industry", choice(&industries)),
        field("Employees", Kind::Number),
        field("Contract since", Kind::Date),
        field("Reads our newsletter", Kind::YesNo),
        field("Tax number", Kind::Text),
    ]
}

pub(super) fn bluewave_fields() -> Vec<CustomFieldDraft> {
    vec![field("Market", choice(&["Local", "International"]))]
}

fn choice(choices: &[&str]) -> Kind {
    Kind::Choice(choices.iter().map(|&choice| choice.to_owned()).collect())
}

fn field(label: &str, kind: Kind) -> CustomFieldDraft {
    CustomFieldDraft {
        label: label.to_owned(),
        kind,
        is_required: false,
    }
}
