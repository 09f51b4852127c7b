-- What narrows the lists of applications and members is found in the order in which they are shown.

-- Of a group and a division; with the name, as in applications_list.
CREATE INDEX applications_narrow ON applications (union_id, state, worker_group, division, id, name);
CREATE INDEX members_narrow ON members (union_id, state, worker_group, division, id, name);

-- By the last four of a document: as many share them as there are people, so the newest are read and no others.
DROP INDEX applications_id_tail;
CREATE INDEX applications_id_tail ON applications (id_tail_index, id, union_id, state);
DROP INDEX members_id_tail;
CREATE INDEX members_id_tail ON members (id_tail_index, id, union_id, state);

-- Through a code.
DROP INDEX applications_source;
CREATE INDEX applications_source ON applications (source_id, state, id);

-- What is approved and not filed yet, among ever more that is.
CREATE INDEX applications_unfiled ON applications (union_id, id) WHERE state = 'approved' AND filed_at IS NULL;
