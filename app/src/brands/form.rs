use domain::brands::{
    Brand, BrandDraft, FOOTER_MAX, Font, FooterLink, LogoPosition, Pictures, Radius, Rgb,
};
use leptos::prelude::*;

use crate::{
    i18n::{Msg, m, t},
    ui::Choice,
    words,
};

/// The fields of the editor, one signal each.
#[derive(Debug, Clone, Copy)]
pub(super) struct BrandForm {
    pub(super) product_name: RwSignal<String>,
    pub(super) light: RwSignal<String>,
    pub(super) dark: RwSignal<String>,
    pub(super) radius: RwSignal<String>,
    pub(super) font: RwSignal<String>,
    pub(super) logo_position: RwSignal<String>,
    pub(super) login_title: RwSignal<String>,
    pub(super) login_text: RwSignal<String>,
    pub(super) support_email: RwSignal<String>,
    pub(super) sender_name: RwSignal<String>,
    footer: StoredValue<Vec<LinkForm>>,
}

/// The fields of a link at the foot.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinkForm {
    pub(super) label: RwSignal<String>,
    pub(super) url: RwSignal<String>,
}

impl BrandForm {
    pub(super) fn new(draft: BrandDraft) -> Self {
        let link = |place: usize| {
            let link = draft.footer.get(place).cloned().unwrap_or_default();
            LinkForm {
                label: RwSignal::new(link.label),
                url: RwSignal::new(link.url),
            }
        };
        Self {
            footer: StoredValue::new((0..FOOTER_MAX).map(link).collect()),
            product_name: RwSignal::new(draft.product_name),
            light: RwSignal::new(draft.light),
            dark: RwSignal::new(draft.dark),
            radius: RwSignal::new(draft.radius),
            font: RwSignal::new(draft.font),
            logo_position: RwSignal::new(draft.logo_position),
            login_title: RwSignal::new(draft.login_title),
            login_text: RwSignal::new(draft.login_text),
            support_email: RwSignal::new(draft.support_email),
            sender_name: RwSignal::new(draft.sender_name),
        }
    }

    /// The links, also those left empty.
    pub(super) fn links(self) -> Vec<LinkForm> {
        self.footer.get_value()
    }

    /// The brand as typed.
    pub(super) fn read(self) -> BrandDraft {
        let links = self.links().into_iter().map(|link| FooterLink {
            label: link.label.get(),
            url: link.url.get(),
        });
        let mut footer: Vec<_> = links.collect();
        // Rows left empty at the end are no change.
        while footer.last() == Some(&FooterLink::default()) {
            footer.pop();
        }
        BrandDraft {
            product_name: self.product_name.get(),
            light: self.light.get(),
            dark: self.dark.get(),
            radius: self.radius.get(),
            font: self.font.get(),
            logo_position: self.logo_position.get(),
            login_title: self.login_title.get(),
            login_text: self.login_text.get(),
            support_email: self.support_email.get(),
            footer,
            sender_name: self.sender_name.get(),
        }
    }

    /// Fills every field.
    pub(super) fn write(self, draft: BrandDraft) {
        for (place, link) in self.links().into_iter().enumerate() {
            let known = draft.footer.get(place).cloned().unwrap_or_default();
            link.label.set(known.label);
            link.url.set(known.url);
        }
        self.product_name.set(draft.product_name);
        self.light.set(draft.light);
        self.dark.set(draft.dark);
        self.radius.set(draft.radius);
        self.font.set(draft.font);
        self.logo_position.set(draft.logo_position);
        self.login_title.set(draft.login_title);
        self.login_text.set(draft.login_text);
        self.support_email.set(draft.support_email);
        self.sender_name.set(draft.sender_name);
    }
}

/// The brand that the form shows so far: what is not right yet is left as usual, for the preview
/// follows every key.
pub(super) fn so_far(draft: BrandDraft, pictures: Pictures) -> Brand {
    let colour = |text: &str| text.trim().parse().unwrap_or(Rgb::DEFAULT);
    let links = draft.footer.into_iter();
    Brand {
        light: colour(&draft.light),
        dark: colour(&draft.dark),
        radius: Radius::named(&draft.radius).unwrap_or_default(),
        font: Font::named(&draft.font).unwrap_or_default(),
        logo_position: LogoPosition::named(&draft.logo_position).unwrap_or_default(),
        product_name: draft.product_name,
        login_title: draft.login_title,
        login_text: draft.login_text,
        support_email: Some(draft.support_email).filter(|address| !address.is_empty()),
        footer: links.filter(|link| !link.label.is_empty()).collect(),
        sender_name: draft.sender_name,
        pictures,
    }
}

pub(super) fn radii() -> Vec<Choice> {
    choices(Radius::ALL, Radius::name, |radius| match radius {
        Radius::Square => m::BRAND_RADIUS_SQUARE,
        Radius::Small => m::BRAND_RADIUS_SMALL,
        Radius::Medium => m::BRAND_RADIUS_MEDIUM,
        Radius::Large => m::BRAND_RADIUS_LARGE,
        Radius::Round => m::BRAND_RADIUS_ROUND,
    })
}

pub(super) fn fonts() -> Vec<Choice> {
    choices(Font::ALL, Font::name, |font| match font {
        Font::Inter => m::BRAND_FONT_INTER,
        Font::Manrope => m::BRAND_FONT_MANROPE,
        Font::SourceSerif => m::BRAND_FONT_SOURCE_SERIF,
        Font::System => m::BRAND_FONT_SYSTEM,
    })
}

pub(super) fn positions() -> Vec<Choice> {
    choices(LogoPosition::ALL, LogoPosition::name, |at| match at {
        LogoPosition::Start => m::BRAND_POSITION_START,
        LogoPosition::Center => m::BRAND_POSITION_CENTER,
    })
}

fn choices<T: Copy>(all: &[T], name: fn(T) -> &'static str, words: fn(T) -> Msg) -> Vec<Choice> {
    let choice = |one: &T| Choice::from((name(*one), t(words(*one))));
    all.iter().map(choice).collect()
}

/// The label of a field and its value in a draft, as the reader knows them.
pub(super) fn words_of(name: &str, draft: &BrandDraft) -> (String, String) {
    let label = words::field(name).unwrap_or(name).to_owned();
    let value = draft.fields().into_iter().find(|(known, _)| *known == name);
    let value = value.map(|(_, value)| value).unwrap_or_default();
    let choices = match name {
        "radius" => radii(),
        "font" => fonts(),
        "logo_position" => positions(),
        _ => return (label, value),
    };
    let chosen = choices.into_iter().find(|choice| choice.value == value);
    (label, chosen.map_or(value, |choice| choice.label))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_form_reads_what_it_was_given() {
        let owner = Owner::new();
        owner.set();
        let mut draft = BrandDraft::from(&Brand::of_company("Acme", None));
        draft.footer.push(FooterLink {
            label: "Imprint".into(),
            url: "https://acme.example".into(),
        });
        let form = BrandForm::new(BrandDraft::default());
        form.write(draft.clone());
        assert_eq!(untrack(|| form.read()), draft);
    }

    #[test]
    fn a_half_typed_colour_leaves_the_usual_one() {
        let draft = BrandDraft {
            light: "#12".into(),
            dark: "#123456".into(),
            ..BrandDraft::default()
        };
        let brand = so_far(draft, Pictures::default());
        assert_eq!(brand.light, Rgb::DEFAULT);
        assert_eq!(brand.dark.to_string(), "#123456");
    }
}
