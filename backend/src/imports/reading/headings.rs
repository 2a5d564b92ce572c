//! What columns are called in English, Spanish, Portuguese and Bulgarian, and in the exports of
//! programs that people come from.

use domain::text::fold;

/// A field of the clients' form and what its column may be called, the surest first.
pub(crate) type Synonyms = (&'static str, &'static [&'static str]);

#[rustfmt::skip]
pub(crate) const FIELDS: [Synonyms; 11] = [
    ("company", &[
        "company", "company name", "business name", "account name", "organization",
        "organisation", "organization name", "client", "client name", "customer", "customer name",
        "legal name", "business", "employer", "firm", "firma", "empresa",
        "nombre de la empresa", "nombre empresa", "razon social", "compania", "cliente",
        "nome da empresa", "nome empresa", "razao social", "nome fantasia", "companhia",
        "фирма", "компания", "име на фирма", "име на компания", "наименование", "дружество",
        "клиент", "организация", "security", "issuer", "name", "nombre", "nome", "име", "title",
    ]),
    ("contact", &[
        "contact", "contact name", "contact person", "full name", "primary contact", "person",
        "owner", "contacto", "persona de contacto", "nombre completo", "nombre de contacto",
        "contato", "pessoa de contato", "nome completo", "nome do contato", "responsavel",
        "контакт", "лице за контакт", "контактно лице", "име и фамилия", "представител", "мол",
    ]),
    ("email", &[
        "email", "e mail", "mail", "email address", "e mail address", "contact email",
        "correo", "correo electronico", "direccion de correo", "endereco de email",
        "имеил", "емеил", "е поща", "ел поща", "електронна поща", "имеил адрес", "поща",
    ]),
    ("website", &[
        "website", "web site", "web", "url", "homepage", "web address", "domain", "site",
        "sitio web", "pagina web", "sitio", "dominio", "site web", "pagina",
        "сайт", "уебсайт", "уеб сайт", "интернет страница", "домейн", "страница",
    ]),
    ("phone", &[
        "phone", "phone number", "telephone", "tel", "mobile", "mobile phone", "cell", "work phone",
        "telefono", "movil", "celular", "telefone", "fone", "whatsapp",
        "телефон", "тел", "мобилен", "мобилен телефон", "гсм", "телефонен номер",
    ]),
    ("country", &[
        "country", "country code", "country region", "nation", "pais", "land",
        "държава", "страна",
    ]),
    ("postal_code", &[
        "postal code", "postcode", "post code", "zip", "zip code", "zipcode", "postal",
        "codigo postal", "cp", "cep", "plz",
        "пощенски код", "пк", "п код",
    ]),
    ("city", &[
        "city", "town", "city town", "locality", "location", "headquarters",
        "ciudad", "localidad", "poblacion", "municipio", "cidade",
        "град", "населено място", "ort",
    ]),
    ("state", &[
        "state", "province", "state province", "region", "county",
        "estado", "provincia", "uf", "departamento",
        "област", "регион", "щат",
    ]),
    ("street", &[
        "street", "address", "street address", "address line 1", "address 1", "address line 2",
        "address 2", "billing address", "mailing address", "direccion", "calle", "domicilio",
        "endereco", "rua", "logradouro", "адрес", "улица", "адрес на управление", "strasse",
    ]),
    ("notes", &[
        "notes", "note", "comment", "comments", "remarks", "description", "notas", "comentarios",
        "observaciones", "observacoes", "comentario", "descricao", "descripcion",
        "бележки", "бележка", "коментар", "коментари", "забележка", "описание",
    ]),
];

/// The first half of a person's name, when the second stands in a column of its own.
const FIRST_NAMES: [&str; 10] = [
    "first name",
    "firstname",
    "given name",
    "name",
    "nombre",
    "nombres",
    "nome",
    "primeiro nome",
    "име",
    "собствено име",
];
const LAST_NAMES: [&str; 10] = [
    "last name",
    "lastname",
    "surname",
    "family name",
    "apellido",
    "apellidos",
    "sobrenome",
    "фамилия",
    "презиме",
    "фамилно име",
];

/// A heading as it is compared: folded words, without punctuation, `companyName` being two words.
pub(crate) fn normal(heading: &str) -> String {
    let mut spaced = String::with_capacity(heading.len() + 4);
    let mut was_lower = false;
    for c in heading.chars() {
        if was_lower && c.is_uppercase() {
            spaced.push(' ');
        }
        was_lower = c.is_lowercase();
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    fold(&spaced)
}

/// Whether a cell is exactly what some column may be called.
pub(super) fn is_known(cell: &str) -> bool {
    let cell = normal(cell);
    let is_of = |(_, names): &Synonyms| names.contains(&cell.as_str());
    FIELDS.iter().any(is_of)
        || FIRST_NAMES.contains(&cell.as_str())
        || LAST_NAMES.contains(&cell.as_str())
}

pub(crate) fn is_first_name(normal: &str) -> bool {
    FIRST_NAMES.contains(&normal)
}

pub(crate) fn is_last_name(normal: &str) -> bool {
    LAST_NAMES.contains(&normal)
}

/// Whether a heading holds a synonym among its words.
pub(super) fn holds(normal: &str, synonym: &str) -> bool {
    synonym.chars().count() >= 4 && format!(" {normal} ").contains(&format!(" {synonym} "))
}
