-- Visits: a member of the partner's team in the pages of a client, openly and for a while.

CREATE TABLE visits (
    partner_id BLOB NOT NULL,
    id BLOB NOT NULL,
    -- On behalf of whom.
    client_id BLOB NOT NULL,
    actor_id BLOB NOT NULL REFERENCES users (id),
    -- The session at the portal's own host that it stands on: signing out there ends it.
    actor_session BLOB NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    -- When it was asked for, or begun.
    at INTEGER NOT NULL,
    -- Until when it waits as it is: for an answer, for its beginning, for its end.
    until INTEGER NOT NULL,
    -- The way in, for a minute; a request that was allowed can get another.
    ticket_hash BLOB,
    ticket_until INTEGER,
    ended_at INTEGER,
    PRIMARY KEY (partner_id, id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;
CREATE INDEX visits_by_client ON visits (partner_id, client_id, id);
CREATE INDEX visits_by_actor ON visits (partner_id, actor_id, state);
CREATE INDEX visits_by_ticket ON visits (ticket_hash);
-- Nobody is at two places at once (C4).
CREATE UNIQUE INDEX one_visit_at_a_time ON visits (partner_id, actor_id)
    WHERE state = 'under_way';

-- What a client wants of visits; without a row they are welcome.
CREATE TABLE visit_rules (
    partner_id BLOB NOT NULL,
    client_id BLOB NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (partner_id, client_id),
    FOREIGN KEY (partner_id, client_id) REFERENCES clients (partner_id, id)
) STRICT;

-- The visit that a session is for, and during which something happened.
ALTER TABLE sessions ADD COLUMN visit_id BLOB;
ALTER TABLE audit_events ADD COLUMN visit_id BLOB;
CREATE INDEX audit_events_by_visit ON audit_events (partner_id, visit_id, id);
CREATE INDEX sessions_by_visit ON sessions (visit_id);
