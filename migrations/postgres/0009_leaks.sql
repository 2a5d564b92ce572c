-- What the leak meter saw last where a partner's clients look, as JSON (domain::leaks::Report).
CREATE TABLE leak_reports (
    partner_id uuid NOT NULL PRIMARY KEY REFERENCES partners (partner_id),
    at bigint NOT NULL,
    build text NOT NULL,
    report text NOT NULL,
    -- The part of it that is read for every page of a client: the sections that are not safe (G12).
    sections text NOT NULL
);
