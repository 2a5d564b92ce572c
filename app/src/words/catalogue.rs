use domain::{
    Lang,
    catalogue::{ItemKind, ServiceClass, ShippedClass, Term},
};

use crate::i18n::{lang, m, t, tf};

/// What kind of thing an item is.
pub fn item_kind(kind: ItemKind) -> &'static str {
    t(match kind {
        ItemKind::Service => m::ITEM_KIND_SERVICE,
        ItemKind::AddOn => m::ITEM_KIND_ADD_ON,
        ItemKind::Domain => m::ITEM_KIND_DOMAIN,
    })
}

/// The things of a kind together.
pub fn item_kinds(kind: ItemKind) -> &'static str {
    t(match kind {
        ItemKind::Service => m::ITEM_KINDS_SERVICE,
        ItemKind::AddOn => m::ITEM_KINDS_ADD_ON,
        ItemKind::Domain => m::ITEM_KINDS_DOMAIN,
    })
}

/// The name of a class of services: the operator's, or the one it is shipped with.
pub fn service_class(class: &ServiceClass) -> String {
    match class.shipped {
        Some(shipped) if class.name.is_empty() => shipped_class(shipped).to_owned(),
        _ => class.name.clone(),
    }
}

fn shipped_class(class: ShippedClass) -> &'static str {
    t(match class {
        ShippedClass::SharedHosting => m::CLASS_SHARED_HOSTING,
        ShippedClass::DomainsSsl => m::CLASS_DOMAINS_SSL,
        ShippedClass::CloudVps => m::CLASS_CLOUD_VPS,
        ShippedClass::DedicatedServers => m::CLASS_DEDICATED_SERVERS,
    })
}

/// How often something is charged: "Monthly", "Every 2 years".
pub fn term(term: Term) -> String {
    let months = term.months();
    match months {
        0 => t(m::TERM_ONCE).to_owned(),
        1 => t(m::TERM_MONTH).to_owned(),
        12 => t(m::TERM_YEAR).to_owned(),
        months if months % 12 == 0 => {
            let years = (months / 12).to_string();
            tf(m::TERM_YEARS, &[("years", &years)])
        }
        months => tf(m::TERM_MONTHS, &[("months", &months.to_string())]),
    }
}

/// Percent out of basis points, with as many decimals as it needs: "20%", "−7.5%".
pub fn percent(basis_points: i64) -> String {
    let sign = if basis_points < 0 { "−" } else { "" };
    let whole = basis_points.unsigned_abs() / 100;
    let rest = basis_points.unsigned_abs() % 100;
    let point = if lang() == Lang::En { '.' } else { ',' };
    let decimals = match rest {
        0 => String::new(),
        rest if rest % 10 == 0 => format!("{point}{}", rest / 10),
        rest => format!("{point}{rest:02}"),
    };
    let space = match lang() {
        Lang::En | Lang::PtBr => "",
        Lang::Es | Lang::Bg => "\u{a0}",
    };
    format!("{sign}{whole}{decimals}{space}%")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn percent_have_the_decimals_they_need() {
        let shown = [2_000, 750, 725, -500, -5, 0].map(percent);
        assert_eq!(shown, ["20%", "7.5%", "7.25%", "−5%", "−0.05%", "0%"]);
    }

    #[test]
    fn terms_are_told_in_the_largest_unit() {
        let shown: Vec<String> = Term::ALL.into_iter().map(term).collect();
        assert_eq!(shown[..3], ["Once", "Monthly", "Every 3 months"]);
        assert_eq!(shown[4..6], ["Yearly", "Every 2 years"]);
    }
}
