//! What tells programs that a PDF is a Factur-X invoice: properties in its metadata, which the
//! library that writes it has no words for. So they are put in afterwards, where it would name
//! itself it is silenced, and everything that says where something stands is moved along
//! (ISO 32000-1, 7.5.4 and 7.5.5).

use crate::{Error, Result};

/// The properties (Factur-X 1.0, section 6.2.2).
const PROPERTIES: &str = concat!(
    r#"<rdf:Description rdf:about="" "#,
    r#"xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">"#,
    "<fx:DocumentType>INVOICE</fx:DocumentType>",
    "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
    "<fx:Version>1.0</fx:Version>",
    "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
    "</rdf:Description>",
);

/// What they are, which an archivable PDF must say of properties that are not everybody's.
const SCHEMA: &str = concat!(
    r#"<rdf:li rdf:parseType="Resource">"#,
    "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    "</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>fx</pdfaSchema:prefix>",
    "<pdfaSchema:property><rdf:Seq>",
    r#"<rdf:li rdf:parseType="Resource"><pdfaProperty:name>DocumentFileName</pdfaProperty:name>"#,
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>",
    "<pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The name of the embedded XML document</pdfaProperty:description>",
    "</rdf:li>",
    r#"<rdf:li rdf:parseType="Resource"><pdfaProperty:name>DocumentType</pdfaProperty:name>"#,
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>",
    "<pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The type of the hybrid document in capital letters, e.g. INVOICE",
    "</pdfaProperty:description></rdf:li>",
    r#"<rdf:li rdf:parseType="Resource"><pdfaProperty:name>Version</pdfaProperty:name>"#,
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>",
    "<pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The actual version of the standard applying to the embedded XML ",
    "document</pdfaProperty:description></rdf:li>",
    r#"<rdf:li rdf:parseType="Resource"><pdfaProperty:name>ConformanceLevel</pdfaProperty:name>"#,
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>",
    "<pdfaProperty:category>external</pdfaProperty:category>",
    "<pdfaProperty:description>The conformance level of the embedded XML document",
    "</pdfaProperty:description></rdf:li>",
    "</rdf:Seq></pdfaSchema:property></rdf:li>",
);

/// Where the writer of the metadata names itself.
const TOOLKIT: &[u8] = br#" x:xmptk="xmp-writer""#;

/// The same PDF, declared a Factur-X invoice.
pub(super) fn declared(pdf: Vec<u8>) -> Result<Vec<u8>> {
    splice(&pdf).ok_or_else(|| Error::corrupt("the metadata of a document just written"))
}

fn splice(pdf: &[u8]) -> Option<Vec<u8>> {
    let start = find(pdf, b"<?xpacket begin", 0)?;
    let toolkit = find(pdf, TOOLKIT, start)?;
    let head = before(pdf, b"obj", start)?;
    let length = find(pdf, b"/Length ", head).filter(|at| *at < start)? + b"/Length ".len();
    let (old, digits) = number(pdf, length)?;
    let schemas = find(pdf, b"</rdf:Bag></pdfaExtension:schemas>", start)?;
    let end = find(pdf, b"</rdf:RDF>", schemas)?;
    let added = SCHEMA.len() + PROPERTIES.len() - TOOLKIT.len();
    let new = (old + added).to_string();

    let mut spliced = Vec::with_capacity(pdf.len() + added + 1);
    spliced.extend_from_slice(pdf.get(..length)?);
    spliced.extend_from_slice(new.as_bytes());
    spliced.extend_from_slice(pdf.get(length + digits..toolkit)?);
    spliced.extend_from_slice(pdf.get(toolkit + TOOLKIT.len()..schemas)?);
    spliced.extend_from_slice(SCHEMA.as_bytes());
    spliced.extend_from_slice(pdf.get(schemas..end)?);
    spliced.extend_from_slice(PROPERTIES.as_bytes());
    spliced.extend_from_slice(pdf.get(end..)?);
    move_along(&mut spliced, end, added + new.len() - digits)?;
    Some(spliced)
}

/// Corrects every offset of what stands behind `after` and has moved by `by`.
fn move_along(pdf: &mut Vec<u8>, after: usize, by: usize) -> Option<()> {
    const LAST: &[u8] = b"startxref\n";
    let last = before(pdf, LAST, pdf.len())?;
    let (table, _) = number(pdf, last + LAST.len())?;
    let table = table + by;
    // Nothing but the end of the file follows, and the number may have become longer.
    pdf.truncate(last + LAST.len());
    pdf.extend_from_slice(format!("{table}\n%%EOF").as_bytes());

    let sections = find(pdf, b"xref\n", table)? + b"xref\n".len();
    let entries = find(pdf, b"\n", sections)? + 1;
    let trailer = find(pdf, b"trailer", entries)?;
    for entry in pdf.get_mut(entries..trailer)?.chunks_exact_mut(20) {
        if entry.get(17) == Some(&b'n') {
            let offset = entry.get_mut(..10)?;
            let (old, _) = number(offset, 0)?;
            if old > after {
                offset.copy_from_slice(format!("{:010}", old + by).as_bytes());
            }
        }
    }
    Some(())
}

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let mut windows = bytes.get(from..)?.windows(wanted.len());
    windows
        .position(|window| window == wanted)
        .map(|at| at + from)
}

fn before(bytes: &[u8], wanted: &[u8], end: usize) -> Option<usize> {
    let mut windows = bytes.get(..end)?.windows(wanted.len());
    windows.rposition(|window| window == wanted)
}

/// A number and how many digits it has.
fn number(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let rest = bytes.get(at..)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(rest.get(..digits)?).ok()?;
    Some((text.parse().ok()?, digits))
}
