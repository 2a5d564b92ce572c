use proptest::prelude::*;

use super::*;
use crate::Problem;

fn draft() -> BrandDraft {
    BrandDraft::from(&Brand::of_company("Acme", None))
}

fn problem(field: &str, change: impl FnOnce(&mut BrandDraft)) -> Option<Problem> {
    let mut draft = draft();
    change(&mut draft);
    draft.validate().err().and_then(|errors| errors.of(field))
}

#[test]
fn a_draft_goes_there_and_back() {
    let brand = draft().validate().unwrap();
    assert_eq!(brand, Brand::of_company("Acme", None));
    let json = serde_json::to_string(&brand).unwrap();
    assert_eq!(serde_json::from_str::<Brand>(&json).unwrap(), brand);
    assert_eq!(brand.sender(), "Acme");
}

#[test]
fn names_claim_nothing_else() {
    let of = |name: &str| problem("product_name", |draft| draft.product_name = name.to_owned());
    for fine in [
        "Acme",
        "Щърк & Ко",
        "St. Gallen Studio",
        "A.B. Studio",
        &"x".repeat(60),
    ] {
        assert_eq!(of(fine), None, "{fine}");
    }
    for (name, why) in [
        ("", Problem::Required),
        ("Pay\u{200b}Pal", Problem::HiddenCharacters),
        ("abc\u{202e}gpj", Problem::HiddenCharacters),
        ("A\u{0}", Problem::HiddenCharacters),
        ("paypal.com", Problem::HoldsAnAddress),
        ("see https://evil", Problem::HoldsAnAddress),
        ("ann@bank", Problem::HoldsAnAddress),
        ("WWW.evil", Problem::HoldsAnAddress),
        // Signs that are letters in disguise are seen through.
        ("ｐａｙｐａｌ．ｃｏｍ", Problem::HoldsAnAddress),
        (&"x".repeat(61), Problem::TooLong { max: 60 }),
        (&"e\u{301}".repeat(10_000), Problem::TooLong { max: 60 }),
    ] {
        assert_eq!(of(name), Some(why), "{name:?}");
    }
}

#[test]
fn a_sender_is_one_line() {
    let of = |name: &str| problem("sender_name", |draft| draft.sender_name = name.to_owned());
    for bad in ["A\r\nBcc: b@c.example", "A\nB", "A\0", "A\tB"] {
        assert_eq!(of(bad), Some(Problem::HiddenCharacters), "{bad:?}");
    }
    assert_eq!(of(""), None);
}

#[test]
fn links_are_few_and_secure() {
    let of = |field: &str, label: &str, url: &str| {
        problem(field, |draft| {
            draft.footer.push(FooterLink {
                label: label.to_owned(),
                url: url.to_owned(),
            });
        })
    };
    assert_eq!(of("footer.0.url", "Imprint", "acme.example/imprint"), None);
    for url in [
        "http://acme.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "",
    ] {
        assert!(of("footer.0.url", "Imprint", url).is_some(), "{url}");
    }
    assert_eq!(
        of("footer.0.label", "", "https://a.example"),
        Some(Problem::Required)
    );
    // Rows left empty are no links.
    assert_eq!(of("footer.0.label", "", ""), None);
    let many = problem("footer", |draft| {
        draft.footer = vec![FooterLink::default(); 6];
    });
    assert_eq!(many, Some(Problem::TooLarge { max: 5 }));
}

#[test]
fn colours_have_one_form() {
    for bad in [
        "",
        "red",
        "#fff",
        "#12345g",
        "#1234567",
        "123456",
        "rgb(0,0,0)",
        "#12345\u{661}",
        "red;}body{background:url(//evil)}",
        "</style><script>",
        "expression(1)",
        "#+12345",
    ] {
        assert_eq!(
            problem("light", |draft| draft.light = bad.to_owned()),
            Some(Problem::NotAColour),
            "{bad}"
        );
    }
    assert_eq!("#AbCdEf".parse::<Rgb>().unwrap().to_string(), "#abcdef");
}

#[test]
fn unknown_choices_and_fields_are_refused() {
    assert_eq!(
        problem("font", |draft| draft.font = "Comic Sans".to_owned()),
        Some(Problem::NotAChoice)
    );
    let json = r#"{"product_name":"A","css":"x"}"#;
    assert!(serde_json::from_str::<BrandDraft>(json).is_err());
}

#[test]
fn known_contrasts_and_colours() {
    let near = |one: f64, other: f64| (one - other).abs() < 0.005;
    assert!(near(ratio(Rgb::WHITE, Rgb::BLACK), 21.0));
    assert!(near(ratio("#767676".parse().unwrap(), Rgb::WHITE), 4.54));
    // The numbers of CSS Color 4 for `red`.
    let red = Oklch::from(Rgb([255, 0, 0]));
    assert!(near(red.l, 0.628) && near(red.c, 0.2577) && (red.h - 29.23).abs() < 0.1);
}

#[test]
fn a_colour_that_holds_is_left_alone() {
    let blue: Rgb = "#1d4ed8".parse().unwrap();
    let light = Palette::solve(blue, blue).light;
    assert_eq!((light.accent, light.fill, light.mark), (blue, blue, blue));
    assert_eq!(light.on, Rgb::WHITE);
}

/// The solver knows the grounds of the style by heart.
#[test]
fn grounds_are_those_of_the_style() {
    let sheet = include_str!("../../../style/tokens.css");
    for ground in [
        "--canvas: light-dark(oklch(0.972 0.004 75), oklch(0.172 0.004 70))",
        "--surface: light-dark(oklch(1 0 0), oklch(0.205 0.004 70))",
        "--surface-raised: light-dark(oklch(1 0 0), oklch(0.243 0.005 70))",
        "--surface-sunken: light-dark(oklch(0.983 0.003 75), oklch(0.185 0.004 70))",
    ] {
        assert!(
            sheet.contains(ground),
            "{ground} is gone: tell brands/palette.rs"
        );
    }
}

fn colours() -> impl Strategy<Value = Rgb> {
    any::<[u8; 3]>().prop_map(Rgb)
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6
        && digits
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// Whatever is chosen, everything is readable (WCAG AA).
    #[test]
    fn every_pair_holds(light in colours(), dark in colours()) {
        let palette = Palette::solve(light, dark);
        for scheme in [Scheme::Light, Scheme::Dark] {
            let tokens = palette.of(scheme);
            for check in palette.checks(scheme) {
                prop_assert!(check.after >= check.needed, "{check:?}");
            }
            prop_assert!(ratio(tokens.accent, tokens.soft) >= 4.5);
            prop_assert!(ratio(tokens.fill, tokens.on) >= 4.5);
            prop_assert!(ratio(tokens.fill_hover, tokens.on) >= 4.5);
        }
        let mail = palette.mail;
        prop_assert!(ratio(mail.fill, mail.on) >= 4.5);
        prop_assert!(ratio(mail.fill, Rgb::WHITE) >= 3.0);
        prop_assert!(ratio(mail.link, Rgb::WHITE) >= 4.5);
        prop_assert!(ratio(palette.print, Rgb::WHITE) >= 4.5);
    }

    /// Hues are kept, wherever there is enough colour to tell.
    #[test]
    fn hues_are_kept(colour in colours()) {
        let chosen = Oklch::from(colour);
        let solved = Oklch::from(Palette::solve(colour, colour).light.accent);
        if chosen.c > 0.05 && solved.c > 0.05 {
            let apart = (chosen.h - solved.h).rem_euclid(360.0);
            prop_assert!(apart.min(360.0 - apart) < 8.0, "{chosen:?} {solved:?}");
        }
    }

    /// What is accepted is a colour and nothing else.
    #[test]
    fn accepted_colours_are_colours(text in "(#[0-9a-fA-F]{5,7}|#?[ -~]{0,9}|\\PC{0,9})") {
        if let Ok(colour) = text.parse::<Rgb>() {
            prop_assert!(is_colour(&colour.to_string()));
            prop_assert_eq!(colour.to_string(), text.to_lowercase());
        }
    }

    /// Nothing that was typed comes into the style but as a typed value.
    #[test]
    fn the_style_holds_typed_values_only(
        light in colours(), dark in colours(),
        typed in "[ -~]{0,40}", radius in 0..5_usize, font in 0..4_usize,
    ) {
        let brand = Brand {
            light,
            dark,
            radius: Radius::ALL[radius],
            font: Font::ALL[font],
            login_title: typed.clone(),
            login_text: typed.clone(),
            sender_name: typed.clone(),
            ..Brand::of_company(&typed, None)
        };
        let bare = Brand { light, dark, radius: brand.radius, font: brand.font,
            ..Brand::of_company("", None) };
        prop_assert_eq!(brand.style(true), bare.style(true));
        let style = brand.style(false);
        prop_assert_eq!(style.matches(['{', '}']).count(), 2);
        prop_assert!(!style.contains("url") && !style.contains('<') && !style.contains('\\'));
        for (name, value) in brand.palette().properties() {
            let inner = value.trim_start_matches("light-dark(").trim_end_matches(')');
            prop_assert!(inner.split(", ").all(is_colour), "{} {}", name, value);
        }
    }
}
