-- The servers that share a database, so that limits hold across them.
CREATE TABLE servers (
    id          UUID PRIMARY KEY,
    seen_at     TIMESTAMPTZ NOT NULL
);

-- Tells the other servers that the feed has grown, with the commit that made it grow and at no further round trip.
CREATE FUNCTION tell_of_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rollcall_changes', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER log_head_tells AFTER UPDATE ON log_head
    FOR EACH ROW WHEN (OLD.change_seq <> NEW.change_seq) EXECUTE FUNCTION tell_of_changes();
