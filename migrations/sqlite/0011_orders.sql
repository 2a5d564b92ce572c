-- Orders and the services, add-ons and domains that come of them.

-- The next number of everything a partner numbers, taken in the transaction that uses it: a
-- transaction that fails leaves no gap.
CREATE TABLE series (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    name TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (partner_id, name)
) STRICT;

CREATE TABLE orders (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    number INTEGER NOT NULL,
    client_id BLOB NOT NULL,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- When its services begin: at once, or when the first invoice is paid.
    begins TEXT NOT NULL,
    note TEXT NOT NULL,
    -- What the lists filter by and show, kept with the lines.
    has_services INTEGER NOT NULL,
    has_add_ons INTEGER NOT NULL,
    has_domains INTEGER NOT NULL,
    retail_minor INTEGER NOT NULL,
    wholesale_minor INTEGER NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at INTEGER NOT NULL,
    placed_at INTEGER,
    canceled_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_order_per_number UNIQUE (partner_id, number),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;
CREATE INDEX orders_by_client ON orders (partner_id, client_id, id);
CREATE INDEX orders_by_status ON orders (partner_id, status, id);

-- An order keeps the prices it was placed at.
CREATE TABLE order_lines (
    partner_id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    item_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    class_id BLOB NOT NULL,
    name TEXT NOT NULL,
    -- The name of a domain, or what tells it from others.
    label TEXT NOT NULL,
    months INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    retail_minor INTEGER NOT NULL,
    wholesale_minor INTEGER NOT NULL,
    -- Basis points off the retail price.
    discount INTEGER NOT NULL,
    -- Of an add-on: the line of this order, or the service, that it extends.
    extends_line INTEGER,
    extends_id BLOB,
    PRIMARY KEY (partner_id, order_id, position),
    FOREIGN KEY (partner_id, order_id) REFERENCES orders (partner_id, id) ON DELETE CASCADE
) STRICT;

-- What a client has: services, add-ons and domains, each with a life of its own.
CREATE TABLE services (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    item_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    class_id BLOB NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    months INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    currency TEXT NOT NULL,
    retail_minor INTEGER NOT NULL,
    wholesale_minor INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    status TEXT NOT NULL,
    extends_id BLOB,
    -- Days since 1970. The day of the month on which it is renewed, 31 where the month has one.
    anchor INTEGER,
    begun_on INTEGER,
    -- Charged up to the day before; the next charge is for the time from here.
    renews_on INTEGER,
    -- Ends then instead of being renewed.
    ends_on INTEGER,
    ended_on INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_service_per_line UNIQUE (partner_id, order_id, position),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    FOREIGN KEY (partner_id, order_id) REFERENCES orders (partner_id, id),
    FOREIGN KEY (partner_id, extends_id) REFERENCES services (partner_id, id)
) STRICT;
CREATE INDEX services_by_client ON services (partner_id, client_id, kind, id);
CREATE INDEX services_by_status ON services (partner_id, status, client_id);
CREATE INDEX services_due ON services (partner_id, renews_on) WHERE status = 'active';
CREATE INDEX services_due_anywhere ON services (renews_on) WHERE status = 'active';
