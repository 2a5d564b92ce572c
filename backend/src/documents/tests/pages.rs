use std::io::Read as _;

use domain::{Currency, Date, Lang, Money, Rate, brands::Rgb, invoices::Document};
use proptest::prelude::*;

use super::forms::anything;
use crate::documents::{
    DocumentLook, StatementKind, StatementRow, StatementSheet, cii, pdf, samples, statement,
};

/// A PDF, taken apart just enough to look into it.
struct Pdf {
    bytes: Vec<u8>,
}

fn look() -> DocumentLook {
    DocumentLook {
        name: "Northwind".to_owned(),
        accent: Rgb([0x0b, 0x7a, 0x53]),
        logo: None,
    }
}

/// A mark of two shapes, wide and half transparent in places.
fn logo() -> Vec<u8> {
    let pixels = image::RgbaImage::from_fn(520, 120, |x, y| {
        let (dx, dy) = (i64::from(x) - 60, i64::from(y) - 60);
        let is_disc = dx * dx + dy * dy < 3_400;
        let is_bar =
            x > 150 && (30..52).contains(&y) || x > 150 && x < 400 && (68..90).contains(&y);
        let alpha = if is_disc { 255 } else { 160 };
        image::Rgba([11, 122, 83, if is_disc || is_bar { alpha } else { 0 }])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

pub(super) fn look_with_logo() -> DocumentLook {
    DocumentLook {
        logo: Some(logo()),
        ..look()
    }
}

fn made(document: &Document, look: &DocumentLook) -> Pdf {
    Pdf {
        bytes: pdf(document, look).unwrap(),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|w| w == wanted)
}

impl Pdf {
    /// Its objects, each found by where the file says that it stands.
    fn objects(&self) -> Vec<&[u8]> {
        let text = |from: usize| String::from_utf8_lossy(&self.bytes[from..]).into_owned();
        let tail = text(self.bytes.len() - 40);
        let (_, start) = tail.split_once("startxref\n").unwrap();
        let table: usize = start.lines().next().unwrap().parse().unwrap();
        let told = text(table);
        let mut lines = told.lines();
        assert_eq!(lines.next(), Some("xref"));
        let (_, count) = lines.next().unwrap().split_once(' ').unwrap();
        let count: usize = count.parse().unwrap();
        let mut offsets = Vec::new();
        for (number, line) in lines.take(count).enumerate() {
            if line.trim_end().ends_with('n') {
                let offset: usize = line[..10].parse().unwrap();
                let head = format!("{number} 0 obj");
                assert!(self.bytes[offset..].starts_with(head.as_bytes()), "{head}");
                offsets.push(offset);
            }
        }
        let object = |from: usize| {
            let rest = &self.bytes[from..];
            &rest[..find(rest, b"endobj").unwrap()]
        };
        offsets.into_iter().map(object).collect()
    }

    /// What an object that is a stream holds, whole and as long as it says.
    fn stream(object: &[u8]) -> Option<Vec<u8>> {
        let start = find(object, b"stream\n")? + b"stream\n".len();
        let head = String::from_utf8_lossy(&object[..start]);
        let (_, length) = head.split_once("/Length ")?;
        let digits = length.split(|c: char| !c.is_ascii_digit()).next()?;
        let data = object.get(start..start + digits.parse::<usize>().unwrap())?;
        assert!(
            object[start + data.len()..]
                .trim_ascii_start()
                .starts_with(b"endstream")
        );
        if !head.contains("/FlateDecode") {
            return Some(data.to_vec());
        }
        let mut whole = Vec::new();
        flate2::read::ZlibDecoder::new(data)
            .read_to_end(&mut whole)
            .unwrap();
        Some(whole)
    }

    /// The stream of the only object that says so.
    fn stream_of(&self, kind: &str) -> Vec<u8> {
        let objects = self.objects().into_iter();
        let mut objects = objects.filter(|object| find(object, kind.as_bytes()).is_some());
        let found = objects.next().unwrap();
        assert!(objects.next().is_none(), "one {kind}");
        Self::stream(found).unwrap()
    }

    fn metadata(&self) -> String {
        String::from_utf8(self.stream_of("/Type/Metadata")).unwrap()
    }

    /// How often a text stands in it outside of streams that are packed.
    fn count(&self, wanted: &str) -> usize {
        let windows = self.bytes.windows(wanted.len());
        windows
            .filter(|window| *window == wanted.as_bytes())
            .count()
    }
}

#[test]
fn a_document_carries_itself_for_programs() {
    for (name, document) in samples::all() {
        let pdf = made(&document, &look());
        let attached = pdf.stream_of("/Type/EmbeddedFile");
        assert_eq!(attached, cii(&document).unwrap().into_bytes(), "{name}");
        assert_eq!(pdf.count("/AFRelationship/Alternative"), 1, "{name}");
        assert_eq!(
            pdf.count("(factur-x.xml)"),
            3,
            "{name}: twice in its entry, once by name"
        );
    }
}

#[test]
fn it_claims_what_it_is() {
    let metadata = made(&samples::reverse_charge(), &look()).metadata();
    for claim in [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
        "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>",
        "<rdf:li xml:lang=\"x-default\">Фактура NW-2026-0042</rdf:li>",
    ] {
        assert!(metadata.contains(claim), "{claim} in {metadata}");
    }
    super::reading::read(
        &metadata
            .replace(
                "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
                "",
            )
            .replace("<?xpacket end=\"r\"?>", ""),
    );
}

#[test]
fn it_can_be_read_by_those_who_do_not_see() {
    let pdf = made(&samples::reverse_charge(), &look());
    assert_eq!(pdf.count("/Lang(bg)"), 1);
    assert_eq!(pdf.count("/MarkInfo<</Marked true"), 1);
    assert_eq!(pdf.count("/StructTreeRoot"), 2);
    assert_eq!(pdf.count("/S/H1"), 1);
    assert_eq!(pdf.count("/S/H2"), 4, "seller, buyer, payment, notes");
    assert_eq!(pdf.count("/Scope/Column"), 5);
    let rows = 3 + 3 + 5;
    assert_eq!(pdf.count("/Scope/Row"), rows, "facts, totals, payment");
    assert_eq!(pdf.count("/S/TD"), 2 * 5 + rows);
    assert_eq!(pdf.count("/DisplayDocTitle true"), 1);
}

#[test]
fn the_head_of_the_table_is_said_once_on_many_pages() {
    let (_, document) = samples::all().swap_remove(1);
    let pdf = made(&document, &look());
    assert_eq!(pdf.count("/Type/Page/"), 4);
    assert_eq!(pdf.count("/Scope/Column"), 5);
    assert_eq!(pdf.count("/S/TR"), 3 + 1 + 60 + 3 + 5);
}

#[test]
fn nobody_else_is_named_in_it() {
    for (name, document) in samples::all() {
        let pdf = made(&document, &look());
        let unpacked = pdf.objects().into_iter().filter_map(Pdf::stream);
        let everything: Vec<u8> = unpacked.chain([pdf.bytes.clone()]).flatten().collect();
        let everything = everything.to_ascii_lowercase();
        for word in [
            "krilla",
            "xmp-writer",
            "pdf-writer",
            "marque",
            "/producer",
            "/creator(",
        ] {
            let at = find(&everything, word.as_bytes());
            assert_eq!(at, None, "{name}: {word}");
        }
    }
}

#[test]
fn a_logo_is_a_picture_with_a_name() {
    let png = logo();
    let with = |logo: &[u8]| {
        let look = DocumentLook {
            logo: Some(logo.to_vec()),
            ..look()
        };
        let pdf = made(&samples::one_line(), &look);
        (
            pdf.count("/S/Figure"),
            pdf.count("/Alt(Northwind)"),
            pdf.count("/Subtype/Image"),
        )
    };
    assert_eq!(with(&png), (1, 1, 2), "the picture and how clear it is");
    assert_eq!(
        with(&png[..png.len() / 2]),
        (0, 0, 0),
        "half a picture is none"
    );
    assert_eq!(with(b"<svg/>"), (0, 0, 0));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = samples::credit_note();
    assert_eq!(
        made(&document, &look()).bytes,
        made(&document, &look()).bytes
    );
}

#[test]
fn every_language_has_its_own_words() {
    for lang in Lang::ALL {
        let document = Document {
            lang,
            ..samples::one_line()
        };
        let pdf = made(&document, &look());
        assert_eq!(pdf.count(&format!("/Lang({lang})")), 1);
    }
}

/// A statement with so many movements.
fn stated(lang: Lang, rows: i64, about: &str) -> StatementSheet {
    let day = Date::from_days(20_700);
    let money = |minor| Money {
        minor,
        currency: Currency::EUR,
    };
    let row = |n: i64| StatementRow {
        kind: match n % 3 {
            0 => StatementKind::PaidOut,
            1 => StatementKind::Reversed,
            _ => StatementKind::Earned,
        },
        document: if n % 3 == 0 {
            String::new()
        } else {
            format!("INV-{n:05}")
        },
        about: about.to_owned(),
        day,
        base: (n % 3 != 0).then(|| money(n * 1_000)),
        rate: (n % 3 != 0).then(|| Rate::percent(15)),
        amount: money(n * 150),
    };
    StatementSheet {
        lang,
        partner: "Northwind Studio".to_owned(),
        month: (day, day.plus_days(29)),
        opening: Vec::new(),
        closing: vec![money(1_500)],
        rows: (0..rows).map(row).collect(),
        signature: (rows > 0).then(|| "0f".repeat(64)),
    }
}

fn printed(sheet: &StatementSheet) -> Pdf {
    Pdf {
        bytes: statement(sheet).unwrap(),
    }
}

#[test]
fn a_statement_is_as_readable_and_keepable_as_an_invoice() {
    for lang in Lang::ALL {
        let pdf = printed(&stated(lang, 60, "Балкан Тур ООД · Cloud VPS"));
        assert_eq!(pdf.count(&format!("/Lang({lang})")), 1);
        assert_eq!(pdf.count("/S/H1"), 1);
        assert_eq!(
            pdf.count("/Scope/Column"),
            5,
            "its head is said once on many pages"
        );
        assert_eq!(pdf.count("/S/TR"), 3 + 1 + 60 + 1);
        assert!(pdf.count("/Type/Page/") > 1);
        let metadata = pdf.metadata();
        assert!(
            metadata.contains("<pdfuaid:part>1</pdfuaid:part>"),
            "{metadata}"
        );
        assert!(
            metadata.contains("<pdfaid:part>3</pdfaid:part>"),
            "{metadata}"
        );
    }
    let quiet = printed(&stated(Lang::En, 0, ""));
    assert_eq!(quiet.count("/Scope/Column"), 0, "no table of nothing");
    assert_eq!(quiet.count("/Type/Page/"), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn any_text_gives_a_document(document in anything(), name in any::<String>(), detail in "\\PC{0,4000}") {
        let mut document = document;
        document.lines[0].detail = detail;
        let pdf = made(&document, &DocumentLook::plain(&name));
        prop_assert!(pdf.objects().len() > 20);
        prop_assert_eq!(pdf.stream_of("/Type/EmbeddedFile"), cii(&document).unwrap().into_bytes());
    }

    #[test]
    fn any_text_gives_a_statement(about in "\\PC{0,2000}", partner in any::<String>()) {
        let sheet = StatementSheet { partner, ..stated(Lang::PtBr, 3, &about) };
        prop_assert!(printed(&sheet).objects().len() > 20);
    }
}
