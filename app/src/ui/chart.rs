use leptos::prelude::*;

use crate::{
    i18n::{grouped, m, t, tf},
    ui::Tone,
};

/// A line of some days in the space of a word. Drawn on the server; heard as a list of values.
#[component]
pub fn Sparkline(
    values: Vec<u32>,
    #[prop(default = 72)] width: u32,
    #[prop(default = 24)] height: u32,
    #[prop(default = Tone::Accent)] tone: Tone,
    /// What the values are; without it the picture is only decoration.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let points = points(&values, width, height);
    let Some(&(last_x, last_y)) = points.last() else {
        return ().into_any();
    };
    let line = points
        .iter()
        .map(|&(x, y)| format!("{},{}", Tenths(x), Tenths(y)))
        .collect::<Vec<_>>()
        .join(" ");
    let first_x = points.first().map_or(0, |&(x, _)| x);
    let area = format!(
        "M{},{height} L{} L{},{height}Z",
        Tenths(first_x),
        line.replace(' ', " L"),
        Tenths(last_x)
    );
    view! {
        <svg
            class="sparkline"
            data-tone=tone.name()
            width=width.to_string()
            height=height.to_string()
            viewBox=format!("0 0 {width} {height}")
            aria-hidden="true"
        >
            <path class="sparkline-area" d=area></path>
            <polyline class="sparkline-line" points=line></polyline>
            <circle class="sparkline-end" cx=Tenths(last_x).to_string() cy=Tenths(last_y).to_string() r="2"></circle>
        </svg>
        {label.map(|label| spoken(&label, &values))}
    }
    .into_any()
}

/// One bar a day, with what each is in a table for those who hear it.
#[component]
pub fn Bars(
    /// Each with its own name, such as the date.
    values: Vec<(String, u32)>,
    #[prop(into)] label: String,
    #[prop(default = 560)] width: u32,
    #[prop(default = 96)] height: u32,
) -> impl IntoView {
    let most = values
        .iter()
        .map(|(_, value)| *value)
        .max()
        .unwrap_or(0)
        .max(1);
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX).max(1);
    let step = width * 10 / count;
    let bars = (0_u32..)
        .zip(&values)
        .map(|(place, (name, value))| {
            let tall = (u64::from(*value) * u64::from(height) * 10 / u64::from(most)).max(10);
            let tall = u32::try_from(tall).unwrap_or(height * 10);
            let title = format!("{name}: {}", grouped(u64::from(*value)));
            view! {
                <rect
                    x=Tenths(place * step + 10).to_string()
                    y=Tenths(height * 10 - tall).to_string()
                    width=Tenths(step.saturating_sub(20).max(10)).to_string()
                    height=Tenths(tall).to_string()
                    rx="1.5"
                    data-zero=(*value == 0).then_some("")
                >
                    <title>{title}</title>
                </rect>
            }
        })
        .collect_view();
    let scale = match (values.first(), values.last()) {
        (Some((first, _)), Some((last, _))) => Some((first.clone(), last.clone())),
        _ => None,
    };
    let rows = values
        .into_iter()
        .map(|(name, value)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{grouped(u64::from(value))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="chart">
            <svg
                class="bars"
                width=width.to_string()
                height=height.to_string()
                viewBox=format!("0 0 {width} {height}")
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                {bars}
            </svg>
            {scale
                .map(|(first, last)| {
                    view! {
                        <div class="chart-scale" aria-hidden="true">
                            <span>{first}</span>
                            <span>{last}</span>
                        </div>
                    }
                })}
            // A table is never narrower than its words, so it is hidden in something that is.
            <div class="visually-hidden">
                <table>
                    <caption>{label}</caption>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

/// A score of 0 to 100 as a ring.
#[component]
pub fn ScoreRing(
    score: u32,
    /// The name of the level, lower case, in English.
    #[prop(optional)]
    level: Option<&'static str>,
) -> impl IntoView {
    let score = score.min(100);
    let label = tf(m::UI_SCORE, &[("score", &score.to_string())]);
    view! {
        <svg class="score-ring" data-level=level width="40" height="40" viewBox="0 0 40 40" role="img" aria-label=label>
            <circle class="score-track" cx="20" cy="20" r="16"></circle>
            <circle
                class="score-arc"
                cx="20"
                cy="20"
                r="16"
                pathLength="100"
                stroke-dasharray=format!("{score} 100")
                transform="rotate(-90 20 20)"
            ></circle>
            <text x="20" y="20">
                {score}
            </text>
        </svg>
    }
    .into_any()
}

fn spoken(label: &str, values: &[u32]) -> impl IntoView + use<> {
    let list = values
        .iter()
        .map(|value| grouped(u64::from(*value)))
        .collect::<Vec<_>>()
        .join(", ");
    let text = format!("{label}. {}: {list}", t(m::UI_CHART_VALUES));
    view! { <span class="visually-hidden">{text}</span> }
}

/// The points of the line, in tenths of a pixel.
fn points(values: &[u32], width: u32, height: u32) -> Vec<(u32, u32)> {
    let most = u64::from(values.iter().copied().max().unwrap_or(0).max(1));
    let gaps = u32::try_from(values.len())
        .unwrap_or(u32::MAX)
        .saturating_sub(1)
        .max(1);
    let across = width.saturating_sub(4) * 10;
    let down = height.saturating_sub(6) * 10;
    (0_u32..)
        .zip(values)
        .map(|(place, value)| {
            let rise = u64::from(*value) * u64::from(down) / most;
            let rise = u32::try_from(rise).unwrap_or(down);
            (20 + place * across / gaps, height * 10 - 30 - rise)
        })
        .collect()
}

/// A length written with one decimal.
struct Tenths(u32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_runs_from_edge_to_edge_and_stays_inside() {
        let line = points(&[0, 5, 10], 72, 24);
        assert_eq!(line, vec![(20, 210), (360, 120), (700, 30)]);
        assert_eq!(points(&[], 72, 24), vec![]);
        assert_eq!(points(&[0], 72, 24), vec![(20, 210)]);
        assert_eq!(
            points(&[u32::MAX, u32::MAX], 72, 24).last(),
            Some(&(700, 30))
        );
    }

    #[test]
    fn tenths_have_one_decimal() {
        assert_eq!(Tenths(205).to_string(), "20.5");
    }
}
