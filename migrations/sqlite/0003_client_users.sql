-- The people of a client, with their rights, workspaces and what they asked for.

CREATE TABLE workspaces (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    -- Taken by those who are in and those who were asked (P14).
    seats INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    CONSTRAINT one_workspace_per_name UNIQUE (partner_id, client_id, name_key)
) STRICT;

CREATE TABLE client_users (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    -- The ticked boxes, as JSON (G7).
    rights TEXT NOT NULL,
    only_safe INTEGER NOT NULL,
    notices INTEGER NOT NULL,
    joined_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    CONSTRAINT one_place_per_client UNIQUE (partner_id, client_id, user_id)
) STRICT;
CREATE INDEX client_users_by_user ON client_users (user_id);

CREATE TABLE client_invitations (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    -- What the person may do once they are in, as JSON (domain::client_users::Access).
    access TEXT NOT NULL,
    lang TEXT NOT NULL,
    invited_by BLOB NOT NULL REFERENCES users (id),
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;
CREATE INDEX client_invitations_by_token ON client_invitations (token_hash);
-- One pending per address and client (G4).
CREATE UNIQUE INDEX one_pending_client_invitation
    ON client_invitations (partner_id, client_id, email_key)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- Who has a seat in which workspace: a person, or an invitation that waits.
CREATE TABLE workspace_seats (
    partner_id BLOB NOT NULL,
    workspace_id BLOB NOT NULL,
    holder_id BLOB NOT NULL,
    PRIMARY KEY (partner_id, workspace_id, holder_id),
    FOREIGN KEY (partner_id, workspace_id) REFERENCES workspaces (partner_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX workspace_seats_by_holder ON workspace_seats (partner_id, holder_id);

-- A locked section that somebody asked for (G13).
CREATE TABLE section_requests (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    section TEXT NOT NULL,
    message TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;
CREATE INDEX section_requests_by_client ON section_requests (partner_id, client_id, id);

-- Contacts have been a limit of every plan; now they are a section too.
UPDATE plans SET sections = CASE WHEN sections = '[]' THEN '["contacts"]'
        ELSE replace(sections, ']', ',"contacts"]') END
    WHERE sections NOT LIKE '%"contacts"%';

-- At whose host somebody is signed in or asked for a link; at the portal's own there is no partner.
ALTER TABLE sessions ADD COLUMN partner_id BLOB REFERENCES partners (partner_id);
ALTER TABLE reset_links ADD COLUMN partner_id BLOB REFERENCES partners (partner_id);
-- Whether somebody chose to stay signed in: their session is not over when it is idle.
ALTER TABLE sessions ADD COLUMN stays INTEGER NOT NULL DEFAULT 0;
