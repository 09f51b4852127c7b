-- Foundation. The same tables stand in ../postgres/0001_foundation.sql; a test compares the two.

-- One row. Held for the length of a write, it gives all writes one order: that of the feed and of the audit chain.
CREATE TABLE log_head (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    audit_seq   INTEGER NOT NULL,
    audit_hash  BLOB NOT NULL,
    change_seq  INTEGER NOT NULL
) STRICT;
INSERT INTO log_head VALUES (1, 0, zeroblob(32), 0);

-- The tree of unions. `path` is made of slugs, each ended by '/': 'qhd/courier/'. A node sees what begins with its path.
CREATE TABLE unions (
    id          BLOB PRIMARY KEY,
    parent_id   BLOB REFERENCES unions (id),
    slug        TEXT NOT NULL UNIQUE,
    path        TEXT NOT NULL UNIQUE,
    level       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    division    TEXT NOT NULL,
    name        TEXT NOT NULL
) STRICT;

CREATE TABLE associations (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    slug            TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    allowed_origins TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    account         TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    role            TEXT NOT NULL,
    password_hash   TEXT NOT NULL,
    failed_logins   INTEGER NOT NULL DEFAULT 0,
    locked_until    TEXT,
    disabled        INTEGER NOT NULL DEFAULT 0,
    created_at      TEXT NOT NULL
) STRICT;

-- Only the hash of a session's token is kept: who reads the database cannot log in with it.
CREATE TABLE sessions (
    token_hash      BLOB PRIMARY KEY,
    staff_id        BLOB NOT NULL REFERENCES staff (id),
    created_at      TEXT NOT NULL,
    seen_at         TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_staff ON sessions (staff_id);

CREATE TABLE competitions (
    id              BLOB PRIMARY KEY,
    association_id  BLOB NOT NULL REFERENCES associations (id),
    union_id        BLOB NOT NULL REFERENCES unions (id),
    slug            TEXT NOT NULL,
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    form_version    INTEGER NOT NULL,
    definition      TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    changed_at      TEXT NOT NULL,
    UNIQUE (association_id, slug)
) STRICT;
CREATE INDEX competitions_union ON competitions (union_id);

-- Every form that was ever open, so that an answer to an older one can be compared.
CREATE TABLE forms (
    competition_id  BLOB NOT NULL REFERENCES competitions (id),
    version         INTEGER NOT NULL,
    form            TEXT NOT NULL,
    PRIMARY KEY (competition_id, version)
) STRICT;

-- Places taken: of an event ('event', ''), of an employer in it, of a division in it.
CREATE TABLE places (
    competition_id  BLOB NOT NULL REFERENCES competitions (id),
    event           TEXT NOT NULL,
    scope           TEXT NOT NULL,
    key             TEXT NOT NULL,
    taken           INTEGER NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (competition_id, event, scope, key)
) STRICT;

CREATE TABLE entries (
    id                  BLOB PRIMARY KEY,
    competition_id      BLOB NOT NULL REFERENCES competitions (id),
    event               TEXT NOT NULL,
    state               TEXT NOT NULL,
    version             INTEGER NOT NULL,
    form_version        INTEGER NOT NULL,
    name                TEXT NOT NULL,
    id_type             TEXT NOT NULL,
    id_sealed           TEXT NOT NULL,
    id_mask             TEXT NOT NULL,
    id_index            BLOB NOT NULL,
    id_tail_index       BLOB NOT NULL,
    mobile_sealed       TEXT NOT NULL,
    mobile_mask         TEXT NOT NULL,
    mobile_index        BLOB NOT NULL,
    birth               TEXT,
    employer            TEXT NOT NULL,
    employer_key        TEXT NOT NULL,
    division            TEXT NOT NULL,
    answers             TEXT NOT NULL,
    publication         INTEGER NOT NULL,
    receipt_hash        TEXT NOT NULL UNIQUE,
    receipt_code        TEXT NOT NULL,
    reason              TEXT NOT NULL,
    captured_at         TEXT NOT NULL,
    submitted_at        TEXT NOT NULL,
    changed_at          TEXT NOT NULL,
    retain_until        TEXT NOT NULL
) STRICT;
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
    entry_id        BLOB NOT NULL REFERENCES entries (id),
    entry_version   INTEGER NOT NULL,
    purpose         TEXT NOT NULL,
    text_version    TEXT NOT NULL,
    given           INTEGER NOT NULL,
    at              TEXT NOT NULL,
    retain_until    TEXT NOT NULL,
    PRIMARY KEY (entry_id, entry_version, purpose)
) STRICT;

-- Every version of every mark; the highest counts.
CREATE TABLE marks (
    entry_id        BLOB NOT NULL REFERENCES entries (id),
    part            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    value           TEXT NOT NULL,
    staff_id        BLOB NOT NULL REFERENCES staff (id),
    at              TEXT NOT NULL,
    retain_until    TEXT NOT NULL,
    PRIMARY KEY (entry_id, part, version)
) STRICT;

-- Every published version of results, as it was published.
CREATE TABLE results (
    competition_id  BLOB NOT NULL REFERENCES competitions (id),
    version         INTEGER NOT NULL,
    published_at    TEXT NOT NULL,
    notice_until    TEXT NOT NULL,
    confirmed_at    TEXT,
    reason          TEXT NOT NULL,
    result_rows     TEXT NOT NULL,
    changed         TEXT NOT NULL,
    retain_until    TEXT NOT NULL,
    PRIMARY KEY (competition_id, version)
) STRICT;

-- Accepted operations: the same id with the same content gets the first answer again. The content is kept as a keyed
-- hash only, since it holds identity numbers.
CREATE TABLE operations (
    id              BLOB PRIMARY KEY,
    content_hash    BLOB NOT NULL,
    outcome         TEXT NOT NULL,
    at              TEXT NOT NULL
) STRICT;

-- The change feed. Carries no personal data.
CREATE TABLE changes (
    seq             INTEGER PRIMARY KEY,
    at              TEXT NOT NULL,
    operation_id    BLOB,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    record_id       BLOB NOT NULL,
    version         INTEGER NOT NULL,
    kind            TEXT NOT NULL
) STRICT;
CREATE INDEX changes_record ON changes (record_id);

-- The audit log. Append-only: triggers refuse changes, the chain of hashes shows what got past them.
CREATE TABLE audit (
    seq             INTEGER PRIMARY KEY,
    at              TEXT NOT NULL,
    actor_id        BLOB,
    actor           TEXT NOT NULL,
    union_id        BLOB,
    action          TEXT NOT NULL,
    record_id       BLOB,
    result          TEXT NOT NULL,
    detail          TEXT NOT NULL,
    hash            BLOB NOT NULL
) STRICT;
CREATE INDEX audit_record ON audit (record_id, seq);
CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_keeps_text BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
