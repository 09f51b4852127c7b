-- Ceremonies: several venues at once, each with its own code; one screen, which has a code of its own.

CREATE TABLE ceremonies (
    id              UUID PRIMARY KEY,
    drive_id        UUID NOT NULL REFERENCES drives (id),
    code            TEXT NOT NULL UNIQUE,
    title           JSONB NOT NULL,
    oath            JSONB NOT NULL,
    oath_at         TIMESTAMPTZ NOT NULL,
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX ceremonies_drive ON ceremonies (drive_id);

-- What was certified at the oath: who, when, the totals of that moment. Written once; a trigger refuses changes.
CREATE TABLE headcounts (
    ceremony_id     UUID PRIMARY KEY REFERENCES ceremonies (id),
    staff_id        UUID NOT NULL REFERENCES staff (id),
    certified_by    TEXT NOT NULL,
    at              TIMESTAMPTZ NOT NULL,
    totals          JSONB NOT NULL
);
CREATE FUNCTION headcount_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a certified headcount is final'; END $$;
CREATE TRIGGER headcounts_keep_rows BEFORE DELETE OR UPDATE OR TRUNCATE ON headcounts
    FOR EACH STATEMENT EXECUTE FUNCTION headcount_is_final();

-- A venue belongs to a ceremony and has a host; any code can be changed, so that changes side by side are seen.
ALTER TABLE sources ADD COLUMN ceremony_id UUID REFERENCES ceremonies (id);
ALTER TABLE sources ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX sources_ceremony ON sources (ceremony_id);
