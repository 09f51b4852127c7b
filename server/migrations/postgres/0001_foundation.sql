-- Foundation. The same tables stand in ../sqlite/0001_foundation.sql; a test compares the two.

-- One row. Held for the length of a write, it gives all writes one order: that of the feed and of the audit chain.
CREATE TABLE log_head (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    audit_seq   BIGINT NOT NULL,
    audit_hash  BYTEA NOT NULL,
    change_seq  BIGINT NOT NULL
);
INSERT INTO log_head VALUES (1, 0, decode(repeat('00', 32), 'hex'), 0);

-- The tree of unions. `path` is made of slugs, each ended by '/': 'qhd/courier/'. A node sees what begins with its path.
CREATE TABLE unions (
    id          UUID PRIMARY KEY,
    parent_id   UUID REFERENCES unions (id),
    slug        TEXT NOT NULL UNIQUE,
    path        TEXT COLLATE "C" NOT NULL UNIQUE,
    level       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    division    TEXT NOT NULL,
    name        JSONB NOT NULL
);

CREATE TABLE associations (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    slug            TEXT NOT NULL UNIQUE,
    name            JSONB NOT NULL,
    allowed_origins JSONB NOT NULL
);

CREATE TABLE staff (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    account         TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    role            TEXT NOT NULL,
    password_hash   TEXT NOT NULL,
    failed_logins   INTEGER NOT NULL DEFAULT 0,
    locked_until    TIMESTAMPTZ,
    disabled        BOOLEAN NOT NULL DEFAULT FALSE,
    created_at      TIMESTAMPTZ NOT NULL
);

-- Only the hash of a session's token is kept: who reads the database cannot log in with it.
CREATE TABLE sessions (
    token_hash      BYTEA PRIMARY KEY,
    staff_id        UUID NOT NULL REFERENCES staff (id),
    created_at      TIMESTAMPTZ NOT NULL,
    seen_at         TIMESTAMPTZ NOT NULL
);
CREATE INDEX sessions_staff ON sessions (staff_id);

CREATE TABLE competitions (
    id              UUID PRIMARY KEY,
    association_id  UUID NOT NULL REFERENCES associations (id),
    union_id        UUID NOT NULL REFERENCES unions (id),
    slug            TEXT NOT NULL,
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    form_version    INTEGER NOT NULL,
    definition      JSONB NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL,
    UNIQUE (association_id, slug)
);
CREATE INDEX competitions_union ON competitions (union_id);

-- Every form that was ever open, so that an answer to an older one can be compared.
CREATE TABLE forms (
    competition_id  UUID NOT NULL REFERENCES competitions (id),
    version         INTEGER NOT NULL,
    form            JSONB NOT NULL,
    PRIMARY KEY (competition_id, version)
);

-- Places taken: of an event ('event', ''), of an employer in it, of a division in it.
CREATE TABLE places (
    competition_id  UUID NOT NULL REFERENCES competitions (id),
    event           TEXT NOT NULL,
    scope           TEXT NOT NULL,
    key             TEXT NOT NULL,
    taken           INTEGER NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (competition_id, event, scope, key)
);

CREATE TABLE entries (
    id                  UUID PRIMARY KEY,
    competition_id      UUID NOT NULL REFERENCES competitions (id),
    event               TEXT NOT NULL,
    state               TEXT NOT NULL,
    version             INTEGER NOT NULL,
    form_version        INTEGER NOT NULL,
    name                TEXT NOT NULL,
    id_type             TEXT NOT NULL,
    id_sealed           TEXT NOT NULL,
    id_mask             TEXT NOT NULL,
    id_index            BYTEA NOT NULL,
    id_tail_index       BYTEA NOT NULL,
    mobile_sealed       TEXT NOT NULL,
    mobile_mask         TEXT NOT NULL,
    mobile_index        BYTEA NOT NULL,
    birth               DATE,
    employer            TEXT NOT NULL,
    employer_key        TEXT NOT NULL,
    division            TEXT NOT NULL,
    answers             JSONB NOT NULL,
    publication         BOOLEAN NOT NULL,
    receipt_hash        TEXT NOT NULL UNIQUE,
    receipt_code        TEXT NOT NULL,
    reason              TEXT NOT NULL,
    captured_at         TIMESTAMPTZ NOT NULL,
    submitted_at        TIMESTAMPTZ NOT NULL,
    changed_at          TIMESTAMPTZ NOT NULL,
    retain_until        DATE NOT NULL
);
-- One entry per person and event, among those that hold a place.
CREATE UNIQUE INDEX entries_person ON entries (competition_id, event, id_index)
    WHERE state IN ('submitted', 'returned', 'eligible');
CREATE INDEX entries_list ON entries (competition_id, state, id);
CREATE INDEX entries_receipt_code ON entries (receipt_code);
CREATE INDEX entries_id_tail ON entries (id_tail_index);
CREATE INDEX entries_mobile ON entries (mobile_index);
CREATE INDEX entries_retention ON entries (retain_until);

-- A consent is a record of its own: to which text, when, and when it was taken back (PIPL art. 14, 15).
CREATE TABLE consents (
    entry_id        UUID NOT NULL REFERENCES entries (id),
    entry_version   INTEGER NOT NULL,
    purpose         TEXT NOT NULL,
    text_version    TEXT NOT NULL,
    given           BOOLEAN NOT NULL,
    at              TIMESTAMPTZ NOT NULL,
    retain_until    DATE NOT NULL,
    PRIMARY KEY (entry_id, entry_version, purpose)
);

-- Every version of every mark; the highest counts.
CREATE TABLE marks (
    entry_id        UUID NOT NULL REFERENCES entries (id),
    part            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    value           TEXT NOT NULL,
    staff_id        UUID NOT NULL REFERENCES staff (id),
    at              TIMESTAMPTZ NOT NULL,
    retain_until    DATE NOT NULL,
    PRIMARY KEY (entry_id, part, version)
);

-- Every published version of results, as it was published.
CREATE TABLE results (
    competition_id  UUID NOT NULL REFERENCES competitions (id),
    version         INTEGER NOT NULL,
    published_at    TIMESTAMPTZ NOT NULL,
    notice_until    TIMESTAMPTZ NOT NULL,
    confirmed_at    TIMESTAMPTZ,
    reason          TEXT NOT NULL,
    result_rows     JSONB NOT NULL,
    changed         JSONB NOT NULL,
    retain_until    DATE NOT NULL,
    PRIMARY KEY (competition_id, version)
);

-- Accepted operations: the same id with the same content gets the first answer again. The content is kept as a keyed
-- hash only, since it holds identity numbers.
CREATE TABLE operations (
    id              UUID PRIMARY KEY,
    content_hash    BYTEA NOT NULL,
    outcome         JSONB NOT NULL,
    at              TIMESTAMPTZ NOT NULL
);

-- The change feed. Carries no personal data.
CREATE TABLE changes (
    seq             BIGINT PRIMARY KEY,
    at              TIMESTAMPTZ NOT NULL,
    operation_id    UUID,
    union_id        UUID NOT NULL REFERENCES unions (id),
    record_id       UUID NOT NULL,
    version         INTEGER NOT NULL,
    kind            JSONB NOT NULL
);
CREATE INDEX changes_record ON changes (record_id);

-- The audit log. Append-only: triggers refuse changes, the chain of hashes shows what got past them.
CREATE TABLE audit (
    seq             BIGINT PRIMARY KEY,
    at              TIMESTAMPTZ NOT NULL,
    actor_id        UUID,
    actor           TEXT NOT NULL,
    union_id        UUID,
    action          TEXT NOT NULL,
    record_id       UUID,
    result          TEXT NOT NULL,
    detail          TEXT NOT NULL,
    hash            BYTEA NOT NULL
);
CREATE INDEX audit_record ON audit (record_id, seq);
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_keeps_rows BEFORE DELETE OR UPDATE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
