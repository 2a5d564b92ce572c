//! More than a hundred files that nobody wishes well with (B16), made here: none is kept as it was
//! sent, none breaks the work, none takes more memory than a picture may.

use std::io::Cursor;

use domain::{
    Problem,
    brands::{FILE_MAX, STORED_MAX, Slot},
};
use image::{DynamicImage, ImageFormat, Rgb, Rgba, RgbaImage};

use super::super::pictures::made_anew;

/// A mark that must not come out again.
const CANARY: &[u8] = b"<script>alert('canary')</script>";

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture with a colour of its own for every size.
fn drawn(width: u32, height: u32) -> DynamicImage {
    let [_, _, red, green] = (width * 7 + height * 13).to_be_bytes();
    DynamicImage::ImageRgba8(RgbaImage::from_pixel(
        width,
        height,
        Rgba([red, green, 90, 255]),
    ))
}

pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&drawn(width, height), ImageFormat::Png)
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let picture = DynamicImage::ImageRgb8(drawn(width, height).into_rgb8());
    encoded(&picture, ImageFormat::Jpeg)
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    encoded(&drawn(width, height), ImageFormat::WebP)
}

/// The check sum of PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    let named: Vec<u8> = kind.iter().chain(data).copied().collect();
    chunk.extend(&named);
    chunk.extend(crc(&named).to_be_bytes());
    chunk
}

/// A PNG whose first chunk says it has this size, whatever follows.
fn claims(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let head: Vec<u8> = [width.to_be_bytes(), height.to_be_bytes()].concat();
    file.extend(chunk(
        *b"IHDR",
        &[&head[..], &[depth, colour, 0, 0, 0]].concat(),
    ));
    file.extend(chunk(*b"IDAT", &[0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1]));
    file.extend(chunk(*b"IEND", &[]));
    file
}

/// A PNG with a chunk put in after its head.
fn with_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut file = png(20, 20);
    file.splice(33..33, chunk(kind, data));
    file
}

/// A JPEG with a segment put in after its first mark.
fn with_segment(mark: u8, data: &[u8]) -> Vec<u8> {
    let mut file = jpeg(20, 20);
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    let segment: Vec<u8> = [&[0xff, mark][..], &length, data].concat();
    file.splice(2..2, segment);
    file
}

/// A few bytes that unpack to very many: all of one colour.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    encoded(&DynamicImage::new_luma8(width, height), ImageFormat::Png)
}

/// A drawing with a script in it.
const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
const TOO_LARGE: Problem = Problem::PictureTooLarge { max: 4_096 };

/// Files and what is to become of them: a picture, or this problem.
fn files() -> Vec<(String, Vec<u8>, Option<Problem>)> {
    let mut files = Vec::new();
    let mut add = |name, bytes, problem| files.push((name, bytes, problem));
    no_pictures(&mut add);
    too_large(&mut add);
    cut_off(&mut add);
    hiding(&mut add);
    odd(&mut add);
    files
}

/// What is no picture, whatever it calls itself.
fn no_pictures(add: &mut impl FnMut(String, Vec<u8>, Option<Problem>)) {
    let svg = SVG;
    let utf16: Vec<u8> = svg.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("plain", svg.as_bytes().to_vec()),
        (
            "prologue",
            format!("<?xml version='1.0'?>\n<!-- x -->{svg}").into_bytes(),
        ),
        ("mark", format!("\u{feff} \n{svg}").into_bytes()),
        ("capitals", svg.to_uppercase().into_bytes()),
        ("utf-16", utf16),
        ("doctype", format!("<!DOCTYPE svg []>{svg}").into_bytes()),
    ] {
        add(format!("svg {name}"), bytes, Some(Problem::DrawingsRefused));
    }
    for (name, bytes) in [
        ("nothing", &b""[..]),
        ("a byte", b"\x89"),
        (
            "gif",
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;",
        ),
        ("html", b"<!doctype html><script>alert(1)</script>"),
        ("pdf", b"%PDF-1.7\n"),
        ("zip", b"PK\x03\x04"),
        ("bmp", b"BM\x3a\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00"),
        ("tiff", b"II*\x00\x08\x00\x00\x00"),
        ("ico", b"\x00\x00\x01\x00\x01\x00\x10\x10"),
        ("avif", b"\x00\x00\x00\x20ftypavif"),
        ("exe", b"MZ\x90\x00"),
        ("elf", b"\x7fELF"),
        ("script", b"#!/bin/sh\nid\n"),
        ("php", b"<?php system($_GET['c']); ?>"),
        ("zeros", &[0; 512]),
        (
            "mvg",
            b"push graphic-context\nimage over 0,0 0,0 'https://evil.test/x'",
        ),
    ] {
        add(name.to_owned(), bytes.to_vec(), Some(Problem::NotAPicture));
    }
}

/// What claims to be huge, and what truly is.
fn too_large(add: &mut impl FnMut(String, Vec<u8>, Option<Problem>)) {
    for (width, height) in [
        (4_097, 1),
        (1, 4_097),
        (65_535, 65_535),
        (100_000, 100_000),
        (0x7fff_ffff, 0x7fff_ffff),
        (0x7fff_ffff, 1),
        (1, 0x7fff_ffff),
        (5_000, 4_000),
    ] {
        for (depth, colour) in [(8, 6), (16, 6), (1, 0)] {
            let name = format!("claims {width} × {height} at {depth}");
            add(name, claims(width, height, depth, colour), Some(TOO_LARGE));
        }
    }
    add(
        "16 bits of everything".into(),
        claims(4_096, 4_096, 16, 6),
        Some(TOO_LARGE),
    );
    add("bomb".into(), bomb(5_000, 5_000), Some(TOO_LARGE));
    add("bomb within bounds".into(), bomb(4_096, 4_096), None);
    let most = DynamicImage::new_rgba8(4_096, 4_096);
    add(
        "the most there may be".into(),
        encoded(&most, ImageFormat::Png),
        None,
    );
    add(
        "text bomb".into(),
        with_chunk(*b"zTXt", &[b"a\0\0".to_vec(), vec![0x78, 0x9c]].concat()),
        None,
    );
    add(
        "too many bytes".into(),
        vec![0x89; FILE_MAX + 1],
        Some(Problem::FileTooLarge { max: 1_000_000 }),
    );
    let jpeg_of = |width: u16, height: u16| {
        // The size of a JPEG stands in its frame head (SOF0).
        let mut file = jpeg(20, 20);
        let at = file.windows(2).position(|two| two == [0xff, 0xc0]).unwrap() + 5;
        file.splice(
            at..at + 4,
            [height.to_be_bytes(), width.to_be_bytes()].concat(),
        );
        file
    };
    for (width, height) in [(65_535, 65_535), (65_500, 20), (20, 65_500), (4_097, 4_097)] {
        add(
            format!("jpeg claims {width} × {height}"),
            jpeg_of(width, height),
            Some(TOO_LARGE),
        );
    }
}

/// Cut off, everywhere.
fn cut_off(add: &mut impl FnMut(String, Vec<u8>, Option<Problem>)) {
    for (kind, whole) in [
        ("png", png(60, 40)),
        ("jpeg", jpeg(60, 40)),
        ("webp", webp(60, 40)),
    ] {
        for part in [12, 20, 30, 34, 40, 50] {
            let cut = whole[..part.min(whole.len() - 1)].to_vec();
            add(
                format!("{kind} of {part} bytes"),
                cut,
                Some(Problem::BrokenPicture),
            );
        }
    }
}

/// Two files in one, and things hidden.
fn hiding(add: &mut impl FnMut(String, Vec<u8>, Option<Problem>)) {
    let svg = SVG;
    for (kind, whole) in [
        ("png", png(20, 20)),
        ("jpeg", jpeg(20, 20)),
        ("webp", webp(20, 20)),
    ] {
        let tails: [&[u8]; 5] = [
            CANARY,
            b"PK\x03\x04",
            b"%PDF-1.7",
            svg.as_bytes(),
            &[0; 5_000],
        ];
        for (place, tail) in tails.into_iter().enumerate() {
            let both = [whole.clone(), tail.to_vec(), CANARY.to_vec()].concat();
            add(format!("{kind} and tail {place}"), both, None);
        }
    }
    for kind in [b"tEXt", b"iTXt", b"eXIf", b"prVt", b"zzZz"] {
        let data = [b"Comment\0".to_vec(), CANARY.to_vec()].concat();
        let name = format!("png chunk {}", String::from_utf8_lossy(kind));
        add(name, with_chunk(*kind, &data), None);
    }
    for mark in [0xe0, 0xe1, 0xe2, 0xed, 0xee, 0xef, 0xfe] {
        let data = [b"Exif\0\0".to_vec(), CANARY.to_vec()].concat();
        add(
            format!("jpeg segment {mark:x}"),
            with_segment(mark, &data),
            None,
        );
    }
}

/// Odd, but pictures.
fn odd(add: &mut impl FnMut(String, Vec<u8>, Option<Problem>)) {
    for (width, height) in [(1, 1), (4_096, 1), (1, 4_096), (3, 2), (512, 512)] {
        add(format!("{width} × {height}"), png(width, height), None);
    }
    let empty = DynamicImage::new_rgba8(50, 50);
    add(
        "nothing to be seen".into(),
        encoded(&empty, ImageFormat::Png),
        None,
    );
    let deep = DynamicImage::ImageRgba16(drawn(80, 40).into_rgba16());
    add("16 bits".into(), encoded(&deep, ImageFormat::Png), None);
    let grey = DynamicImage::ImageLuma16(drawn(80, 40).into_luma16());
    add(
        "16 bits of grey".into(),
        encoded(&grey, ImageFormat::Png),
        None,
    );
    add(
        "grey jpeg".into(),
        encoded(&drawn(9, 9).into_luma8().into(), ImageFormat::Jpeg),
        None,
    );
    add("webp".into(), webp(33, 44), None);
    add(
        "animated".into(),
        with_chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        None,
    );
    let mut noise = image::RgbImage::new(700, 400);
    for (x, y, pixel) in noise.enumerate_pixels_mut() {
        let [.., a, b, c] = x.wrapping_mul(2_654_435_761).rotate_left(y).to_be_bytes();
        *pixel = Rgb([a, b, c]);
    }
    let noise = DynamicImage::ImageRgb8(noise);
    add("noise".into(), encoded(&noise, ImageFormat::Png), None);
}

/// Kilobytes of memory that this process has (`VmRSS`) or had at most (`VmHWM`).
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Counts the most from here on anew, where the system can.
fn forget_the_most() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn none_is_kept_as_sent_and_none_breaks_the_work() {
    let files = files();
    assert!(files.len() > 100, "only {}", files.len());
    forget_the_most();
    let before = memory("VmRSS");
    for (number, (name, sent, wanted)) in files.iter().enumerate() {
        // Every place does its own work.
        let slot = Slot::ALL[number % Slot::ALL.len()];
        for slot in [slot, Slot::LogoLight] {
            match (made_anew(slot, sent), wanted) {
                (Ok(made), None) => {
                    for file in &made.files {
                        assert_ne!(&file.bytes, sent, "{name} is kept as sent");
                        assert!(!holds(&file.bytes, CANARY), "{name} hides something still");
                        assert!(!holds(&file.bytes, b"Exif"), "{name} tells of its origin");
                        assert!(file.bytes.len() <= STORED_MAX, "{name}");
                        assert!(file.width <= 1_920 && file.height <= 1_920, "{name}");
                    }
                }
                (Err(problem), Some(wanted)) => assert_eq!(problem, *wanted, "{name}"),
                (made, wanted) => panic!("{name} at {slot:?}: {made:?}, not {wanted:?}"),
            }
        }
    }
    let more = memory("VmHWM").saturating_sub(before);
    assert!(more < 128 * 1024, "{more} KB more than before");
}

#[test]
fn a_turned_byte_ends_in_a_picture_or_a_problem() {
    for whole in [png(30, 20), jpeg(30, 20), webp(30, 20)] {
        for place in 0..whole.len().min(300) {
            let mut turned = whole.clone();
            turned[place] ^= 0xff;
            if let Ok(made) = made_anew(Slot::LogoLight, &turned) {
                assert!(made.files.iter().all(|file| file.bytes != turned));
            }
        }
    }
}

#[test]
fn a_photograph_is_upright_and_without_its_place() {
    // Orientation 6: the camera was turned; the tag stands in Exif, and Exif does not stay.
    let exif =
        [&b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..]].concat();
    let mut file = jpeg(40, 20);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    file.splice(2..2, [&[0xff, 0xe1][..], &length, &exif].concat());
    let made = made_anew(Slot::LoginPicture, &file).unwrap();
    assert_eq!((made.picture.width, made.picture.height), (20, 40));
    assert!(!holds(&made.files[0].bytes, b"Exif"));
}

#[test]
fn four_inks_are_understood() {
    // A JPEG in CMYK, 8 × 8, one colour: made with libjpeg, for our encoder knows no inks.
    let file = include_bytes!("inks.jpg");
    let made = made_anew(Slot::LoginPicture, file).unwrap();
    assert_eq!((made.picture.width, made.picture.height), (8, 8));
}

#[test]
fn logos_lose_the_empty_space_around_them() {
    let mut wide = RgbaImage::new(400, 300);
    for x in 100..300 {
        for y in 140..160 {
            wide.put_pixel(x, y, Rgba([10, 20, 30, 255]));
        }
    }
    let sent = encoded(&DynamicImage::ImageRgba8(wide), ImageFormat::Png);
    let logo = made_anew(Slot::LogoLight, &sent).unwrap().picture;
    assert_eq!((logo.width, logo.height), (200, 20));
    let icon = made_anew(Slot::Favicon, &sent).unwrap().picture;
    assert_eq!((icon.width, icon.height), (512, 512));
    assert!(icon.ico.is_some());
}
