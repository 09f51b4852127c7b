-- Tells one life of the feed from another: a database restored from a backup begins a new one, so that nobody goes on
-- from a place that was given before.
ALTER TABLE log_head ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;

-- Servers of associations and of superior federations that mirror what they may see. Only the hash of a token is kept;
-- the secret that signs messages is sealed, since it must be used.
CREATE TABLE partners (
    id              BLOB PRIMARY KEY,
    union_id        BLOB NOT NULL REFERENCES unions (id),
    association_id  BLOB REFERENCES associations (id),
    name            TEXT NOT NULL UNIQUE,
    token_hash      BLOB NOT NULL UNIQUE,
    grants          TEXT NOT NULL,
    hook_url        TEXT,
    hook_secret     TEXT,
    told_seq        INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    revoked_at      TEXT
) STRICT;

-- Messages to partners that there is something new. They carry no data but the place in the feed.
CREATE TABLE deliveries (
    id              BLOB PRIMARY KEY,
    partner_id      BLOB NOT NULL REFERENCES partners (id),
    cursor          TEXT NOT NULL,
    state           TEXT NOT NULL,
    attempts        INTEGER NOT NULL,
    next_at         TEXT NOT NULL,
    answer          TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (state, next_at);
CREATE INDEX deliveries_partner ON deliveries (partner_id, state);
