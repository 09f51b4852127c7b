-- Codes of stewards, who collect entries of many people on one device. Only the keyed hash of a code is kept.
CREATE TABLE steward_codes (
    id              UUID PRIMARY KEY,
    competition_id  UUID NOT NULL REFERENCES competitions (id),
    code_index      BYTEA NOT NULL UNIQUE,
    label           TEXT NOT NULL,
    staff_id        UUID NOT NULL REFERENCES staff (id),
    created_at      TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    revoked_at      TIMESTAMPTZ
);
CREATE INDEX steward_codes_competition ON steward_codes (competition_id);

-- Which entries were collected so, with the person's signature, sealed. `late`: the code had ended when it arrived.
CREATE TABLE collected (
    entry_id        UUID PRIMARY KEY REFERENCES entries (id),
    steward_id      UUID NOT NULL REFERENCES steward_codes (id),
    signature_sealed TEXT NOT NULL,
    late            BOOLEAN NOT NULL,
    retain_until    DATE NOT NULL
);
CREATE INDEX collected_steward ON collected (steward_id);
