//! Which column of a file is which field of a contact.

use csv::StringRecord;
use domain::contacts::ContactDraft;

use crate::imports::reading::{
    Table,
    headings::{self, is_first_name, is_last_name, normal},
    looks,
};

/// What a column of whole names is called besides the contact of a client's form.
const NAMES: [&str; 8] = [
    "names",
    "person name",
    "nombre y apellidos",
    "nombre y apellido",
    "nome e sobrenome",
    "имена",
    "име и фамилия",
    "три имена",
];
/// What may head a company in a list of companies, and a person in a list of people.
const OF_PEOPLE: [&str; 6] = ["name", "nombre", "nome", "име", "title", "owner"];

/// The column of each field; one without a column stays empty.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The halves of the name, or the one column that has all of it.
    name: Vec<usize>,
    email: Option<usize>,
    phone: Option<usize>,
    organisation: Option<usize>,
    notes: Option<usize>,
}

impl Columns {
    /// By their headings in any of four languages, else by what stands in them.
    pub(super) fn recognise(table: &Table) -> Self {
        let known: Vec<String> = table.headings.iter().map(|it| normal(it)).collect();
        let email = called(&known, of("email")).or_else(|| looking(table, looks::is_email));
        let phone = called(&known, of("phone")).or_else(|| looking(table, looks::is_phone));
        if table.has_headings {
            let companies = of("company").filter(|name| !OF_PEOPLE.contains(name));
            return Self {
                name: names(&known),
                email,
                phone,
                organisation: called(&known, companies),
                notes: called(&known, of("notes")),
            };
        }
        let mut words = (0..known.len()).filter(|column| {
            ![email, phone].contains(&Some(*column))
                && looks::mostly(table, *column, 80, |cell| !looks::is_data(cell))
        });
        Self {
            name: words.next().into_iter().collect(),
            organisation: words.next(),
            email,
            phone,
            notes: None,
        }
    }

    /// The field that each of so many columns became.
    pub(super) fn fields(&self, columns: usize) -> Vec<Option<&'static str>> {
        let [name, email, phone, organisation, notes] = ContactDraft::FIELDS;
        let one = [
            (self.email, email),
            (self.phone, phone),
            (self.organisation, organisation),
            (self.notes, notes),
        ];
        let field = |column| {
            if self.name.contains(&column) {
                return Some(name);
            }
            let found = one.iter().find(|(at, _)| *at == Some(column));
            found.map(|(_, field)| *field)
        };
        (0..columns).map(field).collect()
    }

    /// A row as somebody would have typed it.
    pub(super) fn draft(&self, row: &StringRecord) -> ContactDraft {
        let cell = |column: usize| row.get(column).unwrap_or_default().trim();
        let of = |column: Option<usize>| column.map(cell).unwrap_or_default().to_owned();
        let halves = self.name.iter().map(|column| cell(*column));
        let halves: Vec<&str> = halves.filter(|half| !half.is_empty()).collect();
        ContactDraft {
            name: halves.join(" "),
            email: of(self.email),
            phone: of(self.phone),
            organisation: of(self.organisation),
            notes: of(self.notes),
        }
    }
}

/// What the column of a field of the clients' form may be called, the surest first.
fn of(field: &str) -> impl Iterator<Item = &'static str> {
    let found = headings::FIELDS.iter().find(|(name, _)| *name == field);
    found
        .into_iter()
        .flat_map(|(_, names)| names.iter().copied())
}

fn called(headings: &[String], names: impl IntoIterator<Item = &'static str>) -> Option<usize> {
    let mut names = names.into_iter();
    names.find_map(|name| headings.iter().position(|heading| heading == name))
}

fn looking(table: &Table, looks_so: fn(&str) -> bool) -> Option<usize> {
    (0..table.headings.len()).find(|column| looks::mostly(table, *column, 80, looks_so))
}

/// One column with whole names, or those of first and last names in this order.
fn names(headings: &[String]) -> Vec<usize> {
    let whole = of("contact").filter(|name| !OF_PEOPLE.contains(name));
    if let Some(column) = called(headings, whole.chain(NAMES)) {
        return vec![column];
    }
    let first = headings.iter().position(|it| is_first_name(it));
    let last = headings.iter().position(|it| is_last_name(it));
    first.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<&'static str> {
        let table = Table::find(text).unwrap();
        let fields = Columns::recognise(&table).fields(table.headings.len());
        fields.into_iter().map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn headings_are_known_in_four_languages() {
        const ALL: [&str; 5] = ["name", "email", "phone", "organisation", "notes"];
        for headings in [
            "Name,E-mail,Phone,Organisation,Notes",
            "Nombre,Correo electrónico,Teléfono,Empresa,Notas",
            "Nome,E-mail,Telefone,Empresa,Observações",
            "Име,Имейл,Телефон,Фирма,Бележки",
            "Full name,Email address,Mobile,Company,Comments",
        ] {
            let text = format!("{headings}\nAna,ana@example.com,+34 600 100 200,Bakery,x\n");
            assert_eq!(fields(&text), ALL, "{headings}");
        }
    }

    #[test]
    fn halves_of_a_name_come_together_the_first_before_the_last() {
        let table = Table::find("Last name;First name;Mail\nRuiz;Ana;ana@example.com\n").unwrap();
        let columns = Columns::recognise(&table);
        assert_eq!(columns.draft(&table.rows[0]).name, "Ana Ruiz");
    }

    #[test]
    fn without_headings_a_column_is_what_stands_in_it() {
        let text = "Ana Ruiz,ana@example.com,Bakery\nBo Li,bo@example.com,Florist\n";
        assert_eq!(fields(text), ["name", "email", "organisation"]);
        // Labels of another program: the address is where addresses are.
        let text = "Name,E-mail 1 - Label,E-mail 1 - Value\nAna,* Work,ana@example.com\n";
        assert_eq!(fields(text), ["name", "", "email"]);
    }
}
