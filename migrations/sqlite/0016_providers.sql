-- Payments through a provider: the keys a partner gave, and what became of each payment.

-- Off until there is a row. The keys are sealed by the vault.
CREATE TABLE payment_providers (
    partner_id BLOB PRIMARY KEY REFERENCES partners (partner_id),
    provider TEXT NOT NULL,
    secret_key BLOB NOT NULL,
    webhook_secret BLOB NOT NULL,
    -- What the provider calls the account.
    account TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    set_at INTEGER NOT NULL
) STRICT;

-- A payment as its provider knows it. Notices come in any order: what went back may be told of
-- before what came in.
CREATE TABLE card_payments (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    -- What the provider calls it.
    name TEXT NOT NULL,
    -- None until it is told what it was for.
    invoice_id BLOB,
    -- All that went back so far, as told, and as recorded.
    told_minor INTEGER NOT NULL,
    returned_minor INTEGER NOT NULL,
    PRIMARY KEY (partner_id, name),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
) STRICT;
