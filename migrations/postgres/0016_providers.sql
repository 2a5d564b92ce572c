-- Payments through a provider: the keys a partner gave, and what became of each payment.

-- Off until there is a row. The keys are sealed by the vault.
CREATE TABLE payment_providers (
    partner_id uuid PRIMARY KEY REFERENCES partners (partner_id),
    provider text NOT NULL,
    secret_key bytea NOT NULL,
    webhook_secret bytea NOT NULL,
    -- What the provider calls the account.
    account text NOT NULL,
    is_live boolean NOT NULL,
    set_at bigint NOT NULL
);

-- A payment as its provider knows it. Notices come in any order: what went back may be told of
-- before what came in.
CREATE TABLE card_payments (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    -- What the provider calls it.
    name text NOT NULL,
    -- None until it is told what it was for.
    invoice_id uuid,
    -- All that went back so far, as told, and as recorded.
    told_minor bigint NOT NULL,
    returned_minor bigint NOT NULL,
    PRIMARY KEY (partner_id, name),
    FOREIGN KEY (partner_id, invoice_id) REFERENCES invoices (partner_id, id)
);
