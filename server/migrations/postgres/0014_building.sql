-- Building unions: what is told of a union beyond its place in the tree, employers, founding steps, and the record of work.

-- One row for each union of which more is known. Numbers are JSON with a qualifier; `founded_on` is a year, a month or a
-- day (ISO 8601: 2020, 2020-07, 2020-07-15).
CREATE TABLE union_profiles (
    union_id        UUID PRIMARY KEY REFERENCES unions (id),
    version         INTEGER NOT NULL,
    uscc            TEXT NOT NULL,
    scope           TEXT,
    method          TEXT,
    organ           TEXT,
    party           TEXT,
    founded_on      TEXT,
    term_years      INTEGER,
    term_ends_on    DATE,
    workers         JSONB,
    members         JSONB,
    full_time_chair BOOLEAN NOT NULL,
    chair           TEXT NOT NULL,
    phone_sealed    TEXT NOT NULL,
    phone_mask      TEXT NOT NULL,
    note            TEXT NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL
);

-- Employers. A covered one belongs to the union that covers it, another to the federation in whose ledger it stands.
CREATE TABLE employers (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    covered         BOOLEAN NOT NULL,
    version         INTEGER NOT NULL,
    name            TEXT NOT NULL,
    name_key        TEXT NOT NULL,
    uscc            TEXT NOT NULL,
    address         TEXT NOT NULL,
    division        TEXT NOT NULL,
    nature          TEXT NOT NULL,
    economic_type   TEXT NOT NULL,
    industry        TEXT NOT NULL,
    party           TEXT NOT NULL,
    workers         JSONB,
    members         JSONB,
    covered_on      TEXT,
    reason          TEXT NOT NULL,
    plan            TEXT NOT NULL,
    plan_by         DATE,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX employers_union ON employers (union_id, covered, id);
CREATE INDEX employers_name ON employers (name_key);

-- Steps of founding a union and of its terms, each with its date as far as it is known.
CREATE TABLE founding_steps (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    step            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    happened_on     TEXT,
    document_number TEXT NOT NULL,
    no_relatives    BOOLEAN NOT NULL,
    note            TEXT NOT NULL,
    staff_id        UUID REFERENCES staff (id),
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX founding_steps_union ON founding_steps (union_id, id);

-- Files that prove a step.
CREATE TABLE attachments (
    id              UUID PRIMARY KEY,
    step_id         UUID NOT NULL REFERENCES founding_steps (id),
    name            TEXT NOT NULL,
    media_type      TEXT NOT NULL,
    size            INTEGER NOT NULL,
    content         BYTEA NOT NULL,
    staff_id        UUID NOT NULL REFERENCES staff (id),
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX attachments_step ON attachments (step_id);

-- The record of work: joint conferences, services, ceremonies, figures told by others.
CREATE TABLE chronicle (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    kind            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    title           JSONB NOT NULL,
    happened_on     TEXT,
    until           TEXT,
    count           JSONB,
    method          TEXT,
    note            JSONB NOT NULL,
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX chronicle_union ON chronicle (union_id, id);
