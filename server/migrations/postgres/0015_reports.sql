-- Monthly reports of federations: targets, what was frozen when a month was closed, and later adjustments.

CREATE TABLE month_reports (
    union_id        UUID NOT NULL REFERENCES unions (id),
    month           TEXT NOT NULL,
    target          INTEGER,
    figures         JSONB,
    problems        TEXT NOT NULL,
    closed_at       TIMESTAMPTZ,
    staff_id        UUID REFERENCES staff (id),
    PRIMARY KEY (union_id, month)
);

-- A closed month is never changed: what was wrong is put right in one that is open, with the reason.
CREATE TABLE month_adjustments (
    id              UUID PRIMARY KEY,
    union_id        UUID NOT NULL REFERENCES unions (id),
    month           TEXT NOT NULL,
    of_month        TEXT NOT NULL,
    line            TEXT NOT NULL,
    change_by       INTEGER NOT NULL,
    reason          TEXT NOT NULL,
    staff_id        UUID NOT NULL REFERENCES staff (id),
    at              TIMESTAMPTZ NOT NULL
);
CREATE INDEX month_adjustments_union ON month_adjustments (union_id, month);
