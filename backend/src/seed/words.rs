//! Names of companies and people in several scripts, the same for the same number.

/// A part of a company's name and what fits to it: first words, second words, legal forms, people,
/// country, town, postal code, telephone prefix.
pub(super) struct Land {
    pub(super) country: &'static str,
    pub(super) city: &'static str,
    pub(super) postal_code: &'static str,
    pub(super) phone: &'static str,
    pub(super) street: &'static str,
    first: [&'static str; 8],
    second: [&'static str; 8],
    legal: [&'static str; 3],
    given: [&'static str; 6],
    family: [&'static str; 6],
}

#[rustfmt::skip]
const LANDS: [Land; 6] = [
    Land {
        country: "US", city: "Portland", postal_code: "97210", phone: "+1 503 555", street: "Raleigh St",
        first: ["Granite", "Maple", "Silver", "Harbor", "Prairie", "Summit", "Copper", "Juniper"],
        second: ["Works", "Supply", "Outfitters", "Dental", "Logistics", "Brewing", "Interiors", "Labs"],
        legal: ["Inc.", "LLC", "Co."],
        given: ["Grace", "Tyler", "Naomi", "Marcus", "Hannah", "Wade"],
        family: ["Holloway", "Brandt", "Okafor", "Whitfield", "Adler", "Stone"],
    },
    Land {
        country: "ES", city: "Cádiz", postal_code: "11001", phone: "+34 956 22", street: "Calle Ancha",
        first: ["Peñón", "Sol", "Azahar", "Muñoz", "Bodega", "Río", "Mañana", "Camión"],
        second: ["Hermanos", "Distribución", "Artesanía", "Logística", "Jardín", "Cerámica", "Óptica", "Viajes"],
        legal: ["S.L.", "S.A.", "e Hijos"],
        given: ["Begoña", "Íñigo", "Lucía", "Álvaro", "Montserrat", "Joaquín"],
        family: ["Núñez", "Ibáñez", "Fernández", "Araya", "Puig", "Salazar"],
    },
    Land {
        country: "BR", city: "São Paulo", postal_code: "01304-001", phone: "+55 11 3044", street: "Rua Augusta",
        first: ["São João", "Ipê", "Coração", "Aço", "Bênção", "Pão", "Maçã", "Verão"],
        second: ["Comércio", "Construções", "Padaria", "Móveis", "Saúde", "Educação", "Calçados", "Irmãos"],
        legal: ["Ltda", "S.A.", "ME"],
        given: ["João", "Júlia", "Thaís", "Beatriz", "Antônio", "Flávia"],
        family: ["Gonçalves", "Albuquerque", "Nogueira", "Conceição", "Simões", "Araújo"],
    },
    Land {
        country: "BG", city: "София", postal_code: "1463", phone: "+359 2 441", street: "бул. Витоша",
        first: ["Щърк", "Балкан", "Родопи", "Слънце", "Хармония", "Юг", "Извор", "Дунав"],
        second: ["Трейд", "Мебели", "Строй", "Тур", "Фарма", "Текстил", "Агро", "Консулт"],
        legal: ["ЕООД", "ООД", "АД"],
        given: ["Иван", "Десислава", "Петя", "Георги", "Красимира", "Явор"],
        family: ["Петров", "Щърков", "Илиева", "Тодорова", "Стоянов", "Маринова"],
    },
    Land {
        country: "GR", city: "Αθήνα", postal_code: "105 55", phone: "+30 210 331", street: "Αδριανού",
        first: ["Ελιά", "Ήλιος", "Θάλασσα", "Αιγαίο", "Όλυμπος", "Ρόδο", "Φάρος", "Κύμα"],
        second: ["Εμπορική", "Τουριστική", "Τεχνική", "Ναυτιλία", "Καφέ", "Οπτικά", "Τρόφιμα", "Έπιπλα"],
        legal: ["Α.Ε.", "Ε.Π.Ε.", "Ο.Ε."],
        given: ["Δήμητρα", "Γιώργος", "Ελένη", "Νίκος", "Μαρία", "Κώστας"],
        family: ["Παπαδοπούλου", "Νικολάου", "Γεωργίου", "Δημητρίου", "Ιωάννου", "Βασιλείου"],
    },
    Land {
        country: "DE", city: "Köln", postal_code: "50667", phone: "+49 221 209", street: "Große Straße",
        first: ["Müller", "Großmann", "Rhein", "Jäger", "Grün", "Öko", "Weiß", "Nord"],
        second: ["Präzision", "Bäckerei", "Möbel", "Technik", "Brauerei", "Schlüssel", "Gärtnerei", "Druck"],
        legal: ["GmbH", "AG", "KG"],
        given: ["Jürgen", "Anneliese", "Björn", "Käthe", "Günter", "Resi"],
        family: ["Schröder", "Weiß", "Kühn", "Böhm", "Groß", "Jäger"],
    },
];

/// Well-spread numbers, always the same for the same seed (Vigna, splitmix64).
#[derive(Debug, Clone, Copy)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`, which is not 0.
    pub(super) const fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let sides = u64::try_from(of.len()).unwrap_or(1).max(1);
        of.get(usize::try_from(self.roll(sides)).unwrap_or_default())
    }

    fn word(&mut self, of: &[&'static str]) -> &'static str {
        self.pick(of).copied().unwrap_or_default()
    }
}

/// Where a company is.
pub(super) fn land(dice: &mut Dice) -> &'static Land {
    let [first, ..] = &LANDS;
    dice.pick(&LANDS).unwrap_or(first)
}

impl Land {
    /// A company's name; the number keeps two apart.
    pub(super) fn company(&self, dice: &mut Dice, number: u64) -> String {
        let (first, second) = (dice.word(&self.first), dice.word(&self.second));
        format!("{first} {second} {number} {}", dice.word(&self.legal))
    }

    /// A company's name without its legal form.
    pub(super) fn business(&self, dice: &mut Dice) -> String {
        let first = dice.word(&self.first);
        format!("{first} {}", dice.word(&self.second))
    }

    /// A person's name.
    pub(super) fn person(&self, dice: &mut Dice) -> String {
        let given = dice.word(&self.given);
        format!("{given} {}", dice.word(&self.family))
    }
}
