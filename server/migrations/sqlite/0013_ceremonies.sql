-- Ceremonies: several venues at once, each with its own code; one screen, which has a code of its own.

CREATE TABLE ceremonies (
    id              BLOB PRIMARY KEY,
    drive_id        BLOB NOT NULL REFERENCES drives (id),
    code            TEXT NOT NULL UNIQUE,
    title           TEXT NOT NULL,
    oath            TEXT NOT NULL,
    oath_at         TEXT NOT NULL,
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT;
CREATE INDEX ceremonies_drive ON ceremonies (drive_id);

-- What was certified at the oath: who, when, the totals of that moment. Written once; triggers refuse changes.
CREATE TABLE headcounts (
    ceremony_id     BLOB PRIMARY KEY REFERENCES ceremonies (id),
    staff_id        BLOB NOT NULL REFERENCES staff (id),
    certified_by    TEXT NOT NULL,
    at              TEXT NOT NULL,
    totals          TEXT NOT NULL
) STRICT;
CREATE TRIGGER headcounts_keep_rows BEFORE DELETE ON headcounts
    BEGIN SELECT raise(ABORT, 'a certified headcount is final'); END;
CREATE TRIGGER headcounts_keep_text BEFORE UPDATE ON headcounts
    BEGIN SELECT raise(ABORT, 'a certified headcount is final'); END;

-- A venue belongs to a ceremony and has a host; any code can be changed, so that changes side by side are seen.
ALTER TABLE sources ADD COLUMN ceremony_id BLOB REFERENCES ceremonies (id);
ALTER TABLE sources ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX sources_ceremony ON sources (ceremony_id);
