-- Which children were ever joined: a few among millions of entries, asked for by each page as known before.
CREATE INDEX history_merged ON history (subject_id) WHERE subject_kind = 'child' AND kind = 'CHILD_MERGED';
