-- Building unions: what is told of a union beyond its place in the tree, employers, founding steps, and the record of work.

-- One row for each union of which more is known. Numbers are JSON with a qualifier; `founded_on` is a year, a month or a
-- day (ISO 8601: 2020, 2020-07, 2020-07-15).
CREATE TABLE union_profiles (
    union_id        BLOB PRIMARY KEY REFERENCES unions (id),
    version         INTEGER NOT NULL,
    uscc            TEXT NOT NULL,
    scope           TEXT,
    method          TEXT,
    organ           TEXT,
    party           TEXT,
    founded_on      TEXT,
    term_years      INTEGER,
    term_ends_on    TEXT,
    workers         TEXT,
    members         TEXT,
    full_time_chair INTEGER NOT NULL,
    chair           TEXT NOT NULL,
    phone_sealed    TEXT NOT NULL,
    phone_mask      TEXT NOT NULL,
    note            TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT;

-- Employers. A covered one belongs to the union that covers it, another to the federation in whose ledger it stands.
CREATE TABLE employers (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    covered         INTEGER NOT NULL,
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
    workers         TEXT,
    members         TEXT,
    covered_on      TEXT,
    reason          TEXT NOT NULL,
    plan            TEXT NOT NULL,
    plan_by         TEXT,
    created_at      TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT;
CREATE INDEX employers_union ON employers (union_id, covered, id);
CREATE INDEX employers_name ON employers (name_key);

-- Steps of founding a union and of its terms, each with its date as far as it is known.
CREATE TABLE founding_steps (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    step            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    happened_on     TEXT,
    document_number TEXT NOT NULL,
    no_relatives    INTEGER NOT NULL,
    note            TEXT NOT NULL,
    staff_id        BLOB REFERENCES staff (id),
    at              TEXT NOT NULL
) STRICT;
CREATE INDEX founding_steps_union ON founding_steps (union_id, id);

-- Files that prove a step.
CREATE TABLE attachments (
    id              BLOB PRIMARY KEY,
    step_id         BLOB NOT NULL REFERENCES founding_steps (id),
    name            TEXT NOT NULL,
    media_type      TEXT NOT NULL,
    size            INTEGER NOT NULL,
    content         BLOB NOT NULL,
    staff_id        BLOB NOT NULL REFERENCES staff (id),
    at              TEXT NOT NULL
) STRICT;
CREATE INDEX attachments_step ON attachments (step_id);

-- The record of work: joint conferences, services, ceremonies, figures told by others.
CREATE TABLE chronicle (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    kind            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    title           TEXT NOT NULL,
    happened_on     TEXT,
    until           TEXT,
    count           TEXT,
    method          TEXT,
    note            TEXT NOT NULL,
    at              TEXT NOT NULL
) STRICT;
CREATE INDEX chronicle_union ON chronicle (union_id, id);
