-- Counts the changes of the tree of unions, so that a server knows whether what it keeps of it in memory still holds,
-- whichever server made the change.
CREATE TABLE tree (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    version     BIGINT NOT NULL
);
INSERT INTO tree (id, version) VALUES (1, 1);
CREATE FUNCTION count_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tree SET version = version + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER unions_tree AFTER INSERT OR UPDATE OR DELETE ON unions
    FOR EACH STATEMENT EXECUTE FUNCTION count_tree();
CREATE TRIGGER union_profiles_tree AFTER INSERT OR UPDATE OR DELETE ON union_profiles
    FOR EACH STATEMENT EXECUTE FUNCTION count_tree();
