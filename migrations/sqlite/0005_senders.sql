-- Messages in the partner's name: by whom they leave, and what they say.

-- Who a message speaks for; nobody for the portal's own.
ALTER TABLE outbox ADD COLUMN partner_id BLOB REFERENCES partners (partner_id);
-- The host it speaks for, the name it is from, where answers go. Nothing: the portal's own.
ALTER TABLE outbox ADD COLUMN host TEXT;
ALTER TABLE outbox ADD COLUMN from_name TEXT;
ALTER TABLE outbox ADD COLUMN reply_to TEXT;
ALTER TABLE outbox ADD COLUMN html TEXT;

-- A partner's own mail server. The password is sealed with a key that is not in the database.
CREATE TABLE senders (
    partner_id BLOB NOT NULL PRIMARY KEY REFERENCES partners (partner_id),
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    username TEXT NOT NULL,
    password BLOB,
    from_address TEXT NOT NULL,
    from_name TEXT NOT NULL,
    state TEXT NOT NULL,
    trouble TEXT,
    answer TEXT NOT NULL,
    tested_at INTEGER,
    version INTEGER NOT NULL
) STRICT;

-- Texts that a partner wrote itself; without a row the usual one counts.
CREATE TABLE mail_templates (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    kind TEXT NOT NULL,
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, kind, lang)
) STRICT;
