-- Membership drives, and the codes through which workers come.

-- Groups whose workers a union takes (codes of shared::membership::GROUPS), for finding the union of a trade.
ALTER TABLE unions ADD COLUMN worker_groups TEXT NOT NULL DEFAULT '[]';

CREATE TABLE drives (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    association_id  BLOB NOT NULL REFERENCES associations (id),
    title           TEXT NOT NULL,
    method          TEXT NOT NULL,
    starts_on       TEXT NOT NULL,
    ends_on         TEXT NOT NULL,
    targets         TEXT NOT NULL,
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT;
CREATE INDEX drives_union ON drives (union_id);

-- A code: what carries it, and what it knows of who comes through it. `/j/<code>` opens the application form.
CREATE TABLE sources (
    id              BLOB PRIMARY KEY,
    drive_id        BLOB NOT NULL REFERENCES drives (id),
    code            TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    label           TEXT NOT NULL,
    worker_group    TEXT NOT NULL,
    division        TEXT NOT NULL,
    union_id        BLOB REFERENCES unions (id),
    expires_at      TEXT,
    created_at      TEXT NOT NULL
) STRICT;
CREATE INDEX sources_drive ON sources (drive_id);

-- How often a code was opened, by day in China. Nobody is counted twice within a visit, and nobody is known.
CREATE TABLE scans (
    source_id       BLOB NOT NULL REFERENCES sources (id),
    day             TEXT NOT NULL,
    opened          INTEGER NOT NULL CHECK (opened >= 0),
    PRIMARY KEY (source_id, day)
) STRICT;
