-- Codes of stewards, who collect entries of many people on one device. Only the keyed hash of a code is kept.
CREATE TABLE steward_codes (
    id              BLOB PRIMARY KEY,
    competition_id  BLOB NOT NULL REFERENCES competitions (id),
    code_index      BLOB NOT NULL UNIQUE,
    label           TEXT NOT NULL,
    staff_id        BLOB NOT NULL REFERENCES staff (id),
    created_at      TEXT NOT NULL,
    expires_at      TEXT NOT NULL,
    revoked_at      TEXT
) STRICT;
CREATE INDEX steward_codes_competition ON steward_codes (competition_id);

-- Which entries were collected so, with the person's signature, sealed. `late`: the code had ended when it arrived.
CREATE TABLE collected (
    entry_id        BLOB PRIMARY KEY REFERENCES entries (id),
    steward_id      BLOB NOT NULL REFERENCES steward_codes (id),
    signature_sealed TEXT NOT NULL,
    late            INTEGER NOT NULL,
    retain_until    TEXT NOT NULL
) STRICT;
CREATE INDEX collected_steward ON collected (steward_id);
