use domain::brands::{Brand, LogoPosition, Pictures, Slot};
use leptos::prelude::*;

/// The address of a brand's files on its own host.
pub const FILES: &str = "/brand";

/// The logo of a brand, or its name where there is none. One made for light pages alone gets a light
/// plate on dark ones.
#[component]
pub fn BrandLogo(
    /// Whose logo.
    brand: Brand,
    /// The address below which the brand's files are.
    files: String,
    /// `light` or `dark` for a page that is so whatever the visitor's system wants.
    #[prop(optional)]
    scheme: Option<&'static str>,
) -> impl IntoView {
    let Brand {
        product_name,
        logo_position,
        pictures,
        ..
    } = brand;
    let centered = (logo_position == LogoPosition::Center).then_some("center");
    let (light, dark) = (
        pictures.of(Slot::LogoLight).cloned(),
        pictures.of(Slot::LogoDark).cloned(),
    );
    let has_plate = light.is_some() && dark.is_none() && scheme != Some("light");
    let Some(usual) = light.or_else(|| dark.clone()) else {
        return view! {
            <p class="brand-logo" data-at=centered>
                <span class="brand-name">{product_name}</span>
            </p>
        }
        .into_any();
    };
    let of = |file: &str| format!("{files}/{file}");
    let forced = dark.clone().filter(|_| scheme == Some("dark"));
    let shown = forced.unwrap_or(usual);
    let for_dark = dark.filter(|_| scheme.is_none()).map(|dark| {
        let srcset = of(&dark.file);
        view! {
            <source
                srcset=srcset
                media="(prefers-color-scheme: dark)"
                width=dark.width
                height=dark.height
            />
        }
    });
    view! {
        <p class="brand-logo" data-at=centered data-plate=has_plate.then_some("")>
            <picture>
                {for_dark}
                <img
                    src=of(&shown.file)
                    alt=product_name
                    width=shown.width
                    height=shown.height
                />
            </picture>
        </p>
    }
    .into_any()
}

/// The icon of a brand, or the first letter of its name where there is none.
#[component]
pub fn BrandIcon(
    /// Whose icon.
    brand: Brand,
    /// The address below which the brand's files are.
    files: String,
    /// Whether it stands on a dark page.
    #[prop(optional)]
    is_dark: bool,
) -> impl IntoView {
    let icon = icon(&brand.pictures, is_dark).map(|file| format!("{files}/{file}"));
    match icon {
        Some(src) => {
            view! { <img class="brand-icon" src=src alt="" width="28" height="28" /> }.into_any()
        }
        None => view! {
            <span class="brand-icon" aria-hidden="true">
                {initial(&brand.product_name)}
            </span>
        }
        .into_any(),
    }
}

fn icon(pictures: &Pictures, is_dark: bool) -> Option<&str> {
    let dark = pictures.of(Slot::IconDark).filter(|_| is_dark);
    let light = pictures.of(Slot::IconLight);
    let icon = dark.or(light).or_else(|| pictures.of(Slot::Favicon))?;
    icon.side(180)
}

/// The first letter of a name.
pub(super) fn initial(name: &str) -> String {
    let letter = name.chars().find(|c| c.is_alphanumeric());
    letter.map_or_else(|| "·".to_owned(), |c| c.to_uppercase().collect())
}

/// The icon of the browser's tab for a brand that has uploaded none: its letter on its colour.
#[cfg(feature = "ssr")]
pub fn letter_icon(brand: &Brand) -> String {
    use std::fmt::Write as _;

    let tokens = brand.palette().light;
    let letter = initial(&brand.product_name)
        .bytes()
        .fold(String::new(), |mut letter, byte| {
            let _ = write!(letter, "%{byte:02X}");
            letter
        });
    let [fill, on] = [tokens.fill, tokens.on].map(|colour| colour.to_string().replace('#', "%23"));
    format!(
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>\
         <rect width='32' height='32' rx='8' fill='{fill}'/>\
         <text x='16' y='22.5' font-family='system-ui,sans-serif' font-size='19' \
         font-weight='700' text-anchor='middle' fill='{on}'>{letter}</text></svg>"
    )
}
