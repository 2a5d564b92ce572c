//! Raster in, raster out (B16): whatever is sent is decoded within limits, and what is kept is
//! encoded anew from its pixels. What was hidden in the file is not in the picture.

use std::io::Cursor;

use domain::{
    Problem,
    brands::{FILE_MAX, Picture, SIDE_MAX, STORED_MAX, SizedPicture, Slot},
};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder as _, ImageError, ImageFormat, ImageReader,
    Limits, RgbaImage,
    codecs::{ico, jpeg, png},
    error::LimitErrorKind,
    imageops::{self, FilterType},
};
use sha2::{Digest as _, Sha256};

/// Most memory for the pixels of a file.
const MEMORY_MAX: u64 = 64 * 1024 * 1024;
/// The box of logos, in pixels: three times what pages show.
const LOGO: (u32, u32) = (900, 360);
/// The box of the picture of the sign-in page.
const LOGIN_PICTURE: (u32, u32) = (1_920, 1_920);
/// The box in which work begins: more is not needed for anything above, and takes memory.
const AT_HAND: u32 = 2_048;
/// The sides of icons: a tab, a phone's home screen, an install.
const SIDES: [u32; 3] = [32, 180, 512];
/// The sides in a file of the old format.
const ICO_SIDES: [u32; 3] = [16, 32, 48];
/// A pixel with less than this of 255 is not seen.
const UNSEEN: u8 = 8;

/// A picture made anew, and its files.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) picture: Picture,
    pub(super) files: Vec<MadeFile>,
}

/// A file made anew.
#[derive(Debug)]
pub(super) struct MadeFile {
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bytes: Vec<u8>,
}

/// Makes what pages need for a place from what was sent, whatever its name said it is.
pub(super) fn made_anew(slot: Slot, sent: &[u8]) -> Result<Made, Problem> {
    let seen = decoded(sent)?;
    let mut files = Vec::new();
    let picture = match slot {
        Slot::LogoLight | Slot::LogoDark => {
            let logo = within(&trimmed(seen), LOGO);
            kept(&mut files, stored_png(logo)?)
        }
        Slot::LoginPicture => kept(&mut files, stored_jpeg(&within(&seen, LOGIN_PICTURE))?),
        Slot::IconLight | Slot::IconDark => icon(&mut files, &trimmed(seen))?,
        Slot::Favicon => {
            let seen = trimmed(seen);
            let mut picture = icon(&mut files, &seen)?;
            let ico = ico_of(&seen)?;
            picture.ico = Some(ico.name.clone());
            files.push(ico);
            picture
        }
    };
    Ok(Made { picture, files })
}

/// The first frame, upright. The type is what the content is; size and memory are bounded before a
/// pixel is read.
fn decoded(sent: &[u8]) -> Result<DynamicImage, Problem> {
    if sent.len() > FILE_MAX {
        let max = u32::try_from(FILE_MAX).unwrap_or(u32::MAX);
        return Err(Problem::FileTooLarge { max });
    }
    let format = match image::guess_format(sent) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => format,
        _ if is_drawing(sent) => return Err(Problem::DrawingsRefused),
        _ => return Err(Problem::NotAPicture),
    };
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| problem(&error))?;
    // Some decoders look at the limits only when they are asked for pixels.
    let (width, height) = decoder.dimensions();
    if width > SIDE_MAX || height > SIDE_MAX || decoder.total_bytes() > MEMORY_MAX {
        return Err(Problem::PictureTooLarge { max: SIDE_MAX });
    }
    let upright = decoder.orientation().map_err(|error| problem(&error))?;
    let seen = DynamicImage::from_decoder(decoder).map_err(|error| problem(&error))?;
    // Before anything else makes a copy of it.
    let mut seen = if seen.width() > AT_HAND || seen.height() > AT_HAND {
        seen.thumbnail(AT_HAND, AT_HAND)
    } else {
        seen
    };
    seen.apply_orientation(upright);
    Ok(seen)
}

fn problem(error: &ImageError) -> Problem {
    match error {
        ImageError::Limits(limit)
            if matches!(
                limit.kind(),
                LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory
            ) =>
        {
            Problem::PictureTooLarge { max: SIDE_MAX }
        }
        _ => Problem::BrokenPicture,
    }
}

/// Whether it is an SVG: to be told why it is not taken, not only that it is not.
fn is_drawing(sent: &[u8]) -> bool {
    let start = sent.get(..sent.len().min(4_096)).unwrap_or_default();
    // Perhaps of two bytes a sign.
    let text: String = start
        .iter()
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    text.contains("<svg") || text.contains("<!doctype svg")
}

/// Without the empty space around it, so that logos stand where lines begin.
fn trimmed(seen: DynamicImage) -> DynamicImage {
    if !seen.color().has_alpha() {
        return seen;
    }
    let pixels = seen.to_rgba8();
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (x, y, pixel) in pixels.enumerate_pixels() {
        let [.., alpha] = pixel.0;
        if alpha >= UNSEEN {
            (left, top) = (left.min(x), top.min(y));
            (right, bottom) = (right.max(x), bottom.max(y));
        }
    }
    if left > right || top > bottom {
        return seen;
    }
    seen.crop_imm(left, top, right - left + 1, bottom - top + 1)
}

/// Made smaller until it fits a box, never larger. In two steps: averaging needs no memory beside
/// the result, and the finer filter then has little left to work on.
fn within(seen: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    let is_larger = |seen: &DynamicImage, times: u32| {
        seen.width() > width * times || seen.height() > height * times
    };
    let smaller;
    let seen = if is_larger(seen, 2) {
        smaller = seen.thumbnail(width * 2, height * 2);
        &smaller
    } else {
        seen
    };
    let fitting = if is_larger(seen, 1) {
        seen.resize(width, height, FilterType::Lanczos3)
    } else {
        seen.clone()
    };
    DynamicImage::ImageRgba8(fitting.into_rgba8())
}

/// In the middle of an empty square.
fn square(seen: &DynamicImage, side: u32) -> DynamicImage {
    let fitting = within(seen, (side, side));
    let fitting = if fitting.width() < side && fitting.height() < side {
        fitting.resize(side, side, FilterType::CatmullRom)
    } else {
        fitting
    };
    let mut square = RgbaImage::new(side, side);
    let middle = |inner: u32| i64::from((side - inner.min(side)) / 2);
    let (x, y) = (middle(fitting.width()), middle(fitting.height()));
    imageops::overlay(&mut square, &fitting.into_rgba8(), x, y);
    DynamicImage::ImageRgba8(square)
}

fn icon(files: &mut Vec<MadeFile>, seen: &DynamicImage) -> Result<Picture, Problem> {
    let mut sizes = Vec::new();
    for side in SIDES {
        let file = stored_png(square(seen, side))?;
        sizes.push(SizedPicture {
            side,
            file: file.name.clone(),
        });
        files.push(file);
    }
    let largest = files.last().ok_or(Problem::BrokenPicture)?;
    Ok(Picture {
        file: largest.name.clone(),
        width: largest.width,
        height: largest.height,
        sizes,
        ico: None,
    })
}

fn kept(files: &mut Vec<MadeFile>, file: MadeFile) -> Picture {
    let picture = Picture {
        file: file.name.clone(),
        width: file.width,
        height: file.height,
        sizes: Vec::new(),
        ico: None,
    };
    files.push(file);
    picture
}

/// As PNG, made smaller until it may be kept: noise hardly packs.
fn stored_png(mut seen: DynamicImage) -> Result<MadeFile, Problem> {
    loop {
        let bytes = png_of(&seen)?;
        if bytes.len() <= STORED_MAX {
            return Ok(named("png", "image/png", &seen, bytes));
        }
        seen = three_quarters(&seen);
    }
}

/// As JPEG on white, made smaller until it may be kept.
fn stored_jpeg(seen: &DynamicImage) -> Result<MadeFile, Problem> {
    let mut paper = RgbaImage::from_pixel(seen.width(), seen.height(), image::Rgba([255; 4]));
    imageops::overlay(&mut paper, &seen.to_rgba8(), 0, 0);
    let mut seen = DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(paper).into_rgb8());
    loop {
        let mut bytes = Vec::new();
        let encoder = jpeg::JpegEncoder::new_with_quality(&mut bytes, 82);
        seen.write_with_encoder(encoder)
            .map_err(|_| Problem::BrokenPicture)?;
        if bytes.len() <= STORED_MAX {
            return Ok(named("jpg", "image/jpeg", &seen, bytes));
        }
        seen = three_quarters(&seen);
    }
}

fn three_quarters(seen: &DynamicImage) -> DynamicImage {
    let part = |side: u32| (side * 3 / 4).max(1);
    seen.resize_exact(
        part(seen.width()),
        part(seen.height()),
        FilterType::Triangle,
    )
}

fn png_of(seen: &DynamicImage) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let encoder = png::PngEncoder::new_with_quality(
        &mut bytes,
        png::CompressionType::Best,
        png::FilterType::Adaptive,
    );
    seen.write_with_encoder(encoder)
        .map_err(|_| Problem::BrokenPicture)?;
    Ok(bytes)
}

fn ico_of(seen: &DynamicImage) -> Result<MadeFile, Problem> {
    let mut frames = Vec::new();
    for side in ICO_SIDES {
        let pixels = square(seen, side).into_rgba8();
        let frame = ico::IcoFrame::as_png(pixels.as_raw(), side, side, ExtendedColorType::Rgba8);
        frames.push(frame.map_err(|_| Problem::BrokenPicture)?);
    }
    let mut bytes = Vec::new();
    ico::IcoEncoder::new(&mut bytes)
        .encode_images(&frames)
        .map_err(|_| Problem::BrokenPicture)?;
    Ok(MadeFile {
        name: name(&bytes, "ico"),
        media_type: "image/x-icon",
        width: 48,
        height: 48,
        bytes,
    })
}

fn named(
    kind: &'static str,
    media_type: &'static str,
    seen: &DynamicImage,
    bytes: Vec<u8>,
) -> MadeFile {
    MadeFile {
        name: name(&bytes, kind),
        media_type,
        width: seen.width(),
        height: seen.height(),
        bytes,
    }
}

/// A file is named for its content, so that it may be kept for ever.
fn name(bytes: &[u8], kind: &str) -> String {
    let hash: String = hex::encode(Sha256::digest(bytes))
        .chars()
        .take(32)
        .collect();
    format!("{hash}.{kind}")
}
