-- The people of a client, with their rights, workspaces and what they asked for.

CREATE TABLE workspaces (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    -- Taken by those who are in and those who were asked (P14).
    seats bigint NOT NULL,
    created_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    CONSTRAINT one_workspace_per_name UNIQUE (partner_id, client_id, name_key)
);

CREATE TABLE client_users (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    role text NOT NULL,
    -- The ticked boxes, as JSON (G7).
    rights text NOT NULL,
    only_safe boolean NOT NULL,
    notices boolean NOT NULL,
    joined_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id),
    CONSTRAINT one_place_per_client UNIQUE (partner_id, client_id, user_id)
);
CREATE INDEX client_users_by_user ON client_users (user_id);

CREATE TABLE client_invitations (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    -- What the person may do once they are in, as JSON (domain::client_users::Access).
    access text NOT NULL,
    lang text NOT NULL,
    invited_by uuid NOT NULL REFERENCES users (id),
    sent_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    accepted_at bigint,
    revoked_at bigint,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
);
CREATE INDEX client_invitations_by_token ON client_invitations (token_hash);
-- One pending per address and client (G4).
CREATE UNIQUE INDEX one_pending_client_invitation
    ON client_invitations (partner_id, client_id, email_key)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- Who has a seat in which workspace: a person, or an invitation that waits.
CREATE TABLE workspace_seats (
    partner_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    holder_id uuid NOT NULL,
    PRIMARY KEY (partner_id, workspace_id, holder_id),
    FOREIGN KEY (partner_id, workspace_id) REFERENCES workspaces (partner_id, id) ON DELETE CASCADE
);
CREATE INDEX workspace_seats_by_holder ON workspace_seats (partner_id, holder_id);

-- A locked section that somebody asked for (G13).
CREATE TABLE section_requests (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    section text NOT NULL,
    message text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
);
CREATE INDEX section_requests_by_client ON section_requests (partner_id, client_id, id);

-- Contacts have been a limit of every plan; now they are a section too.
UPDATE plans SET sections = CASE WHEN sections = '[]' THEN '["contacts"]'
        ELSE replace(sections, ']', ',"contacts"]') END
    WHERE sections NOT LIKE '%"contacts"%';

-- At whose host somebody is signed in or asked for a link; at the portal's own there is no partner.
ALTER TABLE sessions ADD COLUMN partner_id uuid REFERENCES partners (partner_id);
ALTER TABLE reset_links ADD COLUMN partner_id uuid REFERENCES partners (partner_id);
-- Whether somebody chose to stay signed in: their session is not over when it is idle.
ALTER TABLE sessions ADD COLUMN stays boolean NOT NULL DEFAULT FALSE;
