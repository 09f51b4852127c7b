-- Joining a union, and being a member.

-- Decisions of a union's committee. There is no approval without one.
CREATE TABLE decisions (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    decided_on      DATE NOT NULL,
    document_number TEXT NOT NULL,
    deciders        TEXT NOT NULL,
    staff_id        UUID NOT NULL REFERENCES staff (id),
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX decisions_union ON decisions (union_id, decided_on);

-- Members, one row for each person: whoever comes back is the same member. So a person has one membership at most.
CREATE TABLE members (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    name            TEXT NOT NULL,
    id_type         TEXT NOT NULL,
    id_sealed       TEXT NOT NULL,
    id_mask         TEXT NOT NULL,
    id_index        BYTEA NOT NULL,
    id_tail_index   BYTEA NOT NULL,
    mobile_sealed   TEXT NOT NULL,
    mobile_mask     TEXT NOT NULL,
    mobile_index    BYTEA NOT NULL,
    birth           DATE,
    sex             TEXT,
    worker_group    TEXT NOT NULL,
    employer        TEXT NOT NULL,
    division        TEXT NOT NULL,
    profile         JSONB NOT NULL,
    joined_on       DATE NOT NULL,
    ended_on        DATE,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX members_person ON members (id_index);
CREATE INDEX members_list ON members (union_id, state, id);
CREATE INDEX members_id_tail ON members (id_tail_index);

-- Applications to join. Several of one person may wait: nobody outside is told, staff see them side by side.
CREATE TABLE applications (
    id              UUID PRIMARY KEY,
    association_id  UUID NOT NULL REFERENCES associations (id),
    union_id        UUID NOT NULL REFERENCES unions (id),
    routed_by       TEXT NOT NULL,
    source_id       UUID REFERENCES sources (id),
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    form_version    INTEGER NOT NULL,
    name            TEXT NOT NULL,
    id_type         TEXT NOT NULL,
    id_sealed       TEXT NOT NULL,
    id_mask         TEXT NOT NULL,
    id_index        BYTEA NOT NULL,
    id_tail_index   BYTEA NOT NULL,
    mobile_sealed   TEXT NOT NULL,
    mobile_mask     TEXT NOT NULL,
    mobile_index    BYTEA NOT NULL,
    birth           DATE,
    sex             TEXT,
    worker_group    TEXT NOT NULL,
    employer        TEXT NOT NULL,
    division        TEXT NOT NULL,
    answers         JSONB NOT NULL,
    receipt_hash    TEXT NOT NULL UNIQUE,
    receipt_code    TEXT NOT NULL,
    reason          TEXT NOT NULL,
    decision_id     UUID REFERENCES decisions (id),
    member_id       UUID REFERENCES members (id),
    filed_at        TIMESTAMPTZ,
    captured_at     TIMESTAMPTZ NOT NULL,
    submitted_at    TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL,
    retain_until    DATE NOT NULL
);
CREATE INDEX applications_list ON applications (union_id, state, id);
CREATE INDEX applications_source ON applications (source_id, state);
CREATE INDEX applications_person ON applications (id_index);
CREATE INDEX applications_id_tail ON applications (id_tail_index);
CREATE INDEX applications_mobile ON applications (mobile_index);
CREATE INDEX applications_member ON applications (member_id);
CREATE INDEX applications_retention ON applications (retain_until);

-- As for entries: to which text, when (PIPL art. 14, 15, 23, 29).
CREATE TABLE application_consents (
    application_id      UUID NOT NULL REFERENCES applications (id),
    application_version INTEGER NOT NULL,
    purpose             TEXT NOT NULL,
    text_version        TEXT NOT NULL,
    given               BOOLEAN NOT NULL,
    at                  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (application_id, application_version, purpose)
);

-- Everything that changed a membership, with the union for which it counts.
CREATE TABLE membership_events (
    id              UUID PRIMARY KEY,
    member_id       UUID NOT NULL REFERENCES members (id),
    union_id        UUID NOT NULL REFERENCES unions (id),
    change          TEXT NOT NULL,
    happened_on     DATE NOT NULL,
    reason          TEXT NOT NULL,
    decision_id     UUID REFERENCES decisions (id),
    application_id  UUID REFERENCES applications (id),
    staff_id        UUID REFERENCES staff (id),
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX membership_events_member ON membership_events (member_id, id);
CREATE INDEX membership_events_union ON membership_events (union_id, happened_on);
