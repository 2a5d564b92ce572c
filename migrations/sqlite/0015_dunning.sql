-- Invoices by mail, and reminders of those that are not paid.

-- How a partner sends invoices and reminds of them (domain::dunning::DunningDraft). Without a row,
-- as Marque begins.
CREATE TABLE dunning_settings (
    partner_id BLOB PRIMARY KEY REFERENCES partners (partner_id),
    settings TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

-- The steps that were done for an invoice, each with the name it had on that day.
CREATE TABLE reminders (
    partner_id BLOB NOT NULL,
    invoice_id BLOB NOT NULL,
    -- Days after the invoice was due; below zero: before.
    days INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Days since 1970.
    on_day INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, invoice_id, days),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
) STRICT;

-- The invoice that travels along with a message as a PDF.
ALTER TABLE outbox ADD COLUMN invoice_id BLOB;
