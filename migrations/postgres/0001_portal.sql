-- People, partners and everything a partner owns.
--
-- Every tenant table carries partner_id, and its primary, unique and foreign keys begin with it:
-- the database itself refuses a reference from one partner to another, and the schema shards by
-- partner (docs/scaling.md). Time is microseconds since 1970 in UTC. "key" columns are folded
-- texts (domain::text::fold).

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE,
    name text NOT NULL,
    lang text NOT NULL,
    password_hash text,
    is_operator boolean NOT NULL,
    last_sign_in_at bigint,
    created_at bigint NOT NULL
);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    user_id uuid NOT NULL REFERENCES users (id),
    host text NOT NULL,
    device text NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id, id);

CREATE TABLE reset_links (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);
CREATE INDEX reset_links_by_user ON reset_links (user_id);

-- How often something was tried, shared by all replicas: per address in a window of time, per
-- person since they last signed in (the start is then the last failure). Keys are hashes: a person
-- who does not exist is counted, and locked, like one who does.
CREATE TABLE attempts (
    key text PRIMARY KEY,
    window_start bigint NOT NULL,
    tries bigint NOT NULL
);

-- Messages to be sent, written in the transaction of what they speak of.
CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    link text,
    created_at bigint NOT NULL,
    next_try_at bigint NOT NULL,
    tries bigint NOT NULL DEFAULT 0,
    sent_at bigint,
    last_error text
);
CREATE INDEX outbox_waiting ON outbox (next_try_at) WHERE sent_at IS NULL;

-- What happened outside any partner: signing in, profiles.
CREATE TABLE portal_events (
    id uuid PRIMARY KEY,
    at bigint NOT NULL,
    actor_id uuid,
    event text NOT NULL,
    subject text,
    changes text NOT NULL
);

CREATE TABLE partners (
    partner_id uuid PRIMARY KEY,
    slug text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    status text NOT NULL,
    company text NOT NULL,
    created_at bigint NOT NULL,
    version bigint NOT NULL
);
-- The one key that cannot begin with the partner: it finds the partner.
CREATE UNIQUE INDEX partners_by_slug ON partners (slug);
CREATE INDEX partners_by_name ON partners (name_key, partner_id);

CREATE TABLE memberships (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    role text NOT NULL,
    sees_all boolean NOT NULL,
    joined_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_membership_per_person UNIQUE (partner_id, user_id)
);
CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE invitations (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    role text NOT NULL,
    sees_all boolean NOT NULL,
    listed text NOT NULL,
    lang text NOT NULL,
    -- Nobody when the machine's own console invited.
    invited_by uuid REFERENCES users (id),
    sent_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    accepted_at bigint,
    revoked_at bigint,
    PRIMARY KEY (partner_id, id)
);
CREATE INDEX invitations_by_token ON invitations (token_hash);
-- One pending per address (G4).
CREATE UNIQUE INDEX one_pending_invitation ON invitations (partner_id, email_key)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE custom_fields (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    label text NOT NULL,
    label_key text NOT NULL,
    kind text NOT NULL,
    choices text NOT NULL,
    is_required boolean NOT NULL,
    position bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_field_per_label UNIQUE (partner_id, label_key)
);

CREATE TABLE plans (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    description text NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    charged text NOT NULL,
    workspaces bigint NOT NULL,
    -- A limit is a pair: whether the toggle is on, and the number it remembers (P17).
    seats_unlimited boolean NOT NULL,
    seats_number bigint NOT NULL,
    contacts_unlimited boolean NOT NULL,
    contacts_number bigint NOT NULL,
    trial_days bigint NOT NULL,
    sections text NOT NULL,
    features text NOT NULL,
    archived_at bigint,
    created_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id)
);
CREATE UNIQUE INDEX one_offered_plan_per_name ON plans (partner_id, name_key)
    WHERE archived_at IS NULL;

CREATE TABLE imports (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    file text NOT NULL,
    content bytea NOT NULL,
    delimiter text NOT NULL,
    encoding text NOT NULL,
    has_headings boolean NOT NULL,
    mapping text NOT NULL,
    status text NOT NULL,
    row_count bigint NOT NULL,
    done bigint NOT NULL,
    added bigint NOT NULL,
    updated bigint NOT NULL,
    skipped bigint NOT NULL,
    leased_until bigint NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    PRIMARY KEY (partner_id, id)
);
CREATE INDEX imports_running ON imports (leased_until) WHERE status = 'running';

CREATE TABLE clients (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    company text NOT NULL,
    contact text NOT NULL,
    email text NOT NULL,
    website text NOT NULL,
    phone text NOT NULL,
    country text NOT NULL,
    street text NOT NULL,
    city text NOT NULL,
    state text NOT NULL,
    postal_code text NOT NULL,
    notes text NOT NULL,
    custom text NOT NULL,
    manager_id uuid,
    plan_id uuid,
    status text NOT NULL,
    trial_ends_at bigint,
    -- Trial days count for the first plan only.
    had_plan boolean NOT NULL,
    block_kind text,
    block_note text,
    blocked_at bigint,
    closed_at bigint,
    workspaces_used bigint NOT NULL,
    seats_used bigint NOT NULL,
    contacts_used bigint NOT NULL,
    import_id uuid,
    -- Lists have one order on both engines and in every cluster.
    name_key text COLLATE "C" NOT NULL,
    email_key text NOT NULL,
    search_text text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, manager_id) REFERENCES memberships (partner_id, id),
    FOREIGN KEY (partner_id, plan_id) REFERENCES plans (partner_id, id),
    FOREIGN KEY (partner_id, import_id) REFERENCES imports (partner_id, id)
);
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
    partner_id uuid NOT NULL,
    membership_id uuid NOT NULL,
    client_id uuid NOT NULL,
    PRIMARY KEY (partner_id, membership_id, client_id),
    FOREIGN KEY (partner_id, membership_id) REFERENCES memberships (partner_id, id) ON DELETE CASCADE,
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id) ON DELETE CASCADE
);
CREATE INDEX membership_clients_by_client ON membership_clients (partner_id, client_id);

-- What an import did, line by line: it is never done twice, and can be undone.
CREATE TABLE import_rows (
    partner_id uuid NOT NULL,
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    client_id uuid NOT NULL,
    -- The client's values before an update, as JSON; nothing when the line added the client.
    before text,
    -- The client's version after the line; undoing needs it to be unchanged.
    version_after bigint NOT NULL,
    PRIMARY KEY (partner_id, import_id, line),
    FOREIGN KEY (partner_id, import_id) REFERENCES imports (partner_id, id)
);

-- How many clients there are, by everything a list can be narrowed to. An exact total must not
-- count: triggers keep these rows. "None" is the nil UUID here, since keys hold no NULL.
CREATE TABLE client_counts (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    status text NOT NULL,
    plan_id uuid NOT NULL,
    manager_id uuid NOT NULL,
    clients bigint NOT NULL,
    PRIMARY KEY (partner_id, status, plan_id, manager_id)
);

-- How many clients were added on a day (days since 1970, UTC).
CREATE TABLE client_days (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    day bigint NOT NULL,
    added bigint NOT NULL,
    PRIMARY KEY (partner_id, day)
);

-- What happened at a partner. Append-only.
CREATE TABLE audit_events (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    at bigint NOT NULL,
    actor_id uuid,
    on_behalf_of uuid,
    event text NOT NULL,
    client_id uuid,
    subject text,
    changes text NOT NULL,
    PRIMARY KEY (partner_id, id)
);
CREATE INDEX audit_events_by_client ON audit_events (partner_id, client_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only';
END $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER portal_events_append_only BEFORE UPDATE OR DELETE ON portal_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION add_to_count(p uuid, s text, plan uuid, manager uuid, delta bigint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO client_counts (partner_id, status, plan_id, manager_id, clients)
    VALUES (p, s, coalesce(plan, '00000000-0000-0000-0000-000000000000'),
            coalesce(manager, '00000000-0000-0000-0000-000000000000'), delta)
    ON CONFLICT (partner_id, status, plan_id, manager_id)
    DO UPDATE SET clients = client_counts.clients + excluded.clients
$$;

CREATE FUNCTION count_clients() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    none CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM add_to_count(NEW.partner_id, NEW.status, NEW.plan_id, NEW.manager_id, 1);
        INSERT INTO client_days (partner_id, day, added)
        VALUES (NEW.partner_id, NEW.created_at / 86400000000, 1)
        ON CONFLICT (partner_id, day) DO UPDATE SET added = client_days.added + 1;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM add_to_count(OLD.partner_id, OLD.status, OLD.plan_id, OLD.manager_id, -1);
        UPDATE client_days SET added = added - 1
        WHERE partner_id = OLD.partner_id AND day = OLD.created_at / 86400000000;
    ELSIF (OLD.status, OLD.plan_id, OLD.manager_id)
        IS DISTINCT FROM (NEW.status, NEW.plan_id, NEW.manager_id) THEN
        -- Always in the same order, so that two writers cannot wait for each other.
        IF (OLD.status, coalesce(OLD.plan_id, none), coalesce(OLD.manager_id, none))
            < (NEW.status, coalesce(NEW.plan_id, none), coalesce(NEW.manager_id, none)) THEN
            PERFORM add_to_count(OLD.partner_id, OLD.status, OLD.plan_id, OLD.manager_id, -1);
            PERFORM add_to_count(NEW.partner_id, NEW.status, NEW.plan_id, NEW.manager_id, 1);
        ELSE
            PERFORM add_to_count(NEW.partner_id, NEW.status, NEW.plan_id, NEW.manager_id, 1);
            PERFORM add_to_count(OLD.partner_id, OLD.status, OLD.plan_id, OLD.manager_id, -1);
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER clients_counted AFTER INSERT OR UPDATE OR DELETE ON clients
    FOR EACH ROW EXECUTE FUNCTION count_clients();

-- Searching by any part of a word. Without the right to create the extension a search scans the
-- partner's own rows.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX clients_by_text ON clients USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: searches scan';
END $$;
