use domain::{
    InvoiceId, PartnerId,
    audit::Event,
    billing::Payer,
    brands::Slot,
    invoices::{Document, InvoiceQuery},
    policy::Action,
};

use super::{
    found,
    list::shown,
    store::{self, Invoice},
};
use crate::{
    Context, Error, Result,
    audit::entry,
    brands,
    db::Tx,
    documents::{self, DocumentLook},
    formulas,
};
use domain::invoices::Form;

/// A file made of an invoice.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name, for saving.
    pub name: String,
    /// What it is.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An invoice as a file (B12): a PDF in the brand of whoever sells, or EN 16931 for programs.
pub async fn file(cx: &Context, id: InvoiceId, form: Form) -> Result<File> {
    let mut tx = cx.read().await?;
    let invoice = found(&mut tx, cx, Action::SeeInvoices, id).await?;
    made(tx, cx, cx.partner()?, invoice, form).await
}

/// Makes a file of what an invoice says; a draft has none but its PDF.
pub(super) async fn made(
    mut tx: Tx,
    cx: &Context,
    partner: PartnerId,
    invoice: Invoice,
    form: Form,
) -> Result<File> {
    let document = match &invoice.document {
        Some(document) => document.clone(),
        None => shown(&mut tx, cx, invoice.id).await?.document,
    };
    let look = match invoice.payer {
        Payer::Client => look_of(&mut tx, cx, partner).await?,
        Payer::Partner => DocumentLook::plain(&document.seller.name),
    };
    // Making a PDF takes a while, and needs no connection.
    drop(tx);
    let name = named(&document, form);
    Ok(match form {
        Form::Pdf => File {
            name,
            media_type: "application/pdf",
            bytes: documents::printed(cx.portal(), document, look).await?,
        },
        Form::Cii => File {
            name,
            media_type: "application/xml",
            bytes: documents::cii(&document)?.into_bytes(),
        },
        Form::Ubl => File {
            name,
            media_type: "application/xml",
            bytes: documents::ubl(&document)?.into_bytes(),
        },
    })
}

/// How the documents of a partner look: its published colour and its logo for light grounds.
async fn look_of(tx: &mut Tx, cx: &Context, partner: PartnerId) -> Result<DocumentLook> {
    let brand = brands::front_of(tx, partner).await?.brand;
    let logo = match brand.pictures.of(Slot::LogoLight) {
        Some(logo) => brands::file_of(cx.portal(), partner, &logo.file).await?,
        None => None,
    };
    Ok(DocumentLook {
        accent: brand.light,
        name: brand.product_name,
        logo: logo.map(|file| file.bytes),
    })
}

/// What a file is called: its number, as far as names of files can hold it.
fn named(document: &Document, form: Form) -> String {
    let number = if document.number.is_empty() {
        "draft"
    } else {
        &document.number
    };
    let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let stem: String = number.chars().map(safe).collect();
    match form {
        Form::Pdf => format!("{stem}.pdf"),
        Form::Cii => format!("{stem}.cii.xml"),
        Form::Ubl => format!("{stem}.ubl.xml"),
    }
}

/// Most invoices of an exported file.
const EXPORT_MAX: i64 = 100_000;

/// The invoices a list shows, as CSV: amounts with a point, days as ISO 8601.
pub async fn export(cx: &Context, query: InvoiceQuery) -> Result<String> {
    cx.allow(Action::SeeInvoices)?;
    let mut tx = cx.read().await?;
    let today = cx.now().date();
    let rows = store::page(&mut tx, cx.staff()?, &query, today, (None, EXPORT_MAX)).await?;
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record([
        "number",
        "kind",
        "status",
        "payer",
        "client",
        "issued_on",
        "due_on",
        "currency",
        "total",
        "open",
    ])?;
    let count = rows.len();
    for row in rows {
        let day = |date: Option<domain::Date>| date.map_or_else(String::new, |d| d.to_string());
        file.write_record([
            row.number.unwrap_or_default(),
            row.kind.name().to_owned(),
            row.status.name().to_owned(),
            row.payer.name().to_owned(),
            formulas::guarded(&row.client.map_or_else(String::new, |(_, name)| name)).into_owned(),
            day(row.issued_on),
            day(row.due_on),
            row.gross.currency.code().to_owned(),
            row.gross.to_input(),
            row.open.to_input(),
        ])?;
    }
    let bytes = file.into_inner();
    let bytes = bytes.map_err(|error| Error::Broken(Box::new(error.into_error())))?;
    drop(tx);
    let mut tx = cx.begin().await?;
    entry(Event::InvoicesExported)
        .about(count.to_string())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    String::from_utf8(bytes).map_err(|_| Error::corrupt("a text that is not UTF-8"))
}
