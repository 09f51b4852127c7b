-- Monthly reports of federations: targets, what was frozen when a month was closed, and later adjustments.

CREATE TABLE month_reports (
    union_id        BLOB NOT NULL REFERENCES unions (id),
    month           TEXT NOT NULL,
    target          INTEGER,
    figures         TEXT,
    problems        TEXT NOT NULL,
    closed_at       TEXT,
    staff_id        BLOB REFERENCES staff (id),
    PRIMARY KEY (union_id, month)
) STRICT;

-- A closed month is never changed: what was wrong is put right in one that is open, with the reason.
CREATE TABLE month_adjustments (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    month           TEXT NOT NULL,
    of_month        TEXT NOT NULL,
    line            TEXT NOT NULL,
    change_by       INTEGER NOT NULL,
    reason          TEXT NOT NULL,
    staff_id        BLOB NOT NULL REFERENCES staff (id),
    at              TEXT NOT NULL
) STRICT;
CREATE INDEX month_adjustments_union ON month_adjustments (union_id, month);
