use domain::{
    custom_fields::{CustomField, FIELDS_MAX},
    fields::required,
    imports::{Column, Target},
    text::fold,
};

use super::{Table, headings, looks};

/// The columns of a table with their first values and where each probably goes: by its heading, by
/// what is in it, else to an additional field of its own.
pub(in crate::imports) fn recognise(table: &Table, fields: &[CustomField]) -> Vec<Column> {
    let mut guess = Guess::new(table);
    guess.by_halves_of_a_name();
    guess.by_heading();
    guess.by_words_of_the_heading();
    guess.by_content();
    guess.a_company_at_least();

    let mut room = FIELDS_MAX.saturating_sub(fields.len());
    let mut columns = Vec::new();
    for (column, heading) in table.headings.iter().enumerate() {
        let target = match guess.field_of(column) {
            Some(field) => Target::Field(field.to_owned()),
            None => additional(table, column, fields, &mut room),
        };
        columns.push(Column {
            heading: heading.clone(),
            samples: table.cells(column).take(3).map(sample).collect(),
            target,
        });
    }
    columns
}

/// The additional field of this label, or a new one: a column without a heading, without values or
/// with values too long for a line goes nowhere.
fn additional(table: &Table, column: usize, fields: &[CustomField], room: &mut usize) -> Target {
    let heading = table.headings.get(column).map_or("", String::as_str);
    let same = |field: &&CustomField| fold(&field.label) == fold(heading);
    if let Some(field) = fields.iter().find(same) {
        return Target::Custom(field.id);
    }
    let name = fold(heading);
    let mut before = table.headings.iter().take(column);
    let is_first_of_its_name = before.all(|other| fold(other) != name);
    let is_worth_it = table.has_headings
        && heading != (column + 1).to_string()
        && is_first_of_its_name
        && table.cells(column).next().is_some()
        && table.cells(column).all(|cell| cell.chars().count() <= 500);
    match required(heading, 80) {
        Ok(label) if is_worth_it && *room > 0 => {
            *room -= 1;
            Target::NewCustom(label)
        }
        _ => Target::Skip,
    }
}

fn sample(cell: &str) -> String {
    cell.chars().take(80).collect()
}

/// A field, how many of hundred cells must look so, and what they must look like.
type Content = (&'static str, usize, fn(&str) -> bool);

/// The fields that are known by what is in a column.
const CONTENTS: [Content; 4] = [
    ("email", 60, looks::is_email),
    ("website", 60, looks::is_website),
    ("phone", 60, looks::is_phone),
    ("country", 80, looks::is_country),
];

/// Which column goes to which field, as far as it is known.
struct Guess<'a> {
    table: &'a Table,
    headings: Vec<String>,
    fields: Vec<Option<&'static str>>,
}

impl<'a> Guess<'a> {
    fn new(table: &'a Table) -> Self {
        let normal = |heading: &String| {
            if table.has_headings {
                headings::normal(heading)
            } else {
                String::new()
            }
        };
        Self {
            table,
            headings: table.headings.iter().map(normal).collect(),
            fields: vec![None; table.headings.len()],
        }
    }

    fn field_of(&self, column: usize) -> Option<&'static str> {
        self.fields.get(column).copied().flatten()
    }

    fn is_open(&self, field: &'static str) -> bool {
        !self.fields.contains(&Some(field))
    }

    /// Gives the first free column that fits to the field.
    fn give(&mut self, field: &'static str, fits: impl Fn(&Self, usize) -> bool) {
        let column = (0..self.fields.len())
            .find(|&column| self.field_of(column).is_none() && fits(self, column));
        self.set(column, field);
    }

    fn set(&mut self, column: Option<usize>, field: &'static str) {
        if let Some(place) = column.and_then(|column| self.fields.get_mut(column)) {
            *place = Some(field);
        }
    }

    fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// First and last name in two columns are one contact.
    fn by_halves_of_a_name(&mut self) {
        let first = self
            .headings
            .iter()
            .position(|h| headings::is_first_name(h));
        let last = self.headings.iter().position(|h| headings::is_last_name(h));
        if first.is_some() && last.is_some() {
            self.set(first, "contact");
            self.set(last, "contact");
        }
    }

    fn by_heading(&mut self) {
        for (field, names) in headings::FIELDS {
            for name in names {
                if self.is_open(field) {
                    self.give(field, |guess, column| guess.heading(column) == *name);
                }
            }
        }
        // "Name" beside a company is a person's.
        if self.is_open("contact") {
            self.give("contact", |guess, column| {
                headings::is_first_name(guess.heading(column))
            });
        }
        // Two lines of one address.
        for line in ["address 2", "address line 2"] {
            self.give("street", |guess, column| guess.heading(column) == line);
        }
    }

    fn by_words_of_the_heading(&mut self) {
        for (field, names) in headings::FIELDS {
            for name in names {
                if self.is_open(field) {
                    self.give(field, |guess, column| {
                        headings::holds(guess.heading(column), name)
                            && guess.bears_out(field, column)
                    });
                }
            }
        }
    }

    /// Whether what is in a column agrees with a field that only a word of its heading names.
    fn bears_out(&self, field: &str, column: usize) -> bool {
        let is_words = |cell: &str| cell.chars().any(char::is_alphabetic) && !looks::is_data(cell);
        match field {
            "email" => looks::mostly(self.table, column, 50, looks::is_email),
            "website" => looks::mostly(self.table, column, 50, looks::is_website),
            "phone" => looks::mostly(self.table, column, 50, looks::is_phone),
            "country" => looks::mostly(self.table, column, 50, |cell| {
                super::country_code(cell).is_some()
            }),
            "company" => looks::as_companies(self.table, column).is_some(),
            "postal_code" => looks::mostly(self.table, column, 50, |cell| {
                cell.chars().any(|c| c.is_ascii_digit()) && cell.chars().count() <= 20
            }),
            _ => looks::mostly(self.table, column, 80, is_words),
        }
    }

    fn by_content(&mut self) {
        for (field, percent, looks_so) in CONTENTS {
            if self.is_open(field) {
                self.give(field, |guess, column| {
                    looks::mostly(guess.table, column, percent, looks_so)
                });
            }
        }
    }

    fn a_company_at_least(&mut self) {
        if self.is_open("company") {
            let best = (0..self.fields.len())
                .filter(|&column| self.field_of(column).is_none())
                .filter_map(|column| Some((looks::as_companies(self.table, column)?, column)))
                .max_by_key(|&(score, column)| (score, std::cmp::Reverse(column)));
            self.set(best.map(|(_, column)| column), "company");
        }
    }
}
