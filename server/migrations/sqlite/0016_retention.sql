-- Erasing the personal data of applications and former members, whose rows stay for the counts; and signatures.

-- Erased rows have no name. What is to be erased is found without reading those, nor what led to a membership.
DROP INDEX applications_retention;
CREATE INDEX applications_retention ON applications (retain_until) WHERE member_id IS NULL AND name <> '';
DROP INDEX members_ended;
CREATE INDEX members_ended ON members (state, ended_on) WHERE name <> '';

-- As with members: applications whose personal data was erased stand in no list.
DROP TRIGGER applications_count_added;
DROP TRIGGER applications_count_removed;
DROP TRIGGER applications_count_moved;
CREATE TRIGGER applications_count_added AFTER INSERT ON applications WHEN new.name <> '' BEGIN
    INSERT INTO application_counts (union_id, state, filed, worker_group, division, counted)
        VALUES (new.union_id, new.state, new.filed_at IS NOT NULL, new.worker_group, new.division, 1)
        ON CONFLICT (union_id, state, filed, worker_group, division) DO UPDATE SET counted = application_counts.counted + 1;
END;
CREATE TRIGGER applications_count_removed AFTER DELETE ON applications WHEN old.name <> '' BEGIN
    UPDATE application_counts SET counted = counted - 1
        WHERE union_id = old.union_id AND state = old.state AND filed = (old.filed_at IS NOT NULL)
          AND worker_group = old.worker_group AND division = old.division;
END;
CREATE TRIGGER applications_count_left AFTER UPDATE ON applications WHEN old.name <> '' BEGIN
    UPDATE application_counts SET counted = counted - 1
        WHERE union_id = old.union_id AND state = old.state AND filed = (old.filed_at IS NOT NULL)
          AND worker_group = old.worker_group AND division = old.division;
END;
CREATE TRIGGER applications_count_arrived AFTER UPDATE ON applications WHEN new.name <> '' BEGIN
    INSERT INTO application_counts (union_id, state, filed, worker_group, division, counted)
        VALUES (new.union_id, new.state, new.filed_at IS NOT NULL, new.worker_group, new.division, 1)
        ON CONFLICT (union_id, state, filed, worker_group, division) DO UPDATE SET counted = application_counts.counted + 1;
END;

-- The person of this erased application made another through the same ceremony, which counts people once.
ALTER TABLE applications ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;

-- Whose person joined a union after entering and whose membership was erased since: the entry is still counted so.
ALTER TABLE entries ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;

-- Signatures by finger under the application statement, sealed. A drive says whether one is asked for.
ALTER TABLE drives ADD COLUMN signature INTEGER NOT NULL DEFAULT 0;
CREATE TABLE application_signatures (
    application_id      BLOB PRIMARY KEY REFERENCES applications (id),
    signature_sealed    TEXT NOT NULL,
    at                  TEXT NOT NULL
) STRICT;
