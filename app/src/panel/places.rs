use domain::{
    ClientId,
    auth::{ClientPlace, Me, Membership},
    client_users::ClientRole,
    inclusions::Section,
    policy::{Action, decide_for_section},
    rights::Level,
};

use crate::{
    i18n::{Msg, m, t},
    panel::may,
    words,
};

/// A page that the frame leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its address.
    pub href: String,
    /// A symbol of the sprite.
    pub icon: &'static str,
    /// Its name.
    pub name: String,
    /// Whether it is current only at this very address, not below it.
    pub exact: bool,
}

/// What a frame leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The pages of the rail.
    pub main: Vec<Place>,
    /// What stands at its end.
    pub end: Vec<Place>,
    /// What the palette offers besides.
    pub actions: Vec<Place>,
}

/// A company or client at which a person can work, as the switcher offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) is_here: bool,
    pub(super) icon: Option<&'static str>,
}

impl Home {
    /// Everywhere a person can work: at partners and for the operator on the portal's own host, at
    /// clients on a brand's.
    pub(super) fn all(me: &Me, slug: Option<&str>, client: Option<ClientId>) -> Vec<Self> {
        if let Some(office) = &me.office {
            let places = office.places.iter().map(|place| Self {
                href: office_address(place.person.client, ""),
                name: place.company.clone(),
                is_here: Some(place.person.client) == client,
                icon: None,
            });
            return places.collect();
        }
        let teams = me.memberships.iter().map(|team| Self {
            href: address(&team.slug, ""),
            name: team.name.clone(),
            is_here: Some(team.slug.as_str()) == slug,
            icon: None,
        });
        let operator = me.is_operator.then(|| Self {
            href: "/operator".to_owned(),
            name: t(m::PANEL_OPERATOR).to_owned(),
            is_here: slug.is_none(),
            icon: Some("building-2"),
        });
        teams.chain(operator).collect()
    }
}

/// An address inside a client's own pages.
pub(crate) fn office_address(client: ClientId, path: &str) -> String {
    if path.is_empty() {
        format!("/c/{client}")
    } else {
        format!("/c/{client}/{path}")
    }
}

/// Where a section of a client's own pages is: its page, or the one that says it is to come.
pub(crate) fn section_path(section: Section) -> String {
    match section {
        Section::Contacts => "contacts".to_owned(),
        _ => format!("sections/{}", section.key()),
    }
}

/// An address inside the panel of a partner.
pub(super) fn address(slug: &str, path: &str) -> String {
    if path.is_empty() {
        format!("/p/{slug}")
    } else {
        format!("/p/{slug}/{path}")
    }
}

/// What a member of a team is led to by the palette, beside the pages of the menu.
const ACTIONS: &[(Action, &str, &str, Msg)] = &[
    (
        Action::AddClient,
        "clients/new",
        "user-plus",
        m::PANEL_ADD_CLIENT,
    ),
    (
        Action::PlaceOrders,
        "orders/new",
        "shopping-cart",
        m::ORDERS_NEW,
    ),
    (
        Action::ImportClients,
        "clients/import",
        "upload",
        m::PANEL_IMPORT,
    ),
    (Action::EditPlans, "plans/new", "plus", m::PANEL_ADD_PLAN),
    (
        Action::ManageTeam,
        "configuration/team",
        "send",
        m::PANEL_INVITE,
    ),
    (
        Action::SeeTeam,
        "configuration/team",
        "user-cog",
        m::PANEL_TEAM,
    ),
    (
        Action::EditCustomFields,
        "configuration/fields",
        "sliders-horizontal",
        m::PANEL_FIELDS,
    ),
    (
        Action::EditBilling,
        "configuration/billing",
        "wallet",
        m::BILLING_TITLE,
    ),
    (
        Action::EditBilling,
        "configuration/reminders",
        "bell",
        m::DUNNING_TITLE,
    ),
    (
        Action::ManageDomains,
        "configuration/domains",
        "globe",
        m::PANEL_DOMAINS,
    ),
];

impl Places {
    /// Nowhere to go.
    pub const fn none() -> Self {
        Self {
            main: Vec::new(),
            end: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// The pages and actions of the panel that a member may use.
    pub fn of_panel(me: &Me, membership: &Membership) -> Self {
        let of = |rows: &[(Action, &str, &'static str, Msg)]| {
            rows.iter()
                .filter(|(action, ..)| may(me, membership, *action).is_allowed())
                .map(|(_, path, icon, name)| Place {
                    href: address(&membership.slug, path),
                    icon,
                    name: t(*name).to_owned(),
                    exact: path.is_empty(),
                })
                .collect::<Vec<_>>()
        };
        Self {
            main: of(&[
                (
                    Action::SeeDashboard,
                    "",
                    "layout-dashboard",
                    m::PANEL_DASHBOARD,
                ),
                (Action::SeeClients, "clients", "users", m::PANEL_CLIENTS),
                (
                    Action::SeeOrders,
                    "orders",
                    "shopping-cart",
                    m::ORDERS_TITLE,
                ),
                (
                    Action::SeeInvoices,
                    "invoices",
                    "receipt",
                    m::INVOICES_TITLE,
                ),
                (Action::SeePlans, "plans", "package", m::PANEL_PLANS),
                (Action::SeePrices, "catalogue", "tag", m::CATALOGUE_TITLE),
                (
                    Action::SeeCommission,
                    "commission",
                    "percent",
                    m::COMMISSION_TITLE,
                ),
            ]),
            end: of(&[(
                Action::SeeCompany,
                "configuration",
                "settings",
                m::PANEL_CONFIGURATION,
            )]),
            actions: of(ACTIONS),
        }
    }

    /// The pages of the operator's area.
    pub fn of_operator() -> Self {
        let place = |href: &str, icon, name| Place {
            href: href.to_owned(),
            icon,
            name: t(name).to_owned(),
            // The list is above every other page of the area.
            exact: href == "/operator",
        };
        Self {
            main: vec![
                place("/operator", "building-2", m::PANEL_PARTNERS),
                place("/operator/catalogue", "store", m::CATALOGUE_TITLE),
                place("/operator/sections", "puzzle", m::SECTIONS_TITLE),
                place("/operator/billing", "wallet", m::BILLING_TITLE),
                place("/operator/commission", "percent", m::COMMISSION_TITLE),
            ],
            end: Vec::new(),
            actions: vec![
                place("/operator/partners/new", "plus", m::PANEL_CREATE_PARTNER),
                place("/operator/catalogue/new", "plus", m::CATALOGUE_ADD),
            ],
        }
    }

    /// The pages of a client that a person may open.
    pub fn of_office(at: &ClientPlace) -> Self {
        let person = &at.person;
        let place = |path: &str, icon, name: &str| Place {
            href: office_address(person.client, path),
            icon,
            name: name.to_owned(),
            exact: path.is_empty(),
        };
        let open = Section::ALL
            .iter()
            .filter(|section| decide_for_section(person, **section, Level::View).is_allowed());
        let sections = open.map(|section| {
            place(
                &section_path(*section),
                words::section_icon(*section),
                words::section(*section),
            )
        });
        let mut main = vec![place("", "house", t(m::OFFICE_HOME))];
        main.extend(sections);
        let end = if person.role == ClientRole::Owner {
            let invoices = at
                .has_invoices
                .then(|| place("invoices", "receipt", t(m::INVOICES_TITLE)));
            let mut end = vec![
                place("workspaces", "layout-dashboard", t(m::OFFICE_WORKSPACES)),
                place("people", "users", t(m::OFFICE_PEOPLE)),
                place("activity", "history", t(m::VISITS_ACTIVITY)),
            ];
            let order = at
                .may_order
                .then(|| place("order", "shopping-cart", t(m::ORDERS_OWN_TITLE)));
            end.splice(0..0, order.into_iter().chain(invoices));
            end
        } else {
            Vec::new()
        };
        Self {
            main,
            end,
            actions: Vec::new(),
        }
    }

    /// The pages of a person outside any company's panel: the companies they work for.
    pub fn of_person(me: &Me) -> Self {
        if let Some(place) = me.office.as_ref().and_then(|office| office.places.first()) {
            return Self::of_office(place);
        }
        let main = me.memberships.iter().map(|membership| Place {
            href: address(&membership.slug, ""),
            icon: "building",
            name: membership.name.clone(),
            exact: false,
        });
        Self {
            main: main.collect(),
            ..Self::none()
        }
    }

    /// Every place, for the palette.
    pub(super) fn all(&self) -> impl Iterator<Item = &Place> {
        self.main.iter().chain(&self.end)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::{Lang, MembershipId, PartnerId, UserId, partners::PartnerStatus, policy::Role};

    use super::*;

    fn member(role: Role) -> (Me, Membership) {
        let zero = |prefix: &str| format!("{prefix}_{:032x}", 1);
        let membership = Membership {
            id: zero(MembershipId::PREFIX).parse().expect("an id"),
            partner: zero(PartnerId::PREFIX).parse().expect("an id"),
            name: "Acme".to_owned(),
            slug: "acme".to_owned(),
            status: PartnerStatus::Active,
            role,
            sees_all: true,
        };
        let me = Me {
            id: zero(UserId::PREFIX).parse().expect("an id"),
            name: "Ana".to_owned(),
            email: "ana@acme.example".to_owned(),
            lang: Lang::En,
            is_operator: false,
            memberships: vec![membership.clone()],
            office: None,
        };
        (me, membership)
    }

    #[test]
    fn one_is_offered_only_what_one_may_do() {
        let offered = |role| {
            let (me, membership) = member(role);
            let places = Places::of_panel(&me, &membership);
            places
                .actions
                .into_iter()
                .map(|place| place.href)
                .collect::<Vec<_>>()
        };
        assert_eq!(offered(Role::JuniorSalesperson), ["/p/acme/clients/new"]);
        assert!(offered(Role::Administrator).contains(&"/p/acme/plans/new".to_owned()));
        assert!(!offered(Role::MarketingManager).contains(&"/p/acme/clients/new".to_owned()));
    }
}
