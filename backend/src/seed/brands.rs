//! The brands of the demo's partners.

use domain::{
    brands::{Brand, BrandDraft, Font, FooterLink, LogoPosition, Radius, Rgb, Slot},
    policy::Staff,
};

use super::{
    drawing::{Canvas, Mark},
    rehearsal::Rehearsal,
};
use crate::{Context, Error, Result, brands};

const FOREST: Rgb = Rgb([0x0f, 0x6b, 0x57]);
const MINT: Rgb = Rgb([0x62, 0xd8, 0xb5]);
const PINE: Rgb = Rgb([0x12, 0x33, 0x2c]);
const SEA: Rgb = Rgb([0x12, 0x67, 0xe0]);
const SKY: Rgb = Rgb([0x63, 0xb3, 0xff]);
const NIGHT: Rgb = Rgb([0x0d, 0x20, 0x45]);

/// A quiet house: a wide logo in the middle, round shapes, no picture.
pub(super) async fn northwind(stage: &Rehearsal, admin: &Staff) -> Result<()> {
    let draft = BrandDraft::from(&Brand {
        light: FOREST,
        dark: MINT,
        radius: Radius::Large,
        font: Font::Manrope,
        logo_position: LogoPosition::Center,
        login_title: "Welcome back".to_owned(),
        login_text: "Your campaigns, contacts and figures in one place.".to_owned(),
        footer: links("northwind.example"),
        sender_name: "Northwind".to_owned(),
        support_email: Some("help@northwind.example".to_owned()),
        ..Brand::of_company("Northwind Studio", None)
    });
    let logo = |ink, text| Canvas::lockup(Mark::Needle, "northwind", ink, text);
    let pictures = [
        (Slot::LogoLight, logo(FOREST, PINE)),
        (Slot::LogoDark, logo(MINT, Rgb::WHITE)),
        (Slot::IconLight, Canvas::icon(Mark::Needle, FOREST)),
        (Slot::Favicon, Canvas::icon(Mark::Needle, FOREST)),
    ];
    shows(stage, admin, draft, pictures).await
}

/// A louder one: hard edges, a picture of the sea.
pub(super) async fn bluewave(stage: &Rehearsal, admin: &Staff) -> Result<()> {
    let draft = BrandDraft::from(&Brand {
        light: SEA,
        dark: SKY,
        radius: Radius::Small,
        font: Font::SourceSerif,
        login_title: "Good to see you".to_owned(),
        login_text: "Sign in to plan the next wave.".to_owned(),
        footer: links("bluewave.example"),
        support_email: Some("help@bluewave.example".to_owned()),
        ..Brand::of_company("Bluewave", None)
    });
    let logo = |ink, text| Canvas::lockup(Mark::Waves, "bluewave", ink, text);
    let pictures = [
        (Slot::LogoLight, logo(SEA, NIGHT)),
        (Slot::LogoDark, logo(SKY, Rgb::WHITE)),
        (Slot::Favicon, Canvas::icon(Mark::Waves, SEA)),
        (Slot::LoginPicture, Canvas::sea(SEA, NIGHT)),
    ];
    shows(stage, admin, draft, pictures).await
}

fn links(host: &str) -> Vec<FooterLink> {
    let link = |label: &str, page: &str| FooterLink {
        label: label.to_owned(),
        url: format!("https://{host}/{page}"),
    };
    vec![link("Privacy", "privacy"), link("Imprint", "imprint")]
}

async fn shows(
    stage: &Rehearsal,
    admin: &Staff,
    draft: BrandDraft,
    pictures: [(Slot, Canvas); 4],
) -> Result<()> {
    let cx: Context = stage.asks(admin);
    let seen = brands::brand(&cx).await?.version;
    let saved = brands::save_draft(&cx, draft, seen).await?;
    for (slot, canvas) in pictures {
        let png = canvas.png().map_err(|error| Error::Broken(error.into()))?;
        brands::add_file(&stage.asks(admin), slot, png).await?;
    }
    brands::publish(&stage.asks(admin), saved.version).await?;
    Ok(())
}
