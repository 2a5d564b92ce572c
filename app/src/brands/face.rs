use domain::brands::{Brand, Face, LogoPosition, Picture, Slot};
use leptos::prelude::*;

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

/// The room for a logo at the head of the clients' pages, in pixels.
const HEAD_WIDTH: u32 = 144;
const HEAD_HEIGHT: u32 = 28;

/// The brand at the head of its clients' pages: its logo, or, where there is none or no room for
/// one, its icon with the name.
#[component]
pub fn BrandHead(
    face: Face,
    /// The address below which the brand's files are.
    files: String,
    /// `light` or `dark` for a page that is so whatever the reader has chosen.
    #[prop(optional)]
    scheme: Option<&'static str>,
) -> impl IntoView {
    let Face {
        product_name,
        pictures,
    } = face;
    let picture = |slot| pictures.of(slot).cloned();
    let icon_light = picture(Slot::IconLight).or_else(|| picture(Slot::Favicon));
    let icons = [icon_light, picture(Slot::IconDark)]
        .map(|icon| icon.and_then(|icon| Some((icon.side(180)?.to_owned(), (28, 28)))));
    let logos = [picture(Slot::LogoLight), picture(Slot::LogoDark)];
    let has_plate = logos[0].is_some() && logos[1].is_none() && scheme != Some("light");
    let logos = logos.map(|logo| {
        logo.map(|logo: Picture| {
            let size = logo.within(HEAD_WIDTH, HEAD_HEIGHT);
            (logo.file, size)
        })
    });
    let icon = match in_schemes(icons, scheme) {
        icons if icons.is_empty() => initial(&product_name).into_any(),
        icons => images(icons, &files, ""),
    };
    let words = match in_schemes(logos, scheme) {
        logos if logos.is_empty() => {
            view! { <span class="brand-head-name">{product_name}</span> }.into_any()
        }
        logos => view! {
            <span class="brand-head-logo" data-plate=has_plate.then_some("")>
                {images(logos, &files, &product_name)}
            </span>
        }
        .into_any(),
    };
    view! {
        <span class="brand-icon" aria-hidden="true">
            {icon}
        </span>
        {words}
    }
    .into_any()
}

/// A file with the size it is shown in, and the scheme it is for if there is one for each.
type Shown = (Option<&'static str>, String, (u32, u32));

/// What is shown of a picture for light pages and one for dark ones: the only one there is, the one
/// of the page's scheme, or both, of which the style sheet shows one.
fn in_schemes(
    [light, dark]: [Option<(String, (u32, u32))>; 2],
    scheme: Option<&'static str>,
) -> Vec<Shown> {
    let only = |picture: (String, (u32, u32))| vec![(None, picture.0, picture.1)];
    match (light, dark) {
        (None, None) => Vec::new(),
        (Some(one), None) | (None, Some(one)) => only(one),
        (Some(light), Some(_)) if scheme == Some("light") => only(light),
        (Some(_), Some(dark)) if scheme == Some("dark") => only(dark),
        (Some(light), Some(dark)) => vec![
            (Some("light"), light.0, light.1),
            (Some("dark"), dark.0, dark.1),
        ],
    }
}

/// What is not shown is not loaded either: it is lazy.
fn images(shown: Vec<Shown>, files: &str, alt: &str) -> AnyView {
    let image = |(scheme, file, (width, height)): Shown| {
        let src = format!("{files}/{file}");
        let alt = alt.to_owned();
        view! {
            <img src=src alt=alt width=width height=height data-for=scheme loading="lazy" />
        }
    };
    shown.into_iter().map(image).collect_view().into_any()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_has_its_picture_and_one_alone_serves_both() {
        let picture = |name: &str| Some((name.to_owned(), (10, 5)));
        let shown = |light, dark, scheme| {
            in_schemes([light, dark], scheme)
                .into_iter()
                .map(|(scheme, file, _)| (scheme, file))
                .collect::<Vec<_>>()
        };
        let (l, d) = (|| picture("l"), || picture("d"));
        let one = |name: &str| vec![(None, name.to_owned())];
        assert_eq!(shown(None, None, None), []);
        assert_eq!(shown(l(), None, Some("dark")), one("l"));
        assert_eq!(shown(None, d(), Some("light")), one("d"));
        assert_eq!(shown(l(), d(), Some("light")), one("l"));
        assert_eq!(shown(l(), d(), Some("dark")), one("d"));
        let both = [
            (Some("light"), "l".to_owned()),
            (Some("dark"), "d".to_owned()),
        ];
        assert_eq!(shown(l(), d(), None), both);
    }
}
