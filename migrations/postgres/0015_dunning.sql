-- Invoices by mail, and reminders of those that are not paid.

-- How a partner sends invoices and reminds of them (domain::dunning::DunningDraft). Without a row,
-- as Marque begins.
CREATE TABLE dunning_settings (
    partner_id uuid PRIMARY KEY REFERENCES partners (partner_id),
    settings text NOT NULL,
    version bigint NOT NULL
);

-- The steps that were done for an invoice, each with the name it had on that day.
CREATE TABLE reminders (
    partner_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    -- Days after the invoice was due; below zero: before.
    days bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    -- Days since 1970.
    on_day bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (partner_id, invoice_id, days),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
);

-- The invoice that travels along with a message as a PDF.
ALTER TABLE outbox ADD COLUMN invoice_id uuid;
