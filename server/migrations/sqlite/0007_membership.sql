-- Joining a union, and being a member.

-- Decisions of a union's committee. There is no approval without one.
CREATE TABLE decisions (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    decided_on      TEXT NOT NULL,
    document_number TEXT NOT NULL,
    deciders        TEXT NOT NULL,
    staff_id        BLOB NOT NULL REFERENCES staff (id),
    at              TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_union ON decisions (union_id, decided_on);

-- Members, one row for each person: whoever comes back is the same member. So a person has one membership at most.
CREATE TABLE members (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    name            TEXT NOT NULL,
    id_type         TEXT NOT NULL,
    id_sealed       TEXT NOT NULL,
    id_mask         TEXT NOT NULL,
    id_index        BLOB NOT NULL,
    id_tail_index   BLOB NOT NULL,
    mobile_sealed   TEXT NOT NULL,
    mobile_mask     TEXT NOT NULL,
    mobile_index    BLOB NOT NULL,
    birth           TEXT,
    sex             TEXT,
    worker_group    TEXT NOT NULL,
    employer        TEXT NOT NULL,
    division        TEXT NOT NULL,
    profile         TEXT NOT NULL,
    joined_on       TEXT NOT NULL,
    ended_on        TEXT,
    created_at      TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX members_person ON members (id_index);
CREATE INDEX members_list ON members (union_id, state, id);
CREATE INDEX members_id_tail ON members (id_tail_index);

-- Applications to join. Several of one person may wait: nobody outside is told, staff see them side by side.
CREATE TABLE applications (
    id              BLOB PRIMARY KEY,
    association_id  BLOB NOT NULL REFERENCES associations (id),
    union_id        BLOB NOT NULL REFERENCES unions (id),
    routed_by       TEXT NOT NULL,
    source_id       BLOB REFERENCES sources (id),
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    form_version    INTEGER NOT NULL,
    name            TEXT NOT NULL,
    id_type         TEXT NOT NULL,
    id_sealed       TEXT NOT NULL,
    id_mask         TEXT NOT NULL,
    id_index        BLOB NOT NULL,
    id_tail_index   BLOB NOT NULL,
    mobile_sealed   TEXT NOT NULL,
    mobile_mask     TEXT NOT NULL,
    mobile_index    BLOB NOT NULL,
    birth           TEXT,
    sex             TEXT,
    worker_group    TEXT NOT NULL,
    employer        TEXT NOT NULL,
    division        TEXT NOT NULL,
    answers         TEXT NOT NULL,
    receipt_hash    TEXT NOT NULL UNIQUE,
    receipt_code    TEXT NOT NULL,
    reason          TEXT NOT NULL,
    decision_id     BLOB REFERENCES decisions (id),
    member_id       BLOB REFERENCES members (id),
    filed_at        TEXT,
    captured_at     TEXT NOT NULL,
    submitted_at    TEXT NOT NULL,
    changed_at      TEXT NOT NULL,
    retain_until    TEXT NOT NULL
) STRICT;
CREATE INDEX applications_list ON applications (union_id, state, id);
CREATE INDEX applications_source ON applications (source_id, state);
CREATE INDEX applications_person ON applications (id_index);
CREATE INDEX applications_id_tail ON applications (id_tail_index);
CREATE INDEX applications_mobile ON applications (mobile_index);
CREATE INDEX applications_member ON applications (member_id);
CREATE INDEX applications_retention ON applications (retain_until);

-- As for entries: to which text, when (PIPL art. 14, 15, 23, 29).
CREATE TABLE application_consents (
    application_id      BLOB NOT NULL REFERENCES applications (id),
    application_version INTEGER NOT NULL,
    purpose             TEXT NOT NULL,
    text_version        TEXT NOT NULL,
    given               INTEGER NOT NULL,
    at                  TEXT NOT NULL,
    PRIMARY KEY (application_id, application_version, purpose)
) STRICT;

-- Everything that changed a membership, with the union for which it counts.
CREATE TABLE membership_events (
    id              BLOB PRIMARY KEY,
    member_id       BLOB NOT NULL REFERENCES members (id),
    union_id        BLOB NOT NULL REFERENCES unions (id),
    change          TEXT NOT NULL,
    happened_on     TEXT NOT NULL,
    reason          TEXT NOT NULL,
    decision_id     BLOB REFERENCES decisions (id),
    application_id  BLOB REFERENCES applications (id),
    staff_id        BLOB REFERENCES staff (id),
    at              TEXT NOT NULL
) STRICT;
CREATE INDEX membership_events_member ON membership_events (member_id, id);
CREATE INDEX membership_events_union ON membership_events (union_id, happened_on);
