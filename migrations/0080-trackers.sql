-- Trackers: what the columns of each one mean, as it was loaded; and a state for one whose columns are still being matched.

ALTER TABLE import_batch ADD COLUMN mapping json;
COMMENT ON COLUMN import_batch.mapping IS 'Of a tracker: what its columns mean, and as at which day it speaks';
COMMENT ON COLUMN import_batch.kind IS 'Kind of file: sen2-xml, sen2-xlsx, sen2-csv or tracker';

ALTER TABLE import_batch DROP CONSTRAINT import_batch_state_check;
ALTER TABLE import_batch ADD CONSTRAINT import_batch_state_check
  CHECK (state IN ('matching', 'waiting', 'running', 'done', 'failed', 'interrupted', 'unscanned', 'rolled-back'));
COMMENT ON COLUMN import_batch.state IS 'matching (a tracker whose columns are being matched), waiting, running, done, failed (refused), interrupted (stopped half-way: nothing was loaded), unscanned (not checked for viruses yet: nothing was read) or rolled-back';
