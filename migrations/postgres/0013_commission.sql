-- What partners earn: a ledger that only grows, and everything each amount follows from (B15–B17).

-- Versions of the table. What is in force never changes; what is to be otherwise begins on a later
-- day. Levels and rates are JSON, since nothing searches them (domain::commission::RateTable).
CREATE TABLE commission_tables (
    version bigint PRIMARY KEY,
    -- The first day on which it holds, days since 1970.
    valid_from bigint NOT NULL,
    levels text NOT NULL,
    rates text NOT NULL,
    created_by uuid REFERENCES users (id),
    created_at bigint NOT NULL
);
INSERT INTO commission_tables (version, valid_from, levels, rates, created_by, created_at) VALUES (
    1,
    0,
    '[{"name":"Bronze","from":3},{"name":"Silver","from":6},{"name":"Gold","from":11},{"name":"Platinum","from":21}]',
    '[{"class":"cls_0198f7a0000070008000000000000001","rates":[1000,1500,2000,2500]},{"class":"cls_0198f7a0000070008000000000000002","rates":[1000,1000,1000,1000]},{"class":"cls_0198f7a0000070008000000000000003","rates":[500,1000,1500,2000]},{"class":"cls_0198f7a0000070008000000000000004","rates":[500,700,1000,1200]}]',
    NULL,
    0
);

-- Days of holding and of grace, and the least that is paid out (domain::commission::Settings).
CREATE TABLE commission_settings (
    one bigint PRIMARY KEY CHECK (one = 1),
    hold_days bigint NOT NULL,
    grace_days bigint NOT NULL,
    minimums text NOT NULL,
    version bigint NOT NULL
);
INSERT INTO commission_settings (one, hold_days, grace_days, minimums, version)
VALUES (1, 30, 30, '[]', 1);

-- What signs statements (Ed25519): the public key, and the secret one sealed.
CREATE TABLE commission_keys (
    key text PRIMARY KEY,
    sealed bytea NOT NULL,
    created_at bigint NOT NULL
);

-- Where a partner stands. Whoever writes an event takes this row first, so that events have numbers
-- without gaps and times that never run backwards.
CREATE TABLE commission_standings (
    partner_id uuid PRIMARY KEY REFERENCES partners (partner_id),
    -- Of the last event; 0 when there was none.
    number bigint NOT NULL,
    at bigint NOT NULL,
    rank bigint NOT NULL,
    -- The day since which its clients mean a lower level, days since 1970.
    below_since bigint,
    -- How many clients count.
    counted bigint NOT NULL,
    -- The day on which all clients were counted last.
    checked_on bigint NOT NULL
);

-- Clients that began to count, and ceased to. No reference to the client: it would make whoever has
-- taken the client's row and waits for the standing wait for each other.
CREATE TABLE commission_counts (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    number bigint NOT NULL,
    client_id uuid NOT NULL,
    counts boolean NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (partner_id, number)
);
CREATE INDEX commission_counts_by_client ON commission_counts (partner_id, client_id, number);

-- How the level moved.
CREATE TABLE commission_levels (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    number bigint NOT NULL,
    from_rank bigint NOT NULL,
    to_rank bigint NOT NULL,
    counted bigint NOT NULL,
    table_version bigint NOT NULL,
    below_since bigint,
    grace_days bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (partner_id, number)
);

-- The ledger. A paid line earns once and a credited line takes back once, whatever is tried again.
CREATE TABLE commission_entries (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    -- The line of the invoice or credit note, and the number that the document has.
    document_id uuid NOT NULL,
    position bigint NOT NULL,
    document text NOT NULL,
    client_id uuid NOT NULL,
    class_id uuid NOT NULL,
    is_listed boolean NOT NULL,
    currency text NOT NULL,
    base_minor bigint NOT NULL,
    rank bigint NOT NULL,
    counted bigint NOT NULL,
    table_version bigint NOT NULL,
    -- Basis points.
    rate bigint NOT NULL,
    amount_minor bigint NOT NULL,
    -- The first day on which it can be paid out, days since 1970.
    held_until bigint NOT NULL,
    at bigint NOT NULL,
    -- Of a reversal: what it takes back, and what earlier ones took.
    reverses_id uuid,
    credited_before bigint,
    reversed_before bigint,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_entry_per_number UNIQUE (partner_id, number),
    CONSTRAINT one_entry_per_source UNIQUE (partner_id, document_id, position, kind),
    FOREIGN KEY (partner_id, document_id, position)
        REFERENCES invoice_lines (partner_id, invoice_id, position),
    FOREIGN KEY (partner_id, reverses_id) REFERENCES commission_entries (partner_id, id)
);
CREATE INDEX commission_entries_by_client ON commission_entries (partner_id, client_id, number);
CREATE INDEX commission_entries_by_time ON commission_entries (partner_id, at);
CREATE INDEX commission_entries_reversing ON commission_entries (partner_id, reverses_id)
    WHERE reverses_id IS NOT NULL;

CREATE TABLE payouts (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL,
    entries bigint NOT NULL,
    status text NOT NULL,
    requested_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id)
);
-- Of two requests at once, one is made.
CREATE UNIQUE INDEX one_open_payout ON payouts (partner_id, currency)
    WHERE status IN ('requested', 'approved');

CREATE TABLE payout_items (
    partner_id uuid NOT NULL,
    payout_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    PRIMARY KEY (partner_id, payout_id, entry_id),
    FOREIGN KEY (partner_id, payout_id) REFERENCES payouts (partner_id, id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES commission_entries (partner_id, id)
);
CREATE INDEX payout_items_by_entry ON payout_items (partner_id, entry_id);

-- What happened to a payout.
CREATE TABLE payout_steps (
    partner_id uuid NOT NULL,
    payout_id uuid NOT NULL,
    status text NOT NULL,
    -- Of a payment: its number among the partner's events.
    number bigint,
    note text NOT NULL,
    at bigint NOT NULL,
    taken_by uuid REFERENCES users (id),
    PRIMARY KEY (partner_id, payout_id, status),
    FOREIGN KEY (partner_id, payout_id) REFERENCES payouts (partner_id, id)
);

CREATE TRIGGER commission_tables_only_grow BEFORE UPDATE OR DELETE ON commission_tables
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commission_counts_only_grow BEFORE UPDATE OR DELETE ON commission_counts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commission_levels_only_grow BEFORE UPDATE OR DELETE ON commission_levels
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commission_entries_only_grow BEFORE UPDATE OR DELETE ON commission_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payout_items_only_grow BEFORE UPDATE OR DELETE ON payout_items
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payout_steps_only_grow BEFORE UPDATE OR DELETE ON payout_steps
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payouts_no_delete BEFORE DELETE ON payouts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- A payout keeps its amount, and is over once it is paid or refused.
CREATE FUNCTION payout_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a payout keeps what it is'; END $$;
CREATE TRIGGER payouts_change BEFORE UPDATE ON payouts FOR EACH ROW
    WHEN (OLD.status IN ('paid', 'rejected') OR OLD.amount_minor <> NEW.amount_minor
        OR OLD.currency <> NEW.currency)
    EXECUTE FUNCTION payout_changes();
-- Nothing is paid out twice.
CREATE FUNCTION payout_item_is_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM payout_items i
        JOIN payouts p ON p.partner_id = i.partner_id AND p.id = i.payout_id
        WHERE i.partner_id = NEW.partner_id AND i.entry_id = NEW.entry_id
            AND p.status <> 'rejected') THEN
        RAISE EXCEPTION 'an entry is in one payout';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payout_items_once BEFORE INSERT ON payout_items
    FOR EACH ROW EXECUTE FUNCTION payout_item_is_once();
