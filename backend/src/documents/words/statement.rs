use domain::{
    Lang,
    catalogue::{ServiceClass, ShippedClass},
};

/// What is printed around the facts of a statement of commission, in one language.
#[derive(Debug)]
pub(crate) struct StatementWords {
    pub(crate) title: &'static str,
    pub(crate) partner: &'static str,
    pub(crate) month: &'static str,
    pub(crate) opening: &'static str,
    pub(crate) closing: &'static str,
    pub(crate) document: &'static str,
    pub(crate) day: &'static str,
    pub(crate) net: &'static str,
    pub(crate) rate: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) earned: &'static str,
    pub(crate) reversed: &'static str,
    pub(crate) paid_out: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) signed: &'static str,
    pub(crate) running: &'static str,
    shared_hosting: &'static str,
    domains_ssl: &'static str,
    cloud_vps: &'static str,
    dedicated_servers: &'static str,
}

impl StatementWords {
    pub(crate) const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &EN,
            Lang::Es => &ES,
            Lang::PtBr => &PT_BR,
            Lang::Bg => &BG,
        }
    }

    /// What a class of services is called.
    pub(crate) fn class<'a>(&self, class: &'a ServiceClass) -> &'a str {
        match class.shipped {
            Some(shipped) if class.name.is_empty() => self.shipped(shipped),
            _ => &class.name,
        }
    }

    const fn shipped(&self, class: ShippedClass) -> &'static str {
        match class {
            ShippedClass::SharedHosting => self.shared_hosting,
            ShippedClass::DomainsSsl => self.domains_ssl,
            ShippedClass::CloudVps => self.cloud_vps,
            ShippedClass::DedicatedServers => self.dedicated_servers,
        }
    }
}

const EN: StatementWords = StatementWords {
    title: "Commission statement",
    partner: "Partner",
    month: "Month",
    opening: "Owed before",
    closing: "Owed at the end",
    document: "Entry",
    day: "Date",
    net: "Net",
    rate: "Rate",
    amount: "Commission",
    earned: "Earned",
    reversed: "Taken back",
    paid_out: "Payout",
    nothing: "Nothing was earned, taken back or paid out.",
    signed: "Made of the signed statement of this month, whose file can be worked out again line by line. Its signature (Ed25519):",
    running: "The month is not over: more can be added.",
    shared_hosting: "Shared hosting",
    domains_ssl: "Domains and SSL",
    cloud_vps: "Cloud VPS",
    dedicated_servers: "Dedicated servers",
};

const ES: StatementWords = StatementWords {
    title: "Extracto de comisiones",
    partner: "Socio",
    month: "Mes",
    opening: "Pendiente antes",
    closing: "Pendiente al final",
    document: "Movimiento",
    day: "Fecha",
    net: "Neto",
    rate: "Tipo",
    amount: "Comisión",
    earned: "Ganado",
    reversed: "Retirado",
    paid_out: "Pago",
    nothing: "No se ganó, retiró ni pagó nada.",
    signed: "Hecho a partir del extracto firmado de este mes, cuyo archivo se puede recalcular línea por línea. Su firma (Ed25519):",
    running: "El mes no ha terminado: puede haber más movimientos.",
    shared_hosting: "Alojamiento compartido",
    domains_ssl: "Dominios y SSL",
    cloud_vps: "VPS en la nube",
    dedicated_servers: "Servidores dedicados",
};

const PT_BR: StatementWords = StatementWords {
    title: "Extrato de comissões",
    partner: "Parceiro",
    month: "Mês",
    opening: "A pagar antes",
    closing: "A pagar no final",
    document: "Lançamento",
    day: "Data",
    net: "Líquido",
    rate: "Taxa",
    amount: "Comissão",
    earned: "Ganho",
    reversed: "Estornado",
    paid_out: "Pagamento",
    nothing: "Nada foi ganho, estornado nem pago.",
    signed: "Feito a partir do extrato assinado deste mês, cujo arquivo pode ser recalculado linha por linha. A assinatura (Ed25519):",
    running: "O mês não terminou: pode haver mais lançamentos.",
    shared_hosting: "Hospedagem compartilhada",
    domains_ssl: "Domínios e SSL",
    cloud_vps: "VPS na nuvem",
    dedicated_servers: "Servidores dedicados",
};

const BG: StatementWords = StatementWords {
    title: "Извлечение за комисионни",
    partner: "Партньор",
    month: "Месец",
    opening: "Дължимо преди",
    closing: "Дължимо накрая",
    document: "Движение",
    day: "Дата",
    net: "Нето",
    rate: "Ставка",
    amount: "Комисиона",
    earned: "Спечелено",
    reversed: "Върнато",
    paid_out: "Изплащане",
    nothing: "Нищо не е спечелено, върнато или изплатено.",
    signed: "Направено от подписаното извлечение за месеца, чийто файл може да се пресметне отново ред по ред. Подписът му (Ed25519):",
    running: "Месецът не е приключил: може да има още движения.",
    shared_hosting: "Споделен хостинг",
    domains_ssl: "Домейни и SSL",
    cloud_vps: "Облачни VPS",
    dedicated_servers: "Наети сървъри",
};
