-- Where the sections of the clients' back office lead: products of the operator's, for all partners.

CREATE TABLE section_links (
    section TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    -- The key that signs hand-overs, sealed with the portal's own key.
    secret BLOB NOT NULL,
    -- Whether nothing of the operator's can be seen there (G11).
    is_safe INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
