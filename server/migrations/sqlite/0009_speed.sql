-- How many entries each event has in each state, counted where entries are written, so that no list counts rows.
CREATE TABLE entry_counts (
    competition_id  BLOB NOT NULL REFERENCES competitions (id),
    event           TEXT NOT NULL,
    state           TEXT NOT NULL,
    entries         INTEGER NOT NULL CHECK (entries >= 0),
    PRIMARY KEY (competition_id, event, state)
) STRICT, WITHOUT ROWID;
INSERT INTO entry_counts (competition_id, event, state, entries)
    SELECT competition_id, event, state, COUNT(*) FROM entries GROUP BY competition_id, event, state;

-- Triggers, so that whatever writes an entry is counted.
CREATE TRIGGER entries_count_added AFTER INSERT ON entries BEGIN
    INSERT INTO entry_counts (competition_id, event, state, entries)
        VALUES (new.competition_id, new.event, new.state, 1)
        ON CONFLICT (competition_id, event, state) DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER entries_count_removed AFTER DELETE ON entries BEGIN
    UPDATE entry_counts SET entries = entries - 1
        WHERE competition_id = old.competition_id AND event = old.event AND state = old.state;
END;
CREATE TRIGGER entries_count_moved AFTER UPDATE ON entries
    WHEN (old.competition_id, old.event, old.state) <> (new.competition_id, new.event, new.state) BEGIN
    UPDATE entry_counts SET entries = entries - 1
        WHERE competition_id = old.competition_id AND event = old.event AND state = old.state;
    INSERT INTO entry_counts (competition_id, event, state, entries)
        VALUES (new.competition_id, new.event, new.state, 1)
        ON CONFLICT (competition_id, event, state) DO UPDATE SET entries = entries + 1;
END;

-- Finds the newest of an event in a state; with the name, a search for one needs no row but those that it finds.
DROP INDEX entries_list;
CREATE INDEX entries_list ON entries (competition_id, event, state, id, name);

-- Nobody looks changes up by record; who follows the feed goes by its numbers.
DROP INDEX changes_record;

-- Rows that lie in the order of their keys need no index beside the table: one page less in each commit.
CREATE TABLE operations_by_id (
    id              BLOB PRIMARY KEY,
    content_hash    BLOB NOT NULL,
    outcome         TEXT NOT NULL,
    at              TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO operations_by_id (id, content_hash, outcome, at)
    SELECT id, content_hash, outcome, at FROM operations ORDER BY id;
DROP TABLE operations;
ALTER TABLE operations_by_id RENAME TO operations;

CREATE TABLE consents_by_entry (
    entry_id        BLOB NOT NULL REFERENCES entries (id),
    entry_version   INTEGER NOT NULL,
    purpose         TEXT NOT NULL,
    text_version    TEXT NOT NULL,
    given           INTEGER NOT NULL,
    at              TEXT NOT NULL,
    retain_until    TEXT NOT NULL,
    PRIMARY KEY (entry_id, entry_version, purpose)
) STRICT, WITHOUT ROWID;
INSERT INTO consents_by_entry (entry_id, entry_version, purpose, text_version, given, at, retain_until)
    SELECT entry_id, entry_version, purpose, text_version, given, at, retain_until FROM consents
    ORDER BY entry_id, entry_version, purpose;
DROP TABLE consents;
ALTER TABLE consents_by_entry RENAME TO consents;
