-- Orders and the services, add-ons and domains that come of them.

-- The next number of everything a partner numbers, taken in the transaction that uses it: a
-- transaction that fails leaves no gap.
CREATE TABLE series (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    name text NOT NULL,
    next bigint NOT NULL,
    PRIMARY KEY (partner_id, name)
);

CREATE TABLE orders (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    number bigint NOT NULL,
    client_id uuid NOT NULL,
    status text NOT NULL,
    currency text NOT NULL,
    -- When its services begin: at once, or when the first invoice is paid.
    begins text NOT NULL,
    note text NOT NULL,
    -- What the lists filter by and show, kept with the lines.
    has_services boolean NOT NULL,
    has_add_ons boolean NOT NULL,
    has_domains boolean NOT NULL,
    retail_minor bigint NOT NULL,
    wholesale_minor bigint NOT NULL,
    created_by uuid REFERENCES users (id),
    created_at bigint NOT NULL,
    placed_at bigint,
    canceled_at bigint,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_order_per_number UNIQUE (partner_id, number),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
);
CREATE INDEX orders_by_client ON orders (partner_id, client_id, id);
CREATE INDEX orders_by_status ON orders (partner_id, status, id);

-- An order keeps the prices it was placed at.
CREATE TABLE order_lines (
    partner_id uuid NOT NULL,
    order_id uuid NOT NULL,
    position bigint NOT NULL,
    item_id uuid NOT NULL,
    kind text NOT NULL,
    class_id uuid NOT NULL,
    name text NOT NULL,
    -- The name of a domain, or what tells it from others.
    label text NOT NULL,
    months bigint NOT NULL,
    quantity bigint NOT NULL,
    retail_minor bigint NOT NULL,
    wholesale_minor bigint NOT NULL,
    -- Basis points off the retail price.
    discount bigint NOT NULL,
    -- Of an add-on: the line of this order, or the service, that it extends.
    extends_line bigint,
    extends_id uuid,
    PRIMARY KEY (partner_id, order_id, position),
    FOREIGN KEY (partner_id, order_id) REFERENCES orders (partner_id, id) ON DELETE CASCADE
);

-- What a client has: services, add-ons and domains, each with a life of its own.
CREATE TABLE services (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    order_id uuid NOT NULL,
    position bigint NOT NULL,
    item_id uuid NOT NULL,
    kind text NOT NULL,
    class_id uuid NOT NULL,
    name text NOT NULL,
    label text NOT NULL,
    months bigint NOT NULL,
    quantity bigint NOT NULL,
    currency text NOT NULL,
    retail_minor bigint NOT NULL,
    wholesale_minor bigint NOT NULL,
    discount bigint NOT NULL,
    status text NOT NULL,
    extends_id uuid,
    -- Days since 1970. The day of the month on which it is renewed, 31 where the month has one.
    anchor bigint,
    begun_on bigint,
    -- Charged up to the day before; the next charge is for the time from here.
    renews_on bigint,
    -- Ends then instead of being renewed.
    ends_on bigint,
    ended_on bigint,
    created_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT one_service_per_line UNIQUE (partner_id, order_id, position),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    FOREIGN KEY (partner_id, order_id) REFERENCES orders (partner_id, id),
    FOREIGN KEY (partner_id, extends_id) REFERENCES services (partner_id, id)
);
CREATE INDEX services_by_client ON services (partner_id, client_id, kind, id);
CREATE INDEX services_by_status ON services (partner_id, status, client_id);
CREATE INDEX services_due ON services (partner_id, renews_on) WHERE status = 'active';
CREATE INDEX services_due_anywhere ON services (renews_on) WHERE status = 'active';
