-- What a partner's clients see. The draft is edited and versioned; publishing copies it, and keeps
-- what was published before, so that one press brings it back.
CREATE TABLE brands (
    partner_id BLOB NOT NULL PRIMARY KEY REFERENCES partners (partner_id),
    draft TEXT NOT NULL,
    pictures TEXT NOT NULL,
    version INTEGER NOT NULL,
    published TEXT,
    published_at INTEGER,
    previous TEXT,
    can_undo INTEGER NOT NULL
) STRICT;

-- Pictures as they were made anew from what was uploaded, named for their content.
CREATE TABLE brand_files (
    partner_id BLOB NOT NULL REFERENCES partners (partner_id),
    id BLOB NOT NULL,
    slot TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id),
    CONSTRAINT brand_files_by_name UNIQUE (partner_id, name)
) STRICT;
