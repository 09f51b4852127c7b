-- The servers that share a database, so that limits hold across them.
CREATE TABLE servers (
    id          BLOB PRIMARY KEY,
    seen_at     TEXT NOT NULL
) STRICT;
