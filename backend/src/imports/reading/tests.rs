use domain::{imports::Target, refusal::Rejection};

use super::{Table, decode, line, recognise};

/// The target of every column: a field's name, `+label` for a new one, `-` for none.
fn targets(text: &str) -> Vec<String> {
    let table = Table::find(text).unwrap();
    let columns = recognise(&table, &[]);
    let name = |target: &Target| match target {
        Target::Skip => "-".to_owned(),
        Target::Field(field) => field.clone(),
        Target::Custom(id) => id.to_string(),
        Target::NewCustom(label) => format!("+{label}"),
    };
    columns.iter().map(|column| name(&column.target)).collect()
}

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.iter().collect()).collect()
}

#[test]
fn the_503_companies_are_recognised() {
    let text = include_str!("../../../../end2end/data/companies.csv");
    assert_eq!(
        targets(text),
        [
            "+Symbol",
            "company",
            "+GICS Sector",
            "+GICS Sub-Industry",
            "city",
            "+Date added",
            "+CIK",
            "+Founded"
        ]
    );
    assert_eq!(Table::find(text).unwrap().rows.len(), 503);
}

#[test]
fn headings_are_known_in_four_languages() {
    for (text, expected) in [
        (
            "Company,E-mail,Phone,Country,City,ZIP\nAcme,a@acme.com,+1 555 010 2000,US,Reno,89501",
            vec![
                "company",
                "email",
                "phone",
                "country",
                "city",
                "postal_code",
            ],
        ),
        (
            "Empresa;Correo electrónico;Teléfono;País;Ciudad;Código postal\nSol SL;a@sol.es;+34 600 100 200;España;Cádiz;11001",
            vec![
                "company",
                "email",
                "phone",
                "country",
                "city",
                "postal_code",
            ],
        ),
        (
            "Razão social;E-mail;Telefone;País;Cidade;CEP\nSol Ltda;a@sol.br;+55 11 4002 8922;Brasil;Ribeirão;14010-000",
            vec![
                "company",
                "email",
                "phone",
                "country",
                "city",
                "postal_code",
            ],
        ),
        (
            "Фирма\tЕл. поща\tТелефон\tДържава\tГрад\tПощенски код\nЩърк ЕООД\ta@shtark.bg\t+359 2 123 456\tБългария\tСофия\t1000",
            vec![
                "company",
                "email",
                "phone",
                "country",
                "city",
                "postal_code",
            ],
        ),
        (
            "companyName|firstName|lastName|Address 1|Address 2|Website URL|Segment\nAcme|Ana|Ruiz|Main 1|Floor 2|acme.com|Gold",
            vec![
                "company", "contact", "contact", "street", "street", "website", "+Segment",
            ],
        ),
        (
            "Name,Company,Notes\nAna Ruiz,Acme,calls on Mondays",
            vec!["contact", "company", "notes"],
        ),
    ] {
        assert_eq!(targets(text), expected, "{text}");
    }
}

#[test]
fn a_file_without_headings_is_recognised_by_what_is_in_it() {
    let text = "Acme Inc.,ana@acme.com,https://acme.com,+1 (775) 555-0102,Germany,7\n\
                Beta GmbH,ben@beta.de,www.beta.de,+49 30 123456,Austria,8\n";
    let table = Table::find(text).unwrap();
    assert!(!table.has_headings);
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.headings, ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(
        targets(text),
        ["company", "email", "website", "phone", "country", "-"]
    );
}

#[test]
fn a_plain_list_of_names_is_one_column() {
    let text = "Acme\nBeta\nЩърк\n";
    let table = Table::find(text).unwrap();
    assert_eq!((table.has_headings, table.rows.len()), (false, 3));
    assert_eq!(targets(text), ["company"]);
}

#[test]
fn columns_that_say_nothing_are_left_out() {
    assert_eq!(
        targets("Company,Empty,,Segment,Segment\nAcme,,x,Gold,Silver\nBeta,,y,Gold,Silver"),
        ["company", "-", "-", "+Segment", "-"]
    );
}

#[test]
fn the_delimiter_is_what_cuts_evenly() {
    for (text, delimiter) in [
        ("a,b,c\n1,2,3\n", ','),
        (
            "Company;City\n\"Acme; Inc\";Saint Paul, Minnesota\nBeta;Reno, Nevada\n",
            ';',
        ),
        ("Company\tPrice\nAcme\t1,5\nBeta\t2,5\n", '\t'),
        ("Company|Since\nAcme|2001\n", '|'),
        ("sep=;\nCompany;Motto\nAcme;a,b,c,d\n", ';'),
    ] {
        let table = Table::find(text).unwrap();
        assert_eq!(table.delimiter, delimiter, "{text}");
        let again = Table::read(text, delimiter, table.has_headings).unwrap();
        assert_eq!(cells(&again), cells(&table));
    }
}

#[test]
fn quoted_newlines_stay_in_their_cell() {
    let table =
        Table::find("Company,Notes\r\nAcme,\"one\r\ntwo, \"\"three\"\"\"\r\nBeta,x\r\n").unwrap();
    assert_eq!(
        cells(&table),
        [["Acme", "one\r\ntwo, \"three\""], ["Beta", "x"]]
    );
    assert_eq!(table.rows.iter().map(line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn short_long_and_empty_rows_are_forgiven() {
    let table = Table::find("Company,City\nAcme\n,\n\nBeta,Reno,extra\n").unwrap();
    assert_eq!(cells(&table), [vec!["Acme"], vec!["Beta", "Reno", "extra"]]);
    assert_eq!(table.headings, ["Company", "City", "3"]);
}

#[test]
fn encodings_are_found() {
    let text = "Фирма;Град\r\nЩърк ЕООД;София\r\nБългарски пощи;Пловдив\r\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let (windows_1251, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    for (bytes, name) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (with_mark(&[0xEF, 0xBB, 0xBF], text.as_bytes()), "UTF-8"),
        (with_mark(&[0xFF, 0xFE], &wide), "UTF-16LE"),
        (wide, "UTF-16LE"),
        (windows_1251.to_vec(), "windows-1251"),
    ] {
        assert_eq!(decode(bytes), Ok((text.to_owned(), name)));
    }
    let text = "Empresa;Ciudad\nPeñón & Compañía;Córdoba\nSão João Ltda;Ribeirão Preto\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    assert_eq!(
        decode(latin.into_owned()),
        Ok((text.to_owned(), "windows-1252"))
    );
}

#[test]
fn what_is_no_table_is_refused() {
    for bytes in [
        b"PK\x03\x04\x14\0\x06\0".as_slice(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7 text",
    ] {
        assert_eq!(decode(bytes.to_vec()), Err(Rejection::NotATable));
    }
    assert_eq!(
        Table::find("Company,City\n").map(|_| ()),
        Err(Rejection::NoRows)
    );
    for text in ["", "\n\n", ";;;\n;;;\n"] {
        assert_eq!(
            Table::find(text).map(|_| ()),
            Err(Rejection::NotATable),
            "{text:?}"
        );
    }
    let many = "Acme\n".repeat(50_001);
    assert_eq!(
        Table::find(&many).map(|_| ()),
        Err(Rejection::TooMuch { max: 50_000 })
    );
}

#[test]
fn what_our_export_guards_comes_back_as_it_was() {
    let table = Table::find("company,phone\n'=SUM,'+49 30 1234\n'quoted,-\n").unwrap();
    let rows = [vec!["=SUM", "+49 30 1234"], vec!["'quoted", "-"]];
    assert_eq!(cells(&table), rows);
    assert_eq!(table.rows.iter().map(line).collect::<Vec<_>>(), [2, 3]);
}
