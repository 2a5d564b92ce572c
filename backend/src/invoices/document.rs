//! What an invoice says: made of charges while it is a draft, and kept when it is finalized.

use domain::{
    Date, Lang, Money, PartnerId, Rate,
    billing::{BillingValues, ClientBillingDraft, Payer},
    clients::ClientDraft,
    invoices::{Document, DocumentKind, DocumentLine, Party, line_sums, totals},
    refusal::Rejection,
    taxes::{Taxpayer, Treatment, treatment},
};

use super::store::Invoice;
use crate::{
    Error, Result, billing,
    charges::{self, Charge},
    clients,
    db::Tx,
    money::sum,
    partners,
};

/// Who sells to whom on an invoice, and how that is taxed.
#[derive(Debug)]
pub(super) struct Deal {
    pub(super) seller: Party,
    pub(super) buyer: Party,
    pub(super) settings: BillingValues,
    pub(super) lang: Lang,
    pub(super) treatment: Treatment,
    /// The usual rate where the seller is.
    home: Rate,
    exempt_reason: String,
}

/// The deal of an invoice as things stand on a day.
pub(super) async fn deal(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: &Invoice,
    today: Date,
) -> Result<Deal> {
    let company = partners::company_of(tx, partner).await?;
    let (seller, settings, buyer, terms) = match (invoice.payer, &invoice.client) {
        (Payer::Client, Some((client, _))) => {
            let terms = billing::terms(tx, partner, *client).await?;
            let known = clients::known(tx, partner, *client).await?;
            let buyer = of_client(&known.draft, &terms);
            let settings = billing::settings(tx, partner).await?;
            (company.party(), settings, buyer, terms)
        }
        (Payer::Partner, _) => {
            let (seller, settings) = billing::operator_seller(tx).await?;
            let lang = billing::settings(tx, partner).await?.lang;
            let terms = ClientBillingDraft {
                lang: Some(lang),
                ..ClientBillingDraft::default()
            };
            (seller, settings, company.party(), terms)
        }
        (Payer::Client, None) => return Err(Error::corrupt("invoices.client_id")),
    };
    let rates = billing::rates(tx, today, [&seller.country, &buyer.country]).await?;
    let as_taxed = Taxpayer {
        country: &buyer.country,
        is_registered: !buyer.tax_id.is_empty(),
        is_exempt: !terms.exempt_reason.is_empty(),
    };
    let as_seller = Taxpayer {
        country: &seller.country,
        is_registered: !seller.tax_id.is_empty(),
        is_exempt: false,
    };
    Ok(Deal {
        treatment: treatment(as_seller, as_taxed, |country| rates.of(country)),
        home: rates.of(&seller.country),
        lang: terms.lang.unwrap_or(settings.lang),
        exempt_reason: terms.exempt_reason,
        seller,
        buyer,
        settings,
    })
}

impl Deal {
    /// Whether the seller is known well enough for an invoice that is right.
    ///
    /// # Errors
    /// [`Rejection::SellerUnknown`], which names what is missing.
    pub(super) fn is_known(&self) -> std::result::Result<(), Rejection> {
        let needed = [
            ("name", &self.seller.name),
            ("country", &self.seller.country),
            ("street", &self.seller.street),
            ("city", &self.seller.city),
        ];
        let missing: Vec<String> = needed
            .into_iter()
            .filter(|(_, value)| value.is_empty())
            .map(|(field, _)| field.to_owned())
            .collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Rejection::SellerUnknown { missing })
        }
    }

    /// The document that charges make.
    pub(super) fn document(
        &self,
        invoice: &Invoice,
        charges: &[Charge],
        today: Date,
    ) -> Result<Document> {
        let lines: Result<Vec<DocumentLine>> =
            charges.iter().map(|charge| self.line(charge)).collect();
        let due_on = today.plus_days(i64::from(self.settings.days_to_pay));
        self.of_lines(
            DocumentKind::Invoice,
            invoice,
            lines?,
            (today, Some(due_on)),
        )
    }

    /// The document that lines make; it has no number yet.
    pub(super) fn of_lines(
        &self,
        kind: DocumentKind,
        invoice: &Invoice,
        lines: Vec<DocumentLine>,
        (issued_on, due_on): (Date, Option<Date>),
    ) -> Result<Document> {
        let currency = invoice.currency();
        let all = sum(totals(currency, &lines, &self.exempt_reason))?;
        Ok(Document {
            kind,
            number: String::new(),
            issued_on,
            due_on,
            lang: self.lang,
            currency,
            seller: self.seller.clone(),
            buyer: self.buyer.clone(),
            bank: self
                .settings
                .bank
                .clone()
                .filter(|_| kind == DocumentKind::Invoice),
            corrects: None,
            lines,
            taxes: all.taxes,
            net: all.net,
            tax: all.tax,
            gross: all.gross,
            note: if invoice.note.is_empty() {
                self.settings.note.clone()
            } else {
                invoice.note.clone()
            },
        })
    }

    fn line(&self, charge: &Charge) -> Result<DocumentLine> {
        let sums = sum(line_sums(
            charge.whole,
            charge.discount,
            self.settings.prices,
            self.home,
            self.treatment,
        ))?;
        Ok(DocumentLine {
            text: charge.text.clone(),
            detail: charge.detail.clone(),
            period: charge.period,
            quantity: charge.quantity,
            full: sums.full,
            discount: sums.discount,
            net: sums.net,
            category: self.treatment.category,
            rate: self.treatment.rate,
            tax: sums.tax,
        })
    }
}

/// A draft, and what it would say if it were finalized on a day.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) invoice: Invoice,
    pub(super) deal: Deal,
    pub(super) charges: Vec<Charge>,
    /// Without a number yet.
    pub(super) document: Document,
}

/// A draft as it would be finalized on a day.
pub(super) async fn draft(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: Invoice,
    today: Date,
) -> Result<Draft> {
    let deal = deal(tx, partner, &invoice, today).await?;
    let charges = charges::on(tx, partner, invoice.id).await?;
    let document = deal.document(&invoice, &charges, today)?;
    Ok(Draft {
        invoice,
        deal,
        charges,
        document,
    })
}

fn of_client(client: &ClientDraft, terms: &ClientBillingDraft) -> Party {
    Party {
        name: client.company.clone(),
        contact: client.contact.clone(),
        street: client.street.clone(),
        city: client.city.clone(),
        state: client.state.clone(),
        postal_code: client.postal_code.clone(),
        country: client.country.clone(),
        email: client.email.clone(),
        phone: client.phone.clone(),
        tax_id: terms.tax_id.clone(),
    }
}

/// What is left of a line after what was taken back of it.
pub(super) const fn left(whole: Money, taken: i64) -> Money {
    Money {
        minor: whole.minor - taken,
        currency: whole.currency,
    }
}
