-- Failures are counted by what was typed, not by account: an account that does not exist is locked like one that does,
-- so that nobody learns from a lock which accounts there are. What was typed may be anything, even a password, so only
-- its keyed hash is kept.
CREATE TABLE login_failures (
    account_index   BYTEA PRIMARY KEY,
    failures        INTEGER NOT NULL,
    last_at         TIMESTAMPTZ NOT NULL,
    locked_until    TIMESTAMPTZ
);
CREATE INDEX login_failures_last ON login_failures (last_at);

ALTER TABLE staff DROP COLUMN failed_logins;
ALTER TABLE staff DROP COLUMN locked_until;
