-- Counts the changes of the tree of unions, so that a server knows whether what it keeps of it in memory still holds,
-- whichever server made the change.
CREATE TABLE tree (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    version     INTEGER NOT NULL
) STRICT;
INSERT INTO tree (id, version) VALUES (1, 1);
CREATE TRIGGER unions_tree_added AFTER INSERT ON unions BEGIN UPDATE tree SET version = version + 1; END;
CREATE TRIGGER unions_tree_changed AFTER UPDATE ON unions BEGIN UPDATE tree SET version = version + 1; END;
CREATE TRIGGER unions_tree_removed AFTER DELETE ON unions BEGIN UPDATE tree SET version = version + 1; END;
CREATE TRIGGER union_profiles_tree_added AFTER INSERT ON union_profiles BEGIN UPDATE tree SET version = version + 1; END;
CREATE TRIGGER union_profiles_tree_changed AFTER UPDATE ON union_profiles BEGIN UPDATE tree SET version = version + 1; END;
CREATE TRIGGER union_profiles_tree_removed AFTER DELETE ON union_profiles BEGIN UPDATE tree SET version = version + 1; END;
