-- How many entries each event has in each state, counted where entries are written, so that no list counts rows.
CREATE TABLE entry_counts (
    competition_id  UUID NOT NULL REFERENCES competitions (id),
    event           TEXT NOT NULL,
    state           TEXT NOT NULL,
    entries         BIGINT NOT NULL CHECK (entries >= 0),
    PRIMARY KEY (competition_id, event, state)
);
INSERT INTO entry_counts (competition_id, event, state, entries)
    SELECT competition_id, event, state, COUNT(*) FROM entries GROUP BY competition_id, event, state;

-- Triggers, so that whatever writes an entry is counted; once for a statement, however many rows it wrote.
CREATE FUNCTION count_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE entry_counts AS counted SET entries = counted.entries - gone.entries
        FROM (SELECT competition_id, event, state, COUNT(*) AS entries FROM before
              GROUP BY competition_id, event, state) AS gone
        WHERE counted.competition_id = gone.competition_id AND counted.event = gone.event
          AND counted.state = gone.state;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO entry_counts AS counted (competition_id, event, state, entries)
        SELECT competition_id, event, state, COUNT(*) FROM written GROUP BY competition_id, event, state
        ON CONFLICT (competition_id, event, state) DO UPDATE SET entries = counted.entries + excluded.entries;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER entries_count_added AFTER INSERT ON entries
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION count_entries();
CREATE TRIGGER entries_count_removed AFTER DELETE ON entries
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION count_entries();
CREATE TRIGGER entries_count_moved AFTER UPDATE ON entries
    REFERENCING OLD TABLE AS before NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION count_entries();

-- Finds the newest of an event in a state; with the name, a search for one needs no row but those that it finds.
DROP INDEX entries_list;
CREATE INDEX entries_list ON entries (competition_id, event, state, id, name);

-- Nobody looks changes up by record; who follows the feed goes by its numbers.
DROP INDEX changes_record;
