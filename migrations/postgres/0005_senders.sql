-- Messages in the partner's name: by whom they leave, and what they say.

-- Who a message speaks for; nobody for the portal's own.
ALTER TABLE outbox ADD COLUMN partner_id uuid REFERENCES partners (partner_id);
-- The host it speaks for, the name it is from, where answers go. Nothing: the portal's own.
ALTER TABLE outbox ADD COLUMN host text;
ALTER TABLE outbox ADD COLUMN from_name text;
ALTER TABLE outbox ADD COLUMN reply_to text;
ALTER TABLE outbox ADD COLUMN html text;

-- A partner's own mail server. The password is sealed with a key that is not in the database.
CREATE TABLE senders (
    partner_id uuid NOT NULL PRIMARY KEY REFERENCES partners (partner_id),
    host text NOT NULL,
    port bigint NOT NULL,
    security text NOT NULL,
    username text NOT NULL,
    password bytea,
    from_address text NOT NULL,
    from_name text NOT NULL,
    state text NOT NULL,
    trouble text,
    answer text NOT NULL,
    tested_at bigint,
    version bigint NOT NULL
);

-- Texts that a partner wrote itself; without a row the usual one counts.
CREATE TABLE mail_templates (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    kind text NOT NULL,
    lang text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, kind, lang)
);
