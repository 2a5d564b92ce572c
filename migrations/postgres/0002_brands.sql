-- What a partner's clients see. The draft is edited and versioned; publishing copies it, and keeps
-- what was published before, so that one press brings it back.
CREATE TABLE brands (
    partner_id uuid NOT NULL PRIMARY KEY REFERENCES partners (partner_id),
    draft text NOT NULL,
    pictures text NOT NULL,
    version bigint NOT NULL,
    published text,
    published_at bigint,
    previous text,
    can_undo boolean NOT NULL
);

-- Pictures as they were made anew from what was uploaded, named for their content.
CREATE TABLE brand_files (
    partner_id uuid NOT NULL REFERENCES partners (partner_id),
    id uuid NOT NULL,
    slot text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    width bigint NOT NULL,
    height bigint NOT NULL,
    bytes bytea NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT brand_files_by_name UNIQUE (partner_id, name)
);
