-- Erasing the personal data of applications and former members, whose rows stay for the counts; and signatures.

-- Erased rows have no name. What is to be erased is found without reading those, nor what led to a membership.
DROP INDEX applications_retention;
CREATE INDEX applications_retention ON applications (retain_until) WHERE member_id IS NULL AND name <> '';
DROP INDEX members_ended;
CREATE INDEX members_ended ON members (state, ended_on) WHERE name <> '';

-- As with members: applications whose personal data was erased stand in no list.
CREATE OR REPLACE FUNCTION count_applications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE application_counts SET counted = counted - 1
            WHERE union_id = old.union_id AND state = old.state AND filed = (old.filed_at IS NOT NULL)
              AND worker_group = old.worker_group AND division = old.division
              AND old.name <> '';
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF new.name <> '' THEN
            INSERT INTO application_counts (union_id, state, filed, worker_group, division, counted)
                VALUES (new.union_id, new.state, new.filed_at IS NOT NULL, new.worker_group, new.division, 1)
                ON CONFLICT (union_id, state, filed, worker_group, division) DO UPDATE SET counted = application_counts.counted + 1;
        END IF;
    END IF;
    RETURN NULL;
END
$$;

-- The person of this erased application made another through the same ceremony, which counts people once.
ALTER TABLE applications ADD COLUMN repeats BOOLEAN NOT NULL DEFAULT FALSE;

-- Whose person joined a union after entering and whose membership was erased since: the entry is still counted so.
ALTER TABLE entries ADD COLUMN joined BOOLEAN NOT NULL DEFAULT FALSE;

-- Signatures by finger under the application statement, sealed. A drive says whether one is asked for.
ALTER TABLE drives ADD COLUMN signature BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE application_signatures (
    application_id      UUID PRIMARY KEY REFERENCES applications (id),
    signature_sealed    TEXT NOT NULL,
    at                  TIMESTAMPTZ NOT NULL
);
