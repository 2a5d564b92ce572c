-- What the leak meter saw last where a partner's clients look, as JSON (domain::leaks::Report).
CREATE TABLE leak_reports (
    partner_id BLOB NOT NULL PRIMARY KEY REFERENCES partners (partner_id),
    at INTEGER NOT NULL,
    build TEXT NOT NULL,
    report TEXT NOT NULL,
    -- The part of it that is read for every page of a client: the sections that are not safe (G12).
    sections TEXT NOT NULL
) STRICT;
