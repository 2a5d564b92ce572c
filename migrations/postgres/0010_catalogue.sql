-- The operator's catalogue, with prices that are never changed but followed by others, and what each
-- partner makes of them.

CREATE TABLE service_classes (
    id uuid PRIMARY KEY,
    -- Which of the shipped ones; its name is translated until somebody types another.
    key text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    position bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT one_class_per_name UNIQUE (name_key)
);
INSERT INTO service_classes (id, key, name, name_key, position, version) VALUES
    ('0198f7a0-0000-7000-8000-000000000001', 'shared_hosting', '', 'shared_hosting', 1, 1),
    ('0198f7a0-0000-7000-8000-000000000002', 'domains_ssl', '', 'domains_ssl', 2, 1),
    ('0198f7a0-0000-7000-8000-000000000003', 'cloud_vps', '', 'cloud_vps', 3, 1),
    ('0198f7a0-0000-7000-8000-000000000004', 'dedicated_servers', '', 'dedicated_servers', 4, 1);

CREATE TABLE items (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    -- Of an add-on: which services it extends; without one, any. It earns as the service does.
    class_id uuid REFERENCES service_classes (id),
    name text NOT NULL,
    name_key text NOT NULL,
    description text NOT NULL,
    -- Of a domain: what its name ends with.
    tld text NOT NULL,
    archived_at bigint,
    created_at bigint NOT NULL,
    version bigint NOT NULL
);
CREATE UNIQUE INDEX one_offered_item_per_name ON items (kind, name_key) WHERE archived_at IS NULL;

-- What the operator asks for an item: the youngest row is in force.
CREATE TABLE item_prices (
    id uuid PRIMARY KEY,
    item_id uuid NOT NULL REFERENCES items (id),
    -- Months between two charges; 0 is once.
    months bigint NOT NULL,
    currency text NOT NULL,
    -- None: not offered this way any more.
    wholesale_minor bigint,
    since bigint NOT NULL,
    -- Who set it; nobody when no person did.
    set_by uuid REFERENCES users (id)
);
CREATE INDEX item_prices_by_item ON item_prices (item_id, months, currency, id);

-- What a partner asks for an item, where its margin does not say.
CREATE TABLE retail_prices (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    item_id uuid NOT NULL,
    months bigint NOT NULL,
    currency text NOT NULL,
    -- None: as the margin says.
    retail_minor bigint,
    since bigint NOT NULL,
    PRIMARY KEY (partner_id, id)
);
CREATE INDEX retail_prices_by_item ON retail_prices (partner_id, item_id, months, currency, id);

-- What a partner puts on top of the operator's price: on a class, or on all.
CREATE TABLE margins (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    class_id uuid,
    -- Basis points; none: as the margin on all.
    margin bigint,
    since bigint NOT NULL,
    PRIMARY KEY (partner_id, id)
);
