-- Charges, the invoices they land on, and the money that comes in.

-- The usual rate of tax of a country, in basis points, since a day (days since 1970): the youngest
-- that has begun is in force. A country without a row has none.
CREATE TABLE tax_rates (
    country TEXT NOT NULL,
    since INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    PRIMARY KEY (country, since)
) STRICT;
INSERT INTO tax_rates (country, since, rate) VALUES
    ('AT', 0, 2000), ('BE', 0, 2100), ('BG', 0, 2000), ('CY', 0, 1900), ('CZ', 0, 2100),
    ('DE', 0, 1900), ('DK', 0, 2500), ('EE', 0, 2400), ('ES', 0, 2100), ('FI', 0, 2550),
    ('FR', 0, 2000), ('GR', 0, 2400), ('HR', 0, 2500), ('HU', 0, 2700), ('IE', 0, 2300),
    ('IT', 0, 2200), ('LT', 0, 2100), ('LU', 0, 1700), ('LV', 0, 2100), ('MT', 0, 1800),
    ('NL', 0, 2100), ('PL', 0, 2300), ('PT', 0, 2300), ('RO', 0, 2100), ('SE', 0, 2500),
    ('SI', 0, 2200), ('SK', 0, 2300), ('GB', 0, 2000), ('CH', 0, 810), ('NO', 0, 2500),
    ('TR', 0, 2000), ('UA', 0, 2000), ('MX', 0, 1600), ('AR', 0, 2100), ('CL', 0, 1900),
    ('CO', 0, 1900), ('PE', 0, 1800), ('UY', 0, 2200), ('AU', 0, 1000), ('NZ', 0, 1500),
    ('JP', 0, 1000), ('IN', 0, 1800), ('ZA', 0, 1500);

-- Who the operator is on its invoices to partners, and how it is paid.
CREATE TABLE operator_billing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    settings TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

-- How a partner sells: prices with or without tax, days to pay, numbers, bank (P1).
CREATE TABLE partner_billing (
    partner_id BLOB PRIMARY KEY REFERENCES partners (partner_id),
    settings TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

-- Who pays for a client (S6), and how it is taxed. Without a row the client pays for itself.
CREATE TABLE client_billing (
    partner_id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    payer TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    exempt_reason TEXT NOT NULL,
    -- The language of its invoices; none: the partner's.
    lang TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, client_id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;

CREATE TABLE invoices (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Whose invoice it is: the client's, from the partner; or the partner's, from the operator.
    payer TEXT NOT NULL,
    -- None on a partner's own.
    client_id BLOB,
    -- With its number: without gap. Both none while it is a draft.
    series TEXT,
    number TEXT,
    currency TEXT NOT NULL,
    net_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    gross_minor INTEGER NOT NULL,
    paid_minor INTEGER NOT NULL,
    -- Of an invoice: what credit notes took back.
    credited_minor INTEGER NOT NULL,
    note TEXT NOT NULL,
    -- Days since 1970.
    issued_on INTEGER,
    due_on INTEGER,
    -- What it says, for good (domain::invoices::Document).
    document TEXT,
    -- Of a credit note.
    corrects_id BLOB,
    -- How many reminders were sent.
    reminders INTEGER NOT NULL,
    search_text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finalized_at INTEGER,
    paid_at INTEGER,
    voided_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_invoice_per_number UNIQUE (partner_id, series, number),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    FOREIGN KEY (partner_id, corrects_id) REFERENCES invoices (partner_id, id)
) STRICT;
CREATE INDEX invoices_by_client ON invoices (partner_id, client_id, id);
CREATE INDEX invoices_by_status ON invoices (partner_id, status, id);
CREATE INDEX invoices_corrected ON invoices (partner_id, corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX invoices_open ON invoices (partner_id, due_on) WHERE status = 'finalized';
CREATE INDEX invoices_open_anywhere ON invoices (due_on) WHERE status = 'finalized';

-- What is owed for something, before and after it is on an invoice. The source says what for: one
-- source is charged once, whatever is tried again.
CREATE TABLE charges (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    source TEXT NOT NULL,
    client_id BLOB NOT NULL,
    payer TEXT NOT NULL,
    service_id BLOB,
    -- None: earns no commission.
    class_id BLOB,
    text TEXT NOT NULL,
    detail TEXT NOT NULL,
    -- First and last day it is for, days since 1970.
    from_day INTEGER,
    to_day INTEGER,
    quantity INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- All of the quantity, before the discount; with or without tax as the seller's prices are.
    whole_minor INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    -- The day it is counted on, and the invoice it is on.
    on_day INTEGER NOT NULL,
    invoice_id BLOB,
    -- Whether a person is to say what becomes of it: it was on an invoice that is void, or on a
    -- draft that was thrown away.
    waits INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_charge_per_source UNIQUE (partner_id, source),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    FOREIGN KEY (partner_id, service_id) REFERENCES services (partner_id, id),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
) STRICT;
CREATE INDEX charges_by_client ON charges (partner_id, client_id, on_day);
CREATE INDEX charges_by_invoice ON charges (partner_id, invoice_id);
CREATE INDEX charges_open_anywhere ON charges (payer, partner_id, client_id)
    WHERE invoice_id IS NULL;
CREATE INDEX charges_open ON charges (partner_id, payer, currency, client_id) WHERE invoice_id IS NULL;

-- The lines of what is finalized.
CREATE TABLE invoice_lines (
    partner_id BLOB NOT NULL,
    invoice_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    -- For which client: on a partner's invoice, one of its clients.
    client_id BLOB NOT NULL,
    charge_id BLOB,
    service_id BLOB,
    class_id BLOB,
    text TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    net_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    -- Of a credit note: the line of the corrected invoice.
    corrects_position INTEGER,
    PRIMARY KEY (partner_id, invoice_id, position),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;

-- Money that came in for an invoice, or went back: negative. Rows only grow.
CREATE TABLE payments (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    invoice_id BLOB NOT NULL,
    amount_minor INTEGER NOT NULL,
    method TEXT NOT NULL,
    reference TEXT NOT NULL,
    -- What the provider or the bank calls it: known once, counted once.
    external TEXT,
    on_day INTEGER NOT NULL,
    recorded_by BLOB REFERENCES users (id),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_payment_per_external UNIQUE (partner_id, external),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
) STRICT;
CREATE INDEX payments_by_invoice ON payments (partner_id, invoice_id, id);

-- What a job has done: its row is written in the transaction of its effect.
CREATE TABLE job_runs (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    job TEXT NOT NULL,
    period TEXT NOT NULL,
    subject BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, job, period, subject)
) STRICT;

CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines only grow'); END;
CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines
BEGIN SELECT RAISE(ABORT, 'invoice_lines only grow'); END;
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'payments only grow'); END;
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments only grow'); END;
