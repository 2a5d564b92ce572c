-- People, partners and everything a partner owns.
--
-- Every tenant table carries partner_id, and its primary, unique and foreign keys begin with it:
-- the database itself refuses a reference from one partner to another, and the schema shards by
-- partner (docs/scaling.md). Time is microseconds since 1970 in UTC. "key" columns are folded
-- texts (domain::text::fold).

CREATE TABLE users (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    password_hash TEXT,
    is_operator INTEGER NOT NULL,
    last_sign_in_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    user_id BLOB NOT NULL REFERENCES users (id),
    host TEXT NOT NULL,
    device TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id, id);

CREATE TABLE reset_links (
    token_hash BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX reset_links_by_user ON reset_links (user_id);

-- How often something was tried, shared by all replicas: per address in a window of time, per
-- person since they last signed in (the start is then the last failure). Keys are hashes: a person
-- who does not exist is counted, and locked, like one who does.
CREATE TABLE attempts (
    key TEXT NOT NULL PRIMARY KEY,
    window_start INTEGER NOT NULL,
    tries INTEGER NOT NULL
) STRICT;

-- Messages to be sent, written in the transaction of what they speak of.
CREATE TABLE outbox (
    id BLOB PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    link TEXT,
    created_at INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,
    last_error TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (next_try_at) WHERE sent_at IS NULL;

-- What happened outside any partner: signing in, profiles.
CREATE TABLE portal_events (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_id BLOB,
    event TEXT NOT NULL,
    subject TEXT,
    changes TEXT NOT NULL
) STRICT;

CREATE TABLE partners (
    partner_id BLOB PRIMARY KEY,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    status TEXT NOT NULL,
    company TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
-- The one key that cannot begin with the partner: it finds the partner.
CREATE UNIQUE INDEX partners_by_slug ON partners (slug);
CREATE INDEX partners_by_name ON partners (name_key, partner_id);

CREATE TABLE memberships (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    sees_all INTEGER NOT NULL,
    joined_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_membership_per_person UNIQUE (partner_id, user_id)
) STRICT;
CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE invitations (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    role TEXT NOT NULL,
    sees_all INTEGER NOT NULL,
    listed TEXT NOT NULL,
    lang TEXT NOT NULL,
    -- Nobody when the machine's own console invited.
    invited_by BLOB REFERENCES users (id),
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (partner_id, id)
) STRICT;
CREATE INDEX invitations_by_token ON invitations (token_hash);
-- One pending per address (G4).
CREATE UNIQUE INDEX one_pending_invitation ON invitations (partner_id, email_key)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE custom_fields (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    label TEXT NOT NULL,
    label_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    choices TEXT NOT NULL,
    is_required INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_field_per_label UNIQUE (partner_id, label_key)
) STRICT;

CREATE TABLE plans (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    charged TEXT NOT NULL,
    workspaces INTEGER NOT NULL,
    -- A limit is a pair: whether the toggle is on, and the number it remembers (P17).
    seats_unlimited INTEGER NOT NULL,
    seats_number INTEGER NOT NULL,
    contacts_unlimited INTEGER NOT NULL,
    contacts_number INTEGER NOT NULL,
    trial_days INTEGER NOT NULL,
    sections TEXT NOT NULL,
    features TEXT NOT NULL,
    archived_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id)
) STRICT;
CREATE UNIQUE INDEX one_offered_plan_per_name ON plans (partner_id, name_key)
    WHERE archived_at IS NULL;

CREATE TABLE imports (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    file TEXT NOT NULL,
    content BLOB NOT NULL,
    delimiter TEXT NOT NULL,
    encoding TEXT NOT NULL,
    has_headings INTEGER NOT NULL,
    mapping TEXT NOT NULL,
    status TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    done INTEGER NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id)
) STRICT;
CREATE INDEX imports_running ON imports (leased_until) WHERE status = 'running';

CREATE TABLE clients (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    company TEXT NOT NULL,
    contact TEXT NOT NULL,
    email TEXT NOT NULL,
    website TEXT NOT NULL,
    phone TEXT NOT NULL,
    country TEXT NOT NULL,
    street TEXT NOT NULL,
    city TEXT NOT NULL,
    state TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    notes TEXT NOT NULL,
    custom TEXT NOT NULL,
    manager_id BLOB,
    plan_id BLOB,
    status TEXT NOT NULL,
    trial_ends_at INTEGER,
    -- Trial days count for the first plan only.
    had_plan INTEGER NOT NULL,
    block_kind TEXT,
    block_note TEXT,
    blocked_at INTEGER,
    closed_at INTEGER,
    workspaces_used INTEGER NOT NULL,
    seats_used INTEGER NOT NULL,
    contacts_used INTEGER NOT NULL,
    import_id BLOB,
    name_key TEXT NOT NULL,
    email_key TEXT NOT NULL,
    search_text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, manager_id) REFERENCES memberships (partner_id, id),
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id),
    FOREIGN KEY (partner_id, import_id) REFERENCES imports (partner_id, id)
) STRICT;
CREATE INDEX clients_by_name ON clients (partner_id, name_key, id);
CREATE INDEX clients_by_status ON clients (partner_id, status, id);
CREATE INDEX clients_by_status_name ON clients (partner_id, status, name_key, id);
CREATE INDEX clients_by_plan ON clients (partner_id, plan_id, id);
CREATE INDEX clients_by_plan_name ON clients (partner_id, plan_id, name_key, id);
CREATE INDEX clients_by_manager ON clients (partner_id, manager_id, id);
CREATE INDEX clients_by_manager_name ON clients (partner_id, manager_id, name_key, id);
CREATE INDEX clients_by_email ON clients (partner_id, email_key) WHERE email_key <> '';
CREATE INDEX clients_by_import ON clients (partner_id, import_id) WHERE import_id IS NOT NULL;
CREATE INDEX clients_on_trial ON clients (partner_id, trial_ends_at) WHERE status = 'trial';
CREATE INDEX trials_due ON clients (trial_ends_at) WHERE status = 'trial';

-- The clients a member sees whose scope is a list (C2).
CREATE TABLE membership_clients (
    partner_id BLOB NOT NULL,
    membership_id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    PRIMARY KEY (partner_id, membership_id, client_id),
    FOREIGN KEY (partner_id, membership_id) REFERENCES memberships (partner_id, id) ON DELETE CASCADE,
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX membership_clients_by_client ON membership_clients (partner_id, client_id);

-- What an import did, line by line: it is never done twice, and can be undone.
CREATE TABLE import_rows (
    partner_id BLOB NOT NULL,
    import_id BLOB NOT NULL,
    line INTEGER NOT NULL,
    client_id BLOB NOT NULL,
    -- The client's values before an update, as JSON; nothing when the line added the client.
    before TEXT,
    -- The client's version after the line; undoing needs it to be unchanged.
    version_after INTEGER NOT NULL,
    PRIMARY KEY (partner_id, import_id, line),
    FOREIGN KEY (partner_id, import_id) REFERENCES imports (partner_id, id)
) STRICT;

-- How many clients there are, by everything a list can be narrowed to. An exact total must not
-- count: triggers keep these rows. "None" is the nil UUID here, since keys hold no NULL.
CREATE TABLE client_counts (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    status TEXT NOT NULL,
    plan_id BLOB NOT NULL,
    manager_id BLOB NOT NULL,
    clients INTEGER NOT NULL,
    PRIMARY KEY (partner_id, status, plan_id, manager_id)
) STRICT;

-- How many clients were added on a day (days since 1970, UTC).
CREATE TABLE client_days (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    day INTEGER NOT NULL,
    added INTEGER NOT NULL,
    PRIMARY KEY (partner_id, day)
) STRICT;

-- What happened at a partner. Append-only.
CREATE TABLE audit_events (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    actor_id BLOB,
    on_behalf_of BLOB,
    event TEXT NOT NULL,
    client_id BLOB,
    subject TEXT,
    changes TEXT NOT NULL,
    PRIMARY KEY (partner_id, id)
) STRICT;
CREATE INDEX audit_events_by_client ON audit_events (partner_id, client_id, id);

CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
BEGIN SELECT raise(ABORT, 'audit events are append-only'); END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
BEGIN SELECT raise(ABORT, 'audit events are append-only'); END;
CREATE TRIGGER portal_events_no_update BEFORE UPDATE ON portal_events
BEGIN SELECT raise(ABORT, 'audit events are append-only'); END;
CREATE TRIGGER portal_events_no_delete BEFORE DELETE ON portal_events
BEGIN SELECT raise(ABORT, 'audit events are append-only'); END;

CREATE TRIGGER clients_counted_insert AFTER INSERT ON clients
BEGIN
    INSERT INTO client_counts (partner_id, status, plan_id, manager_id, clients)
    VALUES (NEW.partner_id, NEW.status, coalesce(NEW.plan_id, zeroblob(16)),
            coalesce(NEW.manager_id, zeroblob(16)), 1)
    ON CONFLICT (partner_id, status, plan_id, manager_id) DO UPDATE SET clients = clients + 1;
    INSERT INTO client_days (partner_id, day, added)
    VALUES (NEW.partner_id, NEW.created_at / 86400000000, 1)
    ON CONFLICT (partner_id, day) DO UPDATE SET added = added + 1;
END;
CREATE TRIGGER clients_counted_delete AFTER DELETE ON clients
BEGIN
    UPDATE client_counts SET clients = clients - 1
    WHERE partner_id = OLD.partner_id AND status = OLD.status
      AND plan_id = coalesce(OLD.plan_id, zeroblob(16))
      AND manager_id = coalesce(OLD.manager_id, zeroblob(16));
    UPDATE client_days SET added = added - 1
    WHERE partner_id = OLD.partner_id AND day = OLD.created_at / 86400000000;
END;
CREATE TRIGGER clients_counted_update AFTER UPDATE OF status, plan_id, manager_id ON clients
WHEN OLD.status IS NOT NEW.status OR OLD.plan_id IS NOT NEW.plan_id
    OR OLD.manager_id IS NOT NEW.manager_id
BEGIN
    UPDATE client_counts SET clients = clients - 1
    WHERE partner_id = OLD.partner_id AND status = OLD.status
      AND plan_id = coalesce(OLD.plan_id, zeroblob(16))
      AND manager_id = coalesce(OLD.manager_id, zeroblob(16));
    INSERT INTO client_counts (partner_id, status, plan_id, manager_id, clients)
    VALUES (NEW.partner_id, NEW.status, coalesce(NEW.plan_id, zeroblob(16)),
            coalesce(NEW.manager_id, zeroblob(16)), 1)
    ON CONFLICT (partner_id, status, plan_id, manager_id) DO UPDATE SET clients = clients + 1;
END;

-- Searching by any part of a word. The full-text table keeps no copy of the text, and its rowid
-- order is the order in which clients were added: newest first needs no sorting.
CREATE TABLE client_docs (
    doc INTEGER PRIMARY KEY,
    partner_id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    UNIQUE (partner_id, client_id)
) STRICT;
CREATE VIRTUAL TABLE client_search USING fts5(
    search_text, content = '', contentless_delete = 1, tokenize = 'trigram'
);
CREATE TRIGGER clients_searched_insert AFTER INSERT ON clients
BEGIN
    INSERT INTO client_docs (partner_id, client_id) VALUES (NEW.partner_id, NEW.id);
    INSERT INTO client_search (rowid, search_text)
    SELECT doc, NEW.search_text FROM client_docs
    WHERE partner_id = NEW.partner_id AND client_id = NEW.id;
END;
CREATE TRIGGER clients_searched_update AFTER UPDATE OF search_text ON clients
WHEN OLD.search_text IS NOT NEW.search_text
BEGIN
    UPDATE client_search SET search_text = NEW.search_text
    WHERE rowid = (SELECT doc FROM client_docs
                   WHERE partner_id = NEW.partner_id AND client_id = NEW.id);
END;
CREATE TRIGGER clients_searched_delete AFTER DELETE ON clients
BEGIN
    DELETE FROM client_search
    WHERE rowid = (SELECT doc FROM client_docs
                   WHERE partner_id = OLD.partner_id AND client_id = OLD.id);
    DELETE FROM client_docs WHERE partner_id = OLD.partner_id AND client_id = OLD.id;
END;
