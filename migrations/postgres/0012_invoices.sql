-- Charges, the invoices they land on, and the money that comes in.

-- The usual rate of tax of a country, in basis points, since a day (days since 1970): the youngest
-- that has begun is in force. A country without a row has none.
CREATE TABLE tax_rates (
    country text NOT NULL,
    since bigint NOT NULL,
    rate bigint NOT NULL,
    PRIMARY KEY (country, since)
);
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
    one bigint PRIMARY KEY CHECK (one = 1),
    settings text NOT NULL,
    version bigint NOT NULL
);

-- How a partner sells: prices with or without tax, days to pay, numbers, bank (P1).
CREATE TABLE partner_billing (
    partner_id uuid PRIMARY KEY REFERENCES partners (partner_id),
    settings text NOT NULL,
    version bigint NOT NULL
);

-- Who pays for a client (S6), and how it is taxed. Without a row the client pays for itself.
CREATE TABLE client_billing (
    partner_id uuid NOT NULL,
    client_id uuid NOT NULL,
    payer text NOT NULL,
    tax_id text NOT NULL,
    exempt_reason text NOT NULL,
    -- The language of its invoices; none: the partner's.
    lang text,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, client_id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
);

CREATE TABLE invoices (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    -- Whose invoice it is: the client's, from the partner; or the partner's, from the operator.
    payer text NOT NULL,
    -- None on a partner's own.
    client_id uuid,
    -- With its number: without gap. Both none while it is a draft.
    series text,
    number text,
    currency text NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    paid_minor bigint NOT NULL,
    -- Of an invoice: what credit notes took back.
    credited_minor bigint NOT NULL,
    note text NOT NULL,
    -- Days since 1970.
    issued_on bigint,
    due_on bigint,
    -- What it says, for good (domain::invoices::Document).
    document text,
    -- Of a credit note.
    corrects_id uuid,
    -- How many reminders were sent.
    reminders bigint NOT NULL,
    search_text text NOT NULL,
    created_at bigint NOT NULL,
    finalized_at bigint,
    paid_at bigint,
    voided_at bigint,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_invoice_per_number UNIQUE (partner_id, series, number),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    FOREIGN KEY (partner_id, corrects_id) REFERENCES invoices (partner_id, id)
);
CREATE INDEX invoices_by_client ON invoices (partner_id, client_id, id);
CREATE INDEX invoices_by_status ON invoices (partner_id, status, id);
CREATE INDEX invoices_corrected ON invoices (partner_id, corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX invoices_open ON invoices (partner_id, due_on) WHERE status = 'finalized';
CREATE INDEX invoices_open_anywhere ON invoices (due_on) WHERE status = 'finalized';

-- What is owed for something, before and after it is on an invoice. The source says what for: one
-- source is charged once, whatever is tried again.
CREATE TABLE charges (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    client_id uuid NOT NULL,
    payer text NOT NULL,
    service_id uuid,
    -- None: earns no commission.
    class_id uuid,
    text text NOT NULL,
    detail text NOT NULL,
    -- First and last day it is for, days since 1970.
    from_day bigint,
    to_day bigint,
    quantity bigint NOT NULL,
    currency text NOT NULL,
    -- All of the quantity, before the discount; with or without tax as the seller's prices are.
    whole_minor bigint NOT NULL,
    discount bigint NOT NULL,
    -- The day it is counted on, and the invoice it is on.
    on_day bigint NOT NULL,
    invoice_id uuid,
    -- Whether a person is to say what becomes of it: it was on an invoice that is void, or on a
    -- draft that was thrown away.
    waits boolean NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_charge_per_source UNIQUE (partner_id, source),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    FOREIGN KEY (partner_id, service_id) REFERENCES services (partner_id, id),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
);
CREATE INDEX charges_by_client ON charges (partner_id, client_id, on_day);
CREATE INDEX charges_by_invoice ON charges (partner_id, invoice_id);
CREATE INDEX charges_open_anywhere ON charges (payer, partner_id, client_id)
    WHERE invoice_id IS NULL;
CREATE INDEX charges_open ON charges (partner_id, payer, currency, client_id) WHERE invoice_id IS NULL;

-- The lines of what is finalized.
CREATE TABLE invoice_lines (
    partner_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    position bigint NOT NULL,
    -- For which client: on a partner's invoice, one of its clients.
    client_id uuid NOT NULL,
    charge_id uuid,
    service_id uuid,
    class_id uuid,
    text text NOT NULL,
    quantity bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    -- Of a credit note: the line of the corrected invoice.
    corrects_position bigint,
    PRIMARY KEY (partner_id, invoice_id, position),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
);

-- Money that came in for an invoice, or went back: negative. Rows only grow.
CREATE TABLE payments (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    method text NOT NULL,
    reference text NOT NULL,
    -- What the provider or the bank calls it: known once, counted once.
    external text,
    on_day bigint NOT NULL,
    recorded_by uuid REFERENCES users (id),
    recorded_at bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_payment_per_external UNIQUE (partner_id, external),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
);
CREATE INDEX payments_by_invoice ON payments (partner_id, invoice_id, id);

-- What a job has done: its row is written in the transaction of its effect.
CREATE TABLE job_runs (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    job text NOT NULL,
    period text NOT NULL,
    subject uuid NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (partner_id, job, period, subject)
);

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grow', TG_TABLE_NAME;
END $$;
CREATE TRIGGER invoice_lines_append_only BEFORE UPDATE OR DELETE ON invoice_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payments_append_only BEFORE UPDATE OR DELETE ON payments
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
