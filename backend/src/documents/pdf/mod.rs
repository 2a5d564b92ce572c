//! The PDF of a document: archivable (PDF/A-3a), accessible (PDF/UA-1), and with the form for
//! programs inside (Factur-X). It names nobody but seller and buyer.

mod faces;
mod layout;
mod lines;
mod metadata;
mod paint;
mod pairs;
mod sheet;
mod statement;
mod table;

pub use statement::{StatementKind, StatementRow, StatementSheet, statement};

use domain::{
    brands::{Palette, Rgb},
    invoices::Document,
};
use image::ImageFormat;
use krilla::{
    Document as Pdf, SerializeSettings,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    embed::{AssociationKind, EmbeddedFile, MimeType},
    geom::Point,
    image::Image,
    metadata::Metadata,
    outline::{Outline, OutlineNode},
};

use self::{faces::Faces, layout::Layout, sheet::Sheet};
use super::{cii, words::Words};
use crate::{Error, Result};

/// What the form for programs is called inside (Factur-X 1.0).
const ATTACHMENT: &str = "factur-x.xml";
/// Longest side of a logo in pixels: brands keep none that is larger.
const LOGO_MAX: u32 = 2_048;

/// How a seller's documents look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLook {
    /// What the seller's brand is called; stands in the logo's place where there is none.
    pub name: String,
    /// The brand's colour; made dark enough to be read on white.
    pub accent: Rgb,
    /// The logo for light grounds, as a PNG file.
    pub logo: Option<Vec<u8>>,
}

impl DocumentLook {
    /// The look of a seller without a brand.
    #[must_use]
    pub fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            accent: Rgb::DEFAULT,
            logo: None,
        }
    }
}

/// Makes the PDF of a document: much work for a core, so never between others on an async thread.
///
/// # Errors
/// `Broken`: none that a document could cause, and a logo that is no picture is left out.
pub fn pdf(document: &Document, look: &DocumentLook) -> Result<Vec<u8>> {
    let words = Words::of(document.lang);
    let faces = Faces::new()?;
    let logo = look.logo.as_deref().and_then(picture);
    let layout = Layout {
        document,
        words,
        accent: Palette::solve(look.accent, look.accent).mail.link,
        brand: brand(&look.name, document),
        logo: logo.as_ref().map(|(_, size)| *size),
    };
    let mut sheet = Sheet::new(&faces);
    let parts = layout.lay(&mut sheet);

    let mut pdf = Pdf::new_with(settings()?);
    paint::paint(&mut pdf, sheet, parts, logo.as_ref().map(|(logo, _)| logo));
    let title = format!(
        "{} {}",
        words.title(document.kind),
        shortened(&document.number)
    );
    pdf.set_outline(outline(&title));
    let date = paint::date(document.issued_on);
    let metadata = Metadata::new()
        .title(title)
        .authors(vec![shortened(&document.seller.name)])
        .language(document.lang.tag().to_owned())
        .creation_date(date);
    pdf.set_metadata(metadata);
    pdf.embed_file(EmbeddedFile {
        path: ATTACHMENT.to_owned(),
        mime_type: MimeType::new("text/xml"),
        description: Some(words.attachment.to_owned()),
        association_kind: AssociationKind::Alternative,
        data: cii(document)?.into_bytes().into(),
        modification_date: Some(date),
        compress: Some(true),
        location: None,
    });
    let written = pdf.finish();
    let written = written.map_err(|error| Error::Broken(format!("{error:?}").into()))?;
    metadata::declared(written)
}

/// The one entry of a document's outline: the document.
fn outline(title: &str) -> Outline {
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title.to_owned(), top));
    outline
}

fn settings() -> Result<SerializeSettings> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    let configuration =
        configuration.map_err(|error| Error::Broken(format!("{error:?}").into()))?;
    Ok(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    })
}

/// The brand's name, or else the seller's; a picture needs a name.
fn brand<'a>(name: &'a str, document: &'a Document) -> &'a str {
    let names = [name, &document.seller.name, &document.number];
    let mut names = names.into_iter().map(str::trim);
    names.find(|name| !name.is_empty()).unwrap_or("–")
}

/// A text for the metadata, which has no need of all of it and keeps no control characters.
fn shortened(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control()).take(200);
    kept.collect()
}

/// A logo with its size in pixels; nothing if it is no picture or too large.
fn picture(png: &[u8]) -> Option<(Image, [f32; 2])> {
    let mut reader = image::ImageReader::with_format(std::io::Cursor::new(png), ImageFormat::Png);
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(LOGO_MAX);
    limits.max_image_height = Some(LOGO_MAX);
    reader.limits(limits);
    let pixels = reader.decode().ok()?.into_rgba8();
    let (width, height) = pixels.dimensions();
    let points = |pixels: u32| u16::try_from(pixels).ok().map(f32::from);
    let size = [points(width)?, points(height)?];
    Some((Image::from_rgba8(pixels.into_raw(), width, height), size))
}
