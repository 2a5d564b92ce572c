use std::num::NonZeroU16;

use domain::{
    Lang, Money,
    brands::Rgb,
    invoices::{Bank, Document, DocumentKind, Party},
    taxes::TaxCategory,
};
use krilla::tagging::{ArtifactType, Tag};

use super::{
    faces::Weight,
    lines,
    pairs::Pairs,
    sheet::{
        BOTTOM, Edge, GREY, GROUND, HEIGHT, INK, LEFT, Mark, Place, RIGHT, STRONG, Sheet, Style,
        TEXT, Tree, WIDTH,
    },
    table::Table,
};
use crate::documents::words::{Words, filled};

pub(super) const TITLE: Style = Style::new(24.0, Weight::Semibold, INK);
const LEAD: Style = Style::new(17.0, Weight::Semibold, INK);
pub(super) const LABEL: Style = Style::new(9.0, Weight::Regular, GREY);
pub(super) const TOTAL: Style = Style::new(11.5, Weight::Semibold, INK);
const FOOT: Style = Style::new(7.5, Weight::Regular, GREY);

/// The box that a logo fits in.
const LOGO: [f32; 2] = [170.0, 46.0];
/// From one column to the other of those that stand side by side.
const HALF: f32 = (RIGHT - LEFT) / 2.0;
/// Most lines of a party's name or address, so that both parties fit on the first page.
const MOST: usize = 4;

/// What a document is laid out with.
pub(super) struct Layout<'a> {
    pub(super) document: &'a Document,
    pub(super) words: &'static Words,
    pub(super) accent: Rgb,
    pub(super) brand: &'a str,
    /// The logo's width and height in pixels.
    pub(super) logo: Option<[f32; 2]>,
}

impl Layout<'_> {
    /// Lays everything out, and tells what it consists of.
    pub(super) fn lay(&self, sheet: &mut Sheet<'_>) -> Vec<Tree> {
        sheet.area([0.0, 0.0, WIDTH, 6.0], 0.0, self.accent);
        let mut parts = self.head(sheet);
        parts.push(self.facts(sheet));
        parts.extend(self.parties(sheet));
        parts.push(self.lead(sheet));
        parts.push(self.lines(sheet));
        parts.push(self.totals(sheet));
        parts.extend(self.reasons(sheet));
        parts.extend(self.payment(sheet));
        parts.extend(self.notes(sheet));
        let whose = format!("{} · {}", self.document.number, self.document.seller.name);
        feet(sheet, &whose, self.words.page);
        parts
    }

    /// What the document is, and whose.
    fn head(&self, sheet: &mut Sheet<'_>) -> Vec<Tree> {
        let title = self.words.title(self.document.kind);
        let top = sheet.y;
        let run = sheet.faces.run(title, TITLE.weight);
        let leaf = sheet.set(Edge::Left(LEFT), run, TITLE);
        let heading = Tag::Hn(NonZeroU16::MIN, Some(title.to_owned()));
        let mut parts = vec![Tree::group(heading, vec![leaf])];
        if let Some(size) = self.logo {
            let [width, height] = fitted(size, LOGO);
            let leaf = sheet.leaf();
            sheet.put(Mark::Picture {
                at: [RIGHT - width, top - 6.0, width, height],
                place: Place::Leaf(leaf),
            });
            let figure = Tag::Figure(Some(self.brand.to_owned()));
            parts.push(Tree::group(figure, vec![Tree::Leaf(leaf)]));
        } else {
            let style = Style::new(13.0, Weight::Semibold, self.accent);
            let lines = sheet
                .faces
                .lines(self.brand, style.weight, style.size, HALF - 40.0, 1);
            sheet.y += 6.0;
            let leaves: Vec<Tree> = lines
                .into_iter()
                .map(|line| sheet.set(Edge::Right(RIGHT), line, style))
                .collect();
            parts.extend((!leaves.is_empty()).then(|| Tree::group(Tag::P, leaves)));
        }
        sheet.y = top + 52.0;
        parts
    }

    /// Number and days.
    fn facts(&self, sheet: &mut Sheet<'_>) -> Tree {
        let (document, words) = (self.document, self.words);
        let lang = document.lang;
        let mut pairs = Pairs::beginning(LEFT, LEFT + 116.0, 1.5);
        let width = RIGHT - LEFT - 116.0;
        let mut add = |label, value: &str, style| {
            pairs.add(
                sheet.faces,
                (label, LABEL.sized(TEXT)),
                (value, style),
                width,
            );
        };
        add(words.number, &document.number, STRONG);
        add(words.issued, &document.issued_on.written(lang), TEXT);
        if let Some(day) = document.due_on {
            add(words.due, &day.written(lang), TEXT);
        }
        if let Some((number, day)) = &document.corrects {
            let values = [("{number}", &**number), ("{date}", &day.written(lang))];
            add(words.corrects, &filled(words.corrected, &values), TEXT);
        }
        let facts = pairs.set(sheet, RIGHT);
        sheet.y += 26.0;
        facts
    }

    /// Seller and buyer, side by side.
    fn parties(&self, sheet: &mut Sheet<'_>) -> Vec<Tree> {
        let (document, words) = (self.document, self.words);
        let top = sheet.y;
        let mut parts = self.party(sheet, words.seller, &document.seller, LEFT);
        let bottom = sheet.y;
        sheet.y = top;
        parts.extend(self.party(sheet, words.buyer, &document.buyer, LEFT + HALF));
        sheet.y = sheet.y.max(bottom) + 28.0;
        parts
    }

    fn party(&self, sheet: &mut Sheet<'_>, label: &str, party: &Party, x: f32) -> Vec<Tree> {
        let heading = heading(sheet, label, LABEL, x);
        sheet.y += 3.0;
        let mut leaves = Vec::new();
        for (text, style) in self.lines_of(party) {
            let width = HALF - 24.0;
            let lines = sheet
                .faces
                .lines(&text, style.weight, style.size, width, MOST);
            for line in lines {
                leaves.push(sheet.set(Edge::Left(x), line, style));
                sheet.y += style.leading();
            }
        }
        if leaves.is_empty() {
            let run = sheet.faces.run("–", TEXT.weight);
            leaves.push(sheet.set(Edge::Left(x), run, TEXT));
        }
        vec![heading, Tree::group(Tag::P, leaves)]
    }

    fn lines_of(&self, party: &Party) -> Vec<(String, Style)> {
        let town = [&*party.postal_code, &party.city].map(str::trim).join(" ");
        let place = [town.trim(), party.state.trim()];
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        let country = self.words.country(&party.country);
        let tax_number = match party.tax_id.trim() {
            "" => String::new(),
            number => format!("{} {number}", self.words.tax_number_of(&party.country)),
        };
        let texts = [
            (party.name.clone(), STRONG),
            (party.contact.clone(), TEXT),
            (party.street.clone(), TEXT),
            (place.join(", "), TEXT),
            (country.to_owned(), TEXT),
            (party.email.clone(), TEXT),
            (party.phone.clone(), TEXT),
            (tax_number, TEXT),
        ];
        let mut texts = texts
            .map(|(text, style)| (text.trim().to_owned(), style))
            .to_vec();
        texts.retain(|(text, _)| !text.is_empty());
        texts
    }

    /// What is to be paid and when, in one large line.
    fn lead(&self, sheet: &mut Sheet<'_>) -> Tree {
        let (document, words) = (self.document, self.words);
        let amount = written(document.gross, document.lang);
        let day = document.due_on.map(|day| day.written(document.lang));
        let text = match (document.kind, day) {
            (DocumentKind::CreditNote, _) => filled(words.given_back, &[("{amount}", &amount)]),
            (DocumentKind::Invoice, Some(day)) => {
                filled(words.to_pay_by, &[("{amount}", &amount), ("{date}", &day)])
            }
            (DocumentKind::Invoice, None) => filled(words.to_pay, &[("{amount}", &amount)]),
        };
        sheet.make_room(LEAD.leading() * 3.0);
        let lead = Tree::group(Tag::P, sheet.flow(&text, LEAD, LEFT, RIGHT - LEFT));
        sheet.y += 20.0;
        lead
    }

    fn lines(&self, sheet: &mut Sheet<'_>) -> Tree {
        let (document, words) = (self.document, self.words);
        let rows = document.lines.iter();
        let rows = rows.map(|line| lines::row(document, words, line)).collect();
        let heads = lines::heads(document, words);
        Table::new(sheet.faces, words.description, heads, rows).set(sheet)
    }

    fn totals(&self, sheet: &mut Sheet<'_>) -> Tree {
        let (document, words) = (self.document, self.words);
        let lang = document.lang;
        let left = LEFT + HALF - 20.0;
        let mut pairs = Pairs::ending(left, RIGHT, 5.0);
        let mut add = |label: &str, value: Money, style: Style| {
            let value = written(value, lang);
            pairs.add(sheet.faces, (label, style), (&value, style), 0.0);
        };
        add(words.net, document.net, TEXT);
        let tax = words.tax_of(&document.seller.country);
        let taxed = document.taxes.iter();
        for total in taxed.filter(|total| total.category != TaxCategory::NotSubject) {
            let (rate, amount) = (total.rate.written(lang), written(total.net, lang));
            let values = [("{tax}", tax), ("{rate}", &rate), ("{amount}", &amount)];
            add(&filled(words.tax_on, &values), total.tax, TEXT);
        }
        let label = match document.kind {
            DocumentKind::Invoice => words.total,
            DocumentKind::CreditNote => words.total_given_back,
        };
        add(label, document.gross, TOTAL);
        pairs.rule_last();
        sheet.make_room(pairs.height() + 14.0);
        sheet.y += 14.0;
        pairs.set(sheet, RIGHT)
    }

    /// Why no tax is charged.
    fn reasons(&self, sheet: &mut Sheet<'_>) -> Vec<Tree> {
        let reasons = self
            .document
            .taxes
            .iter()
            .map(|total| self.words.reason(total));
        let reasons: Vec<&str> = reasons.filter(|reason| !reason.is_empty()).collect();
        let mut parts = Vec::new();
        for reason in reasons {
            sheet.y += 10.0;
            let lines = sheet.flow(reason, TEXT, LEFT, RIGHT - LEFT);
            if !lines.is_empty() {
                parts.push(Tree::group(Tag::P, lines));
            }
        }
        parts
    }

    /// Where to pay.
    fn payment(&self, sheet: &mut Sheet<'_>) -> Vec<Tree> {
        const INSET: f32 = 15.0;
        let is_asked = self.document.kind == DocumentKind::Invoice;
        let bank = self.document.bank.as_ref();
        let Some(bank) = bank.filter(|bank| is_asked && !bank.iban.is_empty()) else {
            return Vec::new();
        };
        let pairs = self.account(sheet, bank, LEFT + INSET);
        let height = pairs.height() + STRONG.leading() + 2.0 * INSET + 2.0;
        sheet.y += 22.0;
        sheet.make_room(height);
        let top = sheet.y;
        sheet.area([LEFT, top, RIGHT - LEFT, height], 7.0, GROUND);
        sheet.area([LEFT, top, 3.0, height], 1.5, self.accent);
        sheet.y += INSET;
        let heading = heading(sheet, self.words.payment, STRONG, LEFT + INSET);
        sheet.y += 5.0;
        let account = pairs.set(sheet, RIGHT - INSET);
        sheet.y = top + height;
        vec![heading, account]
    }

    fn account(&self, sheet: &Sheet<'_>, bank: &Bank, left: f32) -> Pairs {
        let words = self.words;
        let is_iban = crate::documents::facts::is_iban(&bank.iban);
        let number = if is_iban {
            in_fours(&bank.iban)
        } else {
            bank.iban.clone()
        };
        let rows = [
            (words.holder, bank.holder.clone(), TEXT),
            (if is_iban { "IBAN" } else { words.account }, number, STRONG),
            ("BIC", bank.bic.clone(), TEXT),
            (words.bank, bank.name.clone(), TEXT),
            (words.reference, self.document.number.clone(), STRONG),
        ];
        let mut pairs = Pairs::beginning(left, left + 116.0, 2.0);
        for (label, value, style) in rows {
            if !value.trim().is_empty() {
                let label = (label, LABEL.sized(TEXT));
                let width = RIGHT - left - 140.0;
                pairs.add(sheet.faces, label, (&value, style), width);
            }
        }
        pairs
    }

    fn notes(&self, sheet: &mut Sheet<'_>) -> Vec<Tree> {
        if self.document.note.trim().is_empty() {
            return Vec::new();
        }
        sheet.y += 20.0;
        sheet.make_room(32.0);
        let heading = heading(sheet, self.words.notes, LABEL, LEFT);
        sheet.y += 3.0;
        let note = sheet.flow(&self.document.note, TEXT, LEFT, RIGHT - LEFT);
        let mut parts = vec![heading];
        parts.extend((!note.is_empty()).then(|| Tree::group(Tag::P, note)));
        parts
    }
}

/// Whose, which and how many, at the foot of every page. `page` says `{page}` of `{pages}`.
pub(super) fn feet(sheet: &mut Sheet<'_>, whose: &str, page: &str) {
    let pages = sheet.pages.len();
    let faces = sheet.faces;
    let whose = faces.lines(whose, FOOT.weight, FOOT.size, RIGHT - LEFT - 120.0, 1);
    let place = Place::Aside(ArtifactType::Footer);
    let done = std::mem::take(&mut sheet.pages);
    for (marks, number) in done.into_iter().zip(1_usize..) {
        sheet.pages.push(marks);
        sheet.y = BOTTOM + 15.0;
        sheet.rule(LEFT, RIGHT);
        sheet.y = HEIGHT - 38.0;
        for run in whose.clone() {
            sheet.set_as(Edge::Left(LEFT), run, FOOT, place);
        }
        let values = [
            ("{page}", &*number.to_string()),
            ("{pages}", &*pages.to_string()),
        ];
        let which = faces.run(&filled(page, &values), FOOT.weight);
        sheet.set_as(Edge::Right(RIGHT), which, FOOT, place);
    }
}

impl Style {
    /// The same in the size of another.
    pub(super) const fn sized(self, other: Self) -> Self {
        Self {
            size: other.size,
            ..self
        }
    }
}

/// A heading of the second level, in a style that need not shout.
fn heading(sheet: &mut Sheet<'_>, text: &str, style: Style, x: f32) -> Tree {
    let run = sheet.faces.run(text, style.weight);
    let leaf = sheet.set(Edge::Left(x), run, style);
    sheet.y += style.leading();
    let level = NonZeroU16::MIN.saturating_add(1);
    Tree::group(Tag::Hn(level, Some(text.to_owned())), vec![leaf])
}

/// An amount without its currency, with a true minus.
pub(super) fn figures(amount: Money, lang: Lang) -> String {
    amount.figures(lang).replace('-', "\u{2212}")
}

pub(super) fn written(amount: Money, lang: Lang) -> String {
    amount.written(lang).replace('-', "\u{2212}")
}

/// An IBAN as people write it down.
fn in_fours(iban: &str) -> String {
    let iban = crate::documents::facts::compact(iban);
    let mut text = String::with_capacity(iban.len() + 8);
    for (at, c) in iban.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push('\u{a0}');
        }
        text.push(c);
    }
    text
}

/// A size in a box: as large as fits, never larger than it is at 96 pixels an inch.
fn fitted([width, height]: [f32; 2], [most_wide, most_high]: [f32; 2]) -> [f32; 2] {
    let scale = (most_wide / width).min(most_high / height).min(0.75);
    [width * scale, height * scale]
}
