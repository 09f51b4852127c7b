-- Transfers between unions, applications entered for workers, and counts of the lists.

-- A member's way from one union to another. One at a time: the index below holds whoever decides.
CREATE TABLE transfers (
    id              UUID PRIMARY KEY,
    member_id       UUID NOT NULL REFERENCES members (id),
    application_id  UUID NOT NULL REFERENCES applications (id),
    from_union_id   UUID NOT NULL REFERENCES unions (id),
    to_union_id     UUID NOT NULL REFERENCES unions (id),
    -- The nearest union above both, to which it goes when nobody answers in time.
    superior_id     UUID NOT NULL REFERENCES unions (id),
    state           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    reason          TEXT NOT NULL,
    decision_id     UUID REFERENCES decisions (id),
    due_at          TIMESTAMPTZ,
    offered_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX transfers_open ON transfers (member_id)
    WHERE state IN ('offered', 'requested', 'released', 'escalated');
CREATE INDEX transfers_member ON transfers (member_id, id);
CREATE INDEX transfers_application ON transfers (application_id, id);
CREATE INDEX transfers_from ON transfers (from_union_id, state);
CREATE INDEX transfers_to ON transfers (to_union_id, state);
CREATE INDEX transfers_due ON transfers (state, due_at);

-- How it is known that a worker wants an application that staff entered (代填).
CREATE TABLE confirmations (
    application_id  UUID PRIMARY KEY REFERENCES applications (id),
    reason          TEXT NOT NULL,
    confirmed_by    TEXT NOT NULL,
    confirmed_on    DATE NOT NULL,
    who             TEXT NOT NULL,
    staff_id        UUID NOT NULL REFERENCES staff (id),
    at              TIMESTAMPTZ NOT NULL
);

-- How many there are, counted where rows are written, so that no list counts rows.
CREATE TABLE application_counts (
    union_id        UUID NOT NULL REFERENCES unions (id),
    state           TEXT NOT NULL,
    filed           BOOLEAN NOT NULL,
    worker_group    TEXT NOT NULL,
    division        TEXT NOT NULL,
    counted         BIGINT NOT NULL CHECK (counted >= 0),
    PRIMARY KEY (union_id, state, filed, worker_group, division)
);
INSERT INTO application_counts (union_id, state, filed, worker_group, division, counted)
    SELECT union_id, state, filed_at IS NOT NULL, worker_group, division, COUNT(*) FROM applications
    GROUP BY union_id, state, filed_at IS NOT NULL, worker_group, division;

-- Former members whose personal data was erased have no name, and stand in no list.
CREATE TABLE member_counts (
    union_id        UUID NOT NULL REFERENCES unions (id),
    state           TEXT NOT NULL,
    worker_group    TEXT NOT NULL,
    division        TEXT NOT NULL,
    counted         BIGINT NOT NULL CHECK (counted >= 0),
    PRIMARY KEY (union_id, state, worker_group, division)
);
INSERT INTO member_counts (union_id, state, worker_group, division, counted)
    SELECT union_id, state, worker_group, division, COUNT(*) FROM members WHERE name <> ''
    GROUP BY union_id, state, worker_group, division;

-- Triggers, so that whatever writes a row is counted.
CREATE FUNCTION count_applications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE application_counts SET counted = counted - 1
            WHERE union_id = old.union_id AND state = old.state AND filed = (old.filed_at IS NOT NULL)
              AND worker_group = old.worker_group AND division = old.division;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO application_counts (union_id, state, filed, worker_group, division, counted)
            VALUES (new.union_id, new.state, new.filed_at IS NOT NULL, new.worker_group, new.division, 1)
            ON CONFLICT (union_id, state, filed, worker_group, division) DO UPDATE SET counted = application_counts.counted + 1;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER applications_counted AFTER INSERT OR UPDATE OR DELETE ON applications
    FOR EACH ROW EXECUTE FUNCTION count_applications();
CREATE FUNCTION count_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE member_counts SET counted = counted - 1
            WHERE union_id = old.union_id AND state = old.state
              AND worker_group = old.worker_group AND division = old.division
              AND old.name <> '';
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF new.name <> '' THEN
            INSERT INTO member_counts (union_id, state, worker_group, division, counted)
                VALUES (new.union_id, new.state, new.worker_group, new.division, 1)
                ON CONFLICT (union_id, state, worker_group, division) DO UPDATE SET counted = member_counts.counted + 1;
        END IF;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER members_counted AFTER INSERT OR UPDATE OR DELETE ON members
    FOR EACH ROW EXECUTE FUNCTION count_members();

-- Finds the newest of a union in a state; with the name, a search for one reads no row but those that it finds.
DROP INDEX applications_list;
CREATE INDEX applications_list ON applications (union_id, state, id, name);
DROP INDEX members_list;
CREATE INDEX members_list ON members (union_id, state, id, name);
CREATE INDEX members_ended ON members (state, ended_on);
