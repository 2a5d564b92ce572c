-- Partners' own domains (docs/domains.md): claimed, proved by a record in the DNS, served.

CREATE TABLE domains (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    -- In A-labels, small letters, without a final dot.
    name TEXT NOT NULL,
    -- What the record must say. It stands in the DNS for all to read: no secret.
    token TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    checked_at INTEGER,
    -- While it is being looked at: the end of the lease, by which a look that took too long knows
    -- that another one came after it.
    next_check_at INTEGER NOT NULL,
    failing_since INTEGER,
    -- What the last look found wrong, as JSON.
    trouble TEXT,
    -- A removed domain is kept for thirty days as a tombstone; claiming it again is a new row with a
    -- new token.
    removed_at INTEGER,
    PRIMARY KEY (partner_id, id)
) STRICT;
CREATE UNIQUE INDEX one_claim_per_domain ON domains (partner_id, name) WHERE removed_at IS NULL;
-- Of those who claim a name one can prove it. The other key that cannot begin with the partner: it
-- finds the partner of a host.
CREATE UNIQUE INDEX one_holder_per_domain ON domains (name)
    WHERE removed_at IS NULL AND state <> 'pending';
CREATE INDEX domains_due ON domains (next_check_at, id) WHERE removed_at IS NULL;

-- The sessions of a domain end with it.
CREATE INDEX sessions_by_host ON sessions (host);
