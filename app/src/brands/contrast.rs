use domain::brands::{Check, Part, Rgb, Scheme, Tokens};
use leptos::prelude::*;

use super::editor::Open;
use crate::i18n::{m, t, tf};

/// What was chosen beside what is used of it, with the contrast of both.
#[component]
pub(super) fn Contrast(open: Open) -> impl IntoView {
    let palette = Memo::new(move |_| open.brand.read().palette());
    let rows = move |scheme: Scheme| {
        let palette = palette.get();
        let tokens = *palette.of(scheme);
        let rows = palette.checks(scheme).into_iter();
        rows.map(|check| row(check, tokens)).collect_view()
    };
    let head = |scheme: &'static str| {
        view! {
            <thead>
                <tr>
                    <th scope="col">{scheme}</th>
                    <th scope="col">{t(m::BRAND_CONTRAST_CHOSEN)}</th>
                    <th scope="col">{t(m::BRAND_CONTRAST_USED)}</th>
                </tr>
            </thead>
        }
    };
    view! {
        <div class="contrast" role="group" aria-label=t(m::BRAND_CONTRAST)>
            <table>
                {head(t(m::BRAND_LIGHT))} <tbody>{move || rows(Scheme::Light)}</tbody>
            </table>
            <table>
                {head(t(m::BRAND_DARK))} <tbody>{move || rows(Scheme::Dark)}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(check: Check, tokens: Tokens) -> impl IntoView {
    let (part, on) = match check.part {
        Part::Text => (m::BRAND_PART_TEXT, None),
        Part::Button => (m::BRAND_PART_BUTTON, Some(tokens.on)),
        Part::Mark => (m::BRAND_PART_MARK, None),
    };
    let white = on.map(|_| Rgb::WHITE);
    let is_low = check.before < check.needed;
    let before = if is_low {
        m::BRAND_TOO_LOW
    } else {
        m::BRAND_RATIO
    };
    let words = |msg, ratio| tf(msg, &[("ratio", &tenths(ratio))]);
    view! {
        <tr>
            <th scope="row">{t(part)}</th>
            <td data-low=is_low.then_some("")>
                {swatch(check.chosen, white)} {words(before, check.before)}
            </td>
            <td>{swatch(check.solved, on)} {words(m::BRAND_RATIO, check.after)}</td>
        </tr>
    }
}

/// A drawn one: colours of a style attribute would not be let in.
fn swatch(colour: Rgb, on: Option<Rgb>) -> impl IntoView {
    let letters = on.map(|on| {
        view! {
            <text x="14" y="14.5" text-anchor="middle" font-size="11" font-weight="600" fill=on.to_string()>
                "Aa"
            </text>
        }
    });
    view! {
        <svg class="swatch" viewBox="0 0 28 20" aria-hidden="true">
            <rect x="0.5" y="0.5" width="27" height="19" rx="4" fill=colour.to_string() />
            {letters}
        </svg>
    }
}

/// A ratio with one decimal, never told better than it is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ratios are 1 to 21"
)]
fn tenths(ratio: f64) -> String {
    let tenths = (ratio * 10.0) as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::tenths;

    #[test]
    fn ratios_are_cut_not_rounded() {
        assert_eq!(tenths(4.49), "4.4");
        assert_eq!(tenths(21.0), "21.0");
    }
}
