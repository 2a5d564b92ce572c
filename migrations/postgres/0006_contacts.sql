-- The people a client writes to (P16), and files of them that wait to be brought in.

CREATE TABLE contacts (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    phone text NOT NULL,
    organisation text NOT NULL,
    notes text NOT NULL,
    -- The name, or the address of somebody without one: the order of the list.
    name_key text COLLATE "C" NOT NULL,
    email_key text NOT NULL,
    search_text text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
);
-- A page of the list is a walk along it. A search walks it too, through one client's rows and no
-- others: at the 100 000 of the largest plans that takes less than typing the next letter.
CREATE INDEX contacts_by_name ON contacts (partner_id, client_id, name_key, id);
CREATE UNIQUE INDEX one_contact_per_email ON contacts (partner_id, client_id, email_key)
    WHERE email_key <> '';

-- A file as text, for as long as its rehearsal is looked at.
CREATE TABLE contact_files (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    file text NOT NULL,
    delimiter text NOT NULL,
    has_headings boolean NOT NULL,
    content text NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
);
CREATE INDEX contact_files_by_client ON contact_files (partner_id, client_id);
