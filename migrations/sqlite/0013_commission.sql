-- What partners earn: a ledger that only grows, and everything each amount follows from (B15–B17).

-- Versions of the table. What is in force never changes; what is to be otherwise begins on a later
-- day. Levels and rates are JSON, since nothing searches them (domain::commission::RateTable).
CREATE TABLE commission_tables (
    version INTEGER PRIMARY KEY,
    -- The first day on which it holds, days since 1970.
    valid_from INTEGER NOT NULL,
    levels TEXT NOT NULL,
    rates TEXT NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at INTEGER NOT NULL
) STRICT;
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
    one INTEGER PRIMARY KEY CHECK (one = 1),
    hold_days INTEGER NOT NULL,
    grace_days INTEGER NOT NULL,
    minimums TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
INSERT INTO commission_settings (one, hold_days, grace_days, minimums, version)
VALUES (1, 30, 30, '[]', 1);

-- What signs statements (Ed25519): the public key, and the secret one sealed.
CREATE TABLE commission_keys (
    key TEXT PRIMARY KEY,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Where a partner stands. Whoever writes an event takes this row first, so that events have numbers
-- without gaps and times that never run backwards.
CREATE TABLE commission_standings (
    partner_id BLOB PRIMARY KEY REFERENCES partners (partner_id),
    -- Of the last event; 0 when there was none.
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    -- The day since which its clients mean a lower level, days since 1970.
    below_since INTEGER,
    -- How many clients count.
    counted INTEGER NOT NULL,
    -- The day on which all clients were counted last.
    checked_on INTEGER NOT NULL
) STRICT;

-- Clients that began to count, and ceased to. No reference to the client: it would make whoever has
-- taken the client's row and waits for the standing wait for each other.
CREATE TABLE commission_counts (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    number INTEGER NOT NULL,
    client_id BLOB NOT NULL,
    counts INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, number)
) STRICT;
CREATE INDEX commission_counts_by_client ON commission_counts (partner_id, client_id, number);

-- How the level moved.
CREATE TABLE commission_levels (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    number INTEGER NOT NULL,
    from_rank INTEGER NOT NULL,
    to_rank INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    table_version INTEGER NOT NULL,
    below_since INTEGER,
    grace_days INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, number)
) STRICT;

-- The ledger. A paid line earns once and a credited line takes back once, whatever is tried again.
CREATE TABLE commission_entries (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- The line of the invoice or credit note, and the number that the document has.
    document_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    client_id BLOB NOT NULL,
    class_id BLOB NOT NULL,
    is_listed INTEGER NOT NULL,
    currency TEXT NOT NULL,
    base_minor INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    table_version INTEGER NOT NULL,
    -- Basis points.
    rate INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    -- The first day on which it can be paid out, days since 1970.
    held_until INTEGER NOT NULL,
    at INTEGER NOT NULL,
    -- Of a reversal: what it takes back, and what earlier ones took.
    reverses_id BLOB,
    credited_before INTEGER,
    reversed_before INTEGER,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_entry_per_number UNIQUE (partner_id, number),
    CONSTRAINT one_entry_per_source UNIQUE (partner_id, document_id, position, kind),
    FOREIGN KEY (partner_id, document_id, position)
        REFERENCES invoice_lines (partner_id, invoice_id, position),
    FOREIGN KEY (partner_id, reverses_id) REFERENCES commission_entries (partner_id, id)
) STRICT;
CREATE INDEX commission_entries_by_client ON commission_entries (partner_id, client_id, number);
CREATE INDEX commission_entries_by_time ON commission_entries (partner_id, at);
CREATE INDEX commission_entries_reversing ON commission_entries (partner_id, reverses_id)
    WHERE reverses_id IS NOT NULL;

CREATE TABLE payouts (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    currency TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    status TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id)
) STRICT;
-- Of two requests at once, one is made.
CREATE UNIQUE INDEX one_open_payout ON payouts (partner_id, currency)
    WHERE status IN ('requested', 'approved');

CREATE TABLE payout_items (
    partner_id BLOB NOT NULL,
    payout_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
    PRIMARY KEY (partner_id, payout_id, entry_id),
    FOREIGN KEY (partner_id, payout_id) REFERENCES payouts (partner_id, id),
    FOREIGN KEY (partner_id, entry_id) REFERENCES commission_entries (partner_id, id)
) STRICT;
CREATE INDEX payout_items_by_entry ON payout_items (partner_id, entry_id);

-- What happened to a payout.
CREATE TABLE payout_steps (
    partner_id BLOB NOT NULL,
    payout_id BLOB NOT NULL,
    status TEXT NOT NULL,
    -- Of a payment: its number among the partner's events.
    number INTEGER,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    taken_by BLOB REFERENCES users (id),
    PRIMARY KEY (partner_id, payout_id, status),
    FOREIGN KEY (partner_id, payout_id) REFERENCES payouts (partner_id, id)
) STRICT;

CREATE TRIGGER commission_tables_no_update BEFORE UPDATE ON commission_tables
BEGIN SELECT RAISE(ABORT, 'commission_tables only grow'); END;
CREATE TRIGGER commission_tables_no_delete BEFORE DELETE ON commission_tables
BEGIN SELECT RAISE(ABORT, 'commission_tables only grow'); END;
CREATE TRIGGER commission_counts_no_update BEFORE UPDATE ON commission_counts
BEGIN SELECT RAISE(ABORT, 'commission_counts only grow'); END;
CREATE TRIGGER commission_counts_no_delete BEFORE DELETE ON commission_counts
BEGIN SELECT RAISE(ABORT, 'commission_counts only grow'); END;
CREATE TRIGGER commission_levels_no_update BEFORE UPDATE ON commission_levels
BEGIN SELECT RAISE(ABORT, 'commission_levels only grow'); END;
CREATE TRIGGER commission_levels_no_delete BEFORE DELETE ON commission_levels
BEGIN SELECT RAISE(ABORT, 'commission_levels only grow'); END;
CREATE TRIGGER commission_entries_no_update BEFORE UPDATE ON commission_entries
BEGIN SELECT RAISE(ABORT, 'commission_entries only grow'); END;
CREATE TRIGGER commission_entries_no_delete BEFORE DELETE ON commission_entries
BEGIN SELECT RAISE(ABORT, 'commission_entries only grow'); END;
CREATE TRIGGER payout_items_no_update BEFORE UPDATE ON payout_items
BEGIN SELECT RAISE(ABORT, 'payout_items only grow'); END;
CREATE TRIGGER payout_items_no_delete BEFORE DELETE ON payout_items
BEGIN SELECT RAISE(ABORT, 'payout_items only grow'); END;
CREATE TRIGGER payout_steps_no_update BEFORE UPDATE ON payout_steps
BEGIN SELECT RAISE(ABORT, 'payout_steps only grow'); END;
CREATE TRIGGER payout_steps_no_delete BEFORE DELETE ON payout_steps
BEGIN SELECT RAISE(ABORT, 'payout_steps only grow'); END;
-- A payout keeps its amount, and is over once it is paid or refused.
CREATE TRIGGER payouts_change BEFORE UPDATE ON payouts
WHEN OLD.status IN ('paid', 'rejected') OR OLD.amount_minor <> NEW.amount_minor
    OR OLD.currency <> NEW.currency
BEGIN SELECT RAISE(ABORT, 'a payout keeps what it is'); END;
CREATE TRIGGER payouts_no_delete BEFORE DELETE ON payouts
BEGIN SELECT RAISE(ABORT, 'payouts only grow'); END;
-- Nothing is paid out twice.
CREATE TRIGGER payout_items_once BEFORE INSERT ON payout_items
WHEN EXISTS (
    SELECT 1 FROM payout_items i
    JOIN payouts p ON p.partner_id = i.partner_id AND p.id = i.payout_id
    WHERE i.partner_id = NEW.partner_id AND i.entry_id = NEW.entry_id AND p.status <> 'rejected')
BEGIN SELECT RAISE(ABORT, 'an entry is in one payout'); END;
