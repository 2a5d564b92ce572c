-- The operator's catalogue, with prices that are never changed but followed by others, and what each
-- partner makes of them.

CREATE TABLE service_classes (
    id BLOB PRIMARY KEY,
    -- Which of the shipped ones; its name is translated until somebody types another.
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT one_class_per_name UNIQUE (name_key)
) STRICT;
INSERT INTO service_classes (id, key, name, name_key, position, version) VALUES
    (x'0198f7a0000070008000000000000001', 'shared_hosting', '', 'shared_hosting', 1, 1),
    (x'0198f7a0000070008000000000000002', 'domains_ssl', '', 'domains_ssl', 2, 1),
    (x'0198f7a0000070008000000000000003', 'cloud_vps', '', 'cloud_vps', 3, 1),
    (x'0198f7a0000070008000000000000004', 'dedicated_servers', '', 'dedicated_servers', 4, 1);

CREATE TABLE items (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    -- Of an add-on: which services it extends; without one, any. It earns as the service does.
    class_id BLOB REFERENCES service_classes (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT NOT NULL,
    -- Of a domain: what its name ends with.
    tld TEXT NOT NULL,
    archived_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_offered_item_per_name ON items (kind, name_key) WHERE archived_at IS NULL;

-- What the operator asks for an item: the youngest row is in force.
CREATE TABLE item_prices (
    id BLOB PRIMARY KEY,
    item_id BLOB NOT NULL REFERENCES items (id),
    -- Months between two charges; 0 is once.
    months INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- None: not offered this way any more.
    wholesale_minor INTEGER,
    since INTEGER NOT NULL,
    -- Who set it; nobody when no person did.
    set_by BLOB REFERENCES users (id)
) STRICT;
CREATE INDEX item_prices_by_item ON item_prices (item_id, months, currency, id);

-- What a partner asks for an item, where its margin does not say.
CREATE TABLE retail_prices (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    months INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- None: as the margin says.
    retail_minor INTEGER,
    since INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id)
) STRICT;
CREATE INDEX retail_prices_by_item ON retail_prices (partner_id, item_id, months, currency, id);

-- What a partner puts on top of the operator's price: on a class, or on all.
CREATE TABLE margins (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    class_id BLOB,
    -- Basis points; none: as the margin on all.
    margin INTEGER,
    since INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id)
) STRICT;
