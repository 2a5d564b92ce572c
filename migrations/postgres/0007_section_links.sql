-- Where the sections of the clients' back office lead: products of the operator's, for all partners.

CREATE TABLE section_links (
    section text NOT NULL PRIMARY KEY,
    url text NOT NULL,
    -- The key that signs hand-overs, sealed with the portal's own key.
    secret bytea NOT NULL,
    -- Whether nothing of the operator's can be seen there (G11).
    is_safe boolean NOT NULL,
    updated_at bigint NOT NULL,
    version bigint NOT NULL
);
