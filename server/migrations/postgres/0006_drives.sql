-- Membership drives, and the codes through which workers come.

-- Groups whose workers a union takes (codes of shared::membership::GROUPS), for finding the union of a trade.
ALTER TABLE unions ADD COLUMN worker_groups JSONB NOT NULL DEFAULT '[]';

CREATE TABLE drives (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    association_id  UUID NOT NULL REFERENCES associations (id),
    title           JSONB NOT NULL,
    method          TEXT NOT NULL,
    starts_on       DATE NOT NULL,
    ends_on         DATE NOT NULL,
    targets         JSONB NOT NULL,
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX drives_union ON drives (union_id);

-- A code: what carries it, and what it knows of who comes through it. `/j/<code>` opens the application form.
CREATE TABLE sources (
    id              UUID PRIMARY KEY,
    drive_id        UUID NOT NULL REFERENCES drives (id),
    code            TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    label           TEXT NOT NULL,
    worker_group    TEXT NOT NULL,
    division        TEXT NOT NULL,
    union_id        UUID REFERENCES unions (id),
    expires_at      TIMESTAMPTZ,
    created_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX sources_drive ON sources (drive_id);

-- How often a code was opened, by day in China. Nobody is counted twice within a visit, and nobody is known.
CREATE TABLE scans (
    source_id       UUID NOT NULL REFERENCES sources (id),
    day             DATE NOT NULL,
    opened          BIGINT NOT NULL CHECK (opened >= 0),
    PRIMARY KEY (source_id, day)
);
