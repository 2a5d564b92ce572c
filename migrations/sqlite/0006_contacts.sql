-- The people a client writes to (P16), and files of them that wait to be brought in.

CREATE TABLE contacts (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    organisation TEXT NOT NULL,
    notes TEXT NOT NULL,
    -- The name, or the address of somebody without one: the order of the list.
    name_key TEXT NOT NULL,
    email_key TEXT NOT NULL,
    search_text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;
-- A page of the list is a walk along it. A search walks it too, through one client's rows and no
-- others: at the 100 000 of the largest plans that takes less than typing the next letter.
CREATE INDEX contacts_by_name ON contacts (partner_id, client_id, name_key, id);
CREATE UNIQUE INDEX one_contact_per_email ON contacts (partner_id, client_id, email_key)
    WHERE email_key <> '';

-- A file as text, for as long as its rehearsal is looked at.
CREATE TABLE contact_files (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    file TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    has_headings INTEGER NOT NULL,
    content TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;
CREATE INDEX contact_files_by_client ON contact_files (partner_id, client_id);
